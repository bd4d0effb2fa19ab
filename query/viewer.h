// Opening a file in a PDF viewer at a page.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rsearch/result.h"

namespace rsearch {

struct ViewerTarget {
  std::string path;  // absolute; bytes
  std::uint32_t page = 1;
  std::string query;
};

// What of the environment decides which viewer is run.
struct ViewerEnvironment {
  std::string search_path;  // $PATH
  std::string viewer;       // $RSEARCH_VIEWER
  std::string browser;      // $BROWSER

  static ViewerEnvironment FromProcess();
};

struct ViewerCommand {
  std::vector<std::string> words;  // the program, found, then its arguments
  bool knows_page = true;          // false: it opens the file at its beginning
};

// The command for `target`. `choice` (of --viewer), if not empty, else $RSEARCH_VIEWER, is
//   a name of the table (zathura, evince, okular, ...),
//   a template: words as a shell splits them, in which {path} {page} {uri} {query} are replaced
//     (after the splitting, so that no name can become several words), or
//   another program, which gets the path.
// With neither, the first installed one of the table, $BROWSER, and xdg-open at last.
// kUsage for a template that cannot be split; kNotFound when the program is not installed.
Result<ViewerCommand> ChooseViewer(const std::string& choice, const ViewerEnvironment& environment,
                                   const ViewerTarget& target);

// Runs it without a shell in a session of its own, its output thrown away, and does not wait for
// it. kIo when it cannot be started.
Result<void> RunDetached(const ViewerCommand& command);

// Words as a POSIX shell splits them: blanks, '…', "…" and backslashes; no expansions. kUsage for a
// quote never closed.
Result<std::vector<std::string>> SplitWords(const std::string& text);

}  // namespace rsearch
