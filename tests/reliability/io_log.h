// A program's changes to files in the order in which it made them, as io_preload.cc logs them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rsearch::testing {

struct IoChange {
  enum class Kind : char {
    kCreate = 'C',    // opened with O_CREAT or O_TRUNC; number 1: emptied
    kWrite = 'W',     // text at offset number
    kTruncate = 'T',  // to size number
    kSync = 'S',      // a file or a folder
    kRename = 'R',    // to text
    kExchange = 'X',  // with text
    kFolder = 'M',    // a new one
    kRemove = 'U',    // a file or a folder
  };
  Kind kind;
  std::string path;  // absolute
  std::string text;
  std::uint64_t number = 0;
};

// Kind, number, and the two strings with their lengths; integers of this machine.
inline std::string Encode(const IoChange& change) {
  std::string bytes(1, static_cast<char>(change.kind));
  const auto add = [&](std::uint64_t number) {
    bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
  };
  add(change.number);
  for (const std::string* text : {&change.path, &change.text}) {
    add(text->size());
    bytes += *text;
  }
  return bytes;
}

inline std::vector<IoChange> DecodeLog(std::string_view bytes) {
  std::vector<IoChange> log;
  const auto take = [&](std::size_t size) {
    const std::string_view taken = bytes.substr(0, size);
    bytes.remove_prefix(taken.size());
    return taken;
  };
  const auto number = [&] {
    std::uint64_t value = 0;
    const std::string_view raw = take(sizeof value);
    raw.copy(reinterpret_cast<char*>(&value), sizeof value);
    return value;
  };
  while (!bytes.empty()) {
    IoChange change{static_cast<IoChange::Kind>(take(1).front()), {}, {}, 0};
    change.number = number();
    change.path = take(number());
    change.text = take(number());
    log.push_back(std::move(change));
  }
  return log;
}

}  // namespace rsearch::testing
