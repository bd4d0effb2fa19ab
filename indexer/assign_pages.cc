// Titles are compared as sets of stems, since slides shorten, break and prefix them ("arXiv sanity
// Vision Transformers for Dense Prediction"). A stem that several of the deck's papers have in
// their titles tells less about each.

#include "indexer/assign_pages.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "rsearch/name_key.h"

namespace rsearch {
namespace {

// Of a title's weight that a page's head must have. Slides leave out subtitles.
constexpr double kSameTitle = 0.7;
// Lists repeat titles word by word.
constexpr double kListedTitle = 0.9;
// A title in a list may be broken by what stands beside it: tokens more than it has itself.
constexpr std::size_t kListGap = 8;
// Words as short as these ("for", "of", "you") stand in any title. Bytes.
constexpr std::size_t kShortWord = 3;
constexpr double kShortWeight = 0.25;
// A page's head: its title and this many lines of its text.
constexpr std::size_t kHeadLines = 3;
// A last page that says no more than this ("End of the document", "Q & A") is about nothing.
// Tokens.
constexpr std::size_t kClosingTokens = 8;
// A title of fewer tokens in a table of contents may be any heading.
constexpr std::size_t kMinListedTitle = 4;

// A page with one of these titles (NameKey) near the beginning is a table of contents.
constexpr auto kContents = std::to_array<std::string_view>(
    {"content", "contents", "tableofcontents", "papers", "paperlist", "목차", "차례", "논문목록"});
constexpr std::size_t kContentsPages = 4;

using Stems = std::vector<std::string>;

std::string HeadOf(const PageRecord& page) {
  std::string head = page.title;
  std::size_t at = 0;
  for (std::size_t line = 0; line < kHeadLines && at < page.text.size(); ++line) {
    const std::size_t end = std::min(page.text.find('\n', at), page.text.size());
    head.append("\n").append(page.text, at, end - at);
    at = end + 1;
  }
  return head;
}

// A page as it is compared.
struct PageView {
  std::uint32_t number = 0;
  std::string title;             // without what all titles begin with
  Stems title_stems;             // of it
  Stems text;                    // of the whole page
  std::set<std::string> head;    // stems
  std::vector<std::string> ids;  // of papers, on the page
  std::vector<std::string> head_ids;
};

// A paper's title as it is compared.
struct TitleView {
  std::map<std::string, double> weights;  // by stem
  double total = 0;
  std::size_t tokens = 0;

  // The share of the title that `has` (a predicate of stems) holds.
  template <class Has>
  [[nodiscard]] double Coverage(const Has& has) const {
    if (total == 0) return 0;
    double covered = 0;
    for (const auto& [stem, weight] : weights)
      if (has(stem)) covered += weight;
    return covered / total;
  }
};

class Assigner {
 public:
  Assigner(Analyzer* analyzer, std::vector<Paper> papers) : analyzer_(*analyzer) {
    out_.papers = std::move(papers);
    MakeTitles();
  }

  PageAssignment Run(const std::vector<PageRecord>& records) {
    Read(records);
    const std::set<std::size_t> contents = FindContents();
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      if (contents.contains(i)) {
        current_.reset();
        continue;
      }
      const auto begins = PaperOf(pages_[i]);
      if (begins) current_ = begins;
      const bool closing =
          !begins && i + 1 == pages_.size() && pages_[i].text.size() <= kClosingTokens;
      if (current_ && !closing) Extend(pages_[i].number, *current_);
    }
    return std::move(out_);
  }

 private:
  Stems StemsOf(std::string_view text) {
    analyzer_.Tokenize(text, &tokens_);
    Stems stems;
    stems.reserve(tokens_.size());
    for (const Token& token : tokens_)
      stems.push_back(token.stem);
    return stems;
  }

  void MakeTitles() {
    std::vector<Stems> stems;
    std::map<std::string, double> papers_with;
    for (const Paper& paper : out_.papers) {
      stems.push_back(StemsOf(paper.title));
      for (const std::string& stem :
           std::set<std::string>(stems.back().begin(), stems.back().end()))
        ++papers_with[stem];
    }
    titles_.clear();
    for (const Stems& title : stems) {
      TitleView& view = titles_.emplace_back();
      view.tokens = title.size();
      for (const std::string& stem : title) {
        const double weight = (stem.size() <= kShortWord ? kShortWeight : 1) / papers_with[stem];
        if (view.weights.emplace(stem, weight).second) view.total += weight;
      }
    }
  }

  void Read(const std::vector<PageRecord>& records) {
    const std::string prefix = CommonBeginning(records);
    for (const PageRecord& record : records) {
      PageView& page = pages_.emplace_back();
      page.number = record.number;
      page.title =
          record.title.starts_with(prefix) ? record.title.substr(prefix.size()) : record.title;
      page.title_stems = StemsOf(page.title);
      page.text = StemsOf(record.text);
      const std::string head = HeadOf(record);
      for (std::string& stem : StemsOf(head))
        page.head.insert(std::move(stem));
      page.ids = FindPaperIds(record.text);
      page.head_ids = FindPaperIds(head);
    }
  }

  // What at least half of the pages' titles begin with, in whole words; of one page nothing.
  static std::string CommonBeginning(const std::vector<PageRecord>& records) {
    std::map<std::string, std::size_t> beginnings;
    std::size_t titled = 0;
    for (const PageRecord& record : records) {
      if (record.title.empty()) continue;
      ++titled;
      for (std::size_t at = record.title.find(' '); at != std::string::npos;
           at = record.title.find(' ', at + 1))
        ++beginnings[record.title.substr(0, at + 1)];
    }
    std::string longest;
    for (const auto& [text, count] : beginnings)
      if (count > 1 && 2 * count >= titled && text.size() > longest.size()) longest = text;
    return longest;
  }

  // The greatest share of the title within as many tokens as it has and a few more.
  static double Listed(const TitleView& title, const Stems& text) {
    const std::size_t window = title.tokens + kListGap;
    double best = 0;
    std::map<std::string_view, std::size_t> inside;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (title.weights.contains(text[i])) ++inside[text[i]];
      if (i >= window) {
        const auto leaving = inside.find(text[i - window]);
        if (leaving != inside.end() && --leaving->second == 0) inside.erase(leaving);
      }
      if (!title.weights.contains(text[i])) continue;
      best = std::max(
          best, title.Coverage([&](const std::string& stem) { return inside.contains(stem); }));
    }
    return best;
  }

  static bool IsContents(std::string_view title) {
    return std::find(kContents.begin(), kContents.end(), NameKey(title)) != kContents.end();
  }

  // Pages that list the papers.
  std::set<std::size_t> FindContents() {
    std::set<std::size_t> contents;
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      const auto listed = static_cast<std::size_t>(std::count_if(
          titles_.begin(), titles_.end(),
          [&](const TitleView& title) { return Listed(title, pages_[i].text) >= kListedTitle; }));
      if (!(i < kContentsPages && IsContents(pages_[i].title)) &&
          (listed < 2 || pages_[i].head_ids.size() == 1))
        continue;
      contents.insert(i);
      contents_.insert(contents_.end(), pages_[i].text.begin(), pages_[i].text.end());
    }
    return contents;
  }

  std::optional<std::size_t> PaperOf(const PageView& page) {
    if (const auto linked = Linked(page.head_ids)) return linked;
    std::optional<std::size_t> best;
    double best_coverage = kSameTitle;
    for (std::size_t i = 0; i < titles_.size(); ++i) {
      const double coverage =
          titles_[i].Coverage([&](const std::string& stem) { return page.head.contains(stem); });
      if (coverage < best_coverage || (best && coverage == best_coverage)) continue;
      best = i;
      best_coverage = coverage;
    }
    if (best) return best;
    // A link further down may be to what the page compares with.
    if (page.ids.size() == 1)
      if (const auto linked = Linked(page.ids)) return linked;
    return NewPaper(page);
  }

  // The one paper that the links lead to; nothing where they lead to several.
  [[nodiscard]] std::optional<std::size_t> Linked(const std::vector<std::string>& ids) const {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < out_.papers.size(); ++i) {
      const std::vector<std::string>& own = out_.papers[i].ids;
      const bool linked = std::any_of(ids.begin(), ids.end(), [&](const std::string& id) {
        return std::find(own.begin(), own.end(), id) != own.end();
      });
      if (linked && found) return std::nullopt;
      if (linked) found = i;
    }
    return found;
  }

  // A paper that only the deck itself knows.
  std::optional<std::size_t> NewPaper(const PageView& page) {
    if (page.title_stems.empty()) return std::nullopt;
    const bool linked = page.head_ids.size() == 1;
    const bool listed = page.title_stems.size() >= kMinListedTitle &&
                        std::search(contents_.begin(), contents_.end(), page.title_stems.begin(),
                                    page.title_stems.end()) != contents_.end();
    if (!linked && !listed) return std::nullopt;
    Paper paper;
    paper.title = page.title;
    if (linked) paper.ids = page.head_ids;
    if (linked) paper.year = YearOfId(paper.ids.front());
    out_.papers.push_back(std::move(paper));
    MakeTitles();
    return out_.papers.size() - 1;
  }

  void Extend(std::uint32_t page, std::size_t paper) {
    if (!out_.spans.empty() && out_.spans.back().paper == paper &&
        out_.spans.back().last + 1 == page) {
      out_.spans.back().last = page;
    } else {
      out_.spans.push_back({page, page, static_cast<std::uint32_t>(paper)});
    }
  }

  Analyzer& analyzer_;
  std::vector<Token> tokens_;
  PageAssignment out_;
  std::vector<TitleView> titles_;  // of out_.papers
  std::vector<PageView> pages_;
  Stems contents_;                      // of all pages of contents
  std::optional<std::size_t> current_;  // the paper that goes on
};

}  // namespace

PageAssignment AssignPages(Analyzer* analyzer, std::vector<Paper> papers,
                           const std::vector<PageRecord>& pages) {
  return Assigner(analyzer, std::move(papers)).Run(pages);
}

}  // namespace rsearch
