// English stems.
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <unordered_map>

namespace rsearch {

// The Snowball (Porter2) stemmer that Xapian ships, behind a cache: a text repeats its words, and a
// look-up costs a tenth of stemming. Not thread-safe.
class EnglishStemmer {
 public:
  // `word` is casefolded UTF-8. The reference holds until the next call.
  const std::string& Stem(const std::string& word);

 private:
  Xapian::Stem stem_{"english"};
  std::unordered_map<std::string, std::string> cache_;
};

}  // namespace rsearch
