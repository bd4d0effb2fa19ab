// A download while it is not whole: NAME.part in the target folder, and NAME.part.from, which tells
// where its bytes are from so that they can be gone on from. It gets its own name when it is whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "rsearch/result.h"
#include "rsearch/unique_fd.h"

namespace rsearch {

class PartFile {
 public:
  // What is there of `url`, to become `name` (one name) in `folder`. Makes no file yet. kLocked
  // when another process is downloading it; kUsage when something else than a file has its name;
  // kPermission, kIo.
  static Result<PartFile> Open(std::filesystem::path folder, std::string name, std::string url);

  // Bytes to go on from; 0 when everything has to be asked for.
  [[nodiscard]] std::uint64_t size() const { return size_; }
  // For "If-Range"; empty when size() is 0.
  [[nodiscard]] const std::string& validator() const { return validator_; }

  // Forgets what is there. What is appended from now on can be gone on from, unless `validator` is
  // empty. kNoSpace, kPermission, kLocked, kIo.
  Result<void> Restart(const std::string& validator);
  Result<void> Append(std::string_view bytes);

  // Makes it durable and gives it its name. kUsage when a file of that name is there by now, which
  // stays as it is.
  Result<void> Finish();
  // Removes what is there.
  void Discard();

 private:
  PartFile(std::filesystem::path folder, std::string name, std::string url);
  Result<void> OpenExisting();
  Result<void> Lock();
  void ReadOrigin();
  Result<void> WriteOrigin() const;
  [[nodiscard]] Error Failed(const std::string& what, int error) const;
  [[nodiscard]] std::filesystem::path Target() const { return folder_ / name_; }

  std::filesystem::path folder_;
  std::string name_, url_;
  std::filesystem::path part_, origin_;
  UniqueFd fd_;
  std::uint64_t size_ = 0;
  std::string validator_;
};

}  // namespace rsearch
