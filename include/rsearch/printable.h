// What keeps text from files, names and indexes from doing anything to a terminal, an editor or a
// JSON reader but be read. Everything that either program prints goes through here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rsearch {

// Controls (C0, DEL, C1), line and paragraph separators, bidi controls, zero-width and other
// invisible characters, variation selectors, tags and noncharacters: what a reader cannot see but a
// terminal obeys, or that makes two texts look alike.
bool IsUnsafe(char32_t c);

// Valid UTF-8 on one line with as many code points as `text` has (an invalid byte counts as one),
// so that offsets into it stay true: controls become spaces, the other unsafe ones U+FFFD. Left
// alone are those that belong to what they stand in: joiners between letters of Arabic and Indic
// scripts, joiners and the two presentation selectors (U+FE0E and U+FE0F) of pictographs.
std::string PlainText(std::string_view text);

// A path as one line of a list: unsafe characters and invalid bytes as \ooo, everything else as is.
std::string PlainPath(std::string_view path);

// A path as one word of a shell: as is where no character is special, in '…' where one is (of any
// POSIX shell), in $'…' where one is unsafe or no UTF-8 (bash, zsh, ksh).
std::string ShellWord(std::string_view path);

// The end of a path as PlainPath() shows it, in at most `columns` columns; "…" stands for what was
// cut.
std::string PlainTail(std::string_view path, std::size_t columns);

// 2 for East Asian wide and fullwidth characters and emoji, 0 for combining marks and the later
// parts of a decomposed Hangul syllable, else 1. Unicode 15; independent of the locale.
unsigned ColumnWidth(char32_t c);
std::size_t ColumnWidth(std::string_view utf8);

// Finished JSON text with the unsafe characters of its strings as \uXXXX: the values stay exact.
std::string EscapeUnsafeInJson(std::string_view json);

// Any bytes as ASCII (RFC 4648, padded): how JSON gives a path that is not UTF-8.
std::string Base64(std::string_view bytes);

}  // namespace rsearch
