// Byte encoding of what the index stores. The layouts are specified in docs/index-format.md; a
// change here is a change of schema::kFormatVersion.

#include <algorithm>

#include "rsearch/codec.h"
#include "rsearch/document.h"

namespace rsearch {
namespace {

// More than any real record holds; keeps a corrupt count from reserving the machine's memory.
constexpr std::uint64_t kMaxListSize = 1U << 24;
constexpr std::uint64_t kSlideFlag = 1;
constexpr std::uint64_t kMaxDate = 99'991'231;

Error Corrupt(std::string_view what) {
  return {ErrorCode::kCorrupt,
          "the index holds a " + std::string(what) + " record that cannot be read"};
}

std::string GetString(ByteReader* in) {
  return std::string(in->String());
}

void PutPaper(ByteWriter* out, const Paper& paper) {
  out->String(paper.title);
  out->Strings(paper.authors);
  out->String(paper.venue);
  out->Varint(paper.year);
  out->String(paper.original_link);
  out->String(paper.review_link);
  out->Strings(paper.ids);
}

Paper GetPaper(ByteReader* in) {
  Paper paper;
  paper.title = GetString(in);
  paper.authors = in->Strings();
  paper.venue = GetString(in);
  paper.year = in->Uint32();
  paper.original_link = GetString(in);
  paper.review_link = GetString(in);
  paper.ids = in->Strings();
  return paper;
}

void PutFacts(ByteWriter* out, const DeckFacts& facts) {
  out->String(facts.title);
  out->Varint(static_cast<std::uint64_t>(facts.kind));
  out->String(facts.field);
  out->Strings(facts.field_names);
  out->Varint(static_cast<std::uint64_t>(facts.date));
  out->Varint(facts.papers.size());
  for (const Paper& paper : facts.papers)
    PutPaper(out, paper);
  out->Varint(facts.spans.size());
  for (const PaperSpan& span : facts.spans) {
    out->Varint(span.first);
    out->Varint(span.last);
    out->Varint(span.paper);
  }
}

DeckFacts GetFacts(ByteReader* in) {
  DeckFacts facts;
  facts.title = GetString(in);
  facts.kind = static_cast<DeckKind>(in->VarintUpTo(kDeckKindCount - 1));
  facts.field = GetString(in);
  facts.field_names = in->Strings();
  facts.date = static_cast<std::int32_t>(in->VarintUpTo(kMaxDate));
  for (std::uint64_t n = in->VarintUpTo(kMaxListSize); n > 0 && in->ok(); --n)
    facts.papers.push_back(GetPaper(in));
  for (std::uint64_t n = in->VarintUpTo(kMaxListSize); n > 0 && in->ok(); --n) {
    PaperSpan& span = facts.spans.emplace_back();
    span.first = in->Uint32();
    span.last = in->Uint32();
    // A span of no paper: the record is corrupt, and would be read out of bounds.
    span.paper = static_cast<std::uint32_t>(
        in->VarintUpTo(std::max<std::size_t>(facts.papers.size(), 1) - 1));
  }
  if (facts.papers.empty()) facts.spans.clear();
  return facts;
}

void PutFront(ByteWriter* out, const FrontMatter& front) {
  out->Strings(front.authors);
  out->Varint(front.year);
  out->String(front.venue);
  out->String(front.abstract);
}

FrontMatter GetFront(ByteReader* in) {
  FrontMatter front;
  front.authors = in->Strings();
  front.year = in->Uint32();
  front.venue = GetString(in);
  front.abstract = GetString(in);
  return front;
}

}  // namespace

const Paper* DeckFacts::PaperOn(std::uint32_t page) const {
  for (const PaperSpan& span : spans)
    if (span.first <= page && page <= span.last) return &papers[span.paper];
  return spans.empty() && papers.size() == 1 ? &papers.front() : nullptr;
}

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
  PutFacts(&out, deck.facts);
  out.String(deck.document_title);
  out.String(deck.author);
  PutFront(&out, deck.front);
  out.Strings(deck.ids);
  out.Varint(deck.slides ? 1 : 0);
  out.String(deck.reason);
  out.Varint(deck.page_count);
  out.Varint(deck.indexed_pages);
  out.Varint(deck.textless_pages);
  out.Varint(deck.unread_pages);
  out.Strings(deck.repeated);
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
  deck.facts = GetFacts(&in);
  deck.document_title = GetString(&in);
  deck.author = GetString(&in);
  deck.front = GetFront(&in);
  deck.ids = in.Strings();
  deck.slides = in.VarintUpTo(1) == 1;
  deck.reason = GetString(&in);
  deck.page_count = in.Uint32();
  deck.indexed_pages = in.Uint32();
  deck.textless_pages = in.Uint32();
  deck.unread_pages = in.Uint32();
  deck.repeated = in.Strings();
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
    out.Strings(root.excludes);
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
    root.excludes = in.Strings();
  }
  if (!in.AtEnd()) return Corrupt("roots");
  return roots;
}

}  // namespace rsearch
