// Byte encoding of what the index stores. The layouts are specified in docs/index-format.md; a
// change here is a change of schema::kFormatVersion.

#include "rsearch/codec.h"
#include "rsearch/document.h"

namespace rsearch {
namespace {

// More than any real record holds; keeps a corrupt count from reserving the machine's memory.
constexpr std::uint64_t kMaxListSize = 1U << 24;
constexpr std::uint64_t kSlideFlag = 1;

Error Corrupt(std::string_view what) {
  return {ErrorCode::kCorrupt,
          "the index holds a " + std::string(what) + " record that cannot be read"};
}

void PutStrings(ByteWriter* out, const std::vector<std::string>& list) {
  out->Varint(list.size());
  for (const std::string& item : list)
    out->String(item);
}

std::vector<std::string> GetStrings(ByteReader* in) {
  std::vector<std::string> list;
  for (std::uint64_t n = in->VarintUpTo(kMaxListSize); n > 0 && in->ok(); --n)
    list.emplace_back(in->String());
  return list;
}

std::string GetString(ByteReader* in) {
  return std::string(in->String());
}

}  // namespace

std::string Encode(const PageRecord& page) {
  ByteWriter out;
  out.Varint(page.number);
  out.Varint(page.slide ? kSlideFlag : 0);
  out.Float(page.width);
  out.Float(page.height);
  out.String(page.label);
  out.String(page.title);
  out.Raw(page.text);  // last, so that it needs no length
  return out.Take();
}

Result<PageRecord> DecodePage(std::string_view bytes) {
  ByteReader in(bytes);
  PageRecord page;
  page.number = in.Uint32();
  page.slide = in.VarintUpTo(kSlideFlag) == kSlideFlag;
  page.width = in.Float();
  page.height = in.Float();
  page.label = GetString(&in);
  page.title = GetString(&in);
  if (!in.ok()) return Corrupt("page");
  page.text = std::string(in.Rest());
  return page;
}

std::string Encode(const DeckFiles& files) {
  ByteWriter out;
  out.Raw(files.hash.bytes());
  out.Varint(static_cast<std::uint64_t>(files.status));
  out.Varint(files.extractor_version);
  out.Varint(files.files.size());
  for (const FileEntry& file : files.files) {
    out.String(file.path);
    out.Signed(file.stamp.size);
    out.Signed(file.stamp.mtime_ns);
  }
  return out.Take();
}

Result<DeckFiles> DecodeDeckFiles(std::string_view bytes) {
  ByteReader in(bytes);
  DeckFiles files;
  const auto hash = ContentHash::FromBytes(in.Raw(ContentHash::kSize));
  if (!hash) return Corrupt("file");
  files.hash = *hash;
  files.status = static_cast<FileStatus>(in.VarintUpTo(kFileStatusCount - 1));
  files.extractor_version = in.Uint32();
  for (std::uint64_t n = in.VarintUpTo(kMaxListSize); n > 0 && in.ok(); --n) {
    FileEntry& file = files.files.emplace_back();
    file.path = GetString(&in);
    file.stamp.size = in.Signed();
    file.stamp.mtime_ns = in.Signed();
  }
  if (!in.AtEnd()) return Corrupt("file");
  return files;
}

std::string Encode(const DeckRecord& deck) {
  ByteWriter out;
  out.String(deck.title);
  out.String(deck.document_title);
  out.String(deck.author);
  out.String(deck.reason);
  out.Varint(deck.page_count);
  out.Varint(deck.indexed_pages);
  PutStrings(&out, deck.repeated);
  out.Varint(deck.glosses.size());
  for (const Gloss& gloss : deck.glosses) {
    out.String(gloss.name);
    out.String(gloss.other);
    out.Varint(gloss.count);
  }
  return out.Take();
}

Result<DeckRecord> DecodeDeck(std::string_view bytes) {
  ByteReader in(bytes);
  DeckRecord deck;
  deck.title = GetString(&in);
  deck.document_title = GetString(&in);
  deck.author = GetString(&in);
  deck.reason = GetString(&in);
  deck.page_count = in.Uint32();
  deck.indexed_pages = in.Uint32();
  deck.repeated = GetStrings(&in);
  for (std::uint64_t n = in.VarintUpTo(kMaxListSize); n > 0 && in.ok(); --n) {
    Gloss& gloss = deck.glosses.emplace_back();
    gloss.name = GetString(&in);
    gloss.other = GetString(&in);
    gloss.count = in.Uint32();
  }
  if (!in.AtEnd()) return Corrupt("deck");
  return deck;
}

std::string EncodeRoots(const std::vector<Root>& roots) {
  ByteWriter out;
  out.Varint(roots.size());
  for (const Root& root : roots) {
    out.String(root.path);
    PutStrings(&out, root.excludes);
  }
  return out.Take();
}

Result<std::vector<Root>> DecodeRoots(std::string_view bytes) {
  std::vector<Root> roots;
  if (bytes.empty()) return roots;
  ByteReader in(bytes);
  for (std::uint64_t n = in.VarintUpTo(kMaxListSize); n > 0 && in.ok(); --n) {
    Root& root = roots.emplace_back();
    root.path = GetString(&in);
    root.excludes = GetStrings(&in);
  }
  if (!in.AtEnd()) return Corrupt("roots");
  return roots;
}

}  // namespace rsearch
