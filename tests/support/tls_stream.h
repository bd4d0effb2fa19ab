// TLS for HttpServer, with a certificate made on the spot that nobody has signed.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <csignal>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "tests/support/http_server.h"

namespace rsearch::testing {

class TlsStream : public Stream {
 public:
  TlsStream(int fd, SSL* ssl) : Stream(fd), ssl_(ssl, SSL_free) {}

  std::string Read(std::size_t size) override {
    std::string bytes(size, '\0');
    const int got = SSL_read(ssl_.get(), bytes.data(), static_cast<int>(size));
    bytes.resize(static_cast<std::size_t>(std::max(got, 0)));
    return bytes;
  }
  bool Write(std::string_view bytes) override {
    return bytes.empty() || SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())) > 0;
  }

 private:
  std::unique_ptr<SSL, void (*)(SSL*)> ssl_;
};

// Outlives the server that uses it.
class TlsIdentity {
 public:
  // `names` as of a certificate's alternative names: "IP:127.0.0.1", "DNS:example.org".
  explicit TlsIdentity(const std::string& names)
      : key_(EVP_EC_gen("P-256"), EVP_PKEY_free),
        certificate_(X509_new(), X509_free),
        context_(SSL_CTX_new(TLS_server_method()), SSL_CTX_free) {
    // OpenSSL writes into connections that the client has closed.
    std::signal(SIGPIPE, SIG_IGN);
    constexpr long kHour = 3600;
    constexpr int kVersion3 = 2;
    X509* x509 = certificate_.get();
    X509_set_version(x509, kVersion3);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509), -kHour);
    X509_gmtime_adj(X509_getm_notAfter(x509), kHour);
    X509_set_pubkey(x509, key_.get());
    const std::string name = "rsearch test";
    X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    X509_set_issuer_name(x509, X509_get_subject_name(x509));
    X509_EXTENSION* alternative =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str());
    X509_add_ext(x509, alternative, -1);
    X509_EXTENSION_free(alternative);
    X509_sign(x509, key_.get(), EVP_sha256());
    SSL_CTX_use_certificate(context_.get(), x509);
    SSL_CTX_use_PrivateKey(context_.get(), key_.get());
  }

  [[nodiscard]] std::string Pem() const {
    const std::unique_ptr<BIO, int (*)(BIO*)> out(BIO_new(BIO_s_mem()), BIO_free);
    PEM_write_bio_X509(out.get(), certificate_.get());
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(out.get(), &bytes);
    return {bytes, static_cast<std::size_t>(size)};
  }

  [[nodiscard]] HttpServer::Options ServerOptions() const {
    HttpServer::Options options;
    options.scheme = "https";
    options.wrap = [context = context_.get()](int fd) -> std::unique_ptr<Stream> {
      SSL* ssl = SSL_new(context);
      SSL_set_fd(ssl, fd);
      auto stream = std::make_unique<TlsStream>(fd, ssl);
      if (SSL_accept(ssl) <= 0) return nullptr;
      return stream;
    };
    return options;
  }

 private:
  std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key_;
  std::unique_ptr<X509, void (*)(X509*)> certificate_;
  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_;
};

}  // namespace rsearch::testing
