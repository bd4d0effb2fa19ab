// The decks about the same paper as a page.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "query/find_page.h"
#include "query/listing.h"
#include "rsearch/result.h"
#include "rsearch/store.h"

namespace rsearch {

// From FILE or FILE:PAGE; page 0 where none is given. A file's name that ends like a page is
// written with its page: a:3:1. kUsage when it names no file.
Result<PageName> ParseDeckName(std::string_view text);

// `name` is seen from the folder `folder`. kNotFound for a file that is not in the index or that
// several may be, and for a page it does not have.
Result<RelatedDecks> FindRelated(IndexReader& index, const PageName& name,
                                 const std::string& folder);

}  // namespace rsearch
