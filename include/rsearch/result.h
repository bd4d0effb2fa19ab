// Result<T>: a value or an Error, the way errors travel through rsearch.
//
// The member names are those of C++23's std::expected, so that it can replace this class one day.
// Exceptions of third-party libraries are caught where the library is used and become Errors there.
//
//   Result<Index> index = OpenIndex(dir);
//   if (!index) return index.error();
//   index->Search(...);
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace rsearch {

// What kind of thing went wrong; programs choose exit status and advice by it.
enum class ErrorCode {
  kUsage,        // the caller's words: a bad option value, a query that cannot be read
  kNotFound,     // a file or folder that is not there
  kPermission,   // it is there, but may not be read or written
  kIo,           // reading or writing failed
  kNoSpace,      // the disk, or a quota, is full
  kNotAnIndex,   // a folder that holds something else than an rsearch index
  kOtherFormat,  // an index written by an older or newer rsearch
  kLocked,       // another writer holds the index
  kCorrupt,      // stored data that breaks its own rules
  kInterrupted,  // the user asked to stop
  kInternal,     // a broken promise of this program
};

struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string
      message;  // one line of UTF-8 naming the offending thing; no trailing period or newline
};

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  Result(T value)
      : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: implicit on purpose
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

  [[nodiscard]] bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  // Undefined unless has_value().
  T& value() & { return *std::get_if<0>(&state_); }
  const T& value() const& { return *std::get_if<0>(&state_); }
  T&& value() && { return std::move(*std::get_if<0>(&state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  // Undefined if has_value().
  Error& error() & { return *std::get_if<1>(&state_); }
  const Error& error() const& { return *std::get_if<1>(&state_); }
  Error&& error() && { return std::move(*std::get_if<1>(&state_)); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;
  Result() = default;
  Result(Error error) : error_(std::move(error)), ok_(false) {}  // NOLINT: implicit on purpose

  [[nodiscard]] bool has_value() const { return ok_; }
  explicit operator bool() const { return ok_; }
  [[nodiscard]] const Error& error() const { return error_; }

 private:
  Error error_;
  bool ok_ = true;
};

}  // namespace rsearch
