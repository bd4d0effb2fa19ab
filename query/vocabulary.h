// The words of an index, as query expansion looks at them: which there are, and how frequent.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace rsearch {

class Vocabulary {
 public:
  Vocabulary() = default;
  Vocabulary(const Vocabulary&) = delete;
  Vocabulary& operator=(const Vocabulary&) = delete;
  Vocabulary(Vocabulary&&) = delete;
  Vocabulary& operator=(Vocabulary&&) = delete;
  virtual ~Vocabulary() = default;

  // Pages (or decks, for deck terms) that have this very term, prefix included; 0 for none.
  [[nodiscard]] virtual std::uint32_t Frequency(std::string_view term) const = 0;
  // Calls visit(term, frequency) for each term that begins with `prefix`, in byte order, from the
  // first one not before `from` on, until visit says false.
  virtual void ForEach(std::string_view prefix, std::string_view from,
                       const std::function<bool(std::string_view, std::uint32_t)>& visit) const = 0;
};

}  // namespace rsearch
