#include "core/pdf/front_matter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/pdf/authors.h"
#include "core/pdf/characters.h"
#include "core/pdf/imprint.h"
#include "core/pdf/paragraphs.h"
#include "core/pdf/titles.h"

namespace rsearch::pdf {
namespace {

constexpr std::size_t kLongestAbstract = 2000;  // bytes
constexpr std::size_t kMostHeadingLetters = 12;
// In font sizes.
constexpr float kToFirstLine = 5.0F;  // from the heading to the abstract, baseline to baseline
constexpr float kWidestPitch = 2.2F;  // within the abstract
constexpr float kLeftEdge = 0.8F;     // how far left of its first line a line may begin
constexpr float kSameSize = 0.1F;
constexpr float kUpperPart = 0.45F;  // of the page: authors without an abstract stand there

// The letters in lower case: "A b s t r a c t" and "ABSTRACT." are "abstract".
std::string Letters(std::string_view text) {
  std::string letters;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = NextChar(text, &at);
    if (c >= U'A' && c <= U'Z')
      letters += static_cast<char>(c - 'A' + 'a');
    else if (IsLatin(c) || IsCjk(c))
      letters += text.substr(begin, at - begin);
  }
  return letters;
}

template <std::size_t kCount>
bool IsOneOf(const std::array<std::string_view, kCount>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool IsAbstractHeading(std::string_view text) {
  constexpr auto kNames = std::to_array<std::string_view>({"abstract", "초록", "요약"});
  return CharCount(text) <= 2 * kMostHeadingLetters && IsOneOf(kNames, Letters(text));
}

// "Abstract. We study", "Abstract—We study", "Abstract We study": how long the heading is in its
// line, 0 when it is none.
std::size_t RunInHeading(std::string_view text) {
  constexpr auto kNames = std::to_array<std::string_view>({"Abstract", "ABSTRACT", "초록", "요약"});
  constexpr auto kMarks = std::to_array<std::string_view>({".", ":", "—", "–", "-"});
  for (const std::string_view name : kNames) {
    if (!text.starts_with(name)) continue;
    std::string_view behind = text.substr(name.size());
    const auto* mark = std::find_if(kMarks.begin(), kMarks.end(), [&](std::string_view sign) {
      return Trim(behind).starts_with(sign);
    });
    if (mark != kMarks.end())
      return text.size() - behind.size() + behind.find(*mark) + mark->size();
    const bool sentence = behind.size() > 2 && behind[0] == ' ' && behind[1] >= 'A' &&
                          behind[1] <= 'Z' && behind[2] != ' ';
    if (sentence || behind.starts_with(" A ")) return name.size();
  }
  return 0;
}

bool IsIntroduction(std::string_view text) {
  constexpr auto kNames = std::to_array<std::string_view>(
      {"introduction", "iintroduction", "서론", "i서론", "introductory"});
  return CharCount(text) <= 2 * kMostHeadingLetters && IsOneOf(kNames, Letters(text));
}

// What follows an abstract and is none of it.
bool EndsAbstract(const Line& line) {
  constexpr auto kBeginnings = std::to_array<std::string_view>(
      {"keyword", "key word", "index terms", "ccs concepts", "categories and subject",
       "general terms", "acm reference", "핵심어", "키워드", "주제어"});
  std::string lower = line.text.substr(0, 32);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return IsIntroduction(line.text) || IsNumberedHeading(line.text) ||
         std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [&](std::string_view beginning) { return lower.starts_with(beginning); });
}

// The number of a heading, torn off it. Those of formulas are smaller.
bool IsLoneNumber(const Line& line, float text_size) {
  return line.text.size() <= 3 && line.text[0] >= '1' && line.text[0] <= '9' &&
         line.size >= text_size;
}

bool Overlap(const Rect& a, const Rect& b) {
  return a.x0 < b.x1 && b.x0 < a.x1;
}

bool SameSize(const Line& a, const Line& b) {
  return std::abs(a.size - b.size) <= kSameSize * std::max(a.size, b.size);
}

// Reads one first page.
class FrontReader {
 public:
  FrontReader(const RawPage& page, const PageLines& lines, const Rect& title,
              const Vocabulary& vocabulary)
      : page_(page), lines_(lines), title_(title), vocabulary_(vocabulary) {
    abstract_ = FindLine([](const Line& line) {
      return IsAbstractHeading(line.text) || RunInHeading(line.text) > 0;
    });
  }

  FrontMatter Read() const {
    FrontMatter front;
    const std::optional<float> end = AuthorsEnd();
    if (!end) return front;
    front.authors = FindAuthors(page_.words, title_.y1, *end);
    Imprint imprint = ReadImprint(Paragraphs());
    front.venue = std::move(imprint.venue);
    front.year = imprint.year;
    if (abstract_ != nullptr) front.abstract = Abstract();
    return front;
  }

 private:
  template <class Wanted>
  [[nodiscard]] const Line* FindLine(const Wanted& wanted) const {
    const auto found =
        std::find_if(lines_.lines.begin(), lines_.lines.end(), [&](const Line& line) {
          return line.rotation == 0 && line.box.y0 >= title_.y1 && wanted(line);
        });
    return found == lines_.lines.end() ? nullptr : &*found;
  }

  // How far down the authors may stand; nothing on pages of other kinds than papers.
  [[nodiscard]] std::optional<float> AuthorsEnd() const {
    if (title_.y1 <= title_.y0) return std::nullopt;
    if (abstract_ != nullptr) return abstract_->box.y0;
    const float deepest = kUpperPart * lines_.height;
    const Line* affiliation = FindLine(
        [&](const Line& line) { return line.box.y0 < deepest && NamesAffiliation(line.text); });
    if (affiliation == nullptr) return std::nullopt;
    const Line* introduction = FindLine([](const Line& line) { return IsIntroduction(line.text); });
    return introduction != nullptr ? std::min(introduction->box.y0, deepest) : affiliation->box.y1;
  }

  // Of all lines, whatever their direction: an arXiv stamp stands upright in the margin.
  [[nodiscard]] std::vector<std::string> Paragraphs() const {
    const std::string text = Display(JoinParagraphs(lines_, vocabulary_));
    std::vector<std::string> paragraphs;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      paragraphs.push_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
    return paragraphs;
  }

  [[nodiscard]] std::string Abstract() const {
    PageLines own = {lines_.width, lines_.height, true, AbstractLines()};
    std::string text = Display(JoinParagraphs(own, vocabulary_));
    std::replace(text.begin(), text.end(), '\n', ' ');
    if (text.size() > kLongestAbstract) {
      const std::size_t end = text.rfind(' ', kLongestAbstract);
      text.resize(end == std::string::npos ? 0 : end);
    }
    return text;
  }

  [[nodiscard]] std::vector<Line> AbstractLines() const {
    std::vector<Line> own;
    const std::size_t heading = RunInHeading(abstract_->text);
    if (heading > 0) {
      own.push_back(*abstract_);
      own.back().text = Trim(abstract_->text.substr(heading));
      if (own.back().text.empty()) own.pop_back();
    }
    const auto behind = lines_.lines.begin() + (abstract_ - lines_.lines.data()) + 1;
    for (auto line = behind; line != lines_.lines.end(); ++line) {
      if (line->rotation != 0 || !Overlap(line->box, ColumnOf(own)) ||
          line->box.y1 <= abstract_->box.y1)
        continue;  // beside it
      if (EndsAbstract(*line) || !GoesOn(own, *line)) break;
      own.push_back(*line);
    }
    return own;
  }

  // Where the abstract stands: below its heading, as wide as its lines.
  [[nodiscard]] Rect ColumnOf(const std::vector<Line>& own) const {
    Rect column = abstract_->box;
    for (const Line& line : own) {
      column.x0 = std::min(column.x0, line.box.x0);
      column.x1 = std::max(column.x1, line.box.x1);
    }
    return column;
  }

  [[nodiscard]] bool GoesOn(const std::vector<Line>& own, const Line& line) const {
    if (own.empty()) return line.box.y1 - abstract_->box.y1 <= kToFirstLine * line.size;
    float bottom = 0;
    for (const Line& other : own)
      bottom = std::max(bottom, other.box.y1);
    const Line& first = own.front();
    const bool small = line.text.size() < 8;  // a formula's pieces are of any size
    if (IsLoneNumber(line, first.size)) return false;
    return line.box.y1 - bottom <= kWidestPitch * first.size && (small || SameSize(first, line)) &&
           (own.size() == 1 || line.box.x0 >= LeftEdge(own) - kLeftEdge * first.size);
  }

  // The first line may be indented, the second is not.
  static float LeftEdge(const std::vector<Line>& own) {
    float left = own.front().box.x0;
    for (const Line& line : own)
      left = std::min(left, line.box.x0);
    return left;
  }

  const RawPage& page_;
  const PageLines& lines_;
  const Rect title_;
  const Vocabulary& vocabulary_;
  const Line* abstract_ = nullptr;  // its heading, or its first line with that in it
};

}  // namespace

FrontMatter FindFrontMatter(const RawPage& page, const PageLines& lines, const Rect& title,
                            const Vocabulary& vocabulary) {
  if (page.width > page.height || !page.has_geometry) return {};
  return FrontReader(page, lines, title, vocabulary).Read();
}

}  // namespace rsearch::pdf
