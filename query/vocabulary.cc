#include "query/vocabulary.h"

#include <string>

namespace rsearch {
namespace {

// Going on to the next term costs about a thirtieth of looking one up.
constexpr std::size_t kPassedBeforeSeek = 30;

}  // namespace

void WalkTerms(const Vocabulary& vocabulary, std::string_view prefix, std::string_view from,
               std::size_t* budget,
               const std::function<std::size_t(std::string_view, std::uint32_t)>& visit) {
  std::string next(from);
  std::string hopeless;
  for (bool more = true; more;) {
    more = false;
    std::size_t passed = 0;
    const std::string start = next;
    vocabulary.ForEach(prefix, start, [&](std::string_view term, std::uint32_t frequency) {
      if (*budget == 0) return false;
      --*budget;
      if (!hopeless.empty() && term.starts_with(hopeless)) {
        if (++passed < kPassedBeforeSeek) return true;
        next = hopeless + '\xFF';  // no UTF-8 has this byte: behind all that begin so
        more = true;
        return false;
      }
      passed = 0;
      hopeless = term.substr(0, visit(term, frequency));
      return true;
    });
  }
}

}  // namespace rsearch
