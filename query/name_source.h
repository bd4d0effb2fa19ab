// Where a name that was not typed comes from.
#pragma once

#include <cstdint>
#include <string_view>

namespace rsearch {

// Most trusted first.
enum class NameSource : std::uint8_t {
  kGlossary,         // the curated list or the user's
  kMined,            // the collection itself says so: "지식 증류(knowledge distillation)"
  kVariant,          // written together or apart: "skip gram", skipgram
  kSpelling,         // what a word that the index has not may be a slip of
  kTransliteration,  // sounds the same: 드롭아웃, dropout
};

// "glossary", "collection", "variant", "spelling", "transliteration": as shown.
constexpr std::string_view Name(NameSource source) {
  switch (source) {
    case NameSource::kGlossary:
      return "glossary";
    case NameSource::kMined:
      return "collection";
    case NameSource::kVariant:
      return "variant";
    case NameSource::kSpelling:
      return "spelling";
    case NameSource::kTransliteration:
      return "transliteration";
  }
  return "";
}

}  // namespace rsearch
