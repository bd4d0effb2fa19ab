// An Extractor without PDFs: a file's bytes are its pages' text, separated by form feeds. Remembers
// what it was asked, by all the extractors one FakeExtractors has made.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "rsearch/extractor.h"

namespace rsearch::testing {

class FakeExtractors {
 public:
  // Contents for which a status other than ok is to be given.
  std::map<std::string, FileStatus> failures;
  // Called with each content before it is extracted, from any thread.
  std::function<void(const std::string&)> on_extract;

  Result<std::unique_ptr<Extractor>> Make() { return std::unique_ptr<Extractor>(new Fake(this)); }

  // What was extracted since the last call, sorted.
  std::vector<std::string> TakeAsked() {
    const std::scoped_lock lock(mutex_);
    std::sort(asked_.begin(), asked_.end());
    return std::exchange(asked_, {});
  }

 private:
  class Fake : public Extractor {
   public:
    explicit Fake(FakeExtractors* all) : all_(*all) {}

    Result<RawDocument> Extract(int fd) override {
      const std::string content = Read(fd);
      {
        const std::scoped_lock lock(all_.mutex_);
        all_.asked_.push_back(content);
      }
      if (all_.on_extract) all_.on_extract(content);
      RawDocument document = Pages(content);
      if (const auto failure = all_.failures.find(content); failure != all_.failures.end()) {
        document.status = failure->second;
        document.reason = "made to fail";
        if (failure->second == FileStatus::kDamaged) document.pages.clear();
      }
      return document;
    }

   private:
    static std::string Read(int fd) {
      std::string content;
      std::array<char, 4096> buffer{};
      for (ssize_t size = 0; (size = read(fd, buffer.data(), buffer.size())) > 0;)
        content.append(buffer.data(), static_cast<std::size_t>(size));
      return content;
    }

    static RawDocument Pages(const std::string& content) {
      RawDocument document;
      for (std::size_t at = 0; at <= content.size();) {
        const std::size_t end = std::min(content.find('\f', at), content.size());
        RawPage& page = document.pages.emplace_back();
        page.number = static_cast<std::uint32_t>(document.pages.size());
        page.width = 720;
        page.height = 540;
        page.text = content.substr(at, end - at) + "\n";
        at = end + 1;
      }
      document.page_count = static_cast<std::uint32_t>(document.pages.size());
      return document;
    }

    FakeExtractors& all_;
  };

  std::mutex mutex_;
  std::vector<std::string> asked_;
};

}  // namespace rsearch::testing
