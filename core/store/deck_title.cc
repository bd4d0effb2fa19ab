// The title of a deck from what is known without reading the collection's catalogue.
//
// File names in a review collection are written by people and mostly say what the deck is about,
// with a date or a running number before it. Some say nothing ("발표자료.pdf") or only a nickname
// ("BERT.pdf"); there the largest text of the first page says more. PDF metadata has been weighed
// before: it is in `document_title` only where the pages themselves repeat it (see
// BuildDocumentText).

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <string>
#include <string_view>

#include "rsearch/analyzer.h"
#include "rsearch/document.h"

namespace rsearch {
namespace {

// Longer first-page texts are paragraphs, not titles. Code points.
constexpr std::size_t kMaxTitleLength = 200;

// Names that name no subject, folded as FoldName() does.
constexpr std::array<std::string_view, 17> kEmptyNames = {
    "발표자료", "발표 자료", "발표",  "자료",     "presentation", "slides",
    "slide",    "main",      "paper", "review",   "final",        "draft",
    "deck",     "document",  "ppt",   "untitled", "seminar"};

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t LeadingDigits(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), IsDigit) -
                                  text.begin());
}

std::string_view Trim(std::string_view text, std::string_view characters) {
  const std::size_t begin = text.find_first_not_of(characters);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(characters) - begin + 1);
}

// "210106_", "20210106 ", "01. ", "3)" before a name. A year-month ("2021-06-…") says which issue
// of a series it is and stays.
std::string_view WithoutPrefixNumber(std::string_view name) {
  const std::size_t digits = LeadingDigits(name);
  if (digits == 0 || digits == name.size()) return name;
  const std::string_view rest = name.substr(digits);
  const bool date = (digits == 6 || digits == 8) &&
                    std::string_view("_ -.").find(rest[0]) != std::string_view::npos;
  const bool number = digits <= 2 && (rest[0] == '.' || rest[0] == ')' || rest[0] == '_');
  if (!date && !number) return name;
  const std::string_view title = Trim(rest, "_ -.)");
  return title.empty() ? name : title;
}

// Underscores to spaces; "2021-06-research_trends" to "2021-06 research trends".
std::string Readable(std::string_view name) {
  std::string title(name);
  std::replace(title.begin(), title.end(), '_', ' ');
  if (LeadingDigits(title) == 4 && title.size() > 8 && title[4] == '-' && IsDigit(title[5]) &&
      IsDigit(title[6]) && title[7] == '-') {
    title[7] = ' ';
  }
  return CleanText(title);
}

std::string FoldName(std::string_view name) {
  std::string folded(name);
  for (char& c : folded)
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return folded;
}

bool SaysNothing(std::string_view name) {
  const std::string folded = FoldName(name);
  return std::find(kEmptyNames.begin(), kEmptyNames.end(), folded) != kEmptyNames.end() ||
         std::none_of(folded.begin(), folded.end(), [](char c) {
           return std::isalpha(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0;
         });
}

bool IsOneWord(std::string_view name) {
  return name.find_first_of(" -") == std::string_view::npos;
}

bool UsableDocumentTitle(std::string_view title) {
  return !title.empty() && CodePointCount(title) <= kMaxTitleLength && !SaysNothing(title);
}

std::string NameTitle(const std::filesystem::path& name) {
  return Readable(WithoutPrefixNumber(NormalizeNfc(name.string())));
}

}  // namespace

std::string DeckTitle(std::string_view document_title, std::string_view path) {
  const std::filesystem::path file(path);
  std::string name = NameTitle(file.stem());
  if (!SaysNothing(name) && !IsOneWord(name)) return name;
  if (UsableDocumentTitle(document_title)) return std::string(document_title);
  if (!SaysNothing(name)) return name;
  std::string folder = NameTitle(file.parent_path().filename());
  return folder.empty() ? name : folder;
}

}  // namespace rsearch
