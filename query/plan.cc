// How a query is planned.
//
// A node is turned into one of three things, by what it is asked for:
//   Ranked    its weight on every page that has a part of it (free words are a bag: the best page
//   wins) Required  a filter: pages that really have it (+word, AND, phrases, NEAR, wild*) Excluded
//   a filter for AND_NOT: pages that have exactly this word (a long bigram match is not enough:
//             -모델 must not throw out 모델링)
// Fields, and what consists of them alone, are filters for the clauses beside them
// (filter_query.h); beside none they list pages. in: narrows where those words are looked for; they
// rank as ever. Only plain Query objects are used, no client-side classes, so that a plan travels
// to remote shards.

#include "query/plan.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <set>
#include <span>
#include <unordered_map>
#include <utility>

#include "query/expand.h"
#include "query/filter_query.h"
#include "query/free_text.h"
#include "query/index_vocabulary.h"
#include "query/word_query.h"
#include "rsearch/schema.h"

namespace rsearch {
namespace {

using Xapian::Query;

// NEAR with wild* is spelt out, since Xapian takes only plain terms there; more combinations than
// this add cost and little else.
constexpr std::size_t kMaxNearCombinations = 64;

unsigned CountPrefixes(const QueryNode& node) {
  unsigned count = node.kind == QueryNode::Kind::kPrefix ? 1 : 0;
  for (const QueryNode& child : node.children)
    count += CountPrefixes(child);
  return count;
}

bool IsPlace(const QueryNode& node) {
  return node.kind == QueryNode::Kind::kField && node.field == QueryField::kIn;
}

// Fields and nothing else; in a group, words that must not be there beside them.
bool IsFilter(const QueryNode& node) {
  const auto& all = node.children;
  switch (node.kind) {
    case QueryNode::Kind::kField:
      return !IsPlace(node);
    case QueryNode::Kind::kOr:
      return std::all_of(all.begin(), all.end(), IsFilter);
    case QueryNode::Kind::kAll:
      return std::any_of(all.begin(), all.end(), IsFilter) &&
             std::all_of(all.begin(), all.end(), [](const QueryNode& child) {
               return child.occur == QueryNode::Occur::kMustNot || IsFilter(child);
             });
    default:
      return false;
  }
}

// "year:2019 OR year:2021" as the field with both values, which says the same.
std::optional<QueryNode> AsOneField(const QueryNode& node) {
  if (node.kind != QueryNode::Kind::kOr || IsPlace(node.children.front())) return std::nullopt;
  QueryNode joint = node.children.front();
  joint.values.clear();
  for (const QueryNode& child : node.children) {
    if (child.kind != QueryNode::Kind::kField || child.field != joint.field ||
        child.occur != QueryNode::Occur::kShould)
      return std::nullopt;
    joint.values.insert(joint.values.end(), child.values.begin(), child.values.end());
  }
  return joint;
}

// +(+a b): what a clause in it must have says already which pages it is of. To ask for the group
// once more as a filter would make a query of 32 such groups, one in the other, a thousand parts
// long.
bool IsRequiredGroup(const QueryNode& node) {
  return node.kind == QueryNode::Kind::kAll && node.occur == QueryNode::Occur::kMust &&
         !IsFilter(node) &&
         std::any_of(node.children.begin(), node.children.end(), [](const QueryNode& child) {
           return child.occur == QueryNode::Occur::kMust && !IsPlace(child);
         });
}

Query Pages() {
  Query pages{std::string(schema::kKindPage)};
  return pages;
}

class Planner {
 public:
  Planner(Analyzer& analyzer, const Xapian::Database& database, const PlanOptions& options,
          unsigned prefixes)
      : analyzer_(analyzer),
        database_(database),
        options_(options),
        vocabulary_(database),
        tools_{&analyzer, options.glossary, &vocabulary_},
        terms_per_prefix_(kMaxWildcardTerms / std::max(prefixes, 1U)),
        pages_(database.get_termfreq(std::string(schema::kKindPage))) {}

  Result<QueryPlan> Plan(const QueryNode& root) {
    if (auto read = ReadFilters(root); !read) return read.error();
    plan_.query = All(root);
    plan_.listing =
        plan_.query.empty() && std::any_of(root.children.begin(), root.children.end(), IsFilter);
    if (plan_.listing)
      plan_.query = AllOf({Filter(root), Pages()});
    else
      plan_.complete = Complete(root);
    plan_.mended = Mended(root);
    return std::move(plan_);
  }

 private:
  using Kind = QueryNode::Kind;
  using Occur = QueryNode::Occur;

  // Before anything is planned, so that planning cannot fail.
  Result<void> ReadFilters(const QueryNode& node) {
    if (const auto joint = AsOneField(node)) {
      auto query = FilterQuery(*joint, analyzer_, database_);
      if (!query) return query.error();
      filters_[&node] = std::move(*query);
    }
    if (node.kind == Kind::kField && !IsPlace(node)) {
      auto query = FilterQuery(node, analyzer_, database_);
      if (!query) return query.error();
      filters_[&node] = std::move(*query);
      if (node.field == QueryField::kTitle && node.occur != Occur::kMustNot) {
        for (const FieldValue& value : node.values)
          for (const WordTerms& word : Words(value.text))
            AddHighlight(word);
      }
    }
    for (const QueryNode& child : node.children)
      if (auto read = ReadFilters(child); !read) return read;
    return {};
  }

  // The query as it would be typed without its slips; empty where it has none, or is more than
  // words and fields.
  std::string Mended(const QueryNode& root) {
    std::string text;
    bool slips = false;
    for (const QueryNode& child : root.children) {
      const bool words = child.kind == Kind::kText && text.empty();
      const bool excluded = child.kind == Kind::kField && child.occur == Occur::kMustNot;
      if (!words && child.kind != Kind::kField) return {};
      if (child.occur != Occur::kShould && !excluded) return {};
      if (words) {
        slips = !mended_.empty();
        text = slips ? mended_ : child.text;
      }
      for (const FieldValue& value : child.values) {
        const std::string mended = MendedField(child.field, value);
        slips = slips || mended != FieldText(child.field, value.text);
        text.append(text.empty() ? "" : " ").append(excluded ? "-" : "").append(mended);
      }
    }
    return slips ? text : std::string();
  }

  [[nodiscard]] std::string MendedField(QueryField field, const FieldValue& value) const {
    return FieldText(field, options_.exact ? value.text : MendValue(field, value.text, database_));
  }

  // in: of a group holds for the group, until its end.
  class Within {
   public:
    Within(Planner* planner, const QueryNode& group)
        : scope_(&planner->scope_), outer_(planner->scope_) {
      if (Scope own = ScopeOf(group); !own.empty()) *scope_ = std::move(own);
    }
    Within(const Within&) = delete;
    Within& operator=(const Within&) = delete;
    ~Within() { *scope_ = std::move(outer_); }

   private:
    Scope* scope_;
    Scope outer_;
  };

  std::vector<WordTerms> Words(const std::string& text) {
    analyzer_.Tokenize(text, &tokens_);
    return analyzer_.QueryTerms(tokens_);
  }

  Query All(const QueryNode& node) {
    const Within within(this, node);
    std::vector<Query> ranked;
    std::vector<Query> groups;  // ranked, and only pages that have them
    std::vector<Query> required;
    std::vector<Query> excluded;
    for (const QueryNode& child : node.children) {
      if (IsPlace(child)) continue;
      if (child.occur == Occur::kMustNot) {
        excluded.push_back(Excluded(child));
        continue;
      }
      if (IsFilter(child)) {
        required.push_back(Required(child));
        continue;
      }
      if (IsRequiredGroup(child)) {
        groups.push_back(Ranked(child));
        continue;
      }
      ranked.push_back(Ranked(child));
      // A phrase is typed to be found as it stands; NEAR and wild* likewise.
      if (child.occur == Occur::kMust || child.kind == Kind::kPhrase || child.kind == Kind::kNear) {
        required.push_back(Required(child));
      }
    }
    Query query = AnyOf(ranked);
    if (const Query all = AllOf(groups); !all.empty())
      query = query.empty() ? all : Query(Query::OP_AND_MAYBE, all, query);
    if (query.empty()) return query;
    if (const Query filter = AllOf(required); !filter.empty())
      query = Query(Query::OP_FILTER, query, filter);
    if (const Query filter = AnyOf(excluded); !filter.empty())
      query = Query(Query::OP_AND_NOT, query, filter);
    return query;
  }

  Query Ranked(const QueryNode& node) {
    if (IsFilter(node)) return Scale(AllOf({Required(node), Pages()}), 0);
    switch (node.kind) {
      case Kind::kText:
        return RankedText(node, options_.exact || node.occur == Occur::kMust);
      case Kind::kAll:
        return All(node);
      case Kind::kOr: {
        std::vector<Query> any;
        for (const QueryNode& child : node.children)
          any.push_back(Ranked(child));
        return AnyOf(any);
      }
      case Kind::kPhrase:  // the phrase itself filters; its words rank, as typed
        return RankedText(node, true);
      default: {
        Query query = Required(node);
        Note(node, query);
        return query;
      }
    }
  }

  Query RankedText(const QueryNode& node, bool exact) {
    FreeText free;
    free.words = Words(node.text);
    free.concepts = exact ? OneByOne(free.words) : Expand(tokens_, free.words, tools_);
    for (const WordTerms& word : free.words)
      AddHighlight(word);
    for (const Concept& meaning : free.concepts)
      NoteOthers(meaning, TypedAs(meaning, node.text, free.words));
    mended_ = Mend(node.text, free);
    struct RankedText ranked = Rank(free, options_.weights);
    std::move(ranked.parts.begin(), ranked.parts.end(), std::back_inserter(plan_.parts));
    complete_[&node] = scope_.empty() ? PagesWithAll(free) : PagesInScope(free);
    if (scope_.empty() || ranked.query.empty()) return ranked.query;
    return {Query::OP_FILTER, ranked.query, complete_[&node]};
  }

  // A question is looked for as it stands where it is nothing but question words.
  [[nodiscard]] Query PagesInScope(const FreeText& free) const {
    const Query pages = PagesWithAll(free, scope_);
    return pages.empty() ? EveryWord(free.words, scope_) : pages;
  }

  // Pages that have all that `node` asks for.
  Query Complete(const QueryNode& node) {
    if (const auto text = complete_.find(&node);
        text != complete_.end() && node.kind == Kind::kText)
      return text->second;
    if (IsFilter(node)) return AllOf({Required(node), Pages()});
    if (node.kind != Kind::kOr && node.kind != Kind::kAll) return Required(node);
    const Within within(this, node);
    std::vector<Query> parts;
    std::vector<Query> excluded;
    for (const QueryNode& child : node.children) {
      if (IsPlace(child)) continue;
      if (child.occur == Occur::kMustNot) {
        excluded.push_back(Excluded(child));
        continue;
      }
      parts.push_back(Complete(child));
      if (child.occur == Occur::kMust && !IsFilter(child) && !IsRequiredGroup(child))
        parts.push_back(Required(child));
    }
    Query query = node.kind == Kind::kOr ? AnyOf(parts) : AllOf(parts);
    const Query without = AnyOf(excluded);
    return query.empty() || without.empty() ? query : Query(Query::OP_AND_NOT, query, without);
  }

  // Words as typed, nothing beside them.
  static std::vector<Concept> OneByOne(const std::vector<WordTerms>& words) {
    std::vector<Concept> concepts(words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
      concepts[i].begin = i;
      concepts[i].end = i + 1;
    }
    return concepts;
  }

  static std::string TypedAs(const Concept& meaning, const std::string& text,
                             const std::vector<WordTerms>& words) {
    const std::size_t begin = words[meaning.begin].begin;
    return text.substr(begin, words[meaning.end - 1].end - begin);
  }

  // `text` without its slips; empty where it has none.
  static std::string Mend(const std::string& text, const FreeText& free) {
    std::string mended;
    std::size_t done = 0;
    for (const Concept& meaning : free.concepts) {
      if (meaning.mended.empty()) continue;
      mended.append(text, done, free.words[meaning.begin].begin - done).append(meaning.mended);
      done = free.words[meaning.end - 1].end;
    }
    return done == 0 ? std::string() : mended.append(text, done);
  }

  void NoteOthers(const Concept& meaning, const std::string& typed) {
    for (const OtherName& other : meaning.others) {
      plan_.expansions.push_back({typed, other.name, other.source});
      for (const WordTerms& word : other.words)
        AddHighlight(word);
    }
  }

  Query Required(const QueryNode& node) {
    if (const auto filter = filters_.find(&node); filter != filters_.end()) return filter->second;
    switch (node.kind) {
      case Kind::kText:
        return EveryWordHere(Words(node.text));
      case Kind::kPhrase: {
        const std::vector<WordTerms> words = Words(node.text);
        if (words.size() < 2) return EveryWordHere(words);
        return scope_.empty() ? PhraseOf(words)
                              : AllOf({PhraseOf(words), EveryWord(words, scope_)});
      }
      case Kind::kField:  // in filters_
        return {};
      case Kind::kPrefix:
        return Prefix(node.text);
      case Kind::kNear:
        return Near(node);
      case Kind::kOr: {
        std::vector<Query> any;
        for (const QueryNode& child : node.children)
          any.push_back(Required(child));
        return AnyOf(any);
      }
      case Kind::kAll:
        return Filter(node);
    }
    return {};
  }

  Query EveryWordHere(const std::vector<WordTerms>& words) const {
    return scope_.empty() ? EveryWord(words) : EveryWord(words, scope_);
  }

  // A group as a filter: all that must be there, else any of it; and what its fields say.
  Query Filter(const QueryNode& node) {
    const Within within(this, node);
    std::vector<Query> any;
    std::vector<Query> all;
    std::vector<Query> filters;
    std::vector<Query> excluded;
    for (const QueryNode& child : node.children) {
      if (IsPlace(child)) continue;
      if (child.occur != Occur::kMustNot && IsFilter(child)) {
        filters.push_back(Required(child));
      } else if (child.occur == Occur::kMustNot) {
        excluded.push_back(Excluded(child));
      } else if (child.occur == Occur::kMust) {
        all.push_back(Required(child));
      } else {
        any.push_back(Required(child));
      }
    }
    filters.push_back(all.empty() ? AnyOf(any) : AllOf(all));
    Query query = AllOf(filters);
    if (query.empty() && IsFilter(node)) query = Pages();  // "-kind:paper"
    if (const Query filter = AnyOf(excluded); !query.empty() && !filter.empty()) {
      query = Query(Query::OP_AND_NOT, query, filter);
    }
    return query;
  }

  Query Excluded(const QueryNode& node) {
    if (node.kind != Kind::kText) return Required(node);
    const std::vector<WordTerms> words = Words(node.text);
    return scope_.empty() ? AnyExactWord(words) : AnyExactWord(words, scope_);
  }

  // wild*: only the last token is open; those before it ("self-att*") stand as they are.
  Query Prefix(const std::string& text) {
    const std::vector<WordTerms> words = Words(text);
    if (words.empty()) return {};
    std::vector<Query> all;
    all.push_back(EveryWordHere({words.begin(), words.end() - 1}));
    const std::string stump = OpenTerm(words.back());
    if (!scope_.empty()) {
      all.push_back(PrefixInScope(stump));
      return AllOf(all);
    }
    all.emplace_back(Query::OP_WILDCARD, stump, terms_per_prefix_,
                     Query::WILDCARD_LIMIT_MOST_FREQUENT, Query::OP_SYNONYM);
    if (!plan_.wildcard_limited)
      plan_.wildcard_limited = Begin(stump, terms_per_prefix_ + 1).size() > terms_per_prefix_;
    return AllOf(all);
  }

  // Its words one by one, since each must stand in the scope.
  Query PrefixInScope(const std::string& stump) {
    std::set<std::string> terms;
    const std::vector<std::string_view> text = {schema::kWord};
    for (const std::string_view field : scope_.in.empty() ? text : scope_.in) {
      const auto found = Begin(std::string(field) + stump, terms_per_prefix_ + 1);
      plan_.wildcard_limited = plan_.wildcard_limited || found.size() > terms_per_prefix_;
      for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), terms_per_prefix_); ++i)
        terms.insert(found[i].substr(field.size()));
    }
    std::vector<Query> any;
    any.reserve(terms.size());
    for (const std::string& term : terms)
      any.push_back(TermIn(term, scope_));
    return any.empty() ? NoPage() : AnyOf(any);
  }

  // The term that wild* begins with: the form as typed, since an ending or suffix may be half
  // there.
  static std::string OpenTerm(const WordTerms& word) {
    return word.bigrams.empty() ? word.form : std::string(schema::kHangul) + word.form;
  }

  std::vector<std::string> Begin(const std::string& stump, std::size_t limit) const {
    std::vector<std::string> terms;
    for (auto it = database_.allterms_begin(stump);
         it != database_.allterms_end(stump) && terms.size() < limit; ++it) {
      terms.push_back(*it);
    }
    return terms;
  }

  Query Near(const QueryNode& node) {
    std::vector<std::vector<std::string>> combinations(1);
    bool limited = false;
    for (const QueryNode& child : node.children) {
      const std::vector<WordTerms> words = Words(child.text);
      for (std::size_t i = 0; i < words.size(); ++i) {
        const bool open = child.kind == Kind::kPrefix && i + 1 == words.size();
        const std::vector<std::string> choices =
            open ? Begin(OpenTerm(words[i]), kMaxNearCombinations + 1)
                 : std::vector<std::string>{words[i].word};
        limited = limited || combinations.size() * choices.size() > kMaxNearCombinations;
        combinations = Extend(combinations, choices);
      }
    }
    plan_.wildcard_limited = plan_.wildcard_limited || limited;
    if (combinations.empty()) return NoPage();  // no word begins with one of its wild*
    std::vector<Query> ways;
    for (const std::vector<std::string>& terms : combinations) {
      if (terms.empty()) continue;
      const auto window =
          static_cast<Xapian::termcount>(std::max<std::size_t>(node.window + 1, terms.size()));
      ways.emplace_back(Query::OP_NEAR, terms.begin(), terms.end(), window);
    }
    if (scope_.empty()) return AnyOf(ways);
    std::vector<Query> here = {AnyOf(ways)};
    for (const QueryNode& child : node.children)
      here.push_back(child.kind == Kind::kPrefix ? Prefix(child.text)
                                                 : EveryWordHere(Words(child.text)));
    return AllOf(here);
  }

  static std::vector<std::vector<std::string>> Extend(
      const std::vector<std::vector<std::string>>& combinations,
      const std::vector<std::string>& choices) {
    std::vector<std::vector<std::string>> extended;
    for (const auto& combination : combinations) {
      for (const std::string& choice : choices) {
        if (extended.size() == kMaxNearCombinations) return extended;
        extended.push_back(combination);
        extended.back().push_back(choice);
      }
    }
    return extended;
  }

  // Explains and highlights a part that is not free text.
  void Note(const QueryNode& node, const Query& query) {
    if (query.empty()) return;
    plan_.parts.push_back({ToString(node), query});
    if (node.kind == Kind::kNear) {
      for (const QueryNode& child : node.children)
        NoteWords(child);
    } else {
      NoteWords(node);
    }
  }

  void NoteWords(const QueryNode& node) {
    const std::vector<WordTerms> words = Words(node.text);
    for (std::size_t i = 0; i < words.size(); ++i) {
      AddHighlight(words[i], node.kind == Kind::kPrefix && i + 1 == words.size());
    }
  }

  void AddHighlight(const WordTerms& word, bool prefix = false) {
    MatchWord match = MatchOf(word);
    match.prefix = prefix;
    match.weight = Rarity(word);
    plan_.highlights.push_back(std::move(match));
  }

  // Inverse document frequency, for choosing snippets.
  double Rarity(const WordTerms& word) const {
    const std::string& term = word.main_term();
    return std::log(1 + (static_cast<double>(pages_) + 1) /
                            (static_cast<double>(database_.get_termfreq(term)) + 0.5));
  }

  Analyzer& analyzer_;
  const Xapian::Database& database_;
  const PlanOptions& options_;
  const IndexVocabulary vocabulary_;
  const ExpandTools tools_;
  const unsigned terms_per_prefix_;
  const Xapian::doccount pages_;
  std::vector<Token> tokens_;
  Scope scope_;                                           // of the group being planned
  std::unordered_map<const QueryNode*, Query> filters_;   // of each field, and OR of one
  std::unordered_map<const QueryNode*, Query> complete_;  // of each free text
  std::string mended_;                                    // the last free text without its slips
  QueryPlan plan_;
};

}  // namespace

Result<QueryPlan> PlanQuery(const QueryNode& root, Analyzer& analyzer,
                            const Xapian::Database& database, const PlanOptions& options) {
  return Planner(analyzer, database, options, CountPrefixes(root)).Plan(root);
}

}  // namespace rsearch
