#include "core/pdf/worker/confine.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>

#include "core/pdf/worker/landlock.h"
#include "core/pdf/worker/sanitized.h"
#include "core/pdf/worker/syscall_filter.h"

namespace rsearch::pdf {
namespace {

// Descriptors: the socket, the PDF, stderr, and the character maps Poppler opens meanwhile.
constexpr rlim_t kOpenFiles = 32;

bool Limit(__rlimit_resource resource, rlim_t value) {
  const rlimit limit{value, value};
  return setrlimit(resource, &limit) == 0;
}

// Writing a file is an error, not death: a library that would like to keep a cache does without.
bool LimitResources(std::uint64_t address_space) {
  std::signal(SIGXFSZ, SIG_IGN);
  return Limit(RLIMIT_CORE, 0) && Limit(RLIMIT_FSIZE, 0) && Limit(RLIMIT_NOFILE, kOpenFiles) &&
         (kSanitized || Limit(RLIMIT_AS, address_space));
}

// Landlock and seccomp want it too.
bool ForgoPrivileges() {
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

// PDEATHSIG covers a worker that is in the middle of an endless file when its client dies; an idle
// one sees the end of its socket.
bool DropRights() {
  return chdir("/") == 0 && prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && ForgoPrivileges();
}

// Sanitizers make system calls of their own whenever they like: there only Landlock is left.
Confinement WithoutFilter(const std::string& landlock) {
  if (!landlock.empty()) return {Sandbox::kNone, landlock};
  return {Sandbox::kLandlock, "no seccomp in builds with sanitizers"};
}

}  // namespace

bool LimitSelf(std::uint64_t address_space) {
  return LimitResources(address_space) && DropRights();
}

bool CanOpenInside(Sandbox wanted) {
  return wanted == Sandbox::kNone || (wanted == Sandbox::kFull && HasLandlock());
}

Confinement Confine(Sandbox wanted) {
  if (wanted == Sandbox::kNone) return {};
  if (!ForgoPrivileges()) return {Sandbox::kNone, "privileges cannot be forgone"};
  const std::string landlock =
      wanted == Sandbox::kStrict ? "strict mode was asked for" : RestrictFiles();
  if constexpr (kSanitized) return WithoutFilter(landlock);
  const bool may_open = landlock.empty();
  if (const std::string filter = FilterSystemCalls(may_open); !filter.empty())
    return {Sandbox::kNone, filter};
  return {may_open ? Sandbox::kFull : Sandbox::kStrict, landlock};
}

}  // namespace rsearch::pdf
