// The worker program without Poppler: confines itself as the worker does, says so, and instead of
// PDFs takes attacks, by their number. Answers each with "allowed" or "errno N"; or dies.
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>

#include "core/pdf/protocol.h"
#include "core/pdf/worker/confine.h"
#include "core/pdf/worker_process.h"
#include "tests/core/pdf/worker/attacks.h"

namespace {

using rsearch::pdf::kWorkerSocket;

void Say(const std::string& words) {
  if (send(kWorkerSocket, words.data(), words.size(), MSG_NOSIGNAL) < 0) _exit(EXIT_FAILURE);
}

bool ReceiveNumber(unsigned char* number) {
  iovec part{number, 1};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  return recvmsg(kWorkerSocket, &message, 0) == 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const auto sandbox = rsearch::SandboxFromName(argv[2]);
  if (!sandbox || !rsearch::pdf::LimitSelf(std::strtoull(argv[1], nullptr, 10))) return 2;
  const rsearch::pdf::Confinement confinement = rsearch::pdf::Confine(*sandbox);
  Say(Encode(rsearch::pdf::Ready{confinement.sandbox, confinement.missing}));
  unsigned char number = 0;
  while (ReceiveNumber(&number)) {
    errno = 0;
    const long result = rsearch::testing::AllAttacks()[number].run();
    Say(result < 0 ? "errno " + std::to_string(errno) + "\n" : "allowed\n");
  }
  return 0;
}
