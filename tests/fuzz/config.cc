// Any bytes as the user's config; where it is one, its rules on some names.
#include "rsearch/config.h"

#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>
#include <string_view>

#include "rsearch/analyzer.h"
#include "rsearch/unique_fd.h"
#include "tests/fuzz/fuzz.h"

namespace {

using rsearch::Config;
using rsearch::NameFacts;
using rsearch::NameRules;
using rsearch::testing::Promise;

constexpr std::array<std::string_view, 5> kNames = {
    "GNN/210303_Graph Neural Network.pdf", "Season 3/09. [NLP] BERT (Devlin)/발표자료.pdf",
    "papers/1904.05068v2.pdf", "research_trends/2022/2022-06-research trends.pdf", "a_b-c.d e.pdf"};

rsearch::Result<Config> Read(std::string_view text) {
  setenv("HOME", "/home/somebody", 1);
  const rsearch::UniqueFd file(memfd_create("config", MFD_CLOEXEC));
  Promise(write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()),
          "the fuzzer can write");
  lseek(file.get(), 0, SEEK_SET);
  return rsearch::ReadConfig("/proc/self/fd/" + std::to_string(file.get()));
}

void CheckNames(const NameRules& rules) {
  for (const std::string_view name : kNames) {
    const NameFacts facts = ReadName(name, rules);
    Promise(rsearch::IsValidUtf8(facts.title) && rsearch::IsValidUtf8(facts.field) &&
                rsearch::IsValidUtf8(facts.folder_title),
            "what names tell is UTF-8");
    Promise(facts.date == 0 || (facts.date >= 1900'00'00 && facts.date < 2100'00'00),
            "dates are of these times");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto config = Read(rsearch::testing::AsText(data, size));
  if (!config) {
    const std::string& message = config.error().message;
    Promise(config.error().code == rsearch::ErrorCode::kUsage, "mistakes are the user's");
    Promise(message.starts_with("/proc/self/fd/"), "mistakes have a place");
    Promise(message.find('\n') == std::string::npos && rsearch::IsValidUtf8(message),
            "mistakes are told in a line");
    return 0;
  }
  for (const std::string& root : config->roots)
    Promise(root.starts_with('/'), "roots are absolute");
  Promise(Fingerprint(config->rules) == Fingerprint(config->RulesOf("/nowhere")),
          "a root without a table has the common rules");
  CheckNames(config->rules);
  for (const rsearch::RootConfig& root : config->root_overrides)
    CheckNames(root.rules);
  return 0;
}
