// rsearch-pdf-worker: reads PDFs for a client that holds the other end of the socket at descriptor
// kWorkerSocket. One file after the other, until the client closes the socket. It never opens a
// file by name: descriptors come with the requests.
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "core/pdf/protocol.h"
#include "core/pdf/worker/confine.h"
#include "core/pdf/worker/poppler_extract.h"
#include "core/pdf/worker_process.h"

namespace rsearch::pdf {
namespace {

// The client is gone: nobody is left to work for or to complain to.
[[noreturn]] void LeaveWithoutClient() {
  std::_Exit(EXIT_SUCCESS);
}

void SendAll(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(kWorkerSocket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) LeaveWithoutClient();
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

class SocketSink : public PageSink {
 public:
  void Take(const Head& head) override { SendAll(Encode(head)); }
  void Take(const PageAnswer& page) override { SendAll(Encode(page)); }
  void TakeMissing(std::uint32_t page) override { SendAll(EncodeMissing(page)); }
};

// The descriptor that came with `message`, or -1.
int PassedDescriptor(msghdr* message) {
  const cmsghdr* control = CMSG_FIRSTHDR(message);
  if (control == nullptr || control->cmsg_level != SOL_SOCKET || control->cmsg_type != SCM_RIGHTS)
    return -1;
  int fd = -1;
  std::memcpy(&fd, CMSG_DATA(control), sizeof fd);
  return fd;
}

// Fills `bytes` from the socket. False at its end. A descriptor that comes along goes to `fd`.
bool Receive(char* bytes, std::size_t size, int* fd) {  // NOLINT(readability-non-const-parameter)
  while (size > 0) {
    iovec part{bytes, size};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t got = recvmsg(kWorkerSocket, &message, MSG_CMSG_CLOEXEC);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    if (const int passed = PassedDescriptor(&message); passed >= 0) *fd = passed;
    bytes += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

struct Job {
  Request request;
  int fd = -1;
};

std::optional<Job> NextJob() {
  Job job;
  std::array<char, kFrameHeader> head{};
  if (!Receive(head.data(), head.size(), &job.fd)) return std::nullopt;
  const std::optional<FrameHeader> header = DecodeHeader({head.data(), head.size()});
  if (!header || header->type != FrameType::kRequest) return std::nullopt;
  std::string payload(header->size, '\0');
  if (!Receive(payload.data(), payload.size(), &job.fd)) return std::nullopt;
  const std::optional<Request> request = DecodeRequest(payload);
  if (!request || job.fd < 0) return std::nullopt;
  job.request = *request;
  return job;
}

// The bytes of the file open at `fd`, as long as the object lives. Takes `fd` over.
class MappedFile {
 public:
  explicit MappedFile(int fd) {
    struct stat status {};
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode)) {
      size_ = static_cast<std::size_t>(status.st_size);
      if (size_ > 0) bytes_ = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, fd, 0);
      readable_ = bytes_ != MAP_FAILED;
    }
    close(fd);
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile() {
    if (readable_ && size_ > 0) munmap(bytes_, size_);
  }
  [[nodiscard]] bool readable() const { return readable_; }
  [[nodiscard]] std::string_view bytes() const { return {static_cast<const char*>(bytes_), size_}; }

 private:
  void* bytes_ = nullptr;
  std::size_t size_ = 0;
  bool readable_ = false;
};

void Serve(const Job& job, PopplerSession* poppler) {
  const MappedFile file(job.fd);
  SocketSink sink;
  const Cause cause =
      file.readable() ? poppler->ExtractPdf(file.bytes(), job.request, &sink) : Cause::kNotReadable;
  SendAll(Encode(cause));
  if (EndsWorker(cause)) std::_Exit(EXIT_SUCCESS);
}

// No byte of any PDF is read before Ready has said what is in force; none at all when that is not
// what the client wanted.
int Run(std::uint64_t address_space, Sandbox sandbox) {
  if (!LimitSelf(address_space)) {
    std::perror("rsearch-pdf-worker: cannot give up its rights");
    return EXIT_FAILURE;
  }
  PopplerSession poppler;
  if (!CanOpenInside(sandbox)) poppler.LoadCharacterMaps();
  const Confinement confinement = Confine(sandbox);
  SendAll(Encode(Ready{confinement.sandbox, confinement.missing}));
  if (sandbox != Sandbox::kNone && confinement.sandbox == Sandbox::kNone) return EXIT_FAILURE;
  while (const std::optional<Job> job = NextJob())
    Serve(*job, &poppler);
  return EXIT_SUCCESS;
}

// What this system has to offer, by trying: "strict no Landlock: Function not implemented".
[[noreturn]] void TellSandbox() {
  const Confinement confinement = Confine(Sandbox::kFull);
  const std::string line =
      std::string(Name(confinement.sandbox)) + " " + confinement.missing + "\n";
  // Confined as it is, it cannot do what other programs do at their end.
  std::_Exit(write(STDOUT_FILENO, line.data(), line.size()) < 0 ? EXIT_FAILURE : EXIT_SUCCESS);
}

struct Arguments {
  std::uint64_t address_space = 0;
  Sandbox sandbox = Sandbox::kFull;
};

std::optional<Arguments> ParseArguments(std::string_view address_space, std::string_view sandbox) {
  Arguments arguments;
  const char* end = address_space.data() + address_space.size();
  const auto [stop, error] = std::from_chars(address_space.data(), end, arguments.address_space);
  const std::optional<Sandbox> wanted = SandboxFromName(sandbox);
  if (error != std::errc() || stop != end || !wanted) return std::nullopt;
  arguments.sandbox = *wanted;
  return arguments;
}

}  // namespace
}  // namespace rsearch::pdf

int main(int argc, char** argv) {
  const std::string_view argument = argc > 1 ? argv[1] : "";
  if (argc == 2 && argument == "--version") {
    std::printf("Poppler %s\n", rsearch::pdf::PopplerVersion().c_str());
    return 0;
  }
  if (argc == 2 && argument == "--sandbox") rsearch::pdf::TellSandbox();
  if (argc == 3) {
    if (const auto arguments = rsearch::pdf::ParseArguments(argument, argv[2]); arguments)
      return rsearch::pdf::Run(arguments->address_space, arguments->sandbox);
  }
  std::fputs("rsearch-pdf-worker reads PDFs for rindex and rserve; it is not run by hand.\n",
             stderr);
  return 2;
}
