// The only place that knows toml++. A mistake is remembered with its line (Wrong()), reading goes
// on, and the first one in the file is told.

#include "rsearch/config.h"

#include <fcntl.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <span>
#include <system_error>
#include <utility>

#include "core/config/name_pattern.h"
#include "rsearch/analyzer.h"
#include "rsearch/edit_distance.h"
#include "rsearch/name_key.h"
#include "rsearch/printable.h"
#include "rsearch/unique_fd.h"

namespace rsearch {
namespace {

constexpr std::string_view kDefaultRules =
// NOLINTNEXTLINE(bugprone-suspicious-include): data/name_rules.toml as a string
#include "name_rules.inc"
    ;

constexpr std::size_t kMaxFile = std::size_t{1} << 20;  // bytes; larger ones are no config
// Dots of a line. toml++ bounds how deep values are nested, but not how deep the tables of a key
// are, a.a.a.a…, through which it recurses.
constexpr std::ptrdiff_t kMaxDots = 100;
constexpr std::size_t kMaxShownKey = 60;  // bytes
constexpr double kMaxWeight = 10;

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

void Append(std::vector<std::string> more, std::vector<std::string>* list) {
  std::move(more.begin(), more.end(), std::back_inserter(*list));
}

// `first` before `second`.
NameRules Joined(NameRules first, const NameRules& second) {
  first.files.insert(first.files.end(), second.files.begin(), second.files.end());
  first.folders.insert(first.folders.end(), second.folders.begin(), second.folders.end());
  Append(second.no_title, &first.no_title);
  Append(second.no_field, &first.no_field);
  first.fields.insert(second.fields.begin(), second.fields.end());
  return first;
}

using Keys = std::span<const std::string_view>;

constexpr auto kTopKeys =
    std::to_array<std::string_view>({"roots", "exclude", "viewer", "terms", "no_title", "no_field",
                                     "weights", "fields", "root", "file", "folder"});
constexpr auto kRootKeys = std::to_array<std::string_view>(
    {"exclude", "no_title", "no_field", "fields", "file", "folder"});
constexpr auto kRuleKeys = std::to_array<std::string_view>({"pattern", "title", "kind"});
constexpr auto kWeightKeys = std::to_array<std::string_view>({"title", "context", "coverage"});
constexpr auto kKinds = std::to_array<std::string_view>({"review", "paper", "trends"});

bool IsOneOf(std::string_view name, Keys names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class TomlReader {
 public:
  // `file` is what errors name, `folder` what terms files are relative to.
  TomlReader(std::string file, std::filesystem::path folder)
      : file_(std::move(file)), folder_(std::move(folder)) {}

  Result<Config> ReadConfig(std::string_view text) {
    CheckDots(text);
    if (wrong_) return Error{ErrorCode::kUsage, wrong_->what};
    auto parsed = toml::parse(text);
    if (!parsed) return Error{ErrorCode::kUsage, Located(parsed.error())};
    const toml::table& table = parsed.table();
    Config config;
    KnowKeys(table, kTopKeys);
    config.roots = Folders(table, "roots");
    config.excludes = Texts(table, "exclude");
    config.viewer = Text(table, "viewer");
    config.terms_files = TermsFiles(table);
    config.weights = Weights(table);
    config.rules = Rules(table);
    config.root_overrides = Overrides(table);
    if (wrong_) return Error{ErrorCode::kUsage, wrong_->what};
    return config;
  }

 private:
  struct Mistake {
    std::uint32_t line = 0;
    std::string what;
  };

  std::string At(std::uint32_t line) const { return file_ + ":" + std::to_string(line) + ": "; }

  std::string Located(const toml::parse_error& error) const {
    return At(error.source().begin.line) + PlainText(error.description());
  }

  void Wrong(const toml::source_region& where, const std::string& what) {
    const std::uint32_t line = where.begin.line;
    if (!wrong_ || line < wrong_->line) wrong_ = Mistake{line, At(line) + what};
  }

  void CheckDots(std::string_view text) {
    for (std::uint32_t line = 1; !text.empty() && !wrong_; ++line) {
      const std::string_view one = text.substr(0, text.find('\n'));
      if (std::count(one.begin(), one.end(), '.') > kMaxDots)
        wrong_ = Mistake{line, At(line) + "too many dots in one line"};
      text.remove_prefix(std::min(one.size() + 1, text.size()));
    }
  }

  static std::string Quoted(std::string_view text) {
    const bool cut = text.size() > kMaxShownKey;
    return "\"" + PlainText(text.substr(0, kMaxShownKey)) + (cut ? "…\"" : "\"");
  }

  static std::string Meant(std::string_view name, Keys known) {
    const std::vector<std::string> names(known.begin(), known.end());
    const std::string nearest = Nearest(name.substr(0, kMaxShownKey), names);
    if (!nearest.empty()) return "; did you mean " + nearest + "?";
    std::string all;
    for (const std::string& one : names)
      all += (all.empty() ? "; there are " : ", ") + one;
    return all;
  }

  // TOML's trap: what follows [table] belongs to it.
  static std::string Misplaced(std::string_view key) {
    return std::string(key) +
           " is no key of this table; it belongs at the top, above every [table]";
  }

  void KnowKeys(const toml::table& table, Keys known) {
    for (const auto& [key, value] : table) {
      if (IsOneOf(key.str(), known)) continue;
      const bool misplaced = known.data() != kTopKeys.data() && IsOneOf(key.str(), kTopKeys);
      Wrong(key.source(), misplaced ? Misplaced(key.str())
                                    : "unknown key " + Quoted(key.str()) + Meant(key.str(), known));
    }
  }

  // --- values; what is not there is empty

  std::string Text(const toml::node& node, std::string_view key) {
    const toml::value<std::string>* text = node.as_string();
    if (text == nullptr) {
      Wrong(node.source(), std::string(key) + " must be a text in quotes");
      return {};
    }
    const auto control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; };
    if (std::any_of(text->get().begin(), text->get().end(), control))
      Wrong(node.source(), std::string(key) + " has a control character");
    return text->get();
  }

  std::string Text(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    return node == nullptr ? std::string() : Text(*node, key);
  }

  // Calls `use` with each text of a list, none empty, and its place. One text may stand without
  // brackets.
  template <class Use>
  void ForEachText(const toml::table& table, std::string_view key, const Use& use) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return;
    const auto one = [&](const toml::node& element) {
      const std::string text = Text(element, key);
      if (text.empty())
        Wrong(element.source(), std::string(key) + " has an empty text");
      else
        use(text, element);
    };
    if (const toml::array* list = node->as_array()) {
      for (const toml::node& element : *list)
        one(element);
    } else {
      one(*node);
    }
  }

  std::vector<std::string> Texts(const toml::table& table, std::string_view key) {
    std::vector<std::string> texts;
    ForEachText(table, key,
                [&](const std::string& text, const toml::node& /*at*/) { texts.push_back(text); });
    return texts;
  }

  const toml::table* Table(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return nullptr;
    if (!node->is_table())
      Wrong(node->source(),
            std::string(key) + " must be a table: [" + std::string(key) + "] on a line of its own");
    return node->as_table();
  }

  double Number(const toml::table& table, std::string_view key, double otherwise) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return otherwise;
    const std::optional<double> number = node->value<double>();
    const bool right = node->is_number() && number && *number >= 0 && *number <= kMaxWeight;
    if (!right) Wrong(node->source(), std::string(key) + " must be a number from 0 to 10");
    return right ? *number : otherwise;
  }

  // --- paths

  // With its ~; empty, and a mistake, where that is not known.
  std::string Expanded(const std::string& path, const toml::node& at) {
    if (path != "~" && !path.starts_with("~/")) return path;
    const std::string home = Environment("HOME");
    if (home.empty()) Wrong(at.source(), Quoted(path) + " cannot be found: HOME is not set");
    return home.empty() ? home : home + path.substr(1);
  }

  // A folder as the index names it.
  std::string Folder(const std::string& given, const toml::node& at) {
    std::string path = Expanded(given, at);
    if (path.empty()) return path;
    if (path.front() != '/') {
      Wrong(at.source(), Quoted(given) + " must begin with / or ~/");
      return path;
    }
    std::error_code error;
    std::string folder = std::filesystem::weakly_canonical(path, error).string();
    if (error) folder = std::filesystem::path(path).lexically_normal().string();
    while (folder.size() > 1 && folder.back() == '/')
      folder.pop_back();
    return folder;
  }

  std::vector<std::string> Folders(const toml::table& table, std::string_view key) {
    std::vector<std::string> folders;
    ForEachText(table, key, [&](const std::string& path, const toml::node& at) {
      std::string folder = Folder(path, at);
      if (std::find(folders.begin(), folders.end(), folder) == folders.end())
        folders.push_back(std::move(folder));
    });
    return folders;
  }

  std::vector<std::filesystem::path> TermsFiles(const toml::table& table) {
    std::vector<std::filesystem::path> files;
    ForEachText(table, "terms", [&](const std::string& path, const toml::node& at) {
      files.push_back((folder_ / Expanded(path, at)).lexically_normal());
    });
    return files;
  }

  // --- rules

  std::optional<DeckKind> Kind(const toml::table& table) {
    const std::string name = Text(table, "kind");
    if (name.empty()) return std::nullopt;
    for (const DeckKind kind : {DeckKind::kReview, DeckKind::kPaper, DeckKind::kTrends})
      if (Name(kind) == name) return kind;
    Wrong(table.get("kind")->source(), "unknown kind " + Quoted(name) + Meant(name, kKinds));
    return std::nullopt;
  }

  void Check(const Result<void>& checked, const toml::node& at) {
    if (!checked) Wrong(at.source(), checked.error().message);
  }

  // The rules of one [[file]] or [[folder]]: one for each pattern.
  void AddRule(const toml::table& table, std::vector<NameRule>* rules) {
    KnowKeys(table, kRuleKeys);
    if (table.get("pattern") == nullptr) return Wrong(table.source(), "a rule without a pattern");
    const std::string title = NormalizeNfc(Text(table, "title"));
    const std::optional<DeckKind> kind = Kind(table);
    ForEachText(table, "pattern", [&](const std::string& text, const toml::node& at) {
      NameRule rule{NormalizeNfc(text), title, kind};
      Check(CheckPattern(rule.pattern), at);
      if (!title.empty()) Check(CheckTitle(title, rule.pattern), *table.get("title"));
      rules->push_back(std::move(rule));
    });
  }

  std::vector<NameRule> RuleList(const toml::table& table, std::string_view key) {
    std::vector<NameRule> rules;
    const toml::node* node = table.get(key);
    if (node == nullptr) return rules;
    const std::string shape = std::string(key) + " must be tables: [[" + std::string(key) + "]]";
    const toml::array* list = node->as_array();
    if (list == nullptr) Wrong(node->source(), shape);
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
      const toml::table* rule = list->get(i)->as_table();
      if (rule == nullptr)
        Wrong(list->get(i)->source(), shape);
      else
        AddRule(*rule, &rules);
    }
    return rules;
  }

  NameRules Rules(const toml::table& table) {
    NameRules rules;
    rules.files = RuleList(table, "file");
    rules.folders = RuleList(table, "folder");
    for (const std::string& name : Texts(table, "no_title"))
      rules.no_title.push_back(NameKey(name));
    rules.no_field = Texts(table, "no_field");
    for (std::string& glob : rules.no_field) {
      glob = NormalizeNfc(glob);
      std::replace(glob.begin(), glob.end(), ' ', '_');
    }
    if (const toml::table* fields = Table(table, "fields")) {
      for (const auto& [key, value] : *fields) {
        if (!value.is_string() && IsOneOf(key.str(), kTopKeys)) {
          Wrong(key.source(), Misplaced(key.str()));
          continue;
        }
        const std::string folder = NameKey(key.str());
        std::string shown = NormalizeNfc(Text(value, "a field's name"));
        if (folder.empty() || shown.empty()) Wrong(value.source(), "a field without a name");
        rules.fields.emplace(folder, std::move(shown));
      }
    }
    return rules;
  }

  // --- tables of the config

  RankingWeights Weights(const toml::table& table) {
    RankingWeights weights;
    const toml::table* given = Table(table, "weights");
    if (given == nullptr) return weights;
    KnowKeys(*given, kWeightKeys);
    weights.title = Number(*given, "title", weights.title);
    weights.context = Number(*given, "context", weights.context);
    weights.coverage = Number(*given, "coverage", weights.coverage);
    return weights;
  }

  std::vector<RootConfig> Overrides(const toml::table& table) {
    std::vector<RootConfig> overrides;
    const toml::table* roots = Table(table, "root");
    if (roots == nullptr) return overrides;
    for (const auto& [key, value] : *roots) {
      const toml::table* given = value.as_table();
      if (given == nullptr) {
        Wrong(key.source(), "a root must be a table: [root.\"~/reviews\"]");
        continue;
      }
      KnowKeys(*given, kRootKeys);
      RootConfig root{Folder(std::string(key.str()), value), Texts(*given, "exclude"),
                      Rules(*given)};
      if (std::any_of(overrides.begin(), overrides.end(),
                      [&](const RootConfig& other) { return other.path == root.path; }))
        Wrong(key.source(), "root " + Quoted(key.str()) + " is there twice");
      overrides.push_back(std::move(root));
    }
    return overrides;
  }

  const std::string file_;
  const std::filesystem::path folder_;
  std::optional<Mistake> wrong_;
};

// All of `file`; nothing where there is no such file.
Result<std::optional<std::string>> Contents(const std::filesystem::path& file) {
  const UniqueFd fd(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  const auto failed = [&](int error) {
    return Error{error == EACCES ? ErrorCode::kPermission : ErrorCode::kIo,
                 "cannot read " + PlainPath(file.string()) + ": " + std::strerror(error)};
  };
  if (!fd.valid() && (errno == ENOENT || errno == ENOTDIR)) return std::optional<std::string>();
  if (!fd.valid()) return failed(errno);
  std::string text;
  std::array<char, 16384> buffer{};
  while (text.size() <= kMaxFile) {
    const ssize_t got = read(fd.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed(errno);
    if (got == 0) return std::optional(text);
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return Error{ErrorCode::kUsage, PlainPath(file.string()) + ":1: is larger than a config can be"};
}

}  // namespace

const NameRules& Config::RulesOf(std::string_view root) const {
  for (const RootConfig& override : root_overrides)
    if (override.path == root) return override.rules;
  return rules;
}

std::vector<std::string> Config::ExcludesOf(std::string_view root) const {
  std::vector<std::string> globs = excludes;
  for (const RootConfig& override : root_overrides)
    if (override.path == root) Append(override.excludes, &globs);
  return globs;
}

std::filesystem::path ConfigFile() {
  if (const std::string file = Environment("RSEARCH_CONFIG"); !file.empty()) return file;
  if (const std::string folder = Environment("XDG_CONFIG_HOME"); !folder.empty())
    return std::filesystem::path(folder) / "rsearch/config.toml";
  if (const std::string home = Environment("HOME"); !home.empty())
    return std::filesystem::path(home) / ".config/rsearch/config.toml";
  return {};
}

Result<Config> ReadConfig(const std::filesystem::path& file) {
  Config none;
  none.rules = DefaultNameRules();
  if (file.empty()) return none;
  auto text = Contents(file);
  if (!text) return text.error();
  if (!*text) return none;
  std::error_code ignored;
  const auto folder = std::filesystem::absolute(file, ignored).parent_path();
  auto config = TomlReader(PlainPath(file.string()), folder).ReadConfig(**text);
  if (!config) return config.error();
  config->file = file;
  config->rules = Joined(std::move(config->rules), none.rules);
  for (RootConfig& root : config->root_overrides)
    root.rules = Joined(std::move(root.rules), config->rules);
  return config;
}

NameRules DefaultNameRules() {
  auto config = TomlReader("name_rules.toml", {}).ReadConfig(kDefaultRules);
  return config ? std::move(config->rules) : NameRules{};  // config_test reads it for mistakes
}

}  // namespace rsearch
