// usage: make_hostile FOLDER [NAME…]: writes attacks (tests/support/hostile) at full strength, all
// of them or those named, as NAME.pdf. All together are 1.5 GiB.

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/hostile/attacks.h"
#include "tests/support/temp_dir.h"

int main(int argc, char** argv) {
  using namespace rsearch::testing;  // NOLINT: all it does
  if (argc < 2) return 2;
  const std::vector<std::string_view> names(argv + 2, argv + argc);
  for (const Attack& attack : Attacks()) {
    if (!names.empty() && std::find(names.begin(), names.end(), attack.name) == names.end())
      continue;
    WriteFile(std::filesystem::path(argv[1]) / (std::string(attack.name) + ".pdf"),
              attack.make(Strength::Full()));
    std::printf("%s\n", attack.name.data());
  }
  return 0;
}
