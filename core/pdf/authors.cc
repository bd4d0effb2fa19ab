// Words to rows, rows to cells where a wide gap tears them apart, cells to names by what they say
// and by what stands above and below them.
#include "core/pdf/authors.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

#include "core/pdf/characters.h"
#include "rsearch/analyzer.h"

namespace rsearch::pdf {
namespace {

constexpr std::size_t kMostAuthors = 200;
constexpr std::size_t kMostWords = 5000;  // between title and abstract; more is no list of authors
// In font sizes.
constexpr float kSameRow = 0.5F;    // between the middles of two words
constexpr float kCellGap = 0.8F;    // wider: another cell
constexpr float kSpaceGap = 0.12F;  // narrower: small capitals and marks, glued to their word
constexpr float kRaised = 0.12F;    // how far above the baseline a mark ends
constexpr float kTightPitch = 1.7F;
constexpr float kMarkSize = 0.85F;  // of the row's size, at most
constexpr float kSameSize = 0.05F;
constexpr std::size_t kFewestNameWords = 2;
constexpr std::size_t kMostNameWords = 6;
constexpr std::size_t kLongestName = 80;  // characters
constexpr std::size_t kLongestMark = 2;   // digits; more are a postal code or a year

float Middle(const Rect& box) {
  return (box.y0 + box.y1) / 2;
}

Rect Union(const Rect& a, const Rect& b) {
  return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

float SizeOf(const Word& word) {
  return word.font_size > 0 ? word.font_size : word.box.height();
}

// --- what words say

char Lowered(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), Lowered);
  return lower;
}

bool IsUpperLatin(char32_t c) {
  return IsLatin(c) && !IsLowerLatin(c);
}

bool IsCombining(char32_t c) {
  return c >= 0x300 && c < 0x370;
}

std::vector<std::string_view> SplitWords(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    if (end > begin) words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

template <std::size_t kCount>
bool IsOneOf(const std::array<std::string_view, kCount>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Letters at the ends only: "(MIT)," is MIT.
std::string_view Bare(std::string_view word) {
  constexpr std::string_view kSigns = "()[]{}.,;:";
  const std::size_t first = word.find_first_not_of(kSigns);
  if (first == std::string_view::npos) return {};
  return word.substr(first, word.find_last_not_of(kSigns) - first + 1);
}

bool IsAffiliationWord(std::string_view word) {
  constexpr auto kAcronyms = std::to_array<std::string_view>(
      {"AI",    "MIT",  "CMU",   "ETH", "EPFL", "UC",  "UCL", "UCLA", "IBM", "KAIST", "INRIA",
       "Inria", "CNRS", "CSAIL", "NEC", "NTT",  "SRI", "NYU", "ENS",  "US",  "USA",   "UK"});
  constexpr auto kWords = std::to_array<std::string_view>(
      {"lab",         "labs",       "school",     "college",      "faculty",   "research",
       "center",      "centre",     "academy",    "google",       "microsoft", "facebook",
       "meta",        "amazon",     "apple",      "nvidia",       "deepmind",  "openai",
       "baidu",       "tencent",    "alibaba",    "huawei",       "samsung",   "naver",
       "kakao",       "adobe",      "intel",      "inc",          "corp",      "ltd",
       "gmbh",        "company",    "hospital",   "ecole",        "école",     "technion",
       "dept",        "technical",  "technology", "technologies", "science",   "sciences",
       "engineering", "foundation", "group",      "division",     "ministry",  "national",
       "computing",   "brain",      "univ"});
  constexpr auto kBeginnings =
      std::to_array<std::string_view>({"universit", "institut", "department", "laborator",
                                       "corporation", "polytech", "politec", "tech."});
  if (IsOneOf(kAcronyms, word)) return true;
  const std::string lower = Lower(word);
  return IsOneOf(kWords, lower) ||
         std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [&](std::string_view beginning) { return lower.starts_with(beginning); });
}

// --- names

bool IsParticle(std::string_view word) {
  constexpr auto kParticles = std::to_array<std::string_view>(
      {"van", "von", "de",  "der", "den", "del", "della", "di",  "da",  "dos", "das",
       "do",  "du",  "la",  "le",  "el",  "al",  "bin",   "ibn", "ben", "ter", "ten",
       "te",  "zu",  "zum", "zur", "af",  "av",  "y",     "e",   "i"});
  return IsOneOf(kParticles, word);
}

// What titles, notes and places begin with, and names do not.
bool OpensNoName(const std::vector<std::string_view>& words) {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"the",        "for",        "with",      "towards",  "toward",    "by",
       "under",      "our",        "we",        "this",     "from",      "draft",
       "preprint",   "anonymous",  "submitted", "accepted", "published", "proceedings",
       "conference", "volume",     "editor",    "editors",  "equal",     "equally",
       "contact",    "version",    "working",   "keywords", "contents",  "corresponding",
       "discussion", "appendix",   "lecture",   "chapter",  "section",   "supplementary",
       "paper",      "tutorial",   "survey",    "review",   "email",     "e-mail",
       "address",    "index",      "new",       "los",      "south",     "north",
       "united",     "department", "technical"});
  const std::string first = Lower(Bare(words.front()));
  return IsOneOf(kWords, first) || (first == "an" && words.size() > 2);  // "An Nguyen"
}

// "Okafor", "O'Neil", "Jean-Luc", "M.", "DE": letters, a capital first.
bool IsNameWord(std::string_view word) {
  std::size_t at = 0;
  if (!IsUpperLatin(NextChar(word, &at))) return IsParticle(word) || word.starts_with("d'");
  while (at < word.size()) {
    const char32_t c = NextChar(word, &at);
    if (!IsLatin(c) && !IsCombining(c) && c != '-' && c != '\'' && c != U'’' && c != '.' &&
        c != U'‐')
      return false;
  }
  return true;
}

bool IsInitial(std::string_view word) {
  return LetterWeight(word) <= 1;
}

bool IsCapitals(std::string_view word) {
  return std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// "ENSAE Paris", "IBM Watson": but "Jean DUPONT" is a name.
bool OpensWithAcronym(const std::vector<std::string_view>& words) {
  return IsCapitals(words.front()) && LetterWeight(words.front()) >= 3 &&
         words.front().size() < 7 && words.front().find('-') == std::string_view::npos &&
         !IsCapitals(words.back());
}

// "홍길동", "홍 길동".
bool IsKoreanName(std::string_view text) {
  std::size_t syllables = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextChar(text, &at);
    if (c == ' ') continue;
    if (!IsHangul(c)) return false;
    ++syllables;
  }
  return syllables >= 2 && syllables <= 5 && !NamesAffiliation(text);
}

bool IsName(std::string_view text) {
  if (IsKoreanName(text)) return true;
  const std::vector<std::string_view> words = SplitWords(text);
  return words.size() >= kFewestNameWords && words.size() <= kMostNameWords &&
         CharCount(text) <= kLongestName && !OpensNoName(words) && !OpensWithAcronym(words) &&
         !IsInitial(words.back()) && !IsParticle(words.back()) &&
         std::all_of(words.begin(), words.end(), IsNameWord) && !NamesAffiliation(text);
}

// A line may break a name: "Jaime" / "Carbonell", "Quoc V." / "Le".
bool IsHalfName(std::string_view text) {
  const std::vector<std::string_view> words = SplitWords(text);
  return !words.empty() && (words.size() == 1 || IsInitial(words.back())) &&
         std::all_of(words.begin(), words.end(), IsNameWord) && !NamesAffiliation(text);
}

// --- cells

struct Cell {
  Rect box;
  float size = 0;
  std::vector<std::string> parts;  // between marks and commas
  bool mark_before = false;        // "1 Dept. of Statistics", "*Equal contribution"
  bool mark_behind = false;        // "R. Voss†"
  bool open_end = false;           // ends with a comma or "and"
  bool contact = false;            // has a mail address
  bool long_number = false;
};

bool IsMarkSign(char32_t c) {
  constexpr std::u32string_view kSigns = U"*∗⁎⋆★☆†‡§¶‖♠♣♥♦♯#✉⊥△▽∥";
  return kSigns.find(c) != std::u32string_view::npos;
}

bool IsSeparator(char32_t c) {
  constexpr std::u32string_view kSigns = U",;&·•|/、";
  return kSigns.find(c) != std::u32string_view::npos;
}

// A dotless i under an accent of its own, as TeX sets ï.
std::string WithDottedI(std::string_view text) {
  std::string dotted;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = NextChar(text, &at);
    std::size_t behind = at;
    if (c == U'ı' && at < text.size() && IsCombining(NextChar(text, &behind)))
      dotted += 'i';
    else
      dotted += text.substr(begin, at - begin);
  }
  return dotted;
}

// Takes a cell's text apart, character by character.
class Splitter {
 public:
  explicit Splitter(Cell* cell) : cell_(cell) {}

  void Add(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t begin = at;
      const char32_t c = NextChar(text, &at);
      Take(c, text.substr(begin, at - begin));
    }
  }

  void Mark() {
    if (cell_->parts.empty() && Trim(part_).empty()) cell_->mark_before = true;
    EndPart();
    cell_->mark_behind = true;
    cell_->open_end = false;
  }

  void End() {
    EndDigits();
    EndPart();
  }

 private:
  void Take(char32_t c, std::string_view character) {
    if (IsDigit(c)) {
      ++digits_;
      return;
    }
    EndDigits();
    if (c == '(' || c == '[') ++depth_;
    if (depth_ == 0) {
      if (IsMarkSign(c)) {
        Mark();
      } else if (IsSeparator(c)) {
        EndPart();
        cell_->open_end = true;
      } else {
        part_ += character;
      }
    }
    if ((c == ')' || c == ']') && depth_ > 0) --depth_;
  }

  void EndDigits() {
    if (digits_ > kLongestMark) cell_->long_number = true;
    if (digits_ > 0 && depth_ == 0) Mark();
    digits_ = 0;
  }

  void EndPart() {
    const std::string part = CleanText(std::exchange(part_, {}));
    std::string name;
    for (const std::string_view word : SplitWords(Trim(part))) {
      if (word == "and" || word == "And" || word == "und" || word == "et") {
        AddPart(std::exchange(name, {}));
        cell_->open_end = true;
      } else if (!(name.empty() && (word == "by" || word == "By"))) {
        if (!name.empty()) name += ' ';
        name += word;
      }
    }
    AddPart(std::move(name));
  }

  // "Member, IEEE" goes with the name before it.
  static bool IsHonour(std::string_view part) {
    constexpr auto kHonours = std::to_array<std::string_view>(
        {"member", "senior member", "student member", "graduate student member", "fellow",
         "life fellow", "ieee", "acm", "ph.d.", "phd", "md", "m.d.", "jr.", "jr", "sr.", "iii"});
    return IsOneOf(kHonours, Lower(part));
  }

  void AddPart(std::string part) {
    if (part.empty() || IsHonour(part)) return;
    cell_->parts.push_back(std::move(part));
    cell_->mark_behind = false;
    cell_->open_end = false;
  }

  Cell* cell_;
  std::string part_;
  std::size_t digits_ = 0;
  int depth_ = 0;  // of brackets: "Jane Doe (Antwerp)"
};

using Row = std::vector<const Word*>;

// The size most characters of a row have, and where its letters stand.
struct Baseline {
  float size = 0;
  float y = 0;
};

Baseline BaselineOf(const Row& row) {
  std::map<int, std::size_t> chars;  // by tenths of a point
  const auto tenths = [](const Word& word) {
    return static_cast<int>(std::lround(std::clamp(SizeOf(word), 0.0F, 1e6F) * 10));
  };
  for (const Word* word : row)
    chars[tenths(*word)] += CharCount(word->text);
  const auto most = std::max_element(
      chars.begin(), chars.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  Baseline baseline{static_cast<float>(most->first) / 10, 0};
  for (const Word* word : row)
    if (tenths(*word) == most->first) baseline.y = std::max(baseline.y, word->box.y1);
  return baseline;
}

bool IsRaised(const Word& word, const Baseline& baseline) {
  return SizeOf(word) <= kMarkSize * baseline.size &&
         word.box.y1 < baseline.y - kRaised * baseline.size;
}

std::vector<Row> MakeRows(const std::vector<Word>& words, float top, float bottom) {
  Row inside;
  for (const Word& word : words) {
    const float middle = Middle(word.box);
    if (word.rotation == 0 && middle > top && middle < bottom && !Trim(word.text).empty())
      inside.push_back(&word);
  }
  if (inside.size() > kMostWords) return {};
  std::stable_sort(inside.begin(), inside.end(),
                   [](const Word* a, const Word* b) { return Middle(a->box) < Middle(b->box); });
  std::vector<Row> rows;
  for (const Word* word : inside) {
    if (rows.empty() || Middle(word->box) - Middle(rows.back().front()->box) >
                            kSameRow * std::max(SizeOf(*word), SizeOf(*rows.back().front())))
      rows.emplace_back();
    rows.back().push_back(word);
  }
  for (Row& row : rows)
    std::stable_sort(row.begin(), row.end(),
                     [](const Word* a, const Word* b) { return a->box.x0 < b->box.x0; });
  return rows;
}

bool IsContact(std::string_view text) {
  return text.find('@') != std::string_view::npos || text.starts_with("http") ||
         text.starts_with("www.");
}

bool IsTorn(const Word& word, const Word& next) {
  return next.box.x0 - word.box.x1 > kCellGap * std::max(SizeOf(word), SizeOf(next));
}

Cell MakeCell(const Row& words) {
  const Baseline baseline = BaselineOf(words);
  Cell cell;
  cell.box = words.front()->box;
  cell.size = baseline.size;
  Splitter splitter(&cell);
  float end = cell.box.x0;
  for (const Word* word : words) {
    cell.box = Union(cell.box, word->box);
    cell.contact = cell.contact || IsContact(word->text);
    if (word->box.x0 - end > kSpaceGap * baseline.size) splitter.Add(" ");
    if (IsRaised(*word, baseline))
      splitter.Mark();
    else
      splitter.Add(WithDottedI(word->text));
    end = word->box.x1;
  }
  splitter.End();
  return cell;
}

std::vector<Cell> MakeCells(const Row& row) {
  std::vector<Cell> cells;
  for (std::size_t begin = 0, i = 1; i <= row.size(); ++i) {
    if (i < row.size() && !IsTorn(*row[i - 1], *row[i])) continue;
    const Row words(row.begin() + static_cast<std::ptrdiff_t>(begin),
                    row.begin() + static_cast<std::ptrdiff_t>(i));
    cells.push_back(MakeCell(words));
    begin = i;
  }
  return cells;
}

// --- which cells are names

enum class Kind : std::uint8_t { kOther, kName, kContact };

// Goes through the rows from above.
class Reader {
 public:
  explicit Reader(const std::vector<Row>& rows) {
    for (const Row& row : rows)
      rows_.push_back(MakeCells(row));
  }

  std::vector<std::string> Read() {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (EndsNames(rows_[i])) break;
      for (const Cell& cell : rows_[i])
        seen_.push_back({&cell, Judge(cell, i)});
    }
    return std::move(names_);
  }

 private:
  struct Seen {
    const Cell* cell;
    Kind kind;
  };

  static bool EndsNames(const std::vector<Cell>& row) {
    constexpr auto kWords = std::to_array<std::string_view>({"editor", "editors", "received"});
    if (row.empty() || row.front().parts.empty()) return false;
    const std::string& part = row.front().parts.front();
    return IsOneOf(kWords, Lower(Bare(part.substr(0, part.find(' ')))));
  }

  Kind Judge(const Cell& cell, std::size_t row) {
    if (cell.contact) return Kind::kContact;
    if (cell.mark_before || cell.long_number || CountNames(cell) == 0) return Kind::kOther;
    const bool right_size =
        name_size_ == 0 || std::abs(cell.size - name_size_) <= kSameSize * name_size_;
    if (!right_size || !StandsLikeNames(cell, row)) return Kind::kOther;
    name_size_ = cell.size;
    Take(cell);
    return Kind::kName;
  }

  // Parts before an affiliation: "Jane Hahn, University of Antwerp".
  static std::vector<std::string>::const_iterator NamesEnd(const Cell& cell) {
    return std::find_if(cell.parts.begin(), cell.parts.end(),
                        [](const std::string& part) { return NamesAffiliation(part); });
  }

  static std::size_t CountNames(const Cell& cell) {
    return static_cast<std::size_t>(std::count_if(cell.parts.begin(), NamesEnd(cell), IsName));
  }

  static bool HasAffiliation(const Cell& cell) { return NamesEnd(cell) != cell.parts.end(); }

  static bool ShareColumn(const Cell& a, const Cell& b) {
    return a.box.x0 < b.box.x1 && b.box.x0 < a.box.x1;
  }

  static bool IsRightBelow(const Cell& above, const Cell& cell) {
    const float pitch = cell.box.y1 - above.box.y1;
    return pitch > 0 && pitch <= kTightPitch * cell.size && ShareColumn(above, cell);
  }

  [[nodiscard]] bool StandsLikeNames(const Cell& cell, std::size_t row) const {
    const auto above = std::find_if(seen_.rbegin(), seen_.rend(), [&](const Seen& seen) {
      return IsRightBelow(*seen.cell, cell);
    });
    if (above == seen_.rend() || above->kind == Kind::kContact) return true;
    if (cell.mark_behind || HasContactBeside(cell, rows_[row])) return true;
    if (above->kind == Kind::kOther)
      return name_size_ > 0 && std::abs(above->cell->size - name_size_) > kSameSize * name_size_;
    return CountNames(cell) > 1 || above->cell->open_end || IsHalfName(above->cell->parts.back()) ||
           HasAffiliationBelow(cell, row);
  }

  // "Jana Hahn      jana@grove.example", nothing else in the row.
  static bool HasContactBeside(const Cell& cell, const std::vector<Cell>& row) {
    return row.size() == 2 && &cell == &row.front() && row.back().contact;
  }

  [[nodiscard]] bool HasAffiliationBelow(const Cell& cell, std::size_t row) const {
    const Cell* last = &cell;
    for (std::size_t i = row + 1; i < rows_.size(); ++i) {
      const auto below = std::find_if(rows_[i].begin(), rows_[i].end(),
                                      [&](const Cell& next) { return IsRightBelow(*last, next); });
      if (below == rows_[i].end()) return false;
      if (HasAffiliation(*below)) return true;
      last = &*below;
    }
    return false;
  }

  void Take(const Cell& cell) {
    const auto count = static_cast<std::size_t>(NamesEnd(cell) - cell.parts.begin());
    for (std::size_t i = 0; i < count; ++i) {
      std::string part = cell.parts[i];
      if (i == 0 && !half_.empty()) part.insert(0, half_ + ' ');
      half_.clear();
      const bool last = i + 1 == cell.parts.size() && !cell.mark_behind && !cell.open_end;
      if (IsName(part))
        Add(part);
      else if (i == 0 && IsName(cell.parts[i]))
        Add(cell.parts[i]);
      else if (last && i > 0 && IsHalfName(part))
        half_ = part;
    }
  }

  void Add(const std::string& name) {
    if (names_.size() < kMostAuthors &&
        std::find(names_.begin(), names_.end(), name) == names_.end())
      names_.push_back(name);
  }

  std::vector<std::vector<Cell>> rows_;
  std::vector<Seen> seen_;
  float name_size_ = 0;
  std::string half_;  // of a name that the end of the row before broke
  std::vector<std::string> names_;
};

}  // namespace

bool NamesAffiliation(std::string_view text) {
  constexpr auto kKorean = std::to_array<std::string_view>(
      {"대학", "연구소", "연구실", "연구원", "학과", "학부", "학교", "주식회사"});
  if (std::any_of(kKorean.begin(), kKorean.end(),
                  [&](std::string_view word) { return text.find(word) != std::string_view::npos; }))
    return true;
  const std::vector<std::string_view> words = SplitWords(text);
  return std::any_of(words.begin(), words.end(),
                     [](std::string_view word) { return IsAffiliationWord(Bare(word)); });
}

std::vector<std::string> FindAuthors(const std::vector<Word>& words, float top, float bottom) {
  return Reader(MakeRows(words, top, bottom)).Read();
}

}  // namespace rsearch::pdf
