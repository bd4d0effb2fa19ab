// Any bytes as a query.
#include <string>

#include "query/parse.h"
#include "rsearch/analyzer.h"
#include "tests/fuzz/fuzz.h"

namespace {

using rsearch::QueryNode;
using rsearch::testing::Promise;

constexpr std::size_t kMaxTreeDepth = 4 * rsearch::kMaxQueryDepth;  // a level has up to four kinds

void CheckNode(const QueryNode& node, std::size_t query_size, std::size_t depth) {
  Promise(depth <= kMaxTreeDepth, "the tree is bounded");
  Promise(node.begin <= node.end && node.end <= query_size, "its place is in the query");
  for (const QueryNode& child : node.children)
    CheckNode(child, query_size, depth + 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view query = rsearch::testing::AsText(data, size);
  const rsearch::Result<QueryNode> parsed = rsearch::ParseQuery(query);
  if (!parsed) {
    Promise(parsed.error().code == rsearch::ErrorCode::kUsage, "errors are the user's");
    Promise(!parsed.error().message.empty(), "errors have a message");
    return 0;
  }
  Promise(size <= rsearch::kMaxQueryBytes, "long queries are refused");
  Promise(parsed->kind == QueryNode::Kind::kAll, "the root is a kAll");
  CheckNode(*parsed, rsearch::CleanText(query).size(), 0);
  Promise(!ToString(*parsed).empty(), "a tree can be shown");
  return 0;
}
