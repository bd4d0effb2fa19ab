#include "rsearch/sketch.h"

#include <algorithm>
#include <utility>

#include "rsearch/codec.h"

namespace rsearch {
namespace {

// Read off 1,294 pages of slide decks and papers, whose 460 pairs alike in some way were looked at:
// at .9 and .6 builds fold, and "Bagging" stays apart from the "Boosting" that took its place among
// the same bullets (.89); at .75 the same slide in other words folds, and one example's two
// endings (.70) do not.
constexpr double kContained = 0.9;       // of the shorter text
constexpr double kLeastShare = 2.0 / 3;  // the shorter one's size by the longer one's
constexpr double kResembling = 0.8;
// A text of fewer pairs is a title, a label, "Q&A": one more word may be all that matters.
constexpr std::uint32_t kShortPairs = 8;

constexpr std::uint32_t kMaxHash = (1U << kSketchHashBits) - 1;

// FNV-1a, its bits mixed as in MurmurHash3: sketches need the smallest hashes to be a fair sample.
constexpr std::uint64_t kFnvBasis = 14'695'981'039'346'656'037U;
constexpr std::uint64_t kFnvPrime = 1'099'511'628'211U;

std::uint64_t Extend(std::uint64_t hash, std::string_view text) {
  for (const char c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * kFnvPrime;
  return (hash ^ 0xFFU) * kFnvPrime;  // a byte no UTF-8 has: "ab c" is not "a bc"
}

std::uint32_t Mixed(std::uint64_t hash) {
  hash = (hash ^ hash >> 33) * 0xFF51'AFD7'ED55'8CCDU;
  hash = (hash ^ hash >> 33) * 0xC4CE'B9FE'1A85'EC53U;
  return static_cast<std::uint32_t>(hash >> (64 - kSketchHashBits));
}

// Up to this hash both sketches are whole, so that what they hold there are fair samples.
std::uint32_t CommonReach(const Sketch& a, const Sketch& b) {
  std::uint32_t reach = kMaxHash;
  for (const Sketch* sketch : {&a, &b})
    if (sketch->pairs > sketch->smallest.size()) reach = std::min(reach, sketch->smallest.back());
  return reach;
}

std::span<const std::uint32_t> UpTo(std::uint32_t reach, const Sketch& sketch) {
  const auto end = std::upper_bound(sketch.smallest.begin(), sketch.smallest.end(), reach);
  return {sketch.smallest.begin(), end};
}

std::size_t CountCommon(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
  std::size_t common = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    common += *x == *y ? 1 : 0;
    const bool next = *x <= *y;
    y += *y <= *x ? 1 : 0;
    x += next ? 1 : 0;
  }
  return common;
}

}  // namespace

Sketch SketchOf(std::span<const Token> tokens) {
  std::vector<std::uint32_t> hashes;
  hashes.reserve(tokens.size());
  std::string_view before;
  for (const Token& token : tokens) {
    hashes.push_back(Mixed(Extend(Extend(kFnvBasis, before), token.form)));
    before = token.form;
  }
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  Sketch sketch;
  sketch.pairs = static_cast<std::uint32_t>(hashes.size());
  hashes.resize(std::min(hashes.size(), kSketchSize));
  sketch.smallest = std::move(hashes);
  return sketch;
}

std::string Encode(const Sketch& sketch) {
  ByteWriter out;
  out.Varint(sketch.pairs);
  std::uint32_t before = 0;
  for (const std::uint32_t hash : sketch.smallest)
    out.Varint(hash - std::exchange(before, hash));
  return out.Take();
}

Result<Sketch> DecodeSketch(std::string_view bytes) {
  ByteReader in(bytes);
  Sketch sketch;
  sketch.pairs = in.Uint32();
  const std::size_t count = std::min<std::size_t>(sketch.pairs, kSketchSize);
  std::uint64_t hash = 0;
  bool ascending = true;
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    const std::uint32_t step = in.Uint32();
    hash += step;
    ascending = ascending && (i == 0 || step > 0) && hash <= kMaxHash;
    sketch.smallest.push_back(static_cast<std::uint32_t>(hash));
  }
  if (!in.AtEnd() || !ascending)
    return Error{ErrorCode::kCorrupt, "the index holds a sketch of a page that cannot be read"};
  return sketch;
}

bool NearIdentical(const Sketch& a, const Sketch& b) {
  if (a.pairs == 0 || b.pairs == 0) return false;
  if (a == b) return true;
  const Sketch& shorter = a.pairs <= b.pairs ? a : b;
  const Sketch& longer = a.pairs <= b.pairs ? b : a;
  if (shorter.pairs < kShortPairs || shorter.pairs < kLeastShare * longer.pairs) return false;
  const std::uint32_t reach = CommonReach(a, b);
  const auto part = UpTo(reach, shorter);
  const auto whole = UpTo(reach, longer);
  const auto common = static_cast<double>(CountCommon(part, whole));
  const auto either = static_cast<double>(part.size() + whole.size()) - common;
  return common >= kResembling * either || common >= kContained * static_cast<double>(part.size());
}

}  // namespace rsearch
