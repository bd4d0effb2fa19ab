// A queue between threads, bounded by the bytes its items take.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace rsearch {

// Thread-safe.
template <class T>
class BoundedQueue {
 public:
  // `producers`: how often Done() will be called.
  BoundedQueue(std::size_t capacity, std::size_t producers)
      : capacity_(capacity), producers_(producers) {}

  // Waits while the queue is full. An item larger than the capacity passes when the queue is empty.
  // False, and the item is dropped, once the queue is closed.
  bool Push(T item, std::size_t bytes) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return closed_ || items_.empty() || bytes_ + bytes <= capacity_; });
    if (closed_) return false;
    bytes_ += bytes;
    items_.emplace_back(std::move(item), bytes);
    filled_.notify_one();
    return true;
  }

  // Waits for an item at most `patience`; not at all when nobody is left to push one.
  std::optional<T> Pop(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    filled_.wait_for(lock, patience, [&] { return !items_.empty() || producers_ == 0; });
    if (items_.empty()) return std::nullopt;
    auto [item, bytes] = std::move(items_.front());
    items_.pop_front();
    bytes_ -= bytes;
    room_.notify_all();
    return std::move(item);
  }

  // A producer says that it pushes nothing more.
  void Done() {
    const std::scoped_lock lock(mutex_);
    --producers_;
    filled_.notify_all();
  }

  // True when every item was popped and no more can come.
  [[nodiscard]] bool Exhausted() {
    const std::scoped_lock lock(mutex_);
    return items_.empty() && producers_ == 0;
  }

  // Nothing more is taken in; whoever waits in Push() returns.
  void Close() {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
    room_.notify_all();
  }

 private:
  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable room_, filled_;
  std::deque<std::pair<T, std::size_t>> items_;
  std::size_t bytes_ = 0;
  std::size_t producers_;
  bool closed_ = false;
};

}  // namespace rsearch
