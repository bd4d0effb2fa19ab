// What a PDF that has taken over the worker might try next. Each attack is one attempt, made with
// system calls directly, so that no library gets in its way.
#pragma once

#include <span>

namespace rsearch::testing {

// Folder with a file "victim" for attacks to work on; in the attacker's environment.
inline constexpr const char* kAttackFolder = "RSEARCH_ATTACK_FOLDER";

struct Attack {
  const char* name;
  long (*run)();  // negative: refused, and errno says how
  // By its path: Landlock alone has to refuse it.
  bool is_by_path = false;
  // Without a sandbox it succeeds for everybody and everywhere; others need root, or a kernel that
  // lets them.
  bool is_possible_outside = true;
};

std::span<const Attack> AllAttacks();

}  // namespace rsearch::testing
