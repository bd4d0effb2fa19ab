// A page of an indexed file, as it is named on a command line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/result.h"
#include "rsearch/store.h"

namespace rsearch {

struct PageName {
  std::string file;        // bytes, as the shell gives them
  std::uint32_t page = 0;  // 1-based
};

// From FILE:PAGE. kUsage when it is not that.
Result<PageName> ParsePageName(std::string_view text);

// Indexes of the elements of `paths` (absolute) that `file`, from the folder `folder`, may mean:
// the one it leads to, else those that end in it ("BERT.pdf", "2019/BERT.pdf"). Composed and
// decomposed letters are the same; names that are not are told apart first.
std::vector<std::size_t> MatchingFiles(const std::string& file, const std::string& folder,
                                       const std::vector<std::string>& paths);

struct FoundFile {
  std::string path;  // of the indexed file
  ContentHash deck;
};

// kNotFound for a file that is not in the index or that several may be. Call it inside WithRetry().
Result<FoundFile> FindFile(IndexReader& index, const std::string& file, const std::string& folder);

// That a file of `pages` pages has no page `page`.
Error NoSuchPage(const std::string& path, std::uint32_t page, std::uint32_t pages);

struct FoundPage {
  std::string path;  // of the indexed file
  ContentHash deck;
  std::uint32_t number = 0;
  std::string text;  // as PageRecord::text
};

// kNotFound for a file that is not in the index or that several may be, a page it does not have,
// and one that has no text; the messages say which, and what helps. Call it inside WithRetry().
Result<FoundPage> FindPage(IndexReader& index, const PageName& name, const std::string& folder);

}  // namespace rsearch
