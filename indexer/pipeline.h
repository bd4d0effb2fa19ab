// Reading files in parallel: hash → extract → analyse on several threads, results to one consumer.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "indexer/build_document.h"
#include "indexer/claims.h"
#include "indexer/diff.h"
#include "rsearch/extractor.h"
#include "rsearch/result.h"

namespace rsearch {

// What became of one file that was to be read.
struct FileRead {
  enum class Kind {
    kExtracted,   // `content` is its text
    kKnown,       // its content is stored already, or on its way from another file
    kVanished,    // not there any more
    kChanging,    // somebody writes to it while it is read; `reason` says so
    kUnreadable,  // `reason` says why; `hash` is that of the path, here and for kChanging
    kSkipped,     // likewise: nothing was to be read (never from ReadFiles())
  };
  Kind kind = Kind::kVanished;
  std::size_t action = 0;  // index into the actions given to ReadFiles()
  FileStamp stamp;         // of the bytes that were read
  ContentHash hash;
  std::string reason;
  std::optional<ContentText> content;
};

struct ReadOptions {
  std::size_t threads = 1;
  // Makes each thread's extractor, when the thread first needs one.
  std::function<Result<std::unique_ptr<Extractor>>()> make_extractor;
  std::function<bool()> stop;  // may be empty; asked often, from every thread
};

// Reads the files of `actions` that are to be read, largest first so that the threads end together,
// and hands every one to `consume` on the calling thread; `idle` is called between, at least ten
// times a second. Ends early when either gives an error (which is returned), when an extractor
// cannot be made (its error), or when `stop` says so (no error; files begun are then not handed
// over).
Result<void> ReadFiles(const std::vector<FileAction>& actions, const ReadOptions& options,
                       ContentClaims* claims, const std::function<Result<void>(FileRead)>& consume,
                       const std::function<Result<void>()>& idle);

}  // namespace rsearch
