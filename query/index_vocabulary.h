// An index's vocabulary. Frequencies are remembered: the words of a query are asked about often.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "query/vocabulary.h"

namespace rsearch {

class IndexVocabulary final : public Vocabulary {
 public:
  // `database` must outlive it.
  explicit IndexVocabulary(const Xapian::Database& database) : database_(database) {}

  [[nodiscard]] std::uint32_t Frequency(std::string_view term) const override;
  void ForEach(std::string_view prefix, std::string_view from,
               const std::function<bool(std::string_view, std::uint32_t)>& visit) const override;

 private:
  const Xapian::Database& database_;
  mutable std::unordered_map<std::string, std::uint32_t> known_;
};

}  // namespace rsearch
