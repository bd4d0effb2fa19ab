#include "core/pdf/worker/confine.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>

namespace rsearch::pdf {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

// Descriptors: the socket, the PDF, stderr, and the character maps Poppler opens meanwhile.
constexpr rlim_t kOpenFiles = 32;

bool Limit(__rlimit_resource resource, rlim_t value) {
  const rlimit limit{value, value};
  return setrlimit(resource, &limit) == 0;
}

// Writing a file is an error, not death: where fontconfig has no cache yet it tries to write one,
// and then does without.
bool LimitResources(std::uint64_t address_space) {
  std::signal(SIGXFSZ, SIG_IGN);
  return Limit(RLIMIT_CORE, 0) && Limit(RLIMIT_FSIZE, 0) && Limit(RLIMIT_NOFILE, kOpenFiles) &&
         (kSanitized || Limit(RLIMIT_AS, address_space));
}

// PDEATHSIG covers a worker that is in the middle of an endless file when its client dies; an idle
// one sees the end of its socket.
bool DropRights() {
  return chdir("/") == 0 && prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 &&
         prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

}  // namespace

bool ConfineSelf(std::uint64_t address_space) {
  return LimitResources(address_space) && DropRights();
}

}  // namespace rsearch::pdf
