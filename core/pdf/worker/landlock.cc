#include "core/pdf/worker/landlock.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

#include "rsearch/unique_fd.h"

namespace rsearch::pdf {
namespace {

// As newer versions of <linux/landlock.h> have it; kernels take the shorter ones too.
struct RulesetAttributes {
  std::uint64_t files;    // version 1
  std::uint64_t network;  // version 4
  std::uint64_t scoped;   // version 6
};

// Everything a version of Landlock can forbid. What a rule does not allow again is forbidden.
struct Version {
  int number;             // the first that has
  std::uint64_t files;    // these LANDLOCK_ACCESS_FS_…
  std::uint64_t network;  // LANDLOCK_ACCESS_NET_…: TCP bind, connect
  std::uint64_t scoped;   // LANDLOCK_SCOPE_…: abstract Unix sockets, signals
  std::size_t size;       // of the attributes it takes
};
constexpr std::uint64_t FirstBits(int count) {
  return (1ULL << count) - 1;
}
constexpr std::array<Version, 6> kVersions = {{
    {6, FirstBits(16), 3, 3, 24},
    {5, FirstBits(16), 3, 0, 16},  // ioctl on devices
    {4, FirstBits(15), 3, 0, 16},
    {3, FirstBits(15), 0, 0, 8},  // truncate
    {2, FirstBits(14), 0, 0, 8},  // rename across folders
    {1, FirstBits(13), 0, 0, 8},
}};

std::string Failure() {
  return std::string("no Landlock: ") + std::strerror(errno);
}

// The newest version that both the kernel and this program know; null when there is none.
const Version* KnownVersion() {
  const long kernel =
      syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  for (const Version& version : kVersions)
    if (kernel >= version.number) return &version;
  return nullptr;
}

UniqueFd MakeRuleset(const Version& version) {
  const RulesetAttributes attributes{version.files, version.network, version.scoped};
  return UniqueFd(
      static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, version.size, 0)));
}

// A folder that is not there needs no rule: Poppler then has no data, inside as outside.
bool AllowReading(const char* folder, int ruleset) {
  const UniqueFd below(open(folder, O_PATH | O_CLOEXEC));
  if (below.get() < 0) return errno == ENOENT;
  landlock_path_beneath_attr rule{};
  rule.parent_fd = below.get();
  rule.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;
  return syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
}

}  // namespace

bool HasLandlock() {
  return KnownVersion() != nullptr;
}

std::string RestrictFiles() {
  const Version* version = KnownVersion();
  if (version == nullptr) return Failure();
  const UniqueFd ruleset = MakeRuleset(*version);
  if (ruleset.get() < 0 || !AllowReading(RSEARCH_POPPLER_DATA, ruleset.get()) ||
      syscall(SYS_landlock_restrict_self, ruleset.get(), 0) != 0)
    return Failure();
  return {};
}

}  // namespace rsearch::pdf
