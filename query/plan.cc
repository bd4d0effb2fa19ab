// How a query is planned.
//
// A node is turned into one of three things, by what it is asked for:
//   Ranked    its weight on every page that has a part of it (free words are a bag: the best page
//   wins) Required  a filter: pages that really have it (+word, AND, phrases, NEAR, wild*) Excluded
//   a filter for AND_NOT: pages that have exactly this word (a long bigram match is not enough:
//             -모델 must not throw out 모델링)
// Only plain Query objects are used, no client-side classes, so that a plan travels to remote
// shards.

#include "query/plan.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "rsearch/schema.h"

namespace rsearch {
namespace {

using Xapian::Query;

// --- weights. The first four were measured on retrieval sets (see plan.h). Those of title and
// context are set by hand: on 167 judged deck and paper queries success@10 is the same for titles
// between .4 and 1 and contexts between .25 and .8; but .25 is too little for decks whose pages
// never name their subject.
constexpr double kHangulStemWeight = 0.25;
constexpr double kCrossingWeight = 0.3;
constexpr double kEnglishStemWeight = 1.5;
constexpr double kSurfaceWeight = 0.25;
constexpr double kDigitWeight = 1.0;
constexpr double kCompoundWeight = 1.0;
constexpr double kTitleWeight = 0.6;
constexpr double kContextWeight = 0.5;

// NEAR with wild* is spelt out, since Xapian takes only plain terms there; more combinations than
// this add cost and little else.
constexpr std::size_t kMaxNearCombinations = 64;

std::string With(std::string_view prefix, std::string_view text) {
  return std::string(prefix).append(text);
}

Query Scale(Query query, double weight) {
  if (query.empty() || weight == 1) return query;
  return {Query::OP_SCALE_WEIGHT, query, weight};
}

Query Join(Query::op op, const std::vector<Query>& parts) {
  std::vector<Query> present;
  std::copy_if(parts.begin(), parts.end(), std::back_inserter(present),
               [](const Query& q) { return !q.empty(); });
  if (present.empty()) return {};
  if (present.size() == 1) return present.front();
  return {op, present.begin(), present.end()};
}

Query AnyOf(const std::vector<Query>& parts) {
  return Join(Query::OP_OR, parts);
}
Query AllOf(const std::vector<Query>& parts) {
  return Join(Query::OP_AND, parts);
}

bool HasBigrams(const WordTerms& word) {
  return !word.bigrams.empty();
}

// A page-side term seen from another field: "Zdistil" in the title is "TZdistil".
Query Term(std::string_view field, std::string_view term) {
  return {With(field, term)};
}

// The bag of one word's terms, in the page's text (field "") or in another field.
Query BagOfTerms(const WordTerms& word, std::string_view field) {
  std::vector<Query> parts;
  if (HasBigrams(word)) {
    const double share = 1 / std::sqrt(static_cast<double>(word.bigrams.size()));
    std::vector<Query> inside;
    std::vector<Query> across;
    for (const std::string& bigram : word.bigrams) {
      inside.push_back(Term(field, bigram));
      const std::string_view syllables = std::string_view(bigram).substr(schema::kBigram.size());
      across.push_back(Term(field, With(schema::kCrossing, syllables)));
    }
    parts.push_back(Scale(AnyOf(inside), share));
    parts.push_back(Scale(AnyOf(across), kCrossingWeight * share));
    parts.push_back(Scale(Term(field, word.word), kHangulStemWeight));
  } else if (!word.stem_term.empty()) {
    parts.push_back(Scale(Term(field, word.stem_term), kEnglishStemWeight));
    parts.push_back(Scale(Term(field, word.word), kSurfaceWeight));
  } else {
    parts.push_back(Scale(Term(field, word.word), kDigitWeight));
  }
  if (!word.crossing.empty()) {
    const Query both = AnyOf({Term(field, With(schema::kCrossing, word.crossing)),
                              Term(field, With(schema::kBigram, word.crossing))});
    parts.push_back(Scale(both, kCrossingWeight));
  }
  for (const std::string& compound : word.compounds) {
    parts.push_back(
        Scale(Term(field, compound), kCompoundWeight / static_cast<double>(word.compounds.size())));
  }
  return AnyOf(parts);
}

Query RankedWord(const WordTerms& word) {
  return AnyOf({BagOfTerms(word, ""), Scale(BagOfTerms(word, schema::kTitle), kTitleWeight),
                Scale(BagOfTerms(word, schema::kContext), kContextWeight)});
}

// The page has this one word, whatever its ending or the spaces inside it.
Query RequiredWord(const WordTerms& word) {
  if (!word.stem_term.empty()) return AnyOf({Query(word.stem_term), Query(word.word)});
  if (!HasBigrams(word)) return {word.word};
  std::vector<Query> every;
  for (const std::string& bigram : word.bigrams) {
    const std::string_view syllables = std::string_view(bigram).substr(schema::kBigram.size());
    every.push_back(AnyOf({Query(bigram), Query(With(schema::kCrossing, syllables))}));
  }
  return AnyOf({Query(word.word), AllOf(every)});
}

Query ExcludedWord(const WordTerms& word) {
  return word.stem_term.empty() ? Query(word.word)
                                : AnyOf({Query(word.stem_term), Query(word.word)});
}

using Words = std::span<const WordTerms>;

Query PhraseOf(Words words) {
  std::vector<std::string> terms;
  for (const WordTerms& word : words)
    terms.push_back(word.word);
  return {Query::OP_PHRASE, terms.begin(), terms.end(),
          static_cast<Xapian::termcount>(terms.size())};
}

// Tokens that stand together ("GPT-2" is gpt 2) form one group.
std::vector<Words> Groups(const std::vector<WordTerms>& words) {
  std::vector<Words> groups;
  for (std::size_t begin = 0; begin < words.size();) {
    std::size_t end = begin + 1;
    while (end < words.size() && words[end].glued)
      ++end;
    groups.push_back(Words(words).subspan(begin, end - begin));
    begin = end;
  }
  return groups;
}

// One group as a filter: its tokens next to each other, or written as one ("gpt2").
template <class OneWord>
Query GroupFilter(Words group, const OneWord& one_word) {
  if (group.size() == 1) return one_word(group.front());
  std::vector<Query> ways = {PhraseOf(group)};
  for (const std::string& compound : group.front().compounds)
    ways.emplace_back(compound);
  return AnyOf(ways);
}

template <class OneWord>
Query EveryGroup(const std::vector<WordTerms>& words, const OneWord& one_word) {
  std::vector<Query> all;
  for (const Words group : Groups(words))
    all.push_back(GroupFilter(group, one_word));
  return AllOf(all);
}

unsigned CountPrefixes(const QueryNode& node) {
  unsigned count = node.kind == QueryNode::Kind::kPrefix ? 1 : 0;
  for (const QueryNode& child : node.children)
    count += CountPrefixes(child);
  return count;
}

class Planner {
 public:
  Planner(Analyzer& analyzer, const Xapian::Database& database, unsigned prefixes)
      : analyzer_(analyzer),
        database_(database),
        terms_per_prefix_(kMaxWildcardTerms / std::max(prefixes, 1U)),
        pages_(database.get_termfreq(std::string(schema::kKindPage))) {}

  QueryPlan Plan(const QueryNode& root) {
    plan_.query = All(root);
    return std::move(plan_);
  }

 private:
  using Kind = QueryNode::Kind;
  using Occur = QueryNode::Occur;

  std::vector<WordTerms> Words(const std::string& text) {
    analyzer_.Tokenize(text, &tokens_);
    return analyzer_.QueryTerms(tokens_);
  }

  Query All(const QueryNode& node) {
    std::vector<Query> ranked;
    std::vector<Query> required;
    std::vector<Query> excluded;
    for (const QueryNode& child : node.children) {
      if (child.occur == Occur::kMustNot) {
        excluded.push_back(Excluded(child));
        continue;
      }
      ranked.push_back(Ranked(child));
      // A phrase is typed to be found as it stands; NEAR and wild* likewise.
      if (child.occur == Occur::kMust || child.kind == Kind::kPhrase || child.kind == Kind::kNear) {
        required.push_back(Required(child));
      }
    }
    Query query = AnyOf(ranked);
    if (query.empty()) return query;
    if (const Query filter = AllOf(required); !filter.empty())
      query = Query(Query::OP_FILTER, query, filter);
    if (const Query filter = AnyOf(excluded); !filter.empty())
      query = Query(Query::OP_AND_NOT, query, filter);
    return query;
  }

  Query Ranked(const QueryNode& node) {
    switch (node.kind) {
      case Kind::kText:
        return RankedText(node.text);
      case Kind::kAll:
        return All(node);
      case Kind::kOr: {
        std::vector<Query> any;
        for (const QueryNode& child : node.children)
          any.push_back(Ranked(child));
        return AnyOf(any);
      }
      case Kind::kPhrase:  // the phrase itself filters; its words rank
        return RankedText(node.text);
      default: {
        Query query = Required(node);
        Note(node, query);
        return query;
      }
    }
  }

  Query RankedText(const std::string& text) {
    std::vector<Query> bag;
    for (const WordTerms& word : Words(text)) {
      bag.push_back(RankedWord(word));
      plan_.parts.push_back({word.form, bag.back()});
      AddHighlight(word);
    }
    return AnyOf(bag);
  }

  Query Required(const QueryNode& node) {
    switch (node.kind) {
      case Kind::kText:
        return EveryGroup(Words(node.text), RequiredWord);
      case Kind::kPhrase: {
        const std::vector<WordTerms> words = Words(node.text);
        return words.size() < 2 ? EveryGroup(words, RequiredWord) : PhraseOf(words);
      }
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

  // A group as a filter: all that must be there, else any of it.
  Query Filter(const QueryNode& node) {
    std::vector<Query> any;
    std::vector<Query> all;
    std::vector<Query> excluded;
    for (const QueryNode& child : node.children) {
      if (child.occur == Occur::kMustNot) {
        excluded.push_back(Excluded(child));
      } else if (child.occur == Occur::kMust) {
        all.push_back(Required(child));
      } else {
        any.push_back(Required(child));
      }
    }
    Query query = all.empty() ? AnyOf(any) : AllOf(all);
    if (const Query filter = AnyOf(excluded); !query.empty() && !filter.empty()) {
      query = Query(Query::OP_AND_NOT, query, filter);
    }
    return query;
  }

  Query Excluded(const QueryNode& node) {
    if (node.kind == Kind::kText) return EveryGroup(Words(node.text), ExcludedWord);
    return Required(node);
  }

  // wild*: only the last token is open; those before it ("self-att*") stand as they are.
  Query Prefix(const std::string& text) {
    const std::vector<WordTerms> words = Words(text);
    if (words.empty()) return {};
    std::vector<Query> all;
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
      all.push_back(RequiredWord(words[i]));
    const std::string stump = OpenTerm(words.back());
    all.emplace_back(Query::OP_WILDCARD, stump, terms_per_prefix_,
                     Query::WILDCARD_LIMIT_MOST_FREQUENT, Query::OP_SYNONYM);
    if (!plan_.wildcard_limited)
      plan_.wildcard_limited = Expand(stump, terms_per_prefix_ + 1).size() > terms_per_prefix_;
    return AllOf(all);
  }

  // The term that wild* begins with: the form as typed, since an ending or suffix may be half
  // there.
  static std::string OpenTerm(const WordTerms& word) {
    return HasBigrams(word) ? With(schema::kHangul, word.form) : word.form;
  }

  std::vector<std::string> Expand(const std::string& stump, std::size_t limit) const {
    std::vector<std::string> terms;
    for (auto it = database_.allterms_begin(stump);
         it != database_.allterms_end(stump) && terms.size() < limit; ++it) {
      terms.push_back(*it);
    }
    return terms;
  }

  Query Near(const QueryNode& node) {
    std::vector<std::vector<std::string>> combinations(1);
    for (const QueryNode& child : node.children) {
      const std::vector<WordTerms> words = Words(child.text);
      for (std::size_t i = 0; i < words.size(); ++i) {
        const bool open = child.kind == Kind::kPrefix && i + 1 == words.size();
        combinations = Extend(combinations, open ? Expand(OpenTerm(words[i]), kMaxNearCombinations)
                                                 : std::vector<std::string>{words[i].word});
      }
    }
    std::vector<Query> ways;
    for (const std::vector<std::string>& terms : combinations) {
      if (terms.empty()) continue;
      const auto window =
          static_cast<Xapian::termcount>(std::max<std::size_t>(node.window + 1, terms.size()));
      ways.emplace_back(Query::OP_NEAR, terms.begin(), terms.end(), window);
    }
    return AnyOf(ways);
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
    MatchWord match;
    match.script = word.script;
    match.form = word.form;
    match.stem = word.stem;
    for (const std::string& bigram : word.bigrams)
      match.bigrams.push_back(bigram.substr(schema::kBigram.size()));
    match.prefix = prefix;
    match.glued = word.glued;
    match.compounds = word.compounds;
    match.weight = Rarity(word);
    plan_.highlights.push_back(std::move(match));
  }

  // Inverse document frequency, for choosing snippets.
  double Rarity(const WordTerms& word) const {
    const std::string& term = word.stem_term.empty() ? word.word : word.stem_term;
    return std::log(1 + (static_cast<double>(pages_) + 1) /
                            (static_cast<double>(database_.get_termfreq(term)) + 0.5));
  }

  Analyzer& analyzer_;
  const Xapian::Database& database_;
  const unsigned terms_per_prefix_;
  const Xapian::doccount pages_;
  std::vector<Token> tokens_;
  QueryPlan plan_;
};

}  // namespace

QueryPlan PlanQuery(const QueryNode& root, Analyzer& analyzer, const Xapian::Database& database) {
  return Planner(analyzer, database, CountPrefixes(root)).Plan(root);
}

}  // namespace rsearch
