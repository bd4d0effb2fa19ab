// English stems.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace rsearch {

// The Snowball English (Porter2) stemmer behind a cache: pages repeat their words, and looking one
// up costs a sixth of stemming it. Not thread-safe.
class EnglishStemmer {
 public:
  EnglishStemmer();
  EnglishStemmer(const EnglishStemmer&) = delete;
  EnglishStemmer& operator=(const EnglishStemmer&) = delete;
  EnglishStemmer(EnglishStemmer&& other) noexcept;
  EnglishStemmer& operator=(EnglishStemmer&& other) noexcept;
  ~EnglishStemmer();

  // Stem of a casefolded word, valid until the next call. "k-means++" goes by its letters, "means";
  // "c++" and "c#" are names of their own and stay whole.
  const std::string& Stem(std::string_view word);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rsearch
