#include "query/filter_query.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/index_values.h"
#include "query/path_match.h"
#include "query/venue_names.h"
#include "rsearch/document.h"
#include "rsearch/edit_distance.h"
#include "rsearch/name_key.h"
#include "rsearch/schema.h"
#include "rsearch/utf8.h"

namespace rsearch {
namespace {

using Xapian::Query;

std::string With(std::string_view prefix, std::string_view text) {
  return std::string(prefix).append(text);
}

Error ErrorAt(QueryField field, const FieldValue& value, const std::string& what) {
  return Error{ErrorCode::kUsage, ShortForm(FieldText(field, value.text)) + " at column " +
                                      std::to_string(value.column) + ": " + what};
}

// --- ranges

Xapian::valueno SlotOf(QueryField range) {
  if (range == QueryField::kYear) return schema::kSlotYear;
  return range == QueryField::kPage ? schema::kSlotPage : schema::kSlotDate;
}

// In one of the ranges. Each is looked for on every page, so those that overlap become one.
Query InRanges(QueryField field, std::vector<FieldValue> values) {
  std::sort(values.begin(), values.end(),
            [](const FieldValue& a, const FieldValue& b) { return a.first < b.first; });
  std::vector<FieldValue> apart;
  for (FieldValue& value : values) {
    if (apart.empty() || value.first > apart.back().last)
      apart.push_back(std::move(value));
    else
      apart.back().last = std::max(apart.back().last, value.last);
  }
  std::vector<Query> any;
  for (const FieldValue& value : apart)
    any.emplace_back(Query::OP_VALUE_RANGE, SlotOf(field), Xapian::sortable_serialise(value.first),
                     Xapian::sortable_serialise(value.last));
  return AnyOf(any);
}

// --- words

Result<Query> TitleWords(const FieldValue& value, Analyzer& analyzer) {
  std::vector<Token> tokens;
  analyzer.Tokenize(value.text, &tokens);
  const Query query = EveryWord(analyzer.QueryTerms(tokens), Scope{{schema::kAboutTitle}, {}});
  if (query.empty()) return ErrorAt(QueryField::kTitle, value, "has no word");
  return query;
}

// Each part of the name. A Korean one may be printed with a space in it or without.
Result<Query> AuthorNames(const FieldValue& value, Analyzer& analyzer) {
  std::vector<Token> tokens;
  analyzer.Tokenize(value.text, &tokens);
  if (tokens.empty()) return ErrorAt(QueryField::kAuthor, value, "has no word");
  std::vector<Query> every;
  std::string joined;
  for (const Token& token : tokens) {
    every.emplace_back(With(schema::kAuthor, token.form));
    joined += token.form;
  }
  const bool korean = std::all_of(tokens.begin(), tokens.end(), [](const Token& token) {
    return token.script == Script::kHangul;
  });
  if (!korean || tokens.size() == 1) return AllOf(every);
  return AnyOf({AllOf(every), Query(With(schema::kAuthor, joined))});
}

std::vector<std::string> WordsOf(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    if (end > begin) words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

Query VenueWords(const FieldValue& value) {
  std::vector<Query> every;
  for (const std::string& word : WordsOf(value.text)) {
    std::vector<Query> names;
    for (const std::string& name : VenueNames(word))
      names.emplace_back(With(schema::kVenue, name));
    every.push_back(AnyOf(names));
  }
  return AllOf(every);
}

// --- slips in names

// Names are compared with those of the same first letter, so many at most.
constexpr std::size_t kMaxNamesCompared = 20'000;

// The term behind `prefix` that is a slip or, of a long name, two from `name`; empty without one.
std::string NearestTerm(std::string_view prefix, const std::string& name,
                        const Xapian::Database& database) {
  const std::u32string letters = DecodeUtf8(name);
  if (letters.size() < 3) return {};
  std::string first;
  AppendUtf8(letters.front(), &first);
  std::string best;
  std::size_t best_distance = letters.size() < 6 ? 2 : 3;
  for (const std::string& term :
       TermsFrom(database, std::string(prefix), first, kMaxNamesCompared)) {
    const std::size_t distance = EditDistance(letters, DecodeUtf8(term));
    if (distance >= best_distance) continue;
    best = term;
    best_distance = distance;
  }
  return best;
}

// --- fields of research

Error UnknownField(const FieldValue& value, const Xapian::Database& database) {
  const std::vector<std::string> names = ValuesInSlot(database, schema::kSlotField);
  if (names.empty())
    return ErrorAt(QueryField::kField, value, "the index does not know the field of any page");
  std::vector<std::string> keys;
  keys.reserve(names.size());
  for (const std::string& name : names)
    keys.push_back(NameKey(name));
  const std::string nearest = Nearest(NameKey(value.text), keys);
  if (!nearest.empty()) {
    const auto at = std::find(keys.begin(), keys.end(), nearest) - keys.begin();
    return ErrorAt(QueryField::kField, value,
                   "no such field; did you mean " +
                       FieldText(QueryField::kField, names[static_cast<std::size_t>(at)]) + "?");
  }
  constexpr std::size_t kListed = 12;
  std::string list;
  for (std::size_t i = 0; i < std::min(names.size(), kListed); ++i)
    list.append(list.empty() ? "" : ", ").append(names[i]);
  if (names.size() > kListed) list += ", …";
  return ErrorAt(QueryField::kField, value, "no such field; there are " + list);
}

Result<Query> ResearchField(const FieldValue& value, const Xapian::Database& database) {
  const std::string term = With(schema::kField, NameKey(value.text));
  if (database.term_exists(term)) return Query(term);
  std::vector<Query> begin_so;
  for (auto it = database.allterms_begin(term); it != database.allterms_end(term); ++it)
    begin_so.emplace_back(*it);
  if (begin_so.empty()) return UnknownField(value, database);
  return AnyOf(begin_so);
}

// --- papers by id

Query ById(std::string_view scheme, const FieldValue& value) {
  const std::string id = With(scheme, value.text);
  return AnyOf({Query(With(schema::kAbout, id)), Query(With(schema::kMention, id))});
}

// --- files

// The pages of decks that have such a file. Named are those that do or those that do not, whichever
// are fewer.
Result<Query> ByPath(const QueryNode& node, const Xapian::Database& database) {
  std::vector<PathPattern> patterns;
  for (const FieldValue& value : node.values)
    patterns.emplace_back(value.text, node.field == QueryField::kFile);
  auto roots = DecodeRoots(database.get_metadata(std::string(schema::kMetaRoots)));
  if (!roots) return roots.error();
  std::vector<Query> with;
  std::vector<Query> without;
  const auto end = database.valuestream_end(schema::kSlotFiles);
  for (auto it = database.valuestream_begin(schema::kSlotFiles); it != end; ++it) {
    const auto deck = DecodeDeckFiles(*it);
    if (!deck) return deck.error();
    const bool fits =
        std::any_of(deck->files.begin(), deck->files.end(), [&](const FileEntry& file) {
          return std::any_of(patterns.begin(), patterns.end(), [&](const PathPattern& pattern) {
            return pattern.Matches(file.path, *roots);
          });
        });
    (fits ? with : without).emplace_back(With(schema::kPageOf, deck->hash.bytes()));
  }
  if (with.empty()) return NoPage();
  if (with.size() <= without.size()) return AnyOf(with);
  const Query pages{std::string(schema::kKindPage)};
  return without.empty() ? pages : Query(Query::OP_AND_NOT, pages, AnyOf(without));
}

Result<Query> OneValue(QueryField field, const FieldValue& value, Analyzer& analyzer,
                       const Xapian::Database& database) {
  switch (field) {
    case QueryField::kTitle:
      return TitleWords(value, analyzer);
    case QueryField::kAuthor:
      return AuthorNames(value, analyzer);
    case QueryField::kVenue:
      return VenueWords(value);
    case QueryField::kField:
      return ResearchField(value, database);
    case QueryField::kKind:
      return Query(With(schema::kKind, value.text));
    case QueryField::kLang:
      return Query(With(schema::kLanguage, value.text));
    case QueryField::kArxiv:
      return ById("arxiv:", value);
    case QueryField::kDoi:
      return ById("doi:", value);
    default:  // ranges, path: and file: are looked up together, in: is none
      return NoPage();
  }
}

// Words of the text outside the references are those that kCited has not.
void AddPlace(const FieldValue& value, bool excluded, Scope* scope) {
  std::vector<std::string_view>& places = excluded ? scope->not_in : scope->in;
  if (value.text == "title") places.push_back(schema::kTitle);
  if (value.text == "caption") places.push_back(schema::kCaption);
  if (value.text == "refs") places.push_back(schema::kCited);
  if (value.text == "refs" && !excluded) places.push_back(schema::kAlsoCited);
}

}  // namespace

Result<Query> FilterQuery(const QueryNode& node, Analyzer& analyzer,
                          const Xapian::Database& database) {
  if (node.field == QueryField::kPath || node.field == QueryField::kFile)
    return ByPath(node, database);
  if (IsRange(node.field)) return InRanges(node.field, node.values);
  std::vector<Query> any;
  for (const FieldValue& value : node.values) {
    auto query = OneValue(node.field, value, analyzer, database);
    if (!query) return query.error();
    any.push_back(std::move(*query));
  }
  const Query query = AnyOf(any);
  return query.empty() ? NoPage() : query;
}

std::string MendValue(QueryField field, const std::string& value,
                      const Xapian::Database& database) {
  if (field != QueryField::kAuthor && field != QueryField::kVenue) return value;
  const bool author = field == QueryField::kAuthor;
  const std::string_view prefix = author ? schema::kAuthor : schema::kVenue;
  std::string mended;
  for (const std::string& word : WordsOf(value)) {
    const std::vector<std::string> names =
        author ? std::vector<std::string>{NameKey(word)} : VenueNames(word);
    const bool known = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return name.empty() || database.term_exists(With(prefix, name));
    });
    const std::string near = known || names.empty() ? "" : NearestTerm(prefix, names[0], database);
    mended.append(mended.empty() ? "" : " ").append(near.empty() ? word : near);
  }
  return mended;
}

Scope ScopeOf(const QueryNode& node) {
  Scope scope;
  for (const QueryNode& child : node.children) {
    if (child.kind != QueryNode::Kind::kField || child.field != QueryField::kIn) continue;
    for (const FieldValue& value : child.values)
      AddPlace(value, child.occur == QueryNode::Occur::kMustNot, &scope);
  }
  return scope;
}

}  // namespace rsearch
