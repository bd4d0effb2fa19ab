// A block's text is first written into one string, `flow`, in which control characters (CleanText
// leaves none) stand for what is not text: a label, the bounds of a title link or of emphasis, a
// line's end. The rest is looking at what stands between them.

#include "core/catalogue/reading.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

#include "core/catalogue/link.h"
#include "core/catalogue/title.h"
#include "rsearch/analyzer.h"

namespace rsearch::catalogue {
namespace {

constexpr char kLabelMark = '\x01';
constexpr char kLinkBegin = '\x02';
constexpr char kLinkEnd = '\x03';
constexpr char kStrongBegin = '\x04';
constexpr char kStrongEnd = '\x05';
constexpr char kSoftBreak = '\x06';
constexpr char kHardBreak = '\x07';
constexpr std::string_view kMarkChars = "\x01\x02\x03\x04\x05\x06\x07";
constexpr std::string_view kBreaks = "\x06\x07";

// Longer text is prose.
constexpr std::size_t kMaxTitleBytes = 600;
// What brackets hold that are looked into.
constexpr std::size_t kMaxBracketBytes = 200;
constexpr std::string_view kSeparators = " /|,;&+-:.\x06\x07";

std::string OneLine(std::string_view text) {
  std::string line = CleanText(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

std::string WithoutMarks(std::string_view flow) {
  std::string text;
  text.reserve(flow.size());
  for (const char c : flow) {
    const bool mark = kMarkChars.find(c) != std::string_view::npos;
    const bool space = c == ' ' || kBreaks.find(c) != std::string_view::npos;
    if (space) {
      if (!text.empty() && text.back() != ' ') text += ' ';
    } else if (!mark) {
      text += c;
    }
  }
  while (text.ends_with(' '))
    text.pop_back();
  return text;
}

bool HasWord(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0;
  });
}

// Says something beside labels.
bool IsContent(std::string_view flow) {
  return HasWord(flow) && !SaysNothing(WithoutMarks(flow));
}

bool LooksLikeUrl(std::string_view text) {
  return text.find("://") != std::string_view::npos || text.starts_with("www.");
}

// What a link whose label says nothing is.
Label LabelByTarget(std::string_view target) {
  if (IsPdf(target) && IsRepositoryFile(target)) return Label::kReview;
  return IsPdf(target) || IsPaperPage(target) ? Label::kOriginal : Label::kOther;
}

class Flow {
 public:
  Flow(Label column, Reading* reading) : column_(column), reading_(reading) {}

  void Add(const Inline& piece) {
    if (piece.kind == Inline::Kind::kSoftBreak || piece.kind == Inline::Kind::kHardBreak) {
      flow_ += piece.kind == Inline::Kind::kSoftBreak ? kSoftBreak : kHardBreak;
      reading_->text += ' ';
      return;
    }
    const std::string text = OneLine(piece.text);
    reading_->text += text;
    if (piece.strong && HasWord(text)) {
      flow_ += kStrongBegin;
    } else if (HasWord(text)) {
      plain_ = true;
    }
    if (piece.kind == Inline::Kind::kLink) {
      AddLink(text, piece.target);
    } else {
      flow_ += text;
    }
    if (piece.strong && HasWord(text)) flow_ += kStrongEnd;
  }

  [[nodiscard]] bool AllStrong() const {
    return !plain_ && flow_.find(kStrongBegin) != std::string::npos;
  }

  // In order.
  [[nodiscard]] const std::vector<std::string>& title_targets() const { return title_targets_; }

  // Where `title` leads, if most of it is a link to something else than a paper.
  [[nodiscard]] std::string TargetOf(std::string_view title) const {
    return 2 * other_text_.size() >= title.size() ? other_target_ : std::string();
  }

  // With labels that lead nowhere found, and brackets around labels gone.
  std::string Take() {
    std::string out;
    std::vector<std::size_t> open;
    for (const char c : flow_) {
      if (c == '[' || c == '(') open.push_back(out.size());
      out += c;
      if ((c != ']' && c != ')') || open.empty()) continue;
      const std::size_t begin = open.back();
      open.pop_back();
      if (out.size() - begin > kMaxBracketBytes) continue;
      const std::string_view inside =
          std::string_view(out).substr(begin + 1, out.size() - begin - 2);
      if (IsLabel(c, inside)) {
        out.resize(begin);
        out += kLabelMark;
      }
    }
    return out;
  }

 private:
  void AddLink(const std::string& text, const std::string& target) {
    const bool leads = !target.empty() && target.size() <= kMaxLinkBytes;
    const bool to_paper = leads && (IsPdf(target) || IsPaperPage(target));
    if (const Label label = LabelOf(text, target); label != Label::kNone) {
      // "[link]()" does not even say what is missing.
      if (leads || ReadLabel(text) != Label::kNeutral)
        reading_->labels.push_back({label, leads ? target : ""});
      flow_ += kLabelMark;
    } else if (to_paper && ReadVenue(text)) {  // "A Paper ([CVPR 2019](…))"
      reading_->labels.push_back({LabelByTarget(target), target});
      flow_ += text;
    } else if (to_paper) {
      flow_ += kLinkBegin;
      flow_ += text;
      flow_ += kLinkEnd;
      title_targets_.push_back(target);
    } else {
      if (leads && other_target_.empty()) {
        other_target_ = target;
        other_text_ = text;
      }
      flow_ += text;
    }
  }

  // By the link's text; where that says little, by the words before it, the table's column, the
  // target.
  Label LabelOf(const std::string& text, const std::string& target) {
    const Label label = ReadLabel(text);
    const bool vague = label == Label::kNeutral || LooksLikeUrl(text) || KeyWords(text).empty();
    if (!vague) return label != Label::kNone ? label : column_;
    const Label before = TakeLabelBefore();
    if (before != Label::kNone && before != Label::kNeutral) return before;
    return column_ != Label::kNone ? column_ : LabelByTarget(target);
  }

  // "Paper: " before a link that does not say what it is; it goes.
  Label TakeLabelBefore() {
    const std::size_t from = flow_.find_last_of("\x01\x03\x06\x07/|,;") + 1;
    const std::string_view before = std::string_view(flow_).substr(from);
    if (before.size() > kMaxBracketBytes || !HasWord(before)) return Label::kNone;
    const Label label = ReadLabel(WithoutMarks(before));
    if (label != Label::kNone) flow_.resize(from);
    return label;
  }

  bool IsLabel(char close, std::string_view inside) {
    if (inside.find(kLabelMark) != std::string_view::npos) {
      return std::all_of(inside.begin(), inside.end(), [](char c) {
        return c == kLabelMark || c == kStrongBegin || c == kStrongEnd ||
               kSeparators.find(c) != std::string_view::npos;
      });
    }
    if (close != ']' || inside.find(kLinkBegin) != std::string_view::npos) return false;
    const Label label = ReadLabel(WithoutMarks(inside));
    if (label == Label::kNone || label == Label::kNeutral) return false;
    reading_->labels.push_back({label, ""});
    return true;
  }

  Label column_;
  Reading* reading_;
  std::string flow_;
  bool plain_ = false;
  std::vector<std::string> title_targets_;
  std::string other_target_, other_text_;  // of the first link that is none of a paper
};

// Words that join a link to the sentence it stands in, before it and behind it. Before it, none
// that a title may end with ("learning what to look at").
constexpr auto kBeforeInSentence =
    std::to_array<std::string_view>({"the", "our", "this", "a", "an", "of", "in", "his", "her",
                                     "their", "my", "is", "are", "was", "from", "by"});
constexpr auto kBehindInSentence = std::to_array<std::string_view>(
    {"is",    "are",   "was", "has",  "for",  "of",    "to",        "in",
     "on",    "about", "as",  "from", "that", "which", "describes", "explains",
     "shows", "tells", "we",  "you",  "if",   "when",  "before"});
// Those that begin one.
constexpr auto kSentenceStarts =
    std::to_array<std::string_view>({"see", "read", "our", "the", "this", "my", "for", "in"});

std::string_view WordBefore(std::string_view flow) {
  while (flow.ends_with(' ') || flow.ends_with(kSoftBreak) || flow.ends_with(kStrongBegin))
    flow.remove_suffix(1);
  std::size_t begin = flow.size();
  while (begin > 0 && std::isalpha(static_cast<unsigned char>(flow[begin - 1])) != 0)
    --begin;
  return flow.substr(begin);
}

std::string_view WordBehind(std::string_view flow) {
  if (!flow.starts_with(' ') && !flow.starts_with(kSoftBreak)) return {};
  flow.remove_prefix(1);
  std::size_t end = 0;
  while (end < flow.size() && std::isalpha(static_cast<unsigned char>(flow[end])) != 0)
    ++end;
  return flow.substr(0, end);
}

template <std::size_t N>
bool IsOneOf(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string Lower(std::string_view word) {
  std::string lower(word);
  for (char& c : lower)
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

bool InSentence(std::string_view flow) {
  constexpr std::size_t kMaxWord = 16;
  for (std::size_t at = 0; at < flow.size(); ++at) {
    if (flow[at] != kLabelMark && flow[at] != kLinkBegin) continue;
    const std::size_t from = at - std::min(at, kMaxWord);
    const std::string_view before = flow.substr(from, at - from);
    const std::string_view word = WordBefore(before);
    const bool first = from == 0 && !HasWord(before.substr(0, before.find(word)));
    if (IsOneOf(kBeforeInSentence, word) || (first && IsOneOf(kSentenceStarts, Lower(word))))
      return true;
    if (flow[at] == kLabelMark &&
        IsOneOf(kBehindInSentence, WordBehind(flow.substr(at + 1, kMaxWord))))
      return true;
  }
  return false;
}

// Of "**A Long Title**, authors": the emphasised start, and what follows it. Empty where emphasis
// marks something else ("**BERT**: a study").
std::string StrongTitle(std::string_view part) {
  constexpr std::size_t kMinWords = 3;
  const std::size_t begin = part.find(kStrongBegin);
  const std::size_t end = part.rfind(kStrongEnd);
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
  if (IsContent(part.substr(0, begin))) return {};
  const std::size_t first_end = part.find(kStrongEnd);
  std::string title = WithoutMarks(part.substr(begin, first_end - begin));
  const std::string_view rest = part.substr(first_end + 1);
  if (KeyWords(title).size() < kMinWords || rest.starts_with(':')) return {};
  return title;
}

// The venue in what stands behind a title, in brackets: in the first that can hold one, or at the
// end.
std::string VenueBehind(std::string_view suffix) {
  std::string text;
  for (const char c : suffix.substr(0, kMaxTitleBytes))
    text += kBreaks.find(c) == std::string_view::npos ? std::string(1, c) : ", ";
  text = WithoutMarks(text);
  for (std::size_t open = text.find_first_of("(["); open != std::string::npos;
       open = text.find_first_of("([", open + 1)) {
    const std::size_t close = text.find_first_of(")]", open);
    if (close == std::string::npos) break;
    if (ReadVenue(std::string_view(text).substr(open + 1, close - open - 1)))
      return " " + text.substr(open, close - open + 1);
  }
  // "…, Kim et al., AAAI 2020", "… Kim et al. AAAI 2020."
  std::string_view last = Trimmed(text);
  for (const std::string_view mark : {", ", ". "}) {
    const std::size_t at = last.rfind(mark, last.size() - std::min<std::size_t>(last.size(), 3));
    if (at != std::string_view::npos) last.remove_prefix(at + mark.size());
  }
  return ReadListedVenue(last) ? " (" + std::string(last) + ")" : std::string();
}

// The bounds of a title in quotes that begins `text`; the second is npos where there is none.
std::pair<std::size_t, std::size_t> Quoted(std::string_view text) {
  constexpr auto kQuotes =
      std::to_array<std::pair<std::string_view, std::string_view>>({{"\"", "\""}, {"“", "”"}});
  for (const auto& [open, close] : kQuotes)
    if (text.starts_with(open)) return {open.size(), text.find(close, open.size())};
  return {0, std::string_view::npos};
}

void FindTitleLinks(std::string_view flow, const std::vector<std::string>& targets,
                    Reading* reading) {
  std::size_t at = 0;
  for (const std::string& target : targets) {
    const std::size_t begin = flow.find(kLinkBegin, at);
    const std::size_t end = flow.find(kLinkEnd, begin);
    if (begin == std::string_view::npos || end == std::string_view::npos) return;
    const std::size_t next = std::min(flow.find_first_of("\x01\x02", end), flow.size());
    reading->titles.push_back({WithoutMarks(flow.substr(begin + 1, end - begin - 1)),
                               VenueBehind(flow.substr(end + 1, next - end - 1)), target});
    at = end;
  }
}

// The first part between labels that says something.
void FindTitle(std::string_view flow, Reading* reading) {
  for (std::size_t at = 0; at <= flow.size();) {
    const std::size_t end = std::min(flow.find(kLabelMark, at), flow.size());
    std::string_view part = flow.substr(at, end - at);
    at = end + 1;
    if (!IsContent(part)) continue;
    // Lines that are meant to end end the title.
    const std::size_t skip = part.find_first_not_of(" \x06\x07");
    part.remove_prefix(std::min(skip, part.size()));
    const std::size_t hard = part.find(kHardBreak);
    const std::size_t last = part.find_last_not_of(' ');
    reading->title_apart =
        hard != std::string_view::npos ||
        (end < flow.size() && last != std::string_view::npos && part[last] == kSoftBreak);
    part = part.substr(0, hard);
    std::string title = StrongTitle(part);
    const auto [quote, quote_end] = Quoted(part);
    if (quote_end != std::string_view::npos) {
      title = WithoutMarks(part.substr(quote, quote_end - quote)) +
              VenueBehind(part.substr(quote_end + 1));
    } else if (title.empty()) {
      title = WithoutMarks(part);
    } else {
      reading->title_apart = true;
      title += VenueBehind(part.substr(part.find(kStrongEnd) + 1));
    }
    // "[" of brackets that held more than labels.
    std::string_view trimmed = Trimmed(title);
    while (trimmed.ends_with('[') || trimmed.ends_with('('))
      trimmed = Trimmed(trimmed.substr(0, trimmed.size() - 1));
    if (trimmed.size() <= kMaxTitleBytes) reading->title = std::string(trimmed);
    return;
  }
}

}  // namespace

bool Reading::HasPaperLink() const {
  return !titles.empty() || std::any_of(labels.begin(), labels.end(), [](const LabelledLink& l) {
    return l.label != Label::kOther && !l.target.empty();
  });
}

bool Reading::HasPaperLabel() const {
  return std::any_of(labels.begin(), labels.end(),
                     [](const LabelledLink& l) { return l.label != Label::kOther; });
}

Reading Read(const Inlines& inlines, Label column) {
  Reading reading;
  Flow builder(column, &reading);
  for (const Inline& piece : inlines)
    builder.Add(piece);
  reading.all_strong = builder.AllStrong();
  const std::string flow = builder.Take();
  reading.several_lines = flow.find_first_of(kBreaks) != std::string::npos;
  const std::size_t line = flow.find_last_of(kBreaks);
  reading.last_line = WithoutMarks(line == std::string::npos ? flow : flow.substr(line + 1));
  FindTitleLinks(flow, builder.title_targets(), &reading);
  if (reading.titles.empty()) {
    FindTitle(flow, &reading);
  } else if (reading.titles.front().text.size() <= kMaxTitleBytes) {
    reading.title = reading.titles.front().text + reading.titles.front().suffix;
    reading.title_first = !IsContent(flow.substr(0, flow.find(kLinkBegin)));
  }
  reading.sentence = InSentence(flow);
  reading.labels_only = reading.titles.empty() && !reading.labels.empty() && !IsContent(flow);
  reading.title_target = builder.TargetOf(reading.title);
  reading.text = WithoutMarks(reading.text);
  return reading;
}

}  // namespace rsearch::catalogue
