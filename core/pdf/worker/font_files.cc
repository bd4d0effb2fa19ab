#include "core/pdf/worker/font_files.h"

#include <dlfcn.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace {

using Bytes = std::vector<unsigned char>;
using FontId = std::pair<int, int>;  // number and generation of the font's object

constexpr std::size_t kMaxKept = 64U << 20;  // bytes
// Fonts that are no object of their own get larger ones, made up from a hash.
constexpr int kLargestGeneration = 65535;

struct Cache {
  std::map<FontId, Bytes> files;
  std::size_t kept = 0;
  std::optional<FontId> font;  // that is being made
};
Cache* cache = nullptr;

// The library's own function behind one defined here.
template <class Function>
Function* Original(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

// NOLINTBEGIN(readability-identifier-naming)
// As Poppler's Object.h and GfxFont.h declare them, for callers: no member of these is touched
// here.
class XRef;
class Dict;
struct Ref {
  int num;
  int gen;
};
// What the function returns: std::unique_ptr<GfxFont>, passed on untouched.
struct FontPointer {
  FontPointer(const FontPointer&) = delete;
  FontPointer& operator=(const FontPointer&) = delete;
  ~FontPointer() {}  // NOLINT(modernize-use-equals-default): passed as one with a destructor is
  void* font;
};
class GfxFont {
 public:
  static FontPointer makeFont(XRef* xref, const char* tag, Ref id, Dict* dict);
  std::optional<Bytes> readEmbFontFile(XRef* xref);
};

// As long as a font is made.
class Making {
 public:
  explicit Making(Ref id) {
    if (cache != nullptr && id.gen >= 0 && id.gen <= kLargestGeneration)
      cache->font = FontId(id.num, id.gen);
  }
  Making(const Making&) = delete;
  Making& operator=(const Making&) = delete;
  ~Making() {
    if (cache != nullptr) cache->font.reset();
  }
};

FontPointer GfxFont::makeFont(XRef* xref, const char* tag, Ref id, Dict* dict) {
  using Function = FontPointer(XRef*, const char*, Ref, Dict*);
  static auto* const original = Original<Function>("_ZN7GfxFont8makeFontEP4XRefPKc3RefP4Dict");
  const Making making(id);
  return original(xref, tag, id, dict);
}

std::optional<Bytes> GfxFont::readEmbFontFile(XRef* xref) {
  using Function = std::optional<Bytes>(GfxFont*, XRef*);
  static auto* const original = Original<Function>("_ZN7GfxFont15readEmbFontFileEP4XRef");
  if (cache == nullptr || !cache->font) return original(this, xref);
  const FontId font = *cache->font;
  if (const auto known = cache->files.find(font); known != cache->files.end()) return known->second;
  std::optional<Bytes> bytes = original(this, xref);
  if (bytes && bytes->size() <= kMaxKept - cache->kept) {
    cache->kept += bytes->size();
    cache->files.emplace(font, *bytes);
  }
  return bytes;
}
// NOLINTEND(readability-identifier-naming)

namespace rsearch::pdf {

FontFileCache::FontFileCache() {
  cache =
      new Cache;  // NOLINT(cppcoreguidelines-owning-memory): reached from C++ functions of Poppler
}

FontFileCache::~FontFileCache() {
  delete cache;  // NOLINT(cppcoreguidelines-owning-memory)
  cache = nullptr;
}

}  // namespace rsearch::pdf
