// usage: churn INDEX COMMITS ACKS

#include <cstdio>
#include <string>

#include "tests/reliability/churn.h"

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const auto done =
      rsearch::testing::Churn(argv[1], static_cast<std::uint32_t>(std::stoul(argv[2])), argv[3]);
  if (done) return 0;
  std::fprintf(stderr, "churn: %s\n", done.error().message.c_str());
  return 1;
}
