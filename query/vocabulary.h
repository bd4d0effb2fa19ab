// The words of an index, as query expansion looks at them: which there are, and how frequent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

namespace rsearch {

class Vocabulary {
 public:
  Vocabulary() = default;
  Vocabulary(const Vocabulary&) = delete;
  Vocabulary& operator=(const Vocabulary&) = delete;
  Vocabulary(Vocabulary&&) = delete;
  Vocabulary& operator=(Vocabulary&&) = delete;
  virtual ~Vocabulary() = default;

  // Pages (or decks, for deck terms) that have this very term, prefix included; 0 for none.
  [[nodiscard]] virtual std::uint32_t Frequency(std::string_view term) const = 0;
  // Calls visit(term, frequency) for each term that begins with `prefix`, in byte order, from the
  // first one not before `from` on, until visit says false.
  virtual void ForEach(std::string_view prefix, std::string_view from,
                       const std::function<bool(std::string_view, std::uint32_t)>& visit) const = 0;
};

// Visits the terms as ForEach() does, but `visit` answers how many bytes of the term no further
// term may begin with: those that do are passed over, at small cost however many they are; 0 for
// none. Each term looked at takes one from `*budget`; ends when that is used up.
void WalkTerms(const Vocabulary& vocabulary, std::string_view prefix, std::string_view from,
               std::size_t* budget,
               const std::function<std::size_t(std::string_view, std::uint32_t)>& visit);

}  // namespace rsearch
