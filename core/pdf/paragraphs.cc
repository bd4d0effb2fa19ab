// A line is continued by the next when that one could not have begun on it: the line reaches so far
// to the right that the next line's first word found no room. Font size, left edge and distance
// must agree as well, and no bullet may stand before the next line. Plain text has no positions:
// there a line's length in characters stands for where it ends.
#include "core/pdf/paragraphs.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>

#include "core/pdf/characters.h"
#include "core/pdf/titles.h"

namespace rsearch::pdf {
namespace {

constexpr float kSameSize = 0.1F;
// In font sizes.
constexpr float kSameEdge = 0.5F;
constexpr float kIndent = 2.5F;      // of first lines, and of the text behind "1)"
constexpr float kLoosePitch = 2.0F;  // baseline to baseline, at most
constexpr float kTightPitch =
    1.45F;  // papers and lecture notes; slides set paragraphs 1.6 apart and more
constexpr float kNarrowest = 10.0F;  // shorter lines are labels and lists, not wrapped text
constexpr float kRagged = 1.5F;      // lines that end so near to each other share a right edge
constexpr float kWideLine = 0.6F;    // of the page's width
// Of the usual length of a line of plain text: what is shorter ends a paragraph.
constexpr double kFullLine = 0.8;
constexpr std::size_t kShortestFullLine = 25;  // characters
constexpr std::size_t kShortestBrokenLine = 12;

bool SameSize(const Line& a, const Line& b) {
  return std::abs(a.size - b.size) <= kSameSize * std::max(a.size, b.size);
}

bool BeginsLower(const Line& line) {
  std::size_t at = 0;
  return IsLowerLatin(NextChar(line.text, &at));
}

// Nine lines of ten are not longer, in characters.
std::size_t UsualLength(const std::vector<Line>& lines) {
  std::vector<std::size_t> lengths;
  lengths.reserve(lines.size());
  for (const Line& line : lines)
    lengths.push_back(CharCount(line.text));
  if (lengths.empty()) return 0;
  const auto ninth = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() * 9 / 10);
  std::nth_element(lengths.begin(), ninth, lengths.end());
  return *ninth;
}

// Joins the lines of one page.
class Joiner {
 public:
  Joiner(const PageLines& page, const Vocabulary& vocabulary)
      : lines_(page.lines),
        page_width_(page.width),
        columns_(page.width <= page.height),
        vocabulary_(vocabulary),
        usual_length_(page.has_geometry ? 0 : UsualLength(page.lines)) {}

  std::string Join() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (i > 0 && IsContinued(i - 1)) {
        vocabulary_.AppendWrapped(lines_[i].text, IsFilled(i - 1), &text_);
        continue;
      }
      if (i > 0) text_ += '\n';
      text_ += lines_[i].text;
      first_ = i;
    }
    return std::move(text_);
  }

 private:
  [[nodiscard]] bool IsContinued(std::size_t i) const {
    const Line& line = lines_[i];
    const Line& next = lines_[i + 1];
    if (next.item || IsNumberedHeading(next.text)) return false;
    if (line.size <= 0 || next.size <= 0) return IsContinuedText(line, next);
    if (!IsBelow(line, next) || !EdgesAgree(i)) return false;
    return Hangs(i) || IsFull(i);
  }

  static bool IsBelow(const Line& line, const Line& next) {
    const float pitch = next.box.y1 - line.box.y1;
    return line.rotation == next.rotation && SameSize(line, next) && pitch > 0.5F * line.size &&
           pitch <= kLoosePitch * line.size;
  }

  // The next line begins below this one; or further left, when this one's indent opened the
  // paragraph; or further right, behind an enumerator.
  [[nodiscard]] bool EdgesAgree(std::size_t i) const {
    const float shift = (lines_[i + 1].box.x0 - lines_[i].box.x0) / lines_[i].size;
    if (std::abs(shift) <= kSameEdge) return true;
    if (i != first_) return false;
    return lines_[i].item ? shift > 0 && shift <= kIndent : shift < 0 && shift >= -kIndent;
  }

  // Below a bullet's text, a line without a bullet of its own can only belong to it.
  [[nodiscard]] bool Hangs(std::size_t i) const {
    return lines_[first_].item && lines_[i + 1].box.x0 >= lines_[i].box.x0 - kSameEdge;
  }

  [[nodiscard]] bool IsFull(std::size_t i) const {
    const Line& line = lines_[i];
    const Line& next = lines_[i + 1];
    const float right = RightEdge(i);
    if (line.box.width() < kNarrowest * line.size || line.box.x1 + next.first_word <= right)
      return false;
    // Two lines of a list, the longer one first, look the same: so something more must speak for a
    // wrapped line.
    return BeginsLower(next) || next.box.y1 - line.box.y1 <= kTightPitch * line.size ||
           line.box.width() >= kWideLine * page_width_ || OthersEndAt(line.box.x1, line);
  }

  static bool SameColumn(const Line& a, const Line& b) {
    return a.rotation == b.rotation && SameSize(a, b) &&
           std::abs(a.box.x0 - b.box.x0) <= kIndent * a.size;
  }

  // Where the lines around this one end: on slides all lines of its kind, in columns those of its
  // block.
  [[nodiscard]] float RightEdge(std::size_t i) const {
    float right = lines_[i].box.x1;
    if (!columns_) {
      for (const Line& other : lines_)
        if (SameColumn(lines_[i], other)) right = std::max(right, other.box.x1);
      return right;
    }
    for (std::size_t k = i; k > 0 && InBlock(k - 1); --k)
      right = std::max(right, lines_[k - 1].box.x1);
    for (std::size_t k = i; k + 1 < lines_.size() && InBlock(k); ++k)
      right = std::max(right, lines_[k + 1].box.x1);
    return right;
  }

  // Line `i` and the next belong to one block.
  [[nodiscard]] bool InBlock(std::size_t i) const {
    return IsBelow(lines_[i], lines_[i + 1]) && SameColumn(lines_[i], lines_[i + 1]);
  }

  [[nodiscard]] bool OthersEndAt(float right, const Line& line) const {
    return std::any_of(lines_.begin(), lines_.end(), [&](const Line& other) {
      return &other != &line && SameColumn(line, other) &&
             std::abs(other.box.x1 - right) <= kRagged * line.size;
    });
  }

  // No room for another character.
  [[nodiscard]] bool IsFilled(std::size_t i) const {
    return lines_[i].size <= 0 || lines_[i].box.x1 + lines_[i].size > RightEdge(i);
  }

  [[nodiscard]] bool IsContinuedText(const Line& line, const Line& next) const {
    if (line.text.ends_with('-')) return true;
    // In raw order a superscript ends its line; what follows it goes on with the sentence.
    if (std::string_view(",.;:)").find(next.text.front()) != std::string_view::npos) return true;
    const std::size_t length = CharCount(line.text);
    if (BeginsLower(next)) return length >= kShortestBrokenLine;
    return length >= kShortestFullLine &&
           static_cast<double>(length) >= kFullLine * static_cast<double>(usual_length_);
  }

  const std::vector<Line>& lines_;
  const float page_width_;
  const bool columns_;  // a portrait page: its columns and its full-width lines begin alike
  const Vocabulary& vocabulary_;
  const std::size_t usual_length_;  // of plain text's lines
  std::size_t first_ = 0;           // line of the current paragraph
  std::string text_;
};

}  // namespace

std::string JoinParagraphs(const PageLines& page, const Vocabulary& vocabulary) {
  return Joiner(page, vocabulary).Join();
}

}  // namespace rsearch::pdf
