// What retrieval is judged by: topics (queries with a name), judgements and ranked lists.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace rsearch::relevance {

inline constexpr std::size_t kDepth = 10;  // results judged of each topic

struct Topic {
  std::string id;
  std::string text;  // the query, as typed
  std::vector<std::string> tags;
};

// What a judgement is about.
struct Member {
  std::string path;        // below the corpus, NFC; of a text collection the text's id
  std::uint32_t page = 1;  // 1-based
  // clang-tidy 14 takes the 0 of a rewritten comparison for a pointer.
  auto operator<=>(const Member&) const = default;  // NOLINT(modernize-use-nullptr)
};

// One place of a ranked list: the page that is shown, then all that it stands for (copies of its
// file, pages folded into it).
struct Item {
  std::vector<Member> members;  // never empty
  double score = 0;
};

using Ranking = std::vector<Item>;                 // best first
using Run = std::map<std::string, Ranking>;        // by topic; one without a hit may be missing
using Grades = std::map<Member, int>;              // what is not judged is worth 0
using Judgements = std::map<std::string, Grades>;  // by topic

}  // namespace rsearch::relevance
