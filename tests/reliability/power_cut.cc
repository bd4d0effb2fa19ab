#include "tests/reliability/power_cut.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "tests/support/temp_dir.h"

namespace rsearch::testing {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSector = 512;

struct Node;
using NodePtr = std::shared_ptr<Node>;

// A file's write or, with `cut`, its truncation to `offset`.
struct Pending {
  std::size_t offset = 0;
  std::string bytes;
  bool cut = false;
};

struct Node {
  bool folder = false;
  std::string durable;           // of a file
  std::vector<Pending> pending;  // not synced yet
  std::size_t named_by = 0;      // the change of names that made it
};

// One change of names: applied to the names that the program sees at once, and to those on the disk
// when they get there.
struct NameChange {
  IoChange::Kind kind;
  std::string path, to;
  NodePtr node;  // of kCreate and kFolder
};

// Path → node; a folder's entries are the paths that begin with its own.
using Names = std::map<std::string, NodePtr>;

void Move(const std::string& from, const std::string& to, Names* names) {
  Names moved;
  for (auto at = names->begin(); at != names->end();) {
    const bool inside = at->first == from || at->first.starts_with(from + "/");
    if (!inside) {
      ++at;
      continue;
    }
    moved[to + at->first.substr(from.size())] = at->second;
    at = names->erase(at);
  }
  for (auto& [path, node] : moved)
    (*names)[path] = node;
}

void Apply(const NameChange& change, Names* names) {
  switch (change.kind) {
    case IoChange::Kind::kRename:
      Move(change.path, change.to, names);
      break;
    case IoChange::Kind::kExchange:
      Move(change.path, change.path + "\n", names);
      Move(change.to, change.path, names);
      Move(change.path + "\n", change.to, names);
      break;
    case IoChange::Kind::kRemove:
      names->erase(change.path);
      break;
    default:
      (*names)[change.path] = change.node;
  }
}

void Write(const Pending& write, std::string* bytes) {
  if (write.cut) {
    bytes->resize(write.offset);
    return;
  }
  if (bytes->size() < write.offset + write.bytes.size())
    bytes->resize(write.offset + write.bytes.size());
  bytes->replace(write.offset, write.bytes.size(), write.bytes);
}

class Disk {
 public:
  void Take(const IoChange& change) {
    switch (change.kind) {
      case IoChange::Kind::kCreate:
        return Create(change);
      case IoChange::Kind::kWrite:
        return Add(change.path, {change.number, change.text, false});
      case IoChange::Kind::kTruncate:
        return Add(change.path, {change.number, {}, true});
      case IoChange::Kind::kSync:
        return Sync(change.path);
      case IoChange::Kind::kFolder:
        return Rename({change.kind, change.path, {}, NewNode(true)});
      default:
        return Rename({change.kind, change.path, change.text, nullptr});
    }
  }

  // The power goes.
  Names Cut(std::mt19937* random) {
    const std::size_t lost_from =
        durable_names_ + (*random)() % (name_changes_.size() - durable_names_ + 1);
    Names names;
    for (std::size_t i = 0; i < lost_from; ++i)
      Apply(name_changes_[i], &names);
    for (const auto& [path, node] : names)
      Settle(node.get(), random);
    return names;
  }

 private:
  NodePtr NewNode(bool folder) {
    auto node = std::make_shared<Node>();
    node->folder = folder;
    node->named_by = name_changes_.size() + 1;
    return node;
  }

  void Create(const IoChange& change) {
    if (!names_.contains(change.path))
      Rename({change.kind, change.path, {}, NewNode(false)});
    else if (change.number == 1)
      Add(change.path, {0, {}, true});
  }

  void Rename(NameChange change) {
    Apply(change, &names_);
    name_changes_.push_back(std::move(change));
  }

  void Add(const std::string& path, Pending write) {
    const auto found = names_.find(path);
    if (found != names_.end()) found->second->pending.push_back(std::move(write));
  }

  void Sync(const std::string& path) {
    const auto found = names_.find(path);
    const bool folder =
        found == names_.end() || found->second->folder;  // the root is not in names_
    if (folder) {
      durable_names_ = name_changes_.size();
      return;
    }
    Node& node = *found->second;
    for (const Pending& write : node.pending)
      Write(write, &node.durable);
    node.pending.clear();
    durable_names_ = std::max(durable_names_, node.named_by);
  }

  // Chooses what of the writes is on the disk. A truncation keeps its place among them.
  static void Settle(Node* node, std::mt19937* random) {
    for (Pending& write : node->pending) {
      if ((*random)() % 2 == 0) continue;
      const bool torn = !write.cut && (*random)() % 8 == 0;
      if (torn) write.bytes.resize(kSector * ((*random)() % (write.bytes.size() / kSector + 1)));
      Write(write, &node->durable);
    }
    node->pending.clear();
  }

  Names names_;
  std::vector<NameChange> name_changes_;
  std::size_t durable_names_ = 0;  // of name_changes_
};

}  // namespace

void WriteDiskAfterPowerCut(const std::vector<IoChange>& log, std::size_t count,
                            const fs::path& root, const fs::path& target, std::mt19937* random) {
  Disk disk;
  for (std::size_t i = 0; i < count; ++i)
    disk.Take(log[i]);
  fs::create_directories(target);
  for (const auto& [path, node] : disk.Cut(random)) {
    const fs::path place = target / fs::path(path).lexically_relative(root);
    if (node->folder)
      fs::create_directories(place);
    else
      WriteFile(place, node->durable);
  }
}

}  // namespace rsearch::testing
