// A snippet is made in four steps:
//   0. scout    a scan of bytes for places where a word may stand, since tokenizing whole pages is
//               what snippets cost most (a paper's page: .15 of .2 ms)
//   1. match    tokens of the text as stored (soft hyphens and line ends included, since they are
//               what the analyzer joins words across) against the words: byte ranges
//   2. display  the text as people see it, with a map from stored bytes to shown code points
//   3. choose   slide a window over the matches, then move its ends to where a reader expects a
//               text to begin and end
#include "query/snippet.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "rsearch/schema.h"
#include "rsearch/utf8.h"

namespace rsearch {

namespace {

// Parts of a technical token written as one, as the analyzer joins them.
constexpr std::size_t kMaxParts = 4;
// How far an end may move to meet a space, in code points; beyond it text without spaces is cut.
constexpr std::size_t kMaxSnap = 24;
constexpr std::string_view kLineEnd = " · ";
constexpr std::string_view kCutBefore = "… ";
constexpr std::string_view kCutAfter = " …";
constexpr std::size_t kCutLength = 2;  // code points of either

struct Match {
  std::size_t begin = 0, end = 0;  // bytes of the stored text; later: code points as shown
  std::size_t word = 0;            // index into the weights
};

bool HasSyllables(Script script) {
  return script == Script::kHangul || script == Script::kCjk;
}

// --- matching

// One syllable of a run of words, endings left out.
struct Syllable {
  char32_t value = 0;
  std::size_t begin = 0, end = 0;    // bytes
  bool first = false, last = false;  // of its token's stem
};

// A word of syllables, ready to be laid over runs of them.
struct SyllableWord {
  std::size_t word = 0;
  std::size_t length = 0;  // syllables of its stem
  std::u32string stem;
  std::unordered_set<std::uint64_t> bigrams;
};

std::uint64_t Pair(char32_t a, char32_t b) {
  return static_cast<std::uint64_t>(a) << 32 | b;
}

class Matcher {
 public:
  explicit Matcher(const std::vector<MatchWord>& words) {
    for (const MatchWord& word : words)
      weights_.push_back(word.weight);
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i].prefix)
        prefixes_.emplace_back(words[i].form, i);
      else if (HasSyllables(words[i].script))
        AddSyllables(words[i], i);
      else if (!IsOnlyPart(words, i))
        AddPlain(words[i], i);
      AddCompounds(words[i]);
    }
  }

  [[nodiscard]] double weight(std::size_t word) const { return weights_[word]; }
  [[nodiscard]] std::size_t size() const { return weights_.size(); }

  // Matches in the order they begin; of equal begin, the longer first.
  [[nodiscard]] std::vector<Match> Find(std::string_view text, const std::vector<Token>& tokens,
                                        bool across_lines) const {
    std::vector<Match> matches;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      MatchPrefixes(tokens[i], &matches);
      if (!HasSyllables(tokens[i].script)) MatchPlain(tokens, i, &matches);
    }
    MatchSyllables(text, tokens, across_lines, &matches);
    std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    return matches;
  }

 private:
  using Index = std::unordered_map<std::string, std::size_t>;

  // Where parts of words stand: longer than half of the word, or shorter and at a word's beginning.
  struct Stretches {
    std::vector<Match> long_parts, short_parts;
  };

  void AddPlain(const MatchWord& word, std::size_t index) {
    forms_.try_emplace(word.form, index);
    if (word.script == Script::kLatin && !word.stem.empty()) stems_.try_emplace(word.stem, index);
  }

  void AddSyllables(const MatchWord& word, std::size_t index) {
    SyllableWord entry;
    entry.word = index;
    entry.stem = DecodeUtf8(word.stem);
    entry.length = entry.stem.size();
    for (const std::string& bigram : word.bigrams)
      if (const std::u32string pair = DecodeUtf8(bigram); pair.size() == 2)
        entry.bigrams.insert(Pair(pair[0], pair[1]));
    if (entry.length > 0) syllable_words_.push_back(std::move(entry));
  }

  // The 2 of GPT-2 is no match of its own.
  static bool IsOnlyPart(const std::vector<MatchWord>& words, std::size_t i) {
    const MatchWord& word = words[i];
    const auto joins = [&](std::size_t before) {
      return words[before + 1].glued && !HasSyllables(words[before].script) &&
             !HasSyllables(words[before + 1].script);
    };
    const bool in_group = (i > 0 && joins(i - 1)) || (i + 1 < words.size() && joins(i));
    return in_group && word.script == Script::kDigit;
  }

  // Words written together also match where they are written as one, "gpt", "2" as "gpt2", and
  // that counts on top of the parts.
  void AddCompounds(const MatchWord& word) {
    if (word.compounds.empty()) return;
    for (const std::string& compound : word.compounds) {
      const bool stem = compound.starts_with(schema::kStem);  // forms are casefolded
      (stem ? stems_ : forms_)
          .try_emplace(stem ? compound.substr(schema::kStem.size()) : compound, weights_.size());
    }
    weights_.push_back(word.weight);
  }

  void MatchPrefixes(const Token& token, std::vector<Match>* matches) const {
    for (const auto& [stump, word] : prefixes_)
      if (token.form.starts_with(stump)) matches->push_back({token.begin, token.end, word});
  }

  void MatchPlain(const std::vector<Token>& tokens, std::size_t begin,
                  std::vector<Match>* matches) const {
    std::string form;
    std::string stem;
    for (std::size_t end = begin; end < tokens.size() && end - begin < kMaxParts; ++end) {
      const Token& token = tokens[end];
      if (HasSyllables(token.script) || (end > begin && !token.glued)) return;
      stem = form + token.stem;
      form += token.form;
      const std::size_t text_begin = tokens[begin].begin;
      if (const auto found = stems_.find(stem); found != stems_.end())
        matches->push_back({text_begin, token.end, found->second});
      MatchForm(form, text_begin, token.end, matches);
      if (end > begin) continue;
      if (token.broken_at > 0) {
        MatchForm(form.substr(0, token.broken_at), text_begin, token.end, matches);
        MatchForm(form.substr(token.broken_at), text_begin, token.end, matches);
      }
    }
  }

  void MatchForm(const std::string& form, std::size_t begin, std::size_t end,
                 std::vector<Match>* matches) const {
    if (const auto found = forms_.find(form); found != forms_.end())
      matches->push_back({begin, end, found->second});
  }

  void MatchSyllables(std::string_view text, const std::vector<Token>& tokens, bool across_lines,
                      std::vector<Match>* matches) const {
    if (syllable_words_.empty()) return;
    std::vector<bool> whole(syllable_words_.size());
    Stretches found;
    std::vector<Syllable> run;
    for (std::size_t i = 0; i < tokens.size();) {
      i = ReadRun(text, tokens, i, across_lines, &run);
      for (std::size_t w = 0; w < syllable_words_.size(); ++w)
        if (MatchRun(syllable_words_[w], run, matches, &found)) whole[w] = true;
    }
    for (const Match& match : found.long_parts)
      for (std::size_t w = 0; w < syllable_words_.size(); ++w)
        if (syllable_words_[w].word == match.word && !whole[w]) matches->push_back(match);
    if (matches->empty()) *matches = found.short_parts;
  }

  // Fills `run` with the syllables of the words of one script from token `i` on that only spaces
  // part; returns the token after it.
  static std::size_t ReadRun(std::string_view text, const std::vector<Token>& tokens, std::size_t i,
                             bool across_lines, std::vector<Syllable>* run) {
    run->clear();
    if (!HasSyllables(tokens[i].script)) return i + 1;
    const std::size_t first = i;
    for (; i < tokens.size() && tokens[i].script == tokens[first].script; ++i) {
      if (i > first) {
        const std::string_view gap =
            text.substr(tokens[i - 1].end, tokens[i].begin - tokens[i - 1].end);
        if (gap.find_first_not_of(across_lines ? " \n" : " ") != std::string_view::npos) break;
      }
      AppendStem(text, tokens[i], run);
    }
    return i;
  }

  static void AppendStem(std::string_view text, const Token& token, std::vector<Syllable>* run) {
    const std::u32string stem = DecodeUtf8(token.stem);
    const std::size_t start = run->size();
    std::size_t at = token.begin;
    for (std::size_t i = 0; i < stem.size(); ++i) {
      const std::size_t begin = at;
      // Text that is not composed has other lengths than its form: such a word is taken whole.
      if (at >= token.end || NextCodePoint(text, &at) != stem[i]) {
        for (std::size_t k = start; k < run->size(); ++k) {
          (*run)[k].begin = token.begin;
          (*run)[k].end = token.end;
        }
        run->push_back({stem[i], token.begin, token.end, i == 0, i + 1 == stem.size()});
        at = token.end;
        continue;
      }
      run->push_back({stem[i], begin, at, i == 0, i + 1 == stem.size()});
    }
  }

  // Lays `word` over `run`: stretches whose every pair of neighbours is one of its bigrams. Returns
  // whether one was as long as the word.
  static bool MatchRun(const SyllableWord& word, const std::vector<Syllable>& run,
                       std::vector<Match>* whole, Stretches* parts) {
    if (word.length == 1) return MatchSyllable(word, run, whole);
    bool found = false;
    for (std::size_t begin = 0; begin + 1 < run.size();) {
      std::size_t end = begin + 1;
      while (end < run.size() && word.bigrams.contains(Pair(run[end - 1].value, run[end].value)))
        ++end;
      const std::size_t length = end - begin;
      if (length >= 2 && IsAligned(std::span(run).subspan(begin, length))) {
        const Match match{run[begin].begin, run[end - 1].end, word.word};
        if (length >= word.length) {
          whole->push_back(match);
          found = true;
        } else if (2 * length > word.length) {
          parts->long_parts.push_back(match);
        } else if (run[begin].first) {
          parts->short_parts.push_back(match);
        }
      }
      begin = end;
    }
    return found;
  }

  static bool MatchSyllable(const SyllableWord& word, const std::vector<Syllable>& run,
                            std::vector<Match>* matches) {
    bool found = false;
    for (const Syllable& syllable : run) {
      if (!syllable.first || !syllable.last || syllable.value != word.stem.front()) continue;
      matches->push_back({syllable.begin, syllable.end, word.word});
      found = true;
    }
    return found;
  }

  // Across a space a stretch must begin or end with a word: 이전 is not in "차이 전략".
  static bool IsAligned(std::span<const Syllable> stretch) {
    const bool crosses =
        std::any_of(stretch.begin() + 1, stretch.end(), [](const Syllable& s) { return s.first; });
    return !crosses || stretch.front().first || stretch.back().last;
  }

  Index forms_, stems_;
  std::vector<std::pair<std::string, std::size_t>> prefixes_;
  std::vector<SyllableWord> syllable_words_;
  std::vector<double> weights_;  // of the words, then of their compounds
};

// --- scouting

// Finds the pieces of a text that may hold a match. It goes by the first letters of words, any
// syllable of Hangul and CJK stems; what it passes over is rare (English stems that change a
// word's third letter: sky, skies) and looked for again when a page seems to hold no match at all.
class Scout {
 public:
  explicit Scout(const std::vector<MatchWord>& words) {
    for (const MatchWord& word : words) {
      if (HasSyllables(word.script)) {
        const std::u32string form = DecodeUtf8(word.prefix ? word.form : word.stem);
        syllables_.insert(syllables_.end(), form.begin(), form.end());
        reach_ = kReach;
      } else {
        AddLetters(word.form);
        if (!word.prefix) AddLetters(word.stem);
        for (const std::string_view compound : word.compounds)
          AddLetters(compound.starts_with(schema::kStem) ? compound.substr(schema::kStem.size())
                                                         : compound);
      }
    }
    for (const std::string& letters : letters_)
      first_letters_[Byte(letters.front())] = true;
  }

  // Ascending, apart, begun and ended at spaces.
  [[nodiscard]] std::vector<std::string_view> Pieces(std::string_view text) const {
    if (everything_) return {text};
    std::vector<std::string_view> pieces;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t place = at;
      if (Byte(text[at]) < 0x80) {
        ++at;
        if (!first_letters_[Lower(text[place])] || !LettersAt(text, place)) continue;
      } else {
        const char32_t c = NextCodePoint(text, &at);
        if (std::find(syllables_.begin(), syllables_.end(), c) == syllables_.end()) continue;
      }
      AddPiece(text, place, &pieces);
      // The rest of the piece is looked at again only where it could make it longer.
      const std::size_t end = EndOf(text, pieces.back());
      at = std::max(at, end > reach_ ? StartOfCodePoint(text, end - reach_) : 0);
    }
    return pieces;
  }

 private:
  static constexpr std::size_t kLetters = 3;
  static constexpr std::string_view kSoftHyphen = "\u00AD";
  // Bytes around a syllable that may belong to the same match: a word parted by spaces.
  static constexpr std::size_t kReach = 48;

  static unsigned char Byte(char c) { return static_cast<unsigned char>(c); }
  static unsigned char Lower(char c) {
    return Byte(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  static bool IsAlnum(char c) {
    return (c >= '0' && c <= '9') || (Lower(c) >= 'a' && Lower(c) <= 'z');
  }
  static bool IsSpace(char c) { return c == ' ' || c == '\n'; }
  // Whether words end at `at`. No word does after a soft hyphen.
  static bool IsGap(std::string_view text, std::size_t at) {
    return IsSpace(text[at]) && !text.substr(0, at).ends_with(kSoftHyphen);
  }
  static std::size_t EndOf(std::string_view text, std::string_view piece) {
    return static_cast<std::size_t>(piece.data() - text.data()) + piece.size();
  }
  static std::size_t StartOfCodePoint(std::string_view text, std::size_t at) {
    while (at > 0 && at < text.size() && (Byte(text[at]) & 0xC0) == 0x80)
      --at;
    return at;
  }

  void AddLetters(std::string_view word) {
    const std::size_t suffix = std::min(word.find_first_of("+#"), kLetters);
    const std::string letters(word.substr(0, suffix));  // "c++" is found by its c
    if (letters.empty()) return;
    if (!std::all_of(letters.begin(), letters.end(), IsAlnum)) everything_ = true;
    if (std::find(letters_.begin(), letters_.end(), letters) == letters_.end())
      letters_.push_back(letters);
  }

  // Whether a word begins at `at` with one of the letters, joining characters passed over (k-NN).
  [[nodiscard]] bool LettersAt(std::string_view text, std::size_t at) const {
    // After a digit or inside "kNN" a token may begin too; lower case after a letter is no start.
    const bool inside =
        at > 0 && text[at] >= 'a' && text[at] <= 'z' && text[at - 1] >= 'a' && text[at - 1] <= 'z';
    if (inside) return false;
    return std::any_of(letters_.begin(), letters_.end(), [&](const std::string& letters) {
      std::size_t next = at;
      for (const char letter : letters) {
        while (next > at && next < text.size() && !IsAlnum(text[next]) && !IsSpace(text[next]))
          ++next;
        if (next >= text.size() || Lower(text[next++]) != Byte(letter)) return false;
      }
      return true;
    });
  }

  void AddPiece(std::string_view text, std::size_t place,
                std::vector<std::string_view>* pieces) const {
    std::size_t begin = place > reach_ ? place - reach_ : 0;
    while (begin > 0 && !IsGap(text, begin - 1))
      --begin;
    std::size_t end = std::min(place + reach_, text.size());
    while (end < text.size() && !IsGap(text, end))
      ++end;
    if (!pieces->empty() && EndOf(text, pieces->back()) >= begin) {
      begin = EndOf(text, pieces->back()) - pieces->back().size();
      pieces->pop_back();
    }
    pieces->push_back(text.substr(begin, end - begin));
  }

  std::vector<std::string> letters_;
  std::array<bool, 256> first_letters_{};
  std::vector<char32_t> syllables_;
  std::size_t reach_ = 0;
  bool everything_ = false;
};

// Tokens of `pieces`, placed in `text`.
std::vector<Token> TokenizePieces(Analyzer& analyzer, std::string_view text,
                                  const std::vector<std::string_view>& pieces) {
  std::vector<Token> tokens;
  std::vector<Token> found;
  for (const std::string_view piece : pieces) {
    analyzer.Tokenize(piece, &found);
    const auto shift = static_cast<std::uint32_t>(piece.data() - text.data());
    for (Token& token : found) {
      token.begin += shift;
      token.end += shift;
      tokens.push_back(std::move(token));
    }
  }
  return tokens;
}

std::vector<Match> FindMatches(Analyzer& analyzer, const PageRecord& page,
                               const std::vector<MatchWord>& words, const Matcher& matcher) {
  const std::vector<std::string_view> pieces = Scout(words).Pieces(page.text);
  const auto find = [&](const std::vector<std::string_view>& where) {
    return matcher.Find(page.text, TokenizePieces(analyzer, page.text, where), !page.slide);
  };
  std::vector<Match> matches = find(pieces);
  const bool looked_everywhere = pieces.size() == 1 && pieces.front().size() == page.text.size();
  if (matches.empty() && !looked_everywhere) matches = find({page.text});
  return matches;
}

// --- display

// Numbers for every character of a page, not set before they are written: a vector would be.
using Numbers = std::unique_ptr<std::uint32_t[]>;  // NOLINT(modernize-avoid-c-arrays)

Numbers MakeNumbers(std::size_t count) {
  // NOLINTNEXTLINE(modernize-avoid-c-arrays)
  return std::make_unique_for_overwrite<std::uint32_t[]>(count);
}

// A page's text on one line.
struct Shown {
  std::string text;
  std::size_t length = 0;           // code points
  Numbers bytes;                    // byte offset of every code point, and the end
  Numbers places;                   // stored byte -> code point; one more for the end
  std::vector<std::size_t> starts;  // code points where a line or sentence begins, ascending

  [[nodiscard]] std::string_view Slice(std::size_t begin, std::size_t end) const {
    return std::string_view(text).substr(bytes[begin], bytes[end] - bytes[begin]);
  }
  [[nodiscard]] bool IsSpace(std::size_t at) const { return text[bytes[at]] == ' '; }
};

class ShownBuilder {
 public:
  ShownBuilder(std::string_view stored, std::string_view line_end)
      : stored_(stored), line_end_(line_end) {}

  Shown Run() {
    shown_.text.reserve(stored_.size() + stored_.size() / 8);
    // A line's end becomes as many code points as its bytes at most.
    const std::size_t most = stored_.size() * std::max<std::size_t>(line_end_.size(), 1);
    shown_.bytes = MakeNumbers(most + 1);
    shown_.places = MakeNumbers(stored_.size() + 1);
    shown_.starts.push_back(0);
    for (std::size_t at = 0; at < stored_.size();) {
      if (IsPlain(stored_[at])) {
        at = PutPlain(at);
        continue;
      }
      const std::size_t begin = at;
      const char32_t c = NextCodePoint(stored_, &at);
      if (c == '\n')
        pending_ = line_end_;
      else if (c == ' ')
        pending_ = pending_.empty() ? std::string_view(" ") : pending_;
      else if (c != kSoftHyphen)
        Put(c);
      const bool shown = c != '\n' && c != ' ' && c != kSoftHyphen;
      for (std::size_t i = begin; i < at; ++i)
        shown_.places[i] = length_ - (shown ? 1 : 0);
    }
    shown_.places[stored_.size()] = length_;
    shown_.bytes[length_] = static_cast<std::uint32_t>(shown_.text.size());
    shown_.length = length_;
    return std::move(shown_);
  }

 private:
  static constexpr char32_t kSoftHyphen = 0xAD;

  // ASCII that is no space.
  static bool IsPlain(char c) { return c > ' ' && c <= '~'; }

  // The plain characters from `at` on, most of most texts; returns where they end.
  std::size_t PutPlain(std::size_t at) {
    PutPending();
    const std::size_t begin = at;
    auto byte = static_cast<std::uint32_t>(shown_.text.size());
    for (; at < stored_.size() && IsPlain(stored_[at]); ++at) {
      shown_.places[at] = length_;
      shown_.bytes[length_++] = byte++;
    }
    shown_.text += stored_.substr(begin, at - begin);
    last_ = static_cast<unsigned char>(stored_[at - 1]);
    return at;
  }

  void Put(char32_t c) {
    PutPending();
    PutRaw(c == kInvalidByte ? kReplacement : c);
    last_ = c;
  }

  void PutPending() {
    if (pending_.empty()) return;
    if (!shown_.text.empty()) {
      const bool line = pending_.size() > 1;
      const bool sentence = last_ == '.' || last_ == '?' || last_ == '!';
      for (std::size_t at = 0; at < pending_.size();)
        PutRaw(NextCodePoint(pending_, &at));
      if (line || sentence) shown_.starts.push_back(length_);
    }
    pending_ = {};
  }

  void PutRaw(char32_t c) {
    shown_.bytes[length_++] = static_cast<std::uint32_t>(shown_.text.size());
    if (c < 0x80)
      shown_.text.push_back(static_cast<char>(c));
    else
      AppendUtf8(c, &shown_.text);
  }

  std::string_view stored_, line_end_;
  std::string_view pending_;  // what stands between the last code point and the next
  char32_t last_ = 0;
  std::uint32_t length_ = 0;  // code points shown
  Shown shown_;
};

// --- choosing

struct Window {
  std::size_t begin = 0, end = 0;  // code points
};

// The matches [first, last] that fit `span` with the most weight of different words; ties go to
// more matches, then to the earlier ones.
Window DensestMatches(const std::vector<Match>& matches, const Matcher& matcher, std::size_t span) {
  std::vector<unsigned> counts(matcher.size());
  double weight = 0;
  double best_weight = -1;
  std::size_t best_count = 0;
  Window best;
  std::size_t last = 0;  // one past
  for (std::size_t first = 0; first < matches.size(); ++first) {
    while (last < matches.size() &&
           (last == first || matches[last].end <= matches[first].begin + span)) {
      if (counts[matches[last].word]++ == 0) weight += matcher.weight(matches[last].word);
      ++last;
    }
    constexpr double kSame = 1e-9;
    const bool heavier = weight > best_weight + kSame;
    if (heavier || (weight > best_weight - kSame && last - first > best_count)) {
      best_weight = weight;
      best_count = last - first;
      best.begin = matches[first].begin;
      best.end = 0;
      for (std::size_t i = first; i < last; ++i)
        best.end = std::max(best.end, matches[i].end);
    }
    if (--counts[matches[first].word] == 0) weight -= matcher.weight(matches[first].word);
  }
  return best;
}

// Where a reader would like the text to begin that must show `core`: the nearest line or sentence
// start at most `room` before it, else a word's beginning about half of `room` before it.
std::size_t NiceBegin(const Shown& shown, std::size_t floor, std::size_t core, std::size_t room) {
  const std::size_t earliest = core > floor + room ? core - room : floor;
  const auto after = std::upper_bound(shown.starts.begin(), shown.starts.end(), core);
  if (after != shown.starts.begin() && *(after - 1) >= earliest) return *(after - 1);
  if (earliest == floor) return floor;
  const std::size_t middle = core - room / 2;
  for (std::size_t at = middle; at < core && at < middle + kMaxSnap; ++at)
    if (shown.IsSpace(at)) return at + 1;
  return middle;
}

// The last place at or before `end` where a word ends, not before `core`.
std::size_t NiceEnd(const Shown& shown, std::size_t core, std::size_t end) {
  if (end == shown.length || shown.IsSpace(end)) return end;
  for (std::size_t at = end; at > core && at + kMaxSnap > end; --at)
    if (shown.IsSpace(at)) return at;
  return end;
}

// The part of [floor, length) to show, at most `max` code points unless `core` is longer.
Window Frame(const Shown& shown, std::size_t floor, Window core, std::size_t max) {
  const std::size_t length = shown.length;
  if (length - floor <= max) return {floor, length};
  const std::size_t budget = max - 2 * kCutLength;
  const std::size_t slack = budget > core.end - core.begin ? budget - (core.end - core.begin) : 0;
  Window frame;
  frame.begin = NiceBegin(shown, floor, core.begin, slack * 2 / 3);
  frame.end = std::max(frame.begin + budget, core.end);
  if (frame.end >= length) {
    // The text ends first: what is left over goes to the front.
    frame.end = length;
    const std::size_t earliest = length - std::min(length - floor, budget);
    if (earliest < frame.begin) {
      const auto start = std::lower_bound(shown.starts.begin(), shown.starts.end(), earliest);
      if (start != shown.starts.end() && *start < frame.begin) frame.begin = *start;
    }
    return frame;
  }
  frame.end = NiceEnd(shown, core.end, frame.end);
  return frame;
}

// Union of the matches inside `frame`, counted from `origin`.
std::vector<Highlight> Highlights(const std::vector<Match>& matches, Window frame,
                                  std::size_t shift) {
  std::vector<Highlight> out;
  for (const Match& match : matches) {
    const std::size_t begin = std::max(match.begin, frame.begin);
    const std::size_t end = std::min(match.end, frame.end);
    if (begin >= end) continue;
    const Highlight next{begin - frame.begin + shift, end - frame.begin + shift};
    if (!out.empty() && next.begin <= out.back().end)
      out.back().end = std::max(out.back().end, next.end);
    else
      out.push_back(next);
  }
  return out;
}

// Where the text goes on after the title it begins with; 0 when it does not.
std::size_t EndOfTitle(const Shown& shown, std::string_view title, std::string_view line_end) {
  const Shown head = ShownBuilder(title, line_end).Run();
  if (head.length == 0 || !shown.text.starts_with(head.text)) return 0;
  const std::size_t end = head.length;
  const auto next = std::lower_bound(shown.starts.begin(), shown.starts.end(), end);
  const bool ends_line = next != shown.starts.end() && *next <= end + 3;
  return ends_line ? *next : 0;
}

Snippet Cut(const Shown& shown, const std::vector<Match>& matches, std::size_t floor,
            Window frame) {
  constexpr std::string_view kDot = " ·";
  std::string_view text = shown.Slice(frame.begin, frame.end);
  while (text.ends_with(' ') || text.ends_with(kDot)) {
    const std::size_t drop = text.ends_with(' ') ? 1 : kDot.size();
    frame.end -= drop == 1 ? 1 : 2;
    text.remove_suffix(drop);
  }
  Snippet snippet;
  const bool cut_before = frame.begin > floor;
  if (cut_before) snippet.text += kCutBefore;
  snippet.text += text;
  if (frame.end < shown.length) snippet.text += kCutAfter;
  snippet.highlights = Highlights(matches, frame, cut_before ? kCutLength : 0);
  return snippet;
}

}  // namespace

MatchWord MatchOf(const WordTerms& word) {
  MatchWord match;
  match.script = word.script;
  match.form = word.form;
  match.stem = word.stem;
  for (const std::string& bigram : word.bigrams)
    match.bigrams.push_back(bigram.substr(schema::kBigram.size()));
  match.glued = word.glued;
  match.compounds = word.compounds;
  return match;
}

Snippet MakeSnippet(Analyzer& analyzer, const PageRecord& page, const std::vector<MatchWord>& words,
                    const SnippetOptions& options) {
  const std::string_view line_end = page.slide ? kLineEnd : std::string_view(" ");
  const Matcher matcher(words);
  std::vector<Match> matches = FindMatches(analyzer, page, words, matcher);
  const Shown shown = ShownBuilder(page.text, line_end).Run();
  for (Match& match : matches) {
    match.begin = shown.places[match.begin];
    match.end = shown.places[match.end - 1] + 1;
  }
  const std::size_t body = EndOfTitle(shown, page.title, line_end);
  const auto in_body = std::find_if(matches.begin(), matches.end(),
                                    [&](const Match& match) { return match.begin >= body; });
  const bool skip_title = body > 0 && (in_body != matches.end() || matches.empty());
  const std::size_t floor = skip_title ? body : 0;
  if (skip_title) matches.erase(matches.begin(), in_body);
  const std::size_t max = std::max<std::size_t>(options.max_code_points, 4 * kCutLength);
  const Window core = matches.empty()
                          ? Window{floor, floor}
                          : DensestMatches(matches, matcher, max - 2 * kCutLength - max / 5);
  return Cut(shown, matches, floor, Frame(shown, floor, core, max));
}

std::vector<Highlight> HighlightText(Analyzer& analyzer, std::string_view text,
                                     const std::vector<MatchWord>& words) {
  std::vector<Token> tokens;
  analyzer.Tokenize(text, &tokens);
  std::vector<Match> matches = Matcher(words).Find(text, tokens, true);
  for (Match& match : matches) {
    const std::size_t length = DecodeUtf8(text.substr(match.begin, match.end - match.begin)).size();
    match.begin = DecodeUtf8(text.substr(0, match.begin)).size();
    match.end = match.begin + length;
  }
  return Highlights(matches, {0, text.size()}, 0);
}

}  // namespace rsearch
