// The rules of ARCHITECTURE.md that a compiler does not check: which part may include which, and
// which file may name a third-party library.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace rsearch {
namespace {

namespace fs = std::filesystem;

struct Include {
  std::string file;    // relative to the project
  std::string target;  // what stands between the brackets or quotes
};

const fs::path kProject = RSEARCH_SOURCE_DIR;

std::vector<Include> IncludesBelow(const std::vector<std::string>& folders) {
  static const std::regex kInclude(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
  std::vector<Include> includes;
  for (const std::string& folder : folders) {
    for (const auto& entry : fs::recursive_directory_iterator(kProject / folder)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".h" && extension != ".cc") continue;
      std::ifstream in(entry.path());
      std::string line;
      std::smatch match;
      while (std::getline(in, line)) {
        if (std::regex_search(line, match, kInclude)) {
          includes.push_back({fs::relative(entry.path(), kProject).string(), match[1]});
        }
      }
    }
  }
  return includes;
}

bool StartsWithAny(std::string_view text, const std::vector<std::string>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](const std::string& prefix) { return text.starts_with(prefix); });
}

const std::vector<std::string> kProduct = {"include", "core", "indexer", "query"};

TEST(Layering, PartsIncludeOnlyWhatIsBelowThem) {
  struct Rule {
    std::string part;
    std::vector<std::string> may_include;  // of the project's own headers
  };
  const std::vector<Rule> rules = {
      {"include/", {"rsearch/"}},
      {"core/base/", {"rsearch/", "core/base/"}},
      {"core/text/", {"rsearch/", "core/base/", "core/text/"}},
      {"core/glossary/", {"rsearch/", "core/base/", "core/glossary/"}},
      {"core/config/", {"rsearch/", "core/base/", "core/config/"}},
      {"core/pdf/", {"rsearch/", "core/base/", "core/pdf/"}},
      {"core/catalogue/", {"rsearch/", "core/base/", "core/catalogue/"}},
      {"core/store/", {"rsearch/", "core/base/", "core/store/"}},
      {"indexer/", {"rsearch/", "indexer/"}},
      {"query/", {"rsearch/", "query/"}},
  };
  const std::vector<std::string> own = {"rsearch/", "core/", "indexer/", "query/", "tests/"};
  const std::vector<Include> includes = IncludesBelow(kProduct);
  ASSERT_GT(includes.size(), 50U) << "the scan found too little to mean anything";
  for (const Include& include : includes) {
    if (!StartsWithAny(include.target, own)) continue;
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&](const Rule& r) { return include.file.starts_with(r.part); });
    ASSERT_NE(rule, rules.end()) << include.file << " belongs to no part";
    EXPECT_TRUE(StartsWithAny(include.target, rule->may_include))
        << include.file << " includes " << include.target;
  }
}

TEST(Layering, EveryLibraryHasOneHome) {
  struct Rule {
    std::string library;             // as its includes begin
    std::vector<std::string> homes;  // files or folders that may include it
  };
  const std::vector<Rule> rules = {
      {"poppler", {"core/pdf/worker/"}},
      {"seccomp", {"core/pdf/worker/"}},
      {"linux/landlock", {"core/pdf/worker/"}},
      {"sys/inotify", {"indexer/watch/"}},
      {"unicode/", {"core/text/"}},
      {"md4c", {"core/catalogue/markdown.cc"}},
      {"xapian",
       {"include/rsearch/store.h", "core/store/", "core/text/english.cc", "indexer/writer.",
        "query/browse.", "query/complete.", "query/counterparts.", "query/filter_query.",
        "query/free_text.", "query/index_values.", "query/index_vocabulary.", "query/like.",
        "query/page_weight.h", "query/plan.", "query/search.", "query/word_query."}},
      {"nlohmann/",
       {"query/render/json.cc", "indexer/catalogue_list_json.cc", "indexer/json_path.h",
        "indexer/status_json.cc", "indexer/terms_json.cc"}},
      {"CLI/", {"query/rsearch_main.cc", "indexer/rindex_main.cc"}},
      {"openssl/", {"indexer/hash.cc"}},
      {"toml++/", {"core/config/"}},
      {"spdlog/", {"indexer/"}},
      {"curl/", {"indexer/fetch/"}},
  };
  for (const Include& include : IncludesBelow(kProduct)) {
    for (const Rule& rule : rules) {
      if (!include.target.starts_with(rule.library)) continue;
      EXPECT_TRUE(StartsWithAny(include.file, rule.homes))
          << include.file << " includes " << include.target;
    }
  }
}

}  // namespace
}  // namespace rsearch
