// Embedded font files, inflated once for a document instead of once for every page.
#pragma once

namespace rsearch::pdf {

// Poppler makes a page's fonts anew for every page and reads each one's embedded file for it, which
// takes a fifth of the time that a paper takes. While a FontFileCache lives, what is read is kept
// (up to 64 MiB) and given again. At most one lives at a time; one document for each.
//
// It stands between two functions of Poppler that call each other through the dynamic linker
// (GfxFont::makeFont and GfxFont::readEmbFontFile). In a Poppler where they have other names or
// are not called that way nothing is kept, and nothing else is different.
class FontFileCache {
 public:
  FontFileCache();
  FontFileCache(const FontFileCache&) = delete;
  FontFileCache& operator=(const FontFileCache&) = delete;
  ~FontFileCache();
};

}  // namespace rsearch::pdf
