// PDFs made to break who reads them: each tries one thing, and is the same at every run.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rsearch::testing {

// How hard to try: sizes of an attack at full strength, or such that a slow machine under
// sanitizers gets through all attacks in seconds.
class Strength {
 public:
  static constexpr Strength Full() { return Strength(true); }
  static constexpr Strength Reduced() { return Strength(false); }
  constexpr std::size_t operator()(std::size_t full, std::size_t reduced) const {
    return full_ ? full : reduced;
  }

 private:
  explicit constexpr Strength(bool full) : full_(full) {}
  bool full_;
};

struct Attack {
  std::string_view name;                   // as a file may be called
  std::string (*make)(Strength strength);  // the whole file
};

// On pages: how many there are, how they hang together, what is said about them.
std::vector<Attack> TreeAttacks();
// On the file's frame: cross-references, objects and their streams, trailers, encryption.
std::vector<Attack> FileAttacks();
// On filters: what unpacks to more than it is.
std::vector<Attack> StreamAttacks();
// On the drawing of a page: depth, number, place, circles, and what should never be run.
std::vector<Attack> ContentAttacks();
// On fonts, character maps, functions and colours.
std::vector<Attack> FontAttacks();

// All of them.
std::vector<Attack> Attacks();

}  // namespace rsearch::testing
