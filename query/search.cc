#include "query/search.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

#include "query/counterparts.h"
#include "query/deck_cache.h"
#include "query/fold.h"
#include "query/index_info.h"
#include "query/like.h"
#include "query/page_weight.h"
#include "query/parse.h"
#include "query/plan.h"
#include "rsearch/schema.h"
#include "rsearch/sketch.h"

namespace rsearch {
namespace {

// Pages looked at for folding, whose sketches alone are read; more where these give too few hits.
constexpr std::size_t kFoldDepth = 30;

// Up to here pages that have all that was asked for are counted one by one.
constexpr Xapian::doccount kCountedExactly = 100;

class Searcher {
 public:
  Searcher(IndexReader& index, Analyzer& analyzer, const SearchOptions& options)
      : index_(index), analyzer_(analyzer), options_(options), decks_(index) {}

  Result<SearchResult> Run(const QueryNode& root) {
    const Glossary curated;
    auto plan =
        PlanQuery(root, analyzer_, index_.database(),
                  {options_.exact, options_.glossary == nullptr ? &curated : options_.glossary,
                   options_.weights});
    if (!plan) return plan.error();
    plan_ = std::move(*plan);
    if (plan_.query.empty()) {
      return Error{ErrorCode::kUsage,
                   "nothing to search for: the query has no word that pages could have"};
    }
    return Rank(ToString(root));
  }

  Result<SearchResult> Run(const LikeRequest& request) {
    if (!request.page) return RunLike(request.text, LikeKind::kQuote, "the text given");
    const auto page = FindPage(index_, *request.page, request.folder);
    if (!page) return page.error();
    const std::string name = page->path.substr(page->path.rfind('/') + 1);
    excluded_ = QueryFor(*page);
    return RunLike(page->text, LikeKind::kPage, name + " p. " + std::to_string(page->number));
  }

 private:
  Result<SearchResult> RunLike(std::string_view text, LikeKind kind, const std::string& label) {
    plan_ = PlanLike(text, kind, analyzer_, index_.database());
    if (plan_.query.empty())
      return Error{ErrorCode::kUsage, "nothing to search for: " + label + " has no word"};
    if (!excluded_.empty())
      plan_.query = Xapian::Query(Xapian::Query::OP_AND_NOT, plan_.query, excluded_);
    auto result = Rank("like " + label);
    if (result) result->like = label;
    return result;
  }

  static Xapian::Query QueryFor(const FoundPage& page) {
    const std::string number = Xapian::sortable_serialise(page.number);
    return {Xapian::Query::OP_AND,
            Xapian::Query(std::string(schema::kPageOf).append(page.deck.bytes())),
            Xapian::Query(Xapian::Query::OP_VALUE_RANGE, schema::kSlotPage, number, number)};
  }

  // Runs the plan.
  Result<SearchResult> Rank(const std::string& read_as) {
    decks_.Clear();
    paths_.clear();
    counterparts_.clear();
    SearchResult result;
    Xapian::Enquire enquire(index_.database());
    enquire.set_weighting_scheme(PageWeight());
    enquire.set_query(plan_.query);
    if (plan_.listing) enquire.set_sort_by_value(schema::kSlotPage, false);
    const bool by_score = options_.sort == SortOrder::kScore;
    const std::size_t wanted = options_.offset + options_.limit;
    std::size_t depth = by_score ? wanted : std::max(wanted, kSortDepth);
    if (options_.fold) depth = std::max(depth, kFoldDepth);
    Xapian::MSet matches;
    Groups groups;
    Folding folding;
    while (true) {
      // One more than shown is looked at, so that a short result's total is exact; a list's is.
      matches = enquire.get_mset(0, static_cast<Xapian::doccount>(depth),
                                 plan_.listing ? index_.database().get_doccount()
                                               : static_cast<Xapian::doccount>(depth + 1));
      auto order = Order(matches, matches.size() == depth);
      if (!order) return order.error();
      auto grouped = Group(matches, *order, &folding);
      if (!grouped) return grouped.error();
      groups = std::move(*grouped);
      if (groups.size() >= wanted || matches.size() < depth) break;
      // Twice as many as seem to be missing, since those fold too; at least half as many again.
      depth += std::max(2 * (wanted - groups.size()), depth / 2);
    }
    result.total = matches.get_matches_estimated();
    result.total_exact = matches.get_matches_lower_bound() == matches.get_matches_upper_bound();
    result.complete = plan_.complete.empty() ? result.total : CountComplete();
    result.expansions = plan_.expansions;
    result.did_you_mean = plan_.mended;
    result.wildcard_limited = plan_.wildcard_limited;
    if (result.complete == 0) groups.resize(std::min(groups.size(), kMaxClosest));
    if (by_score) groups.resize(std::min(groups.size(), wanted));
    std::vector<Candidate> candidates;
    for (const std::vector<std::size_t>& group : groups) {
      auto candidate = Read(matches, group);
      if (!candidate) return candidate.error();
      candidates.push_back(std::move(*candidate));
    }
    if (!by_score) Sort(&candidates);
    for (std::size_t i = options_.offset; i < std::min(wanted, candidates.size()); ++i) {
      auto hit = Show(candidates[i], i + 1);
      if (!hit) return hit.error();
      result.hits.push_back(std::move(*hit));
      auto also = Also(candidates[i], result.hits.back().path);
      if (!also) return also.error();
      result.hits.back().also = std::move(*also);
    }
    if (result.complete == 0) {
      result.total = groups.size();
      result.total_exact = true;
    }
    if (options_.explain) Explain(read_as, &result);
    result.index = ReadIndexInfo(&index_);
    return result;
  }

  [[nodiscard]] std::uint64_t CountComplete() const {
    Xapian::Enquire enquire(index_.database());
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_query(plan_.complete);
    return enquire.get_mset(0, 0, kCountedExactly).get_matches_estimated();
  }

  struct Candidate {
    Xapian::docid id = 0;
    double score = 0;
    PageRecord page;
    const Deck* deck = nullptr;
    std::vector<Xapian::docid> folded;
  };
  using Groups = std::vector<std::vector<std::size_t>>;  // ranks; the best of a group first

  // Ranks of `matches` in the order they are shown in: a list has every deck's first page first, of
  // pages with one number that of the first path. With `more` matches to come, those of the last
  // number are left out: others may belong between them.
  Result<std::vector<std::size_t>> Order(const Xapian::MSet& matches, bool more) {
    std::vector<std::size_t> order(matches.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (!plan_.listing || matches.empty()) return order;
    if (auto read = ReadPaths(); !read) return read.error();
    std::vector<std::pair<std::string, std::string_view>> keys;  // page number, path
    for (auto it = matches.begin(); it != matches.end(); ++it) {
      const Xapian::Document page = it.get_document();
      keys.emplace_back(page.get_value(schema::kSlotPage),
                        paths_[page.get_value(schema::kSlotDeck)]);
    }
    if (more) {
      const std::string& last = keys.back().first;
      while (!order.empty() && keys[order.back()].first == last)
        order.pop_back();
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
    return order;
  }

  Result<void> ReadPaths() {
    if (!paths_.empty()) return {};
    return index_.ForEachDeck([this](Xapian::docid /*id*/, const DeckFiles& deck) {
      if (!deck.files.empty()) paths_.emplace(deck.hash.bytes(), deck.files.front().path);
    });
  }

  // `folding` holds what it was given of a shorter `matches`, which this one begins with.
  Result<Groups> Group(const Xapian::MSet& matches, const std::vector<std::size_t>& order,
                       Folding* folding) const {
    while (folding->size() < order.size()) {
      Sketch sketch;  // without text or folding: like no other
      const auto rank = static_cast<Xapian::doccount>(order[folding->size()]);
      const std::string bytes =
          options_.fold ? matches[rank].get_document().get_value(schema::kSlotSketch) : "";
      if (!bytes.empty()) {
        auto decoded = DecodeSketch(bytes);
        if (!decoded) return decoded.error();
        sketch = std::move(*decoded);
      }
      folding->Add(std::move(sketch));
    }
    Groups groups = folding->groups();
    for (std::vector<std::size_t>& group : groups)
      for (std::size_t& rank : group)
        rank = order[rank];
    return groups;
  }

  Result<Candidate> Read(const Xapian::MSet& matches, const std::vector<std::size_t>& group) {
    const auto best = matches[static_cast<Xapian::doccount>(group.front())];
    auto candidate = Read(best.get_document(), best.get_weight());
    if (!candidate) return candidate.error();
    for (const std::size_t rank : std::span(group).subspan(1))
      candidate->folded.push_back(*matches[static_cast<Xapian::doccount>(rank)]);
    return candidate;
  }

  Result<Candidate> Read(const Xapian::Document& document, double score) {
    Candidate candidate;
    candidate.id = document.get_docid();
    candidate.score = score;
    auto page = DecodePage(document.get_data());
    if (!page) return page.error();
    candidate.page = std::move(*page);
    const auto deck = decks_.Find(document.get_value(schema::kSlotDeck));
    if (!deck) return deck.error();
    candidate.deck = *deck;
    return candidate;
  }

  static std::string LabelOf(const PageRecord& page) {
    return page.label.empty() ? std::to_string(page.number) : page.label;
  }

  void Sort(std::vector<Candidate>* candidates) const {
    const auto date = [](const Candidate& c) { return DateOf(*c.deck); };
    const auto path = [](const Candidate& c) -> const std::string& { return c.deck->path(); };
    std::stable_sort(candidates->begin(), candidates->end(),
                     [&](const Candidate& a, const Candidate& b) {
                       if (options_.sort == SortOrder::kNewest && date(a) != date(b))
                         return date(a) > date(b);
                       if (path(a) != path(b)) return path(a) < path(b);
                       return options_.sort == SortOrder::kPath && a.page.number < b.page.number;
                     });
  }

  Result<Hit> Show(const Candidate& candidate, std::size_t rank) {
    const Deck& deck = *candidate.deck;
    Hit hit;
    hit.rank = rank;
    hit.score = candidate.score;
    hit.path = deck.path();
    hit.page = candidate.page.number;
    hit.page_label = LabelOf(candidate.page);
    hit.pages = deck.record.page_count;
    hit.title = candidate.page.title;
    hit.deck = DescribeDeck(deck);
    hit.paper = PaperOnPage(deck, hit.page);
    hit.status = deck.status;
    if (options_.counterparts) {
      auto counterparts = CounterpartsOf(deck, hit.page);
      if (!counterparts) return counterparts.error();
      hit.counterparts = std::move(*counterparts);
    }
    if (options_.snippets) {
      hit.snippet = MakeSnippet(analyzer_, candidate.page, plan_.highlights);
      hit.title_highlights = HighlightText(analyzer_, hit.title, plan_.highlights);
    }
    if (options_.explain && rank <= options_.offset + kMaxExplained) hit.why = Why(candidate);
    return hit;
  }

  // Read once for all pages about the same.
  Result<std::vector<Counterpart>> CounterpartsOf(const Deck& deck, std::uint32_t page) {
    const auto [known, added] =
        counterparts_.try_emplace({deck.id, deck.record.facts.PaperOn(page)});
    if (!added) return known->second;
    auto found = FindCounterparts(&decks_, deck, AboutTerms(&decks_, deck, page), kMaxCounterparts);
    if (found) known->second = *found;
    return found;
  }

  // The pages folded into the one that is shown, of `path`.
  Result<std::vector<HitPage>> Also(const Candidate& candidate, const std::string& path) {
    std::vector<HitPage> also;
    for (const Xapian::docid id : candidate.folded) {
      const auto page = Read(index_.database().get_document(id), 0);
      if (!page) return page.error();
      also.push_back(
          {page->deck->path(), page->page.number, LabelOf(page->page), page->deck->status});
    }
    const auto key = [&](const HitPage& page) {
      return std::make_tuple(page.path != path, std::string_view(page.path), page.page);
    };
    std::sort(also.begin(), also.end(),
              [&](const HitPage& a, const HitPage& b) { return key(a) < key(b); });
    return also;
  }

  // What each part of the query adds to this page. Statistics are the whole index's, so the parts
  // add up to the score, except that a word typed twice is counted once here.
  std::vector<std::string> Why(const Candidate& candidate) {
    std::vector<std::string> lines;
    const std::string siblings =
        std::string(schema::kPageOf).append(candidate.deck->files.hash.bytes());
    for (const RankedText::Part& part : plan_.parts) {
      Xapian::Enquire enquire(index_.database());
      enquire.set_weighting_scheme(PageWeight());
      enquire.set_query(
          Xapian::Query(Xapian::Query::OP_FILTER, part.query, Xapian::Query(siblings)));
      const Xapian::MSet matches = enquire.get_mset(0, index_.database().get_doccount());
      for (auto it = matches.begin(); it != matches.end(); ++it) {
        if (*it == candidate.id)
          lines.push_back(ExplainPart(part.label, it.get_weight(), enquire, *it));
      }
    }
    return lines;
  }

  static std::string ExplainPart(const std::string& label, double weight,
                                 const Xapian::Enquire& enquire, Xapian::docid page) {
    std::string line = label + ": " + std::to_string(weight) + " (";
    const auto end = enquire.get_matching_terms_end(page);
    for (auto term = enquire.get_matching_terms_begin(page); term != end; ++term) {
      if ((*term).starts_with(schema::kPageOf) &&
          (*term).size() == schema::kPageOf.size() + ContentHash::kSize) {
        continue;  // the filter's own term
      }
      if (line.back() != '(') line += ' ';
      line += *term;
    }
    return line + ")";
  }

  void Explain(const std::string& read_as, SearchResult* result) const {
    result->explain.push_back("read as: " + read_as);
    result->explain.push_back("run as: " + plan_.query.get_description());
    if (result->hits.size() > kMaxExplained) {
      result->explain.push_back("explained are the first " + std::to_string(kMaxExplained) +
                                " hits; --offset leads to others");
    }
  }

  IndexReader& index_;
  Analyzer& analyzer_;
  const SearchOptions& options_;
  QueryPlan plan_;
  Xapian::Query excluded_;  // of --like: the page itself
  DeckCache decks_;
  std::unordered_map<std::string, std::string> paths_;  // by ContentHash bytes; for lists
  std::map<std::pair<Xapian::docid, const Paper*>, std::vector<Counterpart>> counterparts_;
};

}  // namespace

Result<SearchResult> Search(IndexReader& index, Analyzer& analyzer, std::string_view query,
                            const SearchOptions& options) {
  const Result<QueryNode> root = ParseQuery(query);
  if (!root) return root.error();
  Searcher searcher(index, analyzer, options);
  auto result = index.WithRetry([&] { return searcher.Run(*root); });
  if (result) result->query = CleanText(query);
  return result;
}

Result<SearchResult> SearchLike(IndexReader& index, Analyzer& analyzer, const LikeRequest& request,
                                const SearchOptions& options) {
  if (request.text.size() > kMaxLikeText)
    return Error{ErrorCode::kUsage, "the text given is longer than " +
                                        std::to_string(kMaxLikeText / 1024) +
                                        " KiB; give the passage or the page that counts"};
  Searcher searcher(index, analyzer, options);
  return index.WithRetry([&] { return searcher.Run(request); });
}

}  // namespace rsearch
