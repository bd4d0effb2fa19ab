#include "indexer/fetch/failures.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

#include "rsearch/codec.h"
#include "rsearch/printable.h"
#include "rsearch/state_file.h"

namespace rsearch {
namespace {

constexpr std::string_view kMagic = "rsearch fetch-failures 1\n";
constexpr std::size_t kMaxFailures = 10'000;

std::vector<EarlierFailure> Newest(const FailuresByUrl& failures) {
  std::vector<EarlierFailure> newest;
  newest.reserve(failures.size());
  for (const auto& [url, failure] : failures)
    newest.push_back(failure);
  std::stable_sort(
      newest.begin(), newest.end(),
      [](const EarlierFailure& a, const EarlierFailure& b) { return a.time > b.time; });
  newest.resize(std::min(newest.size(), kMaxFailures));
  return newest;
}

void Write(const FailuresByUrl& failures, const std::filesystem::path& file) {
  const std::vector<EarlierFailure> newest = Newest(failures);
  ByteWriter out;
  out.Raw(kMagic);
  out.Varint(newest.size());
  for (const EarlierFailure& failure : newest) {
    out.String(failure.url);
    out.String(failure.reason);
    out.Signed(failure.time);
  }
  ReplaceStateFile(file, out.bytes());
}

FailuresByUrl ReadOrNone(const std::filesystem::path& file) {
  auto failures = ReadFailures(file);
  return failures ? std::move(*failures) : FailuresByUrl{};
}

}  // namespace

std::filesystem::path FailuresFile() {
  return StateFile("fetch-failures");
}

Result<FailuresByUrl> ReadFailures(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return FailuresByUrl{};
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  ByteReader reader(bytes);
  const bool ours = reader.Raw(kMagic.size()) == kMagic;
  FailuresByUrl failures;
  const std::uint64_t count = reader.VarintUpTo(kMaxFailures);
  for (std::uint64_t i = 0; i < count && reader.ok(); ++i) {
    EarlierFailure failure;
    failure.url = reader.String();
    failure.reason = reader.String();
    failure.time = reader.Signed();
    failures.emplace(failure.url, std::move(failure));
  }
  if (!ours || !reader.AtEnd()) {
    return Error{ErrorCode::kCorrupt,
                 "the failed downloads in " + PlainPath(file.native()) + " cannot be read"};
  }
  return failures;
}

void RememberFailure(const EarlierFailure& failure, const std::filesystem::path& file) {
  FailuresByUrl failures = ReadOrNone(file);
  failures.insert_or_assign(failure.url, failure);
  Write(failures, file);
}

void ForgetFailure(const std::string& url, const std::filesystem::path& file) {
  FailuresByUrl failures = ReadOrNone(file);
  if (failures.erase(url) > 0) Write(failures, file);
}

}  // namespace rsearch
