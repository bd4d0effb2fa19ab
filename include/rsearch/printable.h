// Outside text (file names above all) made safe to print on a terminal or in a log.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rsearch {

// `bytes` with everything that could move the cursor, hide text or reorder it made visible:
// control characters and bytes that are not UTF-8 as "\x1b", bidi and zero-width controls and line
// separators as "\u{202e}". Other text stays as it is, so most paths can be pasted back.
std::string PrintablePath(std::string_view bytes);

// The end of `path`, made printable, in at most `columns` terminal columns; "…" stands for what was
// cut. East Asian characters count two columns.
std::string PrintableTail(std::string_view path, std::size_t columns);

}  // namespace rsearch
