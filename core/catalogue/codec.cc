// Byte encoding of catalogues; the layout is specified in docs/index-format.md, a change here is a
// change of schema::kFormatVersion.

#include "rsearch/codec.h"

#include "rsearch/catalogue.h"

namespace rsearch {
namespace {

void PutEntry(ByteWriter* out, const CatalogueEntry& entry) {
  out->String(entry.title);
  out->String(entry.venue);
  out->Varint(entry.year);
  out->Strings(entry.section);
  out->Varint(entry.month);
  out->String(entry.original_link);
  out->String(entry.review_link);
  out->Varint(entry.line);
  out->Strings(entry.oddities);
}

CatalogueEntry GetEntry(ByteReader* in) {
  CatalogueEntry entry;
  entry.title = std::string(in->String());
  entry.venue = std::string(in->String());
  entry.year = in->Uint32();
  entry.section = in->Strings();
  entry.month = in->Uint32();
  entry.original_link = std::string(in->String());
  entry.review_link = std::string(in->String());
  entry.line = in->Uint32();
  entry.oddities = in->Strings();
  return entry;
}

}  // namespace

std::string EncodeCatalogues(const std::vector<Catalogue>& catalogues) {
  ByteWriter out;
  out.Varint(catalogues.size());
  for (const Catalogue& catalogue : catalogues) {
    out.String(catalogue.path);
    out.Signed(catalogue.stamp.size);
    out.Signed(catalogue.stamp.mtime_ns);
    out.Varint(catalogue.entries.size());
    for (const CatalogueEntry& entry : catalogue.entries)
      PutEntry(&out, entry);
  }
  return out.Take();
}

Result<std::vector<Catalogue>> DecodeCatalogues(std::string_view bytes) {
  std::vector<Catalogue> catalogues;
  if (bytes.empty()) return catalogues;  // metadata that was never written
  ByteReader in(bytes);
  for (std::uint64_t n = in.Varint(); n > 0 && in.ok(); --n) {
    Catalogue& catalogue = catalogues.emplace_back();
    catalogue.path = std::string(in.String());
    catalogue.stamp.size = in.Signed();
    catalogue.stamp.mtime_ns = in.Signed();
    for (std::uint64_t m = in.Varint(); m > 0 && in.ok(); --m)
      catalogue.entries.push_back(GetEntry(&in));
  }
  if (!in.AtEnd())
    return Error{ErrorCode::kCorrupt, "the index holds a catalogues record that cannot be read"};
  return catalogues;
}

}  // namespace rsearch
