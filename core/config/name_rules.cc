// What the names on a path say. A name goes through the rules (Follow()); what is left is its
// title. Which of the folders is the deck's own, and which a field, follows from where they stand,
// from the rules and from the file's own title (PathReader).

#include "rsearch/name_rules.h"

#include <fnmatch.h>
#include <strings.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "core/config/name_pattern.h"
#include "rsearch/analyzer.h"
#include "rsearch/name_key.h"
#include "rsearch/utf8.h"

namespace rsearch {
namespace {

constexpr std::string_view kExtension = ".pdf";
// A title that a rule found is tried again, so often at most.
constexpr int kMaxRounds = 8;
// Shorter runs of hexadecimal digits may be words.
constexpr std::size_t kMinHash = 16;
// "self-attention" keeps its hyphen, "gbm-with-trees-2" is a sentence.
constexpr std::size_t kSlugWords = 3;

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}
bool IsLower(char c) {
  return c >= 'a' && c <= 'z';
}
bool IsUpper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool IsAscii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

// Without what stands around a title in a file name.
std::string_view Trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" _-.:,)");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" _-") - begin + 1);
}

// Is a name of `no_title`, a number behind it or not. `key` is its NameKey().
bool IsListed(std::string_view key, const NameRules& rules) {
  while (!key.empty() && IsDigit(key.back()))
    key.remove_suffix(1);
  return std::find(rules.no_title.begin(), rules.no_title.end(), key) != rules.no_title.end();
}

// --- what the rules say of one name

struct Followed {
  std::string rest;     // what is left: the title as written
  bool titled = false;  // a rule has found it
  std::optional<DeckKind> kind;
  std::int32_t date = 0;
  std::string field;
  std::vector<std::string> ids;
};

std::int32_t DateOf(const Captures& captures) {
  const auto number = [](std::string_view digits) {
    std::int32_t value = 0;
    for (const char c : digits)
      value = value * 10 + (c - '0');
    return value;
  };
  return number(captures.Year()) * 10'000 + number(captures[Placeholder::kMonth]) * 100 +
         number(captures[Placeholder::kDay]);
}

void AddFacts(const NameRule& rule, const Captures& captures, Followed* facts) {
  if (!facts->kind) facts->kind = rule.kind;
  if (facts->date == 0 && !captures.Year().empty()) facts->date = DateOf(captures);
  if (facts->field.empty()) facts->field = captures[Placeholder::kField];
  if (!captures.Has(Placeholder::kArxiv)) return;
  std::string_view id = captures[Placeholder::kArxiv];
  id = id.substr(0, id.find_first_of("vV"));
  const std::string paper = std::string("arxiv:").append(id);
  if (std::find(facts->ids.begin(), facts->ids.end(), paper) == facts->ids.end())
    facts->ids.push_back(paper);
}

// Follows rules in their order as far as the first that finds a title, and takes the title for the
// rest. True when that is to be tried again.
bool FollowOnce(const std::vector<NameRule>& list, const NameRules& rules, Followed* facts) {
  // A name that is known to say nothing has no title inside: "my slides" is not about "my".
  const bool listed = IsListed(NameKey(facts->rest), rules);
  for (const NameRule& rule : list) {
    const auto captures = MatchName(rule.pattern, facts->rest);
    if (!captures) continue;
    const bool finds = captures->Has(Placeholder::kTitle) || !rule.title.empty();
    if (finds && listed) continue;
    AddFacts(rule, *captures, facts);
    if (!finds) continue;
    const std::string title = rule.title.empty() ? std::string((*captures)[Placeholder::kTitle])
                                                 : FillPattern(rule.title, *captures);
    std::string rest(Trim(title));
    const bool shorter = rest.size() < facts->rest.size();
    facts->rest = std::move(rest);
    facts->titled = true;
    return rule.title.empty() && shorter;
  }
  return false;
}

// By `list`, the files' or folders' of `rules`.
Followed Follow(const std::vector<NameRule>& list, const NameRules& rules, std::string name) {
  Followed facts;
  facts.rest = std::move(name);
  for (int round = 0; round < kMaxRounds; ++round)
    if (!FollowOnce(list, rules, &facts)) break;
  std::sort(facts.ids.begin(), facts.ids.end());
  return facts;
}

// --- titles

// Words in small letters, joined without a blank: made for a web address, not for reading.
bool IsSlug(std::string_view name) {
  return name.find_first_of("-_") != std::string_view::npos &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return IsLower(c) || IsDigit(c) || c == '-' || c == '_'; });
}

std::size_t CountWords(std::string_view slug) {
  std::size_t words = 0;
  for (std::size_t i = 0; i < slug.size(); ++i) {
    const bool inside = slug[i] != '-' && slug[i] != '_';
    if (inside && (i == 0 || slug[i - 1] == '-' || slug[i - 1] == '_')) ++words;
  }
  return words;
}

// "A Long NameA Long Name": once.
std::string Undouble(std::string title) {
  for (const std::string_view between : {"", " ", "-", " - "}) {
    if (title.size() <= between.size() || (title.size() - between.size()) % 2 != 0) continue;
    const std::size_t half = (title.size() - between.size()) / 2;
    const std::string_view first = std::string_view(title).substr(0, half);
    if (first.find(' ') == std::string_view::npos || first.back() == ' ') continue;
    if (title.compare(half, between.size(), between) == 0 && title.ends_with(first))
      return std::string(first);
  }
  return title;
}

std::string Readable(std::string_view name) {
  std::string title(name);
  const bool slug = IsSlug(name) && CountWords(name) >= kSlugWords;
  for (char& c : title)
    if (c == '_' || c == '\n' || (slug && c == '-')) c = ' ';
  title = CleanText(title);
  std::replace(title.begin(), title.end(), '\n', ' ');
  return Undouble(std::string(Trim(title)));
}

bool IsHash(std::string_view key) {
  const bool hex = std::all_of(key.begin(), key.end(),
                               [](char c) { return IsDigit(c) || (c >= 'a' && c <= 'f'); });
  return hex && key.size() >= kMinHash && std::any_of(key.begin(), key.end(), IsDigit);
}

// "2104.00298v3", "Q3", "(1)": no two letters side by side, none of another script.
bool HasNoWord(std::string_view key) {
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (!IsAscii(key[i])) return false;
    if (i > 0 && IsLower(key[i]) && IsLower(key[i - 1])) return false;
  }
  return true;
}

bool SaysNothing(std::string_view title, const NameRules& rules) {
  const std::string key = NameKey(title);
  return HasNoWord(key) || IsHash(key) || IsListed(key, rules);
}

// May be a person's name: three syllables of Hangul, as nearly all Korean names.
bool MayBePerson(std::string_view word) {
  std::size_t syllables = 0;
  for (std::size_t at = 0; at < word.size(); ++syllables) {
    const char32_t c = NextCodePoint(word, &at);
    if (c < U'가' || c > U'힣') return false;
  }
  return syllables == 3;
}

// One word, or one beside one that says nothing or is the name of who gave it: "BERT", "GPT2
// 김유리", "ZSD review".
bool IsNickname(std::string_view title, const NameRules& rules) {
  const std::size_t blank = title.find(' ');
  if (blank == std::string_view::npos) return true;
  const std::string_view first = title.substr(0, blank);
  const std::string_view second = title.substr(blank + 1);
  if (second.find(' ') != std::string_view::npos) return false;
  return MayBePerson(second) || SaysNothing(first, rules) || SaysNothing(second, rules);
}

// --- fields

bool IsNoField(std::string_view folder, const NameRules& rules) {
  if (HasNoWord(NameKey(folder))) return true;
  std::string name(folder);
  std::replace(name.begin(), name.end(), ' ', '_');
  return std::any_of(rules.no_field.begin(), rules.no_field.end(), [&](const std::string& glob) {
    return fnmatch(glob.c_str(), name.c_str(), FNM_CASEFOLD) == 0;
  });
}

const std::string* KnownField(std::string_view name, const NameRules& rules) {
  const auto found = rules.fields.find(NameKey(name));
  return found == rules.fields.end() ? nullptr : &found->second;
}

// "deep learning" -> "Deep Learning", "CS229 study" -> "CS229 Study"; short forms as `fields` has
// them ("gnn basics").
std::string Capitalised(std::string_view text, const NameRules& rules) {
  constexpr auto kSmall = std::to_array<std::string_view>(
      {"a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "via", "with"});
  std::string shown;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    std::string word(text.substr(begin, end - begin));
    const std::string* known = KnownField(word, rules);
    if (known != nullptr && NameKey(*known) == word) {
      word = *known;
    } else if (!word.empty() && IsLower(word.front()) &&
               std::none_of(word.begin(), word.end(), IsUpper) &&
               (begin == 0 || std::find(kSmall.begin(), kSmall.end(), word) == kSmall.end())) {
      word.front() = static_cast<char>(word.front() - 'a' + 'A');
    }
    shown.append(begin > 0 ? " " : "").append(word);
    begin = end + 1;
  }
  return shown;
}

std::string ShownField(std::string_view name, const NameRules& rules) {
  if (const std::string* known = KnownField(name, rules)) return *known;
  std::string shown(name);
  const bool words = name.find_first_of(" _") != std::string_view::npos;
  if (!words && std::none_of(name.begin(), name.end(), IsUpper))
    std::replace(shown.begin(), shown.end(), '-', ' ');
  return Capitalised(Readable(shown), rules);
}

// --- paths

std::vector<std::string> NamesOn(std::string_view path) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view name = path.substr(begin, end - begin);
    if (!name.empty() && name != "." && name != "..") names.push_back(NormalizeNfc(name));
    begin = end + 1;
  }
  return names;
}

std::string_view WithoutExtension(std::string_view name) {
  if (name.size() <= kExtension.size()) return name;
  const std::size_t size = name.size() - kExtension.size();
  return strncasecmp(name.data() + size, kExtension.data(), kExtension.size()) == 0
             ? name.substr(0, size)
             : name;
}

class PathReader {
 public:
  explicit PathReader(const NameRules& rules) : rules_(rules) {}

  NameFacts Read(std::string_view path) {
    std::vector<std::string> names = NamesOn(path);
    if (names.empty()) return {};
    ReadFile(WithoutExtension(names.back()));
    names.pop_back();
    for (std::string& name : names)
      folders_.push_back({name, Follow(rules_.folders, rules_, name)});
    if (!folders_.empty()) ReadOwnFolder(folders_.back());
    for (std::size_t i = folders_.size(); i-- > 0 && !facts_.kind;)
      facts_.kind = folders_[i].said.kind;
    if (facts_.field.empty()) facts_.field = FieldOfFolders();
    return std::move(facts_);
  }

 private:
  struct Folder {
    std::string name;
    Followed said;

    // Its name, without what the rules take off.
    [[nodiscard]] const std::string& title() const { return said.titled ? said.rest : name; }
  };

  void ReadFile(std::string_view name) {
    Followed said = Follow(rules_.files, rules_, std::string(name));
    facts_.title = Readable(said.rest);
    if (SaysNothing(facts_.title, rules_)) facts_.title.clear();
    facts_.nickname =
        !facts_.title.empty() && (IsSlug(said.rest) || IsNickname(facts_.title, rules_));
    facts_.kind = said.kind;
    facts_.date = said.date;
    facts_.ids = std::move(said.ids);
    if (!said.field.empty()) facts_.field = ShownField(said.field, rules_);
  }

  // Is the folder the file is in made for this deck, and its name a title?
  void ReadOwnFolder(const Folder& folder) {
    const std::string title = Readable(folder.title());
    if (SaysNothing(title, rules_)) return;
    const std::string key = NameKey(title);
    const std::string file_key = NameKey(facts_.title);
    if (KnownField(title, rules_) != nullptr) {
      owned_ = folder.said.titled && file_key.starts_with(key);  // 04. CNN/CNN_김유리.pdf
    } else {
      const bool only_name = file_key.empty() && !IsNoField(folder.name, rules_);
      owned_ = folder.said.titled || file_key == key || only_name;
    }
    if (!owned_) return;
    facts_.folder_title = title;
    if (facts_.date == 0) facts_.date = folder.said.date;
    if (facts_.ids.empty()) facts_.ids = folder.said.ids;
  }

  [[nodiscard]] std::string FieldOfFolders() const {
    for (std::size_t i = folders_.size(); i-- > 0;) {
      const Folder& folder = folders_[i];
      if (!folder.said.field.empty()) return ShownField(folder.said.field, rules_);
      if (owned_ && i + 1 == folders_.size()) continue;
      const bool known = KnownField(folder.title(), rules_) != nullptr;
      if (known || (!IsNoField(folder.name, rules_) && !IsNoField(folder.title(), rules_)))
        return ShownField(folder.title(), rules_);
    }
    return {};
  }

  const NameRules& rules_;
  NameFacts facts_;
  std::vector<Folder> folders_;
  bool owned_ = false;  // the innermost folder is the deck's own
};

}  // namespace

NameFacts ReadName(std::string_view path, const NameRules& rules) {
  return PathReader(rules).Read(path);
}

}  // namespace rsearch
