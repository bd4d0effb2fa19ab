#include "rsearch/glossary.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <span>
#include <utility>

#include "core/glossary/entry.h"

namespace rsearch {
namespace {

struct CompiledKey {
  std::uint32_t begin = 0;       // of the key, in kKeys
  std::uint16_t concept_id = 0;  // index into kConcepts
  std::uint16_t name = 0;        // which of its names
};

// NOLINTNEXTLINE(bugprone-suspicious-include): a table made by compile_glossary, which describes it
#include "terms.inc"

// The last entry only says where the key before it ends.
constexpr std::span<const CompiledKey> kSorted = std::span(kEntries).first(std::size(kEntries) - 1);

std::string_view TextOf(const CompiledKey& key) {
  return {kKeys + key.begin, (&key + 1)->begin - key.begin};
}

struct ByKey {
  bool operator()(const CompiledKey& a, std::string_view b) const { return TextOf(a) < b; }
  bool operator()(std::string_view a, const CompiledKey& b) const { return a < TextOf(b); }
};

// Hands each name out once, and those not at all that are left out first.
class NameVisitor {
 public:
  explicit NameVisitor(const std::function<void(std::string_view)>& visit) : visit_(visit) {}
  void LeaveOut(std::string_view name) { seen_.insert(name); }
  void operator()(std::string_view name) {
    if (seen_.insert(name).second) visit_(name);
  }

 private:
  const std::function<void(std::string_view)>& visit_;
  std::set<std::string_view> seen_;
};

std::vector<std::string_view> CompiledNames(std::size_t concept_id) {
  std::vector<std::string_view> names;
  const std::uint32_t begin = kConcepts[concept_id];
  std::string_view rest(kNames + begin, kConcepts[concept_id + 1] - begin);
  for (;;) {
    const std::size_t end = rest.find('\n');
    names.push_back(rest.substr(0, end));
    if (end == std::string_view::npos) return names;
    rest.remove_prefix(end + 1);
  }
}

}  // namespace

Result<void> Glossary::AddFile(const std::filesystem::path& file, Analyzer* analyzer) {
  std::ifstream in(file);
  if (!in) return Error{ErrorCode::kNotFound, "cannot read " + file.string()};
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    constexpr std::string_view kByteOrderMark = "\uFEFF";  // what some editors begin a file with
    if (number == 1 && line.starts_with(kByteOrderMark)) line.erase(0, kByteOrderMark.size());
    auto names = ParseGlossaryLine(line);
    if (!names)
      return Error{ErrorCode::kUsage,
                   file.string() + ":" + std::to_string(number) + ": " + names.error().message};
    if (names->empty()) continue;
    const auto concept_id = static_cast<std::uint32_t>(concepts_.size());
    for (std::uint32_t i = 0; i < names->size(); ++i) {
      for (std::string& key : KeysOf((*names)[i], analyzer))
        keys_.emplace(std::move(key), Key{concept_id, i});
    }
    concepts_.push_back(std::move(*names));
  }
  return {};
}

void Glossary::ForEachName(std::string_view key,
                           const std::function<void(std::string_view name)>& visit) const {
  NameVisitor once(visit);
  const auto [own, own_end] = keys_.equal_range(key);
  const auto [first, last] = std::equal_range(kSorted.begin(), kSorted.end(), key, ByKey());
  for (auto it = own; it != own_end; ++it)
    once.LeaveOut(concepts_[it->second.concept_id][it->second.name]);
  for (auto it = first; it != last; ++it)
    once.LeaveOut(CompiledNames(it->concept_id)[it->name]);
  for (auto it = own; it != own_end; ++it)
    for (const std::string& name : concepts_[it->second.concept_id])
      once(name);
  for (auto it = first; it != last; ++it)
    for (const std::string_view name : CompiledNames(it->concept_id))
      once(name);
}

bool Glossary::Knows(std::string_view key) const {
  return keys_.contains(key) || std::binary_search(kSorted.begin(), kSorted.end(), key, ByKey());
}

std::filesystem::path Glossary::UserFile() {
  const auto below = [](const char* variable, const char* path) -> std::filesystem::path {
    const char* folder = std::getenv(variable);
    if (folder == nullptr || *folder == '\0') return {};
    return std::filesystem::path(folder) / path;
  };
  std::filesystem::path file = below("XDG_CONFIG_HOME", "rsearch/terms.tsv");
  return file.empty() ? below("HOME", ".config/rsearch/terms.tsv") : file;
}

}  // namespace rsearch
