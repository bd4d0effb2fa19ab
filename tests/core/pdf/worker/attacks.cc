#include "tests/core/pdf/worker/attacks.h"

#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/openat2.h>
#include <linux/perf_event.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <sys/inotify.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>

#include "core/pdf/worker_process.h"

namespace rsearch::testing {
namespace {

std::string Place(const char* name) {
  const char* folder = std::getenv(kAttackFolder);
  return std::string(folder == nullptr ? "" : folder) + "/" + name;
}

long Open(const std::string& path, int flags) {
  return open(path.c_str(), flags | O_CLOEXEC, 0600);
}

long Exec() {
  std::array<char*, 2> arguments = {const_cast<char*>("true"), nullptr};
  return execv("/bin/true", arguments.data());
}

// A program that never was a file.
long ExecFromMemory() {
  const int fd = memfd_create("code", 0);
  if (fd < 0) return -1;
  constexpr std::string_view kScript = "#!/bin/sh\n";
  if (write(fd, kScript.data(), kScript.size()) < 0 && errno != EFBIG) return -1;
  std::array<char*, 2> arguments = {const_cast<char*>("true"), nullptr};
  const long result = syscall(SYS_execveat, fd, "", arguments.data(), environ, AT_EMPTY_PATH);
  // Outside, the limit on file sizes has left it empty.
  return result < 0 && errno == ENOEXEC ? 0 : result;
}

long Fork() {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  return child;
}

long CloneProcess() {
  const long child = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
  if (child == 0) _exit(0);
  return child;
}

long Thread() {
  pthread_t thread{};
  errno = pthread_create(
      &thread, nullptr, [](void*) -> void* { return nullptr; }, nullptr);
  return errno == 0 ? pthread_join(thread, nullptr) : -1;
}

long MapCode() {
  const void* memory =
      mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return memory == MAP_FAILED ? -1 : 0;
}

long MakeCode() {
  void* memory = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return mprotect(memory, 4096, PROT_READ | PROT_EXEC);
}

long ReadParent() {
  char byte = 0;
  iovec here{&byte, 1};
  iovec there{&byte, 1};  // some address; EFAULT means that the parent was asked
  const long got = process_vm_readv(getppid(), &here, 1, &there, 1, 0);
  return got < 0 && errno == EFAULT ? 0 : got;
}

long SendDescriptor() {
  char byte = 0;
  iovec part{&byte, 1};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  const int fd = STDIN_FILENO;
  std::memcpy(CMSG_DATA(header), &fd, sizeof fd);
  return sendmsg(pdf::kWorkerSocket, &message, MSG_NOSIGNAL);
}

long Connect() {
  const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(53);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

long OpenAt2() {
  open_how how{};
  how.flags = O_RDONLY | O_CLOEXEC;
  return syscall(SYS_openat2, AT_FDCWD, "/etc/passwd", &how, sizeof how);
}

// Landlock lets everybody have an O_PATH descriptor; what matters is what opens from there.
long OpenBelowAFolder() {
  const int folder = open("/etc", O_PATH | O_DIRECTORY | O_CLOEXEC);
  return folder < 0 ? -1 : openat(folder, "passwd", O_RDONLY | O_CLOEXEC);
}

// Of what is not mounted: whoever may mount is told EINVAL, and nothing changes.
long Mount() {
  const long result = mount("none", "/proc/self", nullptr, MS_REMOUNT, nullptr);
  return result < 0 && errno == EINVAL ? 0 : result;
}

long ShareMemory() {
  const int id = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
  return id < 0 ? -1 : shmctl(id, IPC_RMID, nullptr);
}

long RaiseLimit() {
  const rlimit limit{64, 64};
  return setrlimit(RLIMIT_NOFILE, &limit);
}

long LowerLimit() {
  const rlimit limit{16, 16};
  return setrlimit(RLIMIT_NOFILE, &limit);
}

long PerfEvent() {
  perf_event_attr attributes{};
  attributes.type = PERF_TYPE_SOFTWARE;
  attributes.size = sizeof attributes;
  attributes.exclude_kernel = 1;
  return syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0);
}

long MakeBpfMap() {
  bpf_attr attributes{};
  attributes.map_type = BPF_MAP_TYPE_ARRAY;
  attributes.key_size = 4;
  attributes.value_size = 4;
  attributes.max_entries = 1;
  return syscall(SYS_bpf, BPF_MAP_CREATE, &attributes, sizeof attributes);
}

long SetUpRing() {
  std::array<char, 256> parameters{};  // struct io_uring_params, zero
  return syscall(SYS_io_uring_setup, 8, parameters.data());
}

constexpr std::array kAttacks = {
    // Files.
    Attack{"read a file", [] { return Open("/etc/passwd", O_RDONLY); }, true},
    Attack{"read a file with openat2", OpenAt2, true},
    Attack{"read a file from below a folder", OpenBelowAFolder, true},
    Attack{"list a folder", [] { return Open("/", O_RDONLY | O_DIRECTORY); }, true},
    Attack{"write to a file", [] { return Open(Place("victim"), O_WRONLY); }, true},
    Attack{"create a file", [] { return Open(Place("new"), O_WRONLY | O_CREAT); }, true},
    Attack{"create an unnamed file", [] { return Open(Place("."), O_WRONLY | O_TMPFILE); }, true,
           false},
    Attack{"write to Poppler's data",
           [] { return Open("/usr/share/poppler/cidToUnicode/Adobe-Korea1", O_WRONLY); }, true,
           false},
    Attack{"write to its own memory", [] { return Open("/proc/self/mem", O_RDWR); }, true},
    Attack{"open a descriptor again", [] { return Open("/proc/self/fd/0", O_RDWR); }, true},
    Attack{"read its parent's environment",
           [] { return Open("/proc/" + std::to_string(getppid()) + "/environ", O_RDONLY); }, true},
    Attack{"truncate", [] { return long{truncate(Place("victim").c_str(), 0)}; }, true},
    Attack{"unlink", [] { return long{unlink(Place("victim").c_str())}; }, true},
    Attack{"rename", [] { return long{rename(Place("victim").c_str(), Place("moved").c_str())}; },
           true},
    Attack{"link", [] { return long{link(Place("victim").c_str(), Place("copy").c_str())}; }, true,
           false},
    Attack{"symlink", [] { return long{symlink("/etc", Place("etc").c_str())}; }, true},
    Attack{"mkdir", [] { return long{mkdir(Place("folder").c_str(), 0700)}; }, true},
    Attack{"mknod", [] { return long{mknod(Place("fifo").c_str(), S_IFIFO | 0600, 0)}; }, true},
    Attack{"chmod", [] { return long{chmod(Place("victim").c_str(), 0777)}; }},
    Attack{"chdir", [] { return long{chdir("/tmp")}; }},
    Attack{"inotify", [] { return long{inotify_init1(IN_CLOEXEC)}; }},
    // Other programs.
    Attack{"exec", Exec, true},
    Attack{"exec from memory", ExecFromMemory},
    Attack{"memfd_create", [] { return long{memfd_create("m", MFD_CLOEXEC)}; }},
    Attack{"fork", Fork},
    Attack{"clone", CloneProcess},
    Attack{"start a thread", Thread},
    // Its own code.
    Attack{"mmap code", MapCode},
    Attack{"mprotect code", MakeCode},
    // Other processes.
    Attack{"kill its parent", [] { return long{kill(getppid(), 0)}; }},
    Attack{"tgkill its parent", [] { return syscall(SYS_tgkill, getppid(), getppid(), 0); }},
    Attack{"pidfd_open its parent", [] { return syscall(SYS_pidfd_open, getppid(), 0); }},
    Attack{"ptrace its parent", [] { return ptrace(PTRACE_SEIZE, getppid(), nullptr, nullptr); },
           false, false},
    Attack{"be traced", [] { return ptrace(PTRACE_TRACEME, 0, nullptr, nullptr); }},
    Attack{"read its parent's memory", ReadParent, false, false},
    // Sockets.
    Attack{"internet socket", [] { return long{socket(AF_INET, SOCK_STREAM, 0)}; }},
    Attack{"unix socket", [] { return long{socket(AF_UNIX, SOCK_STREAM, 0)}; }},
    Attack{"netlink socket", [] { return long{socket(AF_NETLINK, SOCK_RAW, 0)}; }},
    Attack{"connect", Connect},
    Attack{"send a descriptor", SendDescriptor},
    Attack{"shared memory", ShareMemory, false, false},
    // The kernel's wider doors.
    Attack{"io_uring", SetUpRing, false, false},
    Attack{"bpf", MakeBpfMap, false, false},
    Attack{"perf_event_open", PerfEvent, false, false},
    Attack{"userfaultfd", [] { return syscall(SYS_userfaultfd, O_CLOEXEC | 1); }, false, false},
    Attack{"keyctl",
           [] { return syscall(SYS_keyctl, 0 /* get keyring ID */, -3 /* session */, 1); }, false,
           false},
    Attack{"unshare", [] { return long{unshare(CLONE_NEWUSER)}; }, false, false},
    Attack{"mount", Mount, false, false},
    Attack{"chroot", [] { return long{chroot("/")}; }, false, false},
    Attack{"setuid", [] { return long{setuid(getuid())}; }},
    Attack{"prctl", [] { return long{prctl(PR_SET_PDEATHSIG, 0)}; }},
    Attack{"raise a limit", RaiseLimit, false, false},
    Attack{"lower a limit", LowerLimit},
#ifdef __x86_64__
    // The same calls under other numbers.
    Attack{"open by its i386 number",
           [] {
             static std::array<char, 12> path = {"/etc/passwd"};
             void* low = mmap(nullptr, 4096, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
             std::memcpy(low, path.data(), path.size());
             long result = 5;
             asm volatile("int $0x80" : "+a"(result) : "b"(low), "c"(0), "d"(0) : "memory");
             if (result < 0) errno = static_cast<int>(-result);
             return result;
           },
           false, false},
    Attack{"open by its x32 number",
           [] { return syscall(0x40000000 | SYS_open, "/etc/passwd", O_RDONLY); }, false, false},
#endif
};

}  // namespace

std::span<const Attack> AllAttacks() {
  return kAttacks;
}

}  // namespace rsearch::testing
