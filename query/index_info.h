// What every answer says of the index it is from.
#pragma once

#include "query/hit.h"
#include "rsearch/store.h"

namespace rsearch {

// May meet a concurrent commit.
IndexInfo ReadIndexInfo(IndexReader* index);

}  // namespace rsearch
