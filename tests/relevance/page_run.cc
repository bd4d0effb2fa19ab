#include "tests/relevance/page_run.h"

#include <string>
#include <system_error>

#include "rsearch/analyzer.h"

namespace rsearch::relevance {

Result<SearchRun> RunPages(const std::filesystem::path& index, const std::filesystem::path& corpus,
                           const std::vector<Topic>& topics) {
  std::error_code error;
  // rindex stores canonical paths.
  const std::filesystem::path root = std::filesystem::canonical(corpus, error);
  if (error)
    return Error{ErrorCode::kNotFound, "cannot read " + corpus.string() + ": " + error.message()};
  const std::string prefix = root == "/" ? "/" : root.string() + "/";
  return RunTopics(index, topics, [&](const std::string& path, std::uint32_t page) {
    const std::string below = path.starts_with(prefix) ? path.substr(prefix.size()) : path;
    return Member{NormalizeNfc(below), page};
  });
}

}  // namespace rsearch::relevance
