// Whether a short form stands for a long one. After A. Schwartz and M. Hearst, "A simple algorithm
// for identifying abbreviation definitions in biomedical text", Pacific Symposium on Biocomputing
// 8:451-462 (2003): the letters of the short form are found in order in the long one, the first as
// the initial of its first word. Stricter than theirs, since talks put all kinds of things between
// brackets: every word takes part, but for words like "of", and letters from inside a word are the
// exception.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace rsearch {

// Letters and digits of a short form, plural s apart.
inline constexpr std::size_t kMaxShortForm = 10;

// "RNNs" -> "RNN"; others stay.
std::string_view WithoutPlural(std::string_view word);

// One word of ASCII letters, digits and hyphens with a capital: MLM, t-SNE, Adagrad, SQuAD.
bool IsShortForm(std::string_view word);

// Capitals alone (digits and hyphens aside), two to six: MLM, TF-IDF.
bool IsAcronym(std::string_view word);

// "of", "the", "for": an acronym may leave them out, no name begins or ends with one.
bool IsSmallWord(std::string_view word);

// How badly `short_form` fits the words of a long form, 0 for all initials; nothing when it does
// not stand for them.
std::optional<int> Misfit(std::string_view short_form, std::span<const std::string_view> words);

}  // namespace rsearch
