// A field of a query, year:2019, as a filter.
#pragma once

#include <xapian.h>

#include <string>

#include "query/ast.h"
#include "query/word_query.h"
#include "rsearch/analyzer.h"
#include "rsearch/result.h"

namespace rsearch {

// The documents that have one of the values of `node`, a kField other than in:. Decks have some of
// the terms that their pages have, so they may be among them. Adds nothing to a score. Never empty:
// what nothing in the index has matches nothing.
//
// path: and file: are looked up here, in the list of files, and become terms of decks; nothing in
// the result runs on this side, so that it travels to remote shards.
//
// kUsage for a field: that the index does not have, naming the nearest it has, and for a value in
// which the analyzer sees no word.
Result<Xapian::Query> FilterQuery(const QueryNode& node, Analyzer& analyzer,
                                  const Xapian::Database& database);

// `value` of author: or venue: as it may have been meant: each word that no page has as the nearest
// one that some page has; as it is where none is near, and for other fields.
std::string MendValue(QueryField field, const std::string& value, const Xapian::Database& database);

// Where the in: fields among the children of `node` say that words are looked for.
Scope ScopeOf(const QueryNode& node);

}  // namespace rsearch
