#include "core/catalogue/labels.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "rsearch/name_key.h"

namespace rsearch::catalogue {
namespace {

enum class Meaning : std::uint8_t {
  kUnknown,
  kFiller,
  kNeutral,
  kPaper,
  kOriginal,
  kReview,
  kOther,
  kTitle,
  kVenue,
  kYear,
  kDate,
};

struct Word {
  std::string_view key;
  Meaning meaning;
};

// By NameKey(). Korean compounds are read piece by piece, the longest first: 논문리뷰, 발표자료.
constexpr auto kWords = std::to_array<Word>({
    {"the", Meaning::kFiller},
    {"to", Meaning::kFiller},
    {"of", Meaning::kFiller},
    {"our", Meaning::kFiller},
    {"my", Meaning::kFiller},
    {"a", Meaning::kFiller},
    {"an", Meaning::kFiller},
    {"and", Meaning::kFiller},
    {"or", Meaning::kFiller},
    {"for", Meaning::kFiller},
    {"full", Meaning::kFiller},
    {"how", Meaning::kFiller},
    {"korean", Meaning::kFiller},
    {"english", Meaning::kFiller},
    {"kor", Meaning::kFiller},
    {"eng", Meaning::kFiller},
    {"국문", Meaning::kFiller},
    {"영문", Meaning::kFiller},
    {"한글", Meaning::kFiller},
    {"및", Meaning::kFiller},

    {"link", Meaning::kNeutral},
    {"links", Meaning::kNeutral},
    {"pdf", Meaning::kNeutral},
    {"pdfs", Meaning::kNeutral},
    {"url", Meaning::kNeutral},
    {"here", Meaning::kNeutral},
    {"download", Meaning::kNeutral},
    {"file", Meaning::kNeutral},
    {"view", Meaning::kNeutral},
    {"html", Meaning::kNeutral},
    {"web", Meaning::kNeutral},
    {"site", Meaning::kNeutral},
    {"source", Meaning::kNeutral},
    {"article", Meaning::kNeutral},
    {"publication", Meaning::kNeutral},
    {"링크", Meaning::kNeutral},
    {"주소", Meaning::kNeutral},
    {"파일", Meaning::kNeutral},
    {"다운로드", Meaning::kNeutral},
    {"자료", Meaning::kNeutral},
    {"바로가기", Meaning::kNeutral},

    {"paper", Meaning::kPaper},
    {"papers", Meaning::kPaper},
    {"논문", Meaning::kPaper},
    {"original", Meaning::kOriginal},
    {"arxiv", Meaning::kOriginal},
    {"abs", Meaning::kOriginal},
    {"doi", Meaning::kOriginal},
    {"openreview", Meaning::kOriginal},
    {"acm", Meaning::kOriginal},
    {"ieee", Meaning::kOriginal},
    {"cvf", Meaning::kOriginal},
    {"springer", Meaning::kOriginal},
    {"biorxiv", Meaning::kOriginal},
    {"preprint", Meaning::kOriginal},
    {"원문", Meaning::kOriginal},
    {"원본", Meaning::kOriginal},

    {"review", Meaning::kReview},
    {"reviews", Meaning::kReview},
    {"slide", Meaning::kReview},
    {"slides", Meaning::kReview},
    {"presentation", Meaning::kReview},
    {"presentations", Meaning::kReview},
    {"deck", Meaning::kReview},
    {"ppt", Meaning::kReview},
    {"pptx", Meaning::kReview},
    {"keynote", Meaning::kReview},
    {"summary", Meaning::kReview},
    {"note", Meaning::kReview},
    {"notes", Meaning::kReview},
    {"talk", Meaning::kReview},
    {"리뷰", Meaning::kReview},
    {"발표", Meaning::kReview},
    {"발표자료", Meaning::kReview},
    {"슬라이드", Meaning::kReview},
    {"정리", Meaning::kReview},
    {"요약", Meaning::kReview},

    {"code", Meaning::kOther},
    {"codes", Meaning::kOther},
    {"github", Meaning::kOther},
    {"git", Meaning::kOther},
    {"repo", Meaning::kOther},
    {"repository", Meaning::kOther},
    {"project", Meaning::kOther},
    {"page", Meaning::kOther},
    {"homepage", Meaning::kOther},
    {"website", Meaning::kOther},
    {"video", Meaning::kOther},
    {"videos", Meaning::kOther},
    {"youtube", Meaning::kOther},
    {"blog", Meaning::kOther},
    {"post", Meaning::kOther},
    {"demo", Meaning::kOther},
    {"colab", Meaning::kOther},
    {"notebook", Meaning::kOther},
    {"poster", Meaning::kOther},
    {"bib", Meaning::kOther},
    {"bibtex", Meaning::kOther},
    {"cite", Meaning::kOther},
    {"citation", Meaning::kOther},
    {"citations", Meaning::kOther},
    {"reference", Meaning::kOther},
    {"references", Meaning::kOther},
    {"resources", Meaning::kOther},
    {"documentation", Meaning::kOther},
    {"docs", Meaning::kOther},
    {"contents", Meaning::kOther},
    {"dataset", Meaning::kOther},
    {"datasets", Meaning::kOther},
    {"supp", Meaning::kOther},
    {"supplementary", Meaning::kOther},
    {"supplement", Meaning::kOther},
    {"appendix", Meaning::kOther},
    {"pytorch", Meaning::kOther},
    {"tensorflow", Meaning::kOther},
    {"tf", Meaning::kOther},
    {"keras", Meaning::kOther},
    {"jax", Meaning::kOther},
    {"implementation", Meaning::kOther},
    {"official", Meaning::kOther},
    {"unofficial", Meaning::kOther},
    {"코드", Meaning::kOther},
    {"구현", Meaning::kOther},
    {"영상", Meaning::kOther},
    {"동영상", Meaning::kOther},
    {"유튜브", Meaning::kOther},
    {"블로그", Meaning::kOther},
    {"참고", Meaning::kOther},
    {"참고문헌", Meaning::kOther},
    {"목차", Meaning::kOther},

    {"title", Meaning::kTitle},
    {"name", Meaning::kTitle},
    {"topic", Meaning::kTitle},
    {"제목", Meaning::kTitle},
    {"주제", Meaning::kTitle},
    {"논문명", Meaning::kTitle},
    {"venue", Meaning::kVenue},
    {"conference", Meaning::kVenue},
    {"journal", Meaning::kVenue},
    {"학회", Meaning::kVenue},
    {"저널", Meaning::kVenue},
    {"year", Meaning::kYear},
    {"연도", Meaning::kYear},
    {"년도", Meaning::kYear},
    {"date", Meaning::kDate},
    {"날짜", Meaning::kDate},
    {"일자", Meaning::kDate},
    {"발표일", Meaning::kDate},
});

constexpr std::size_t kMaxLabelBytes = 80;
constexpr std::size_t kMaxLabelWords = 6;

bool IsDigits(std::string_view word) {
  return std::all_of(word.begin(), word.end(),
                     [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; });
}

Meaning MeaningOf(std::string_view key) {
  const auto* const word =
      std::find_if(kWords.begin(), kWords.end(), [&](const Word& w) { return w.key == key; });
  if (word != kWords.end()) return word->meaning;
  return IsDigits(key) ? Meaning::kFiller : Meaning::kUnknown;
}

// The longest listed word that a Hangul compound begins with; null for none.
const Word* LongestHead(std::string_view compound) {
  const Word* best = nullptr;
  for (const Word& word : kWords) {
    if (static_cast<unsigned char>(word.key.front()) < 0x80) continue;
    if (!compound.starts_with(word.key)) continue;
    if (best == nullptr || word.key.size() > best->key.size()) best = &word;
  }
  return best;
}

// What the words of a short text mean, compounds taken apart; one kUnknown for any that is not
// listed.
std::vector<Meaning> Meanings(std::string_view text) {
  if (text.size() > kMaxLabelBytes) return {Meaning::kUnknown};
  std::vector<Meaning> meanings;
  for (const std::string& key : KeyWords(text)) {
    const Meaning whole = MeaningOf(key);
    if (whole != Meaning::kUnknown) {
      meanings.push_back(whole);
      continue;
    }
    for (std::string_view rest = key; !rest.empty();) {
      const Word* const head = LongestHead(rest);
      meanings.push_back(head == nullptr ? Meaning::kUnknown : head->meaning);
      rest.remove_prefix(head == nullptr ? rest.size() : head->key.size());
    }
  }
  return meanings;
}

bool Has(const std::vector<Meaning>& meanings, Meaning wanted) {
  return std::find(meanings.begin(), meanings.end(), wanted) != meanings.end();
}

}  // namespace

std::vector<std::string> KeyWords(std::string_view text) {
  std::vector<std::string> words;
  const auto in_word = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0;
  };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && in_word(text[end]))
      ++end;
    if (end > at) {
      std::string key = NameKey(text.substr(at, end - at));
      if (!key.empty()) words.push_back(std::move(key));
    }
    at = end + 1;
  }
  return words;
}

Label ReadLabel(std::string_view text) {
  const std::vector<Meaning> meanings = Meanings(text);
  if (meanings.size() > kMaxLabelWords) return Label::kNone;
  for (const Meaning meaning : meanings)
    if (meaning == Meaning::kUnknown || meaning >= Meaning::kTitle) return Label::kNone;
  if (Has(meanings, Meaning::kReview)) return Label::kReview;
  if (Has(meanings, Meaning::kPaper) || Has(meanings, Meaning::kOriginal)) return Label::kOriginal;
  if (Has(meanings, Meaning::kOther)) return Label::kOther;
  return Has(meanings, Meaning::kNeutral) ? Label::kNeutral : Label::kNone;
}

bool SaysNothing(std::string_view text) {
  const std::vector<Meaning> meanings = Meanings(text);
  return std::none_of(meanings.begin(), meanings.end(), [](Meaning meaning) {
    return meaning == Meaning::kUnknown || meaning >= Meaning::kTitle;
  });
}

Column ReadColumn(std::string_view head) {
  std::vector<Meaning> meanings = Meanings(head);
  if (Has(meanings, Meaning::kTitle)) return Column::kTitle;
  const bool link = Has(meanings, Meaning::kNeutral);
  std::reverse(meanings.begin(), meanings.end());
  for (const Meaning meaning : meanings) {
    switch (meaning) {
      case Meaning::kPaper:
        return link ? Column::kLink : Column::kPaper;
      case Meaning::kOriginal:
        return Column::kLink;
      case Meaning::kReview:
        return Column::kReview;
      case Meaning::kVenue:
        return Column::kVenue;
      case Meaning::kYear:
        return Column::kYear;
      case Meaning::kDate:
        return Column::kDate;
      case Meaning::kOther:
      case Meaning::kUnknown:
        return Column::kNone;
      default:
        break;
    }
  }
  return link ? Column::kLink : Column::kNone;
}

}  // namespace rsearch::catalogue
