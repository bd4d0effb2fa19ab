#include "core/pdf/layout.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "core/pdf/characters.h"
#include "rsearch/analyzer.h"

namespace rsearch::pdf {
namespace {

// Gaps and offsets in font sizes.
constexpr float kSameBaseline = 0.5F;  // sub- and superscripts stay on their line
constexpr float kWordGap = 1.0F;       // wider: another cell or column
constexpr float kOverlap = 0.5F;       // how far a word may start before the end of the one before
constexpr float kSpaceGap = 0.25F;     // a gap that is a space though Poppler says none
constexpr float kGlued = 0.1F;         // smaller gaps and offsets are none
constexpr float kBulletGap = 4.0F;     // from a bullet to the line it opens
constexpr float kProse = 10.0F;        // shorter lines are labels and cells
constexpr float kLinePitch = 2.5F;     // baseline to baseline of one text, at most

// Of small capitals to capitals.
constexpr float kSmallestCapitals = 0.6F;
constexpr float kLargestCapitals = 0.9F;

// The box as if the text read from left to right, downwards being the next line.
Rect Upright(const Rect& box, std::uint8_t rotation) {
  switch (rotation) {
    case 1:
      return {box.y0, -box.x1, box.y1, -box.x0};
    case 2:
      return {-box.x1, -box.y1, -box.x0, -box.y0};
    case 3:
      return {-box.y1, box.x0, -box.y0, box.x1};
    default:
      return box;
  }
}

Rect Union(const Rect& a, const Rect& b) {
  return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

// Words that follow each other on one line, still as the PDF spells them.
struct Run {
  std::vector<const Word*> words;
  Rect box;
  float size = 0;
  std::uint8_t rotation = 0;
  bool item = false;
  std::string prefix;  // an enumerator that stood apart
};

float SizeOf(const Word& word, const Rect& box) {
  return word.font_size > 0 ? word.font_size : box.height();
}

bool Continues(const Run& run, const Word& word) {
  const Word& last = *run.words.back();
  if (word.rotation != run.rotation) return false;
  const Rect a = Upright(last.box, last.rotation);
  const Rect b = Upright(word.box, word.rotation);
  const float size = std::max(SizeOf(last, a), SizeOf(word, b));
  const float gap = b.x0 - a.x1;
  return std::abs(b.y1 - a.y1) <= kSameBaseline * size && gap >= -kOverlap * size &&
         gap <= kWordGap * size;
}

std::vector<Run> MakeRuns(const std::vector<Word>& words) {
  std::vector<Run> runs;
  for (const Word& word : words) {
    if (Trim(word.text).empty()) continue;
    const Rect box = Upright(word.box, word.rotation);
    if (runs.empty() || !Continues(runs.back(), word))
      runs.push_back({{}, box, 0, word.rotation, false, {}});
    Run& run = runs.back();
    run.words.push_back(&word);
    run.box = Union(run.box, box);
  }
  return runs;
}

// The size most of the run's characters have.
float MainSize(const Run& run) {
  std::map<int, std::size_t> chars;  // by tenths of a point
  for (const Word* word : run.words) {
    const float size = SizeOf(*word, Upright(word->box, word->rotation));
    chars[static_cast<int>(std::lround(std::clamp(size, 0.0F, 1e6F) * 10))] +=
        CharCount(word->text);
  }
  const auto most = std::max_element(
      chars.begin(), chars.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return static_cast<float>(most->first) / 10;
}

void DropFirstWord(Run* run) {
  run->words.erase(run->words.begin());
  if (run->words.empty()) return;
  run->box = Upright(run->words.front()->box, run->rotation);
  for (const Word* word : run->words)
    run->box = Union(run->box, Upright(word->box, run->rotation));
}

bool HasTextBehindMark(const Word& word) {
  std::size_t at = 0;
  return IsBulletMark(NextChar(word.text, &at)) && at < word.text.size();
}

// Bullets only where they stand apart, at the head of a line.
bool IsLooseMark(std::string_view text) {
  return text == "o" || text == "-" || text == "–" || text == "—";
}

bool IsCapital(char32_t c) {
  return IsLatin(c) && !IsLowerLatin(c);
}

bool HasSmallLetter(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (IsLowerLatin(NextChar(text, &at))) return true;
  return false;
}

// "D" and "EEP" of a title in small capitals, "(M" and "CMC)": one word, though Poppler puts a
// space where the size changes.
bool IsSmallCapitals(const Word& word, const Word& next) {
  const Rect box = Upright(word.box, word.rotation);
  const Rect behind = Upright(next.box, next.rotation);
  const float size = SizeOf(word, box);
  const float ratio = SizeOf(next, behind) / size;
  std::size_t at = 0;
  return ratio >= kSmallestCapitals && ratio <= kLargestCapitals &&
         behind.x0 - box.x1 <= kGlued * size && std::abs(behind.y1 - box.y1) <= kGlued * size &&
         IsCapital(LastChar(word.text)) && IsCapital(NextChar(next.text, &at)) &&
         !HasSmallLetter(word.text) && !HasSmallLetter(next.text);
}

bool StandsApart(const Word& word, const Word& next) {
  if (IsSmallCapitals(word, next)) return false;
  const Rect box = Upright(word.box, word.rotation);
  const float gap = Upright(next.box, next.rotation).x0 - box.x1;
  return word.space_after || gap > kSpaceGap * SizeOf(word, box);
}

bool BeginsWithMark(const Run& run) {
  if (run.words.size() < 2) return false;
  const Word& first = *run.words.front();
  return IsBullet(first.text) || (IsLooseMark(first.text) && StandsApart(first, *run.words[1]));
}

void TakeOffBullet(Run* run) {
  while (BeginsWithMark(*run)) {
    run->item = true;
    DropFirstWord(run);
  }
  const std::string_view first = run->words.front()->text;
  if (HasTextBehindMark(*run->words.front()) || IsEnumerator(first) || first.front() == '-')
    run->item = true;
}

// The run at the right of a lone bullet, on its baseline.
Run* Partner(const Run& mark, std::vector<Run>* runs) {
  Run* best = nullptr;
  for (Run& run : *runs) {
    if (&run == &mark || run.rotation != mark.rotation || run.words.empty()) continue;
    const float size = std::max(run.size, mark.size);
    const float gap = run.box.x0 - mark.box.x1;
    const bool level = mark.box.y0 < run.box.y1 && run.box.y0 < mark.box.y1 &&
                       std::abs(run.box.y1 - mark.box.y1) <= kSameBaseline * size;
    if (!level || gap < -kOverlap * size || gap > kBulletGap * size) continue;
    if (best == nullptr || run.box.x0 < best->box.x0) best = &run;
  }
  return best;
}

// Bullets and enumerators that stand alone open the line at their right. Bullets without one are
// decoration.
void PlaceLoneMarks(std::vector<Run>* runs) {
  for (Run& mark : *runs) {
    if (mark.words.size() != 1) continue;
    const std::string& text = mark.words.front()->text;
    const bool enumerator = IsEnumerator(text);
    if (!enumerator && !IsBullet(text) && !IsLooseMark(text)) continue;
    Run* partner = Partner(mark, runs);
    if (partner != nullptr) {
      partner->item = true;
      if (enumerator) partner->prefix = text + " ";
    }
    if (partner != nullptr || IsBullet(text)) mark.words.clear();
  }
}

// Marks glued to their word ("•Deep") go, too.
std::string_view WithoutMark(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t next = at;
    if (!IsBulletMark(NextChar(text, &next))) break;
    at = next;
  }
  return text.substr(at);
}

std::string Spell(const Run& run) {
  std::string text = run.prefix;
  for (std::size_t i = 0; i < run.words.size(); ++i) {
    const Word& word = *run.words[i];
    text += i == 0 ? WithoutMark(word.text) : std::string_view(word.text);
    if (i + 1 == run.words.size()) break;
    if (StandsApart(word, *run.words[i + 1])) text += ' ';
  }
  return text;
}

// Private-use characters are pictures: symbol fonts, formulas without Unicode values. CleanText
// drops them, and every other character that is none.
std::optional<Line> MakeLine(const Run& run) {
  if (run.words.empty()) return std::nullopt;
  Line line;
  line.text = Trim(CleanText(Spell(run)));
  if (line.text.empty()) return std::nullopt;
  line.box = run.box;
  line.size = run.size;
  line.first_word = Upright(run.words.front()->box, run.rotation).width();
  line.rotation = run.rotation;
  line.item = run.item;
  return line;
}

bool ShareColumn(const Line& a, const Line& b) {
  return a.rotation == b.rotation && a.box.x0 < b.box.x1 && b.box.x0 < a.box.x1;
}

// `line` stands where the text of `above`, a line of prose and no label or cell, goes on.
bool GoesOnBelow(const Line& above, const Line& line) {
  const float pitch = line.box.y1 - above.box.y1;
  return above.box.width() >= kProse * above.size && pitch > 0.5F * above.size &&
         pitch <= kLinePitch * above.size;
}

// Poppler reads a text and the labels of the picture beside it line by line, across both. A line is
// put behind the one directly above it when only lines beside the two stand between them.
void FollowColumns(std::vector<Line>* lines) {
  constexpr std::ptrdiff_t kLookBack = 16;  // lines
  const auto begin = lines->begin();
  for (auto line = begin; line != lines->end(); ++line) {
    const auto earliest = line - std::min(line - begin, kLookBack);
    auto above = line;
    while (above != earliest && !ShareColumn(*(above - 1), *line))
      --above;
    if (above == line || above == earliest) continue;
    const Line& upper = *(above - 1);
    const bool beside =
        std::none_of(above, line, [&](const Line& between) { return ShareColumn(upper, between); });
    if (beside && GoesOnBelow(upper, *line)) std::rotate(above, line, line + 1);
  }
}

std::vector<Line> LinesOfWords(const std::vector<Word>& words) {
  std::vector<Run> runs = MakeRuns(words);
  for (Run& run : runs) {
    TakeOffBullet(&run);
    run.size = MainSize(run);
  }
  PlaceLoneMarks(&runs);
  std::vector<Line> lines;
  for (const Run& run : runs)
    if (std::optional<Line> line = MakeLine(run)) lines.push_back(std::move(*line));
  FollowColumns(&lines);
  return lines;
}

std::optional<Line> LineOfText(std::string_view text) {
  text = Trim(text);
  const std::string_view bare = Trim(WithoutMark(text));
  Line line;
  line.text = Trim(CleanText(bare));
  if (line.text.empty()) return std::nullopt;
  const std::string_view first = bare.substr(0, bare.find(' '));
  line.item = bare.size() != text.size() || (IsEnumerator(first) && first != bare);
  return line;
}

std::vector<Line> LinesOfText(std::string_view text) {
  std::vector<Line> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (std::optional<Line> line = LineOfText(text.substr(0, end)))
      lines.push_back(std::move(*line));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace

PageLines MakeLines(const RawPage& page) {
  return {page.width, page.height, page.has_geometry,
          page.has_geometry ? LinesOfWords(page.words) : LinesOfText(page.text)};
}

}  // namespace rsearch::pdf
