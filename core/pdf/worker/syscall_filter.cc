// The list was made from what extraction really calls (strace over 314 PDFs, hostile ones among
// them), then each call narrowed to the arguments seen. Calls that a library makes in passing and
// can do without get an error; everything else is death, so that it shows.
#include "core/pdf/worker/syscall_filter.h"

#include <fcntl.h>
#include <linux/futex.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include "core/pdf/worker_process.h"

namespace rsearch::pdf {
namespace {

struct Rule {
  const char* call;
  std::vector<scmp_arg_cmp> when;  // all of them; none: always
  std::uint32_t action = SCMP_ACT_ALLOW;
};

// (argument & mask) == value
scmp_arg_cmp Bits(unsigned argument, std::uint64_t mask, std::uint64_t value) {
  return {argument, SCMP_CMP_MASKED_EQ, mask, value};
}

// For arguments of type int: the kernel looks at their lower half only, so the filter does too.
scmp_arg_cmp Is(unsigned argument, int value) {
  return Bits(argument, 0xFFFFFFFFU, static_cast<std::uint32_t>(value));
}

scmp_arg_cmp IntHas(unsigned argument, int bits) {
  return Bits(argument, static_cast<std::uint32_t>(bits), static_cast<std::uint32_t>(bits));
}

scmp_arg_cmp IntHasOnly(unsigned argument, int bits) {
  return Bits(argument, ~static_cast<std::uint32_t>(bits) & 0xFFFFFFFFU, 0);
}

const std::uint32_t kDenied = SCMP_ACT_ERRNO(EACCES);

std::vector<Rule> TalkingToTheClient() {
  return {
      {"recvmsg", {Is(0, kWorkerSocket)}},
      {"sendto", {Is(0, kWorkerSocket), Bits(4, ~0ULL, 0)}},  // no address
      {"write", {Is(0, STDERR_FILENO)}},
      {"write", {Is(0, STDOUT_FILENO)}},   // of the worker's probes; /dev/null else
      {"writev", {Is(0, STDERR_FILENO)}},  // the C library's own last words
  };
}

// The PDF and Poppler's data, once they are open.
std::vector<Rule> ReadingDescriptors() {
  return {
      {"read", {}},
      {"pread64", {}},
      {"lseek", {}},
      {"close", {}},
      {"fstat", {}},
      {"newfstatat", {IntHas(3, AT_EMPTY_PATH)}},  // fstat() as newer C libraries write it
      {"newfstatat", {Bits(3, AT_EMPTY_PATH, 0)}, kDenied},
      {"fcntl", {Is(1, F_GETFL)}},
      {"fcntl", {Is(1, F_GETFD)}},
      {"ioctl", {}, SCMP_ACT_ERRNO(ENOTTY)},  // isatty()
  };
}

// Never with PROT_EXEC: no code comes into this process any more.
std::vector<Rule> Memory() {
  return {
      {"mmap", {Bits(2, PROT_EXEC, 0)}},
      {"mprotect", {Bits(2, PROT_EXEC, 0)}},
      {"munmap", {}},
      {"mremap", {}},
      {"madvise", {}},
      {"brk", {}},
  };
}

// One thread only, but locks and one-time initialisations wake those that might be waiting.
std::vector<Rule> Locks() {
  return {
      {"futex", {Is(1, FUTEX_WAKE_PRIVATE)}},
      {"futex", {Is(1, FUTEX_WAIT_PRIVATE)}},
      {"futex", {Is(1, FUTEX_WAIT_BITSET_PRIVATE)}},
      {"sched_yield", {}},
  };
}

// abort() sends this process a signal; it may send none elsewhere.
std::vector<Rule> Ending() {
  return {
      {"exit", {}},
      {"exit_group", {}},
      {"getpid", {}},
      {"gettid", {}},
      {"tgkill", {Is(0, getpid()), Is(2, SIGABRT)}},
      {"rt_sigprocmask", {}},
      {"rt_sigaction", {}},
      {"rt_sigreturn", {}},
      {"restart_syscall", {}},
  };
}

std::vector<Rule> Facts() {
  return {
      {"clock_gettime", {}},  // these three where the vDSO cannot answer
      {"gettimeofday", {}},  {"time", {}},
      {"getrandom", {}},     {"sysinfo", {}},  // qsort() asks how much memory there is
  };
}

// Asking for a file by name, or about one.
std::vector<Rule> Files(bool may_open) {
  std::vector<Rule> rules;
  for (const char* call : {"access", "faccessat", "faccessat2", "readlink", "readlinkat", "stat",
                           "lstat", "statx", "open"})
    rules.push_back({call, {}, kDenied});
  if (!may_open) {
    rules.push_back({"openat", {}, kDenied});
    return rules;
  }
  rules.push_back({"openat", {Is(0, AT_FDCWD), IntHasOnly(2, O_CLOEXEC)}});
  for (const int flag : {O_WRONLY, O_RDWR, O_CREAT, O_DIRECTORY})
    rules.push_back({"openat", {IntHas(2, flag)}, kDenied});
  return rules;
}

std::vector<Rule> AllRules(bool may_open) {
  std::vector<Rule> all = Files(may_open);
  for (const auto& part :
       {TalkingToTheClient(), ReadingDescriptors(), Memory(), Locks(), Ending(), Facts()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

struct ReleaseFilter {
  void operator()(void* filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, ReleaseFilter>;

std::string Failure(int error) {
  return std::string("no seccomp: ") + std::strerror(error);
}

// 0 or an errno. A call that this processor's kernel does not have needs no rule.
int AddRule(const Rule& rule, const Filter& filter) {
  const int number = seccomp_syscall_resolve_name(rule.call);
  if (number < 0) return 0;
  return -seccomp_rule_add_exact_array(filter.get(), rule.action, number,
                                       static_cast<unsigned>(rule.when.size()), rule.when.data());
}

}  // namespace

std::string FilterSystemCalls(bool may_open) {
  const Filter filter(seccomp_init(SCMP_ACT_KILL_PROCESS));
  if (!filter) return Failure(EINVAL);
  // Calls by another processor's numbers (i386, x32).
  if (const int error =
          -seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
      error != 0)
    return Failure(error);
  for (const Rule& rule : AllRules(may_open))
    if (const int error = AddRule(rule, filter); error != 0)
      return Failure(error) + " (" + rule.call + ")";
  const int error = -seccomp_load(filter.get());
  return error == 0 ? std::string() : Failure(error);
}

}  // namespace rsearch::pdf
