// A Markdown file as a flat list of blocks: what a catalogue is read from. The only user of md4c.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rsearch::catalogue {

// A piece of a block's text. Text is UTF-8 as written, entities and emphasis resolved.
struct Inline {
  enum class Kind : std::uint8_t {
    kText,
    kLink,       // `text` is what is shown
    kSoftBreak,  // a line of the file ends
    kHardBreak,  // a line is meant to end
  };
  Kind kind = Kind::kText;
  bool strong = false;  // bold or italic
  std::string text;
  std::string target;  // of a link, as written
};
using Inlines = std::vector<Inline>;

struct Block {
  enum class Kind : std::uint8_t {
    kHeading,
    kParagraph,  // also those of an item but its first
    kItem,       // of a list, with its first paragraph
    kHead,       // first row of a table
    kRow,        // another one
  };
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  Kind kind = Kind::kParagraph;
  unsigned level = 0;          // of a heading, 1 to 6
  unsigned depth = 0;          // lists it stands in; for an item 1 or more
  std::size_t parent = kNone;  // the item it stands in
  std::size_t group = 0;       // number of the list or table, each once in the file
  std::uint32_t line = 0;      // 1-based, of its first text; 0 without any
  std::vector<Inlines> cells;  // one, but for the rows of a table

  [[nodiscard]] bool IsRow() const { return kind == Kind::kHead || kind == Kind::kRow; }
};

// What is not read: what lies behind the first 2 MiB of a file, behind the first 8 KiB of a line,
// behind the first 32 cells of a row; fenced code, raw HTML and pictures. Lists and quotes nest as
// deep as 256 bytes of indentation and marks carry. A paragraph of 1,000 lines, or a table of
// 4,000, is taken for two: md4c 0.4.8 needs time quadratic in the lines of one block.
inline constexpr std::size_t kMaxMarkdownBytes = std::size_t{2} << 20;

// Any bytes; invalid UTF-8 and NUL are dropped. Never fails.
std::vector<Block> ReadMarkdown(std::string_view markdown);

}  // namespace rsearch::catalogue
