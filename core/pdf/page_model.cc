// RawDocument to DocumentText, in steps that each need the whole document: lines; repeated lines
// out; titles; paragraphs.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/pdf/authors.h"
#include "core/pdf/characters.h"
#include "core/pdf/front_matter.h"
#include "core/pdf/layout.h"
#include "core/pdf/paragraphs.h"
#include "core/pdf/repeated.h"
#include "core/pdf/titles.h"
#include "core/pdf/vocabulary.h"
#include "rsearch/analyzer.h"
#include "rsearch/page.h"

namespace rsearch {
namespace pdf {
namespace {

std::string OneLine(std::string_view text) {
  std::string clean = CleanText(text);
  std::replace(clean.begin(), clean.end(), '\n', ' ');
  return std::string(Trim(clean));
}

bool IsSlide(const RawPage& page) {
  return page.width > page.height;
}

std::vector<PageLines> MakeAllLines(const RawDocument& raw) {
  std::vector<PageLines> pages;
  for (const RawPage& page : raw.pages)
    pages.push_back(MakeLines(page));
  return pages;
}

Vocabulary LearnWords(const std::vector<PageLines>& pages) {
  Vocabulary vocabulary;
  for (const PageLines& page : pages)
    for (const Line& line : page.lines)
      vocabulary.Learn(line.text);
  return vocabulary;
}

// Slides have titles, papers headings; a paper's first page is titled as the paper.
std::string TitleOf(const RawPage& page, const PageLines& lines, Headings* headings) {
  if (IsSlide(page)) return SlideTitle(lines.lines, lines.height);
  std::string heading = headings->Next(lines.lines);
  return page.number == 1 ? LargestText(lines).text : heading;
}

Page MakePage(const RawPage& raw, const PageLines& lines, const Vocabulary& vocabulary,
              Headings* headings) {
  Page page;
  page.number = raw.number;
  page.label = OneLine(raw.label);
  if (page.label == std::to_string(raw.number)) page.label.clear();
  page.width = raw.width;
  page.height = raw.height;
  page.slide = IsSlide(raw);
  page.title = TitleOf(raw, lines, headings);
  page.text = JoinParagraphs(lines, vocabulary);
  return page;
}

std::string Lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

// Metadata is wrong in four decks of five: it counts only when the first two pages say the same.
bool PagesSay(const std::vector<Page>& pages, std::string_view title) {
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(pages.size(), 2); ++i)
    text += Lower(Display(pages[i].text)) + '\n';
  const std::string words = Lower(std::string(title));
  for (std::size_t begin = 0; begin < words.size();) {
    const std::size_t end = std::min(words.find(' ', begin), words.size());
    if (text.find(words.substr(begin, end - begin)) == std::string::npos) return false;
    begin = end + 1;
  }
  return LetterWeight(words) > 1;
}

// What metadata says, if the pages say it too: programs put "USER" and "PowerPoint 프레젠테이션"
// there.
std::string Credible(std::string_view metadata, const std::vector<Page>& pages) {
  std::string line = OneLine(metadata);
  return PagesSay(pages, line) ? line : std::string();
}

// What a first page says besides the name of the series it is part of.
std::string TitleBesideSeries(const PageLines& page, float size) {
  constexpr float kLeastSize = 0.6F;  // of that name's
  PageLines rest = page;
  std::erase_if(rest.lines, [&](const Line& line) {
    return line.size < kLeastSize * size || IsSeriesName(line.text) || NamesAffiliation(line.text);
  });
  return LargestText(rest).text;
}

// The running head of a deck whose first page names only its series.
std::string RunningTitle(const std::vector<std::string>& repeated) {
  constexpr std::size_t kLongest = 80;  // characters
  constexpr std::size_t kSaysSomething = 6;
  const auto found = std::find_if(repeated.begin(), repeated.end(), [](const std::string& line) {
    return LetterWeight(line) >= kSaysSomething && CharCount(line) <= kLongest &&
           !IsSeriesName(line) && !NamesAffiliation(line);
  });
  return found == repeated.end() ? std::string() : *found;
}

Title DocumentTitle(const RawDocument& raw, const std::vector<PageLines>& lines,
                    const DocumentText& document) {
  if (lines.empty()) return {Credible(raw.title, document.pages), {}};
  Title title = LargestText(lines.front());
  if (IsSlide(raw.pages.front()) && IsSeriesName(title.text)) {
    std::string other = TitleBesideSeries(lines.front(), title.box.height());
    if (other.empty()) other = RunningTitle(document.repeated);
    if (!other.empty()) title.text = std::move(other);
  }
  if (title.text.empty()) title.text = Credible(raw.title, document.pages);
  return title;
}

}  // namespace
}  // namespace pdf

DocumentText BuildDocumentText(const RawDocument& raw) {
  DocumentText document;
  std::vector<pdf::PageLines> lines = pdf::MakeAllLines(raw);
  // What repeats is no part of a page, but may say where a paper appeared.
  const pdf::PageLines first = lines.empty() ? pdf::PageLines() : lines.front();
  document.repeated = pdf::TakeRepeatedLines(&lines);
  const pdf::Vocabulary vocabulary = pdf::LearnWords(lines);
  pdf::Headings headings;
  for (std::size_t i = 0; i < lines.size(); ++i)
    document.pages.push_back(pdf::MakePage(raw.pages[i], lines[i], vocabulary, &headings));
  pdf::Title title = pdf::DocumentTitle(raw, lines, document);
  if (!lines.empty())
    document.front = pdf::FindFrontMatter(raw.pages.front(), first, title.box, vocabulary);
  document.title = std::move(title.text);
  document.author = pdf::Credible(raw.author, document.pages);
  return document;
}

std::string Display(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t hyphen = std::min(text.find(pdf::kSoftHyphen, at), text.size());
    shown += text.substr(at, hyphen - at);
    at = hyphen + (hyphen < text.size() ? pdf::kSoftHyphen.size() : 0);
  }
  return shown;
}

}  // namespace rsearch
