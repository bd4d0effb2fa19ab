// `rindex fetch`: reads what is known, plans, downloads, reports.
#pragma once

#include "indexer/commands.h"
#include "indexer/fetch/collection.h"

namespace rsearch {

// RunFetch() of what an index knows: flags.index is not looked at.
int FetchCollection(const FetchFlags& flags, Collection collection);

}  // namespace rsearch
