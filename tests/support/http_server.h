// A small real HTTP server on loopback whose answers a test scripts, wrong ones too. One request a
// connection, each on a thread of its own.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace rsearch::testing {

// The bytes of a connection, as they are or below TLS (tls_stream.h).
class Stream {
 public:
  explicit Stream(int fd) : fd_(fd) {}
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  Stream(Stream&&) = delete;
  Stream& operator=(Stream&&) = delete;
  virtual ~Stream() { close(fd_); }

  // What came, at most `size`; nothing when the other side is gone.
  virtual std::string Read(std::size_t size) {
    std::string bytes(size, '\0');
    const ssize_t got = recv(fd_, bytes.data(), size, 0);
    bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return bytes;
  }
  virtual bool Write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  [[nodiscard]] int fd() const { return fd_; }

 private:
  const int fd_;
};

struct Request {
  std::string path;
  std::map<std::string, std::string> headers;  // names in lower case

  // Empty when it is not there.
  [[nodiscard]] std::string Header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
};

class Connection {
 public:
  Connection(std::unique_ptr<Stream> stream, const std::atomic<bool>* stopping)
      : stream_(std::move(stream)), stopping_(*stopping) {}

  // False when nobody listens any more.
  bool Send(std::string_view bytes) { return !stopping_ && stream_->Write(bytes); }

  // A whole answer; "Content-Length" is added unless `headers` have one.
  void Answer(const std::string& status, const std::vector<std::string>& headers,
              std::string_view body) {
    Send(Head(status, headers, body.size()));
    Send(body);
  }
  static std::string Head(const std::string& status, const std::vector<std::string>& headers,
                          std::size_t length) {
    std::string head = "HTTP/1.1 " + status + "\r\nConnection: close\r\n";
    bool has_length = false;
    for (const std::string& header : headers) {
      head += header + "\r\n";
      has_length = has_length || header.starts_with("Content-Length") ||
                   header.starts_with("Transfer-Encoding");
    }
    if (!has_length) head += "Content-Length: " + std::to_string(length) + "\r\n";
    return head + "\r\n";
  }

  // Until the other side hangs up, or the server is to end.
  void WaitForHangUp() {
    pollfd wait{stream_->fd(), POLLIN, 0};
    while (!stopping_) {
      constexpr int kMilliseconds = 20;
      if (poll(&wait, 1, kMilliseconds) > 0 && stream_->Read(1).empty()) return;
    }
  }

  [[nodiscard]] bool stopping() const { return stopping_; }

  // Nothing when it is no request.
  bool ReadRequest(Request* request) {
    std::string head;
    while (head.find("\r\n\r\n") == std::string::npos) {
      const std::string more = stream_->Read(4096);
      if (more.empty()) return false;
      head += more;
    }
    const std::size_t from = head.find(' ') + 1;
    request->path = head.substr(from, head.find(' ', from) - from);
    for (std::size_t at = head.find("\r\n") + 2; at + 2 < head.size();) {
      const std::size_t end = head.find("\r\n", at);
      const std::string line = head.substr(at, end - at);
      const std::size_t colon = line.find(": ");
      if (colon != std::string::npos) {
        std::string name = line.substr(0, colon);
        for (char& c : name)
          if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        request->headers[name] = line.substr(colon + 2);
      }
      at = end + 2;
    }
    return true;
  }

 private:
  std::unique_ptr<Stream> stream_;
  const std::atomic<bool>& stopping_;
};

class HttpServer {
 public:
  using Handler = std::function<void(const Request&, Connection*)>;
  // Null when the handshake fails.
  using Wrap = std::function<std::unique_ptr<Stream>(int fd)>;
  struct Options {
    const char* address = "127.0.0.1";
    Wrap wrap = [](int fd) { return std::make_unique<Stream>(fd); };
    const char* scheme = "http";
  };

  explicit HttpServer(Handler handler) : HttpServer(std::move(handler), Options()) {}
  HttpServer(Handler handler, Options options)
      : handler_(std::move(handler)), options_(std::move(options)) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    inet_pton(AF_INET, options_.address, &address.sin_addr);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener_, generic, size) != 0 || listen(listener_, SOMAXCONN) != 0) std::abort();
    getsockname(listener_, generic, &size);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { Accept(); });
  }
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  HttpServer(HttpServer&&) = delete;
  HttpServer& operator=(HttpServer&&) = delete;
  ~HttpServer() {
    stopping_ = true;
    acceptor_.join();
    for (std::thread& thread : threads_)
      thread.join();
    close(listener_);
  }

  // "http://127.0.0.1:34567" and `path`.
  [[nodiscard]] std::string Url(const std::string& path) const {
    return std::string(options_.scheme) + "://" + options_.address + ":" + std::to_string(port_) +
           path;
  }

  [[nodiscard]] std::vector<Request> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  // Requests that were being answered at one time, at most.
  [[nodiscard]] int most_at_once() const { return most_; }
  [[nodiscard]] int now_answering() const { return answering_; }

 private:
  void Accept() {
    pollfd wait{listener_, POLLIN, 0};
    while (!stopping_) {
      constexpr int kMilliseconds = 20;
      if (poll(&wait, 1, kMilliseconds) <= 0) continue;
      const int fd = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (fd >= 0) threads_.emplace_back([this, fd] { Serve(fd); });
    }
  }

  void Serve(int fd) {
    // A client that says nothing must not keep the server from ending.
    const timeval timeout{5, 0};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
    std::unique_ptr<Stream> stream = options_.wrap(fd);
    if (!stream) return;
    Connection connection(std::move(stream), &stopping_);
    Request request;
    if (!connection.ReadRequest(&request)) return;
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
      most_ = std::max<int>(most_, ++answering_);
    }
    handler_(request, &connection);
    --answering_;
  }

  const Handler handler_;
  const Options options_;
  int listener_ = -1;
  unsigned port_ = 0;
  std::atomic<bool> stopping_ = false;
  mutable std::mutex mutex_;
  std::vector<Request> requests_;
  std::atomic<int> answering_ = 0;
  std::atomic<int> most_ = 0;
  std::thread acceptor_;
  std::list<std::thread> threads_;
};

}  // namespace rsearch::testing
