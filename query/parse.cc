// Four linear passes, so that nothing a user types can be a syntax error by accident:
//   1. lex       words, phrases, parentheses and signs; pieces without a letter or digit vanish
//   2. balance   a ')' too many vanishes, a '(' never closed closes at the end, empty pairs vanish
//   3. demote    an operator that lacks an operand becomes an ordinary word ("AND gate")
//   4. build     recursive descent over what is now always well formed
// Only the first can fail, on an unclosed quote or a field, and on the bounds of parse.h; and the
// last, on an in: without words.
//
//   sequence = or { or }              weakest: clauses side by side
//   or       = and { "OR" and }
//   and      = near { "AND" near }
//   near     = atom { "NEAR" atom }
//   atom     = [ "+" | "-" | "NOT" ] ( word | phrase | prefix* | field | "(" sequence ")" )
#include "query/parse.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rsearch/analyzer.h"
#include "rsearch/utf8.h"

namespace rsearch {

namespace {

using Kind = QueryNode::Kind;
using Occur = QueryNode::Occur;

// A NEAR further apart than this is a page's width away: AND says it better.
constexpr unsigned kMaxNearWindow = 1000;

struct Lexeme {
  enum class Type : std::uint8_t {
    kWord,
    kPhrase,
    kPrefix,
    kField,
    kOpen,
    kClose,
    kAnd,
    kOr,
    kNot,
    kNear
  };
  Type type = Type::kWord;
  Occur occur = Occur::kShould;
  std::string_view text;
  std::size_t begin = 0, end = 0;
  unsigned window = 0;
  QueryField field = QueryField::kTitle;
  FieldValue value{};
};
using Type = Lexeme::Type;

std::size_t ColumnOf(std::string_view query, std::size_t offset) {
  return DecodeUtf8(query.substr(0, offset)).size() + 1;
}

// `more` stands behind the place.
Error UsageAt(std::string message, std::string_view query, std::size_t offset,
              std::string_view more = {}) {
  message += " at column " + std::to_string(ColumnOf(query, offset));
  return Error{ErrorCode::kUsage, message.append(more)};
}

bool IsSpace(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

bool IsAsciiAlnum(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// A letter or digit, or may be one: the blocks of punctuation people type are told apart here, the
// rest is the analyzer's to judge.
bool IsWordLike(char32_t c) {
  if (c < 0x80) return IsAsciiAlnum(c);
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  return !(c >= 0x2000 && c <= 0x206F) && !(c >= 0x3000 && c <= 0x3004) &&
         !(c >= 0x3008 && c <= 0x3020) && c != kReplacement && c != kInvalidByte;
}

bool HasWord(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (IsWordLike(NextCodePoint(text, &at))) return true;
  return false;
}

// Length in bytes of the quote at `at`; 0 when there is none. Any quote closes any other: „a“, “a”.
std::size_t QuoteAt(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == '"') return 1;
  for (const std::string_view quote : {"\u201C", "\u201D", "\u201E", "\u201F"})
    if (text.substr(at).starts_with(quote)) return quote.size();
  return 0;
}

// What stands before the asterisk of `word`, when that makes a prefix search.
std::optional<std::string_view> PrefixOf(std::string_view word) {
  if (!word.ends_with('*')) return std::nullopt;
  word.remove_suffix(1);
  std::size_t length = 0;
  for (std::size_t at = 0; at < word.size(); ++length) {
    const char32_t c = NextCodePoint(word, &at);
    const bool joins = c == '-' || c == '_' || c == '.' || c == '\'' || c == '+' || c == '#';
    const bool inside = length > 0 && at < word.size();
    if (!IsWordLike(c) && !(joins && inside)) return std::nullopt;
  }
  if (length < kMinPrefixLength) return std::nullopt;
  return word;
}

// Length of the field's name that `text` begins with, so that ':' and a value follow; 0 for none.
std::size_t FieldNameLength(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  std::size_t length = 0;
  while (length < text.size() && is_letter(text[length]))
    ++length;
  if (length < 2 || length + 1 >= text.size() || text[length] != ':') return 0;
  const std::string_view value = text.substr(length + 1);
  const bool none = IsSpace(value.front()) || value.front() == ')' || value.front() == ':';
  return none || value.starts_with("//") ? 0 : length;
}

// The operator that `word` is, with its window for NEAR; nothing for an ordinary word.
std::optional<Lexeme> OperatorOf(std::string_view word) {
  Lexeme lexeme;
  if (word == "AND") {
    lexeme.type = Type::kAnd;
  } else if (word == "OR") {
    lexeme.type = Type::kOr;
  } else if (word == "NOT") {
    lexeme.type = Type::kNot;
  } else if (word == "NEAR") {
    lexeme.type = Type::kNear;
    lexeme.window = kNearWindow;
  } else if (word.starts_with("NEAR/")) {
    const std::string_view digits = word.substr(5);
    unsigned value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (end != digits.data() + digits.size() || error == std::errc::invalid_argument)
      return std::nullopt;
    lexeme.type = Type::kNear;
    lexeme.window = error == std::errc::result_out_of_range ? kMaxNearWindow
                                                            : std::clamp(value, 1U, kMaxNearWindow);
  } else {
    return std::nullopt;
  }
  return lexeme;
}

std::vector<std::string_view> WordsOf(std::string_view query) {
  std::vector<std::string_view> words;
  for (std::size_t begin = 0; begin < query.size();) {
    const std::size_t end = std::min(query.find(' ', begin), query.size());
    words.push_back(query.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

bool HasQuoteOrSmallLetter(std::string_view query) {
  for (std::size_t at = 0; at < query.size(); ++at)
    if (QuoteAt(query, at) != 0 || (query[at] >= 'a' && query[at] <= 'z')) return true;
  return false;
}

// A sentence in capitals ("USE OF FILTERS AND DELAY LINES", as titles are pasted): its AND is a
// word. Told by having no small letter and nothing quoted, and a word that no query of operators
// has. "A" beside an operator is a name: "VITAMIN A OR D".
bool IsSentenceInCapitals(std::string_view query) {
  if (HasQuoteOrSmallLetter(query)) return false;
  constexpr auto kWords =
      std::to_array<std::string_view>({"A", "AN", "ARE", "AS", "AT", "BY", "FOR", "FROM", "IN",
                                       "IS", "OF", "ON", "THE", "TO", "WITH"});
  const std::vector<std::string_view> words = WordsOf(query);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (std::find(kWords.begin(), kWords.end(), words[i]) == kWords.end()) continue;
    const bool operand =
        (i > 0 && OperatorOf(words[i - 1])) || (i + 1 < words.size() && OperatorOf(words[i + 1]));
    if (words[i] != "A" || !operand) return true;
  }
  return false;
}

class Lexer {
 public:
  explicit Lexer(std::string_view query)
      : query_(query), operators_(!IsSentenceInCapitals(query)) {}

  Result<std::vector<Lexeme>> Run() {
    while (SkipSpace()) {
      if (auto read = ReadOne(); !read) return read.error();
      if (words_ > kMaxQueryWords)
        return UsageAt("more than " + std::to_string(kMaxQueryWords) + " words", query_,
                       last_begin_);
    }
    return std::move(lexemes_);
  }

 private:
  bool SkipSpace() {
    while (at_ < query_.size() && IsSpace(query_[at_]))
      ++at_;
    return at_ < query_.size();
  }

  Result<void> ReadOne() {
    last_begin_ = at_;
    const Occur occur = ReadSign();
    if (query_[at_] == '(' || query_[at_] == ')') {
      const Type type = query_[at_] == '(' ? Type::kOpen : Type::kClose;
      ++at_;
      Add(type, occur, {});
      return {};
    }
    if (QuoteAt(query_, at_) != 0) return ReadPhrase(occur);
    const std::size_t name = operators_ ? FieldNameLength(query_.substr(at_)) : 0;
    if (name > 0) {
      const std::string_view typed = query_.substr(at_, name);
      if (const auto field = FieldNamed(typed)) return ReadField(*field, occur);
      if (auto text = CheckUnknown(typed); !text) return text.error();
    }
    ReadWord(occur);
    return {};
  }

  // A sign counts only directly before a word, a quote or a parenthesis: "a - b", "--", "->" and
  // "+" hold none.
  Occur ReadSign() {
    const char sign = query_[at_];
    if (sign != '+' && sign != '-') return Occur::kShould;
    std::size_t next = at_ + 1;
    if (next >= query_.size()) return Occur::kShould;
    const bool starts = query_[next] == '(' || QuoteAt(query_, next) != 0 ||
                        IsWordLike(NextCodePoint(query_, &next));
    if (!starts) return Occur::kShould;
    ++at_;
    return sign == '+' ? Occur::kMust : Occur::kMustNot;
  }

  Result<void> ReadPhrase(Occur occur) {
    const auto text = ReadQuoted();
    if (!text) return text.error();
    if (!HasWord(*text)) return {};
    CountWords(*text);
    Add(Type::kPhrase, occur, *text);
    return {};
  }

  Result<std::string_view> ReadQuoted() {
    const std::size_t open = at_;
    at_ += QuoteAt(query_, at_);
    const std::size_t begin = at_;
    while (at_ < query_.size() && QuoteAt(query_, at_) == 0)
      ++at_;
    if (at_ >= query_.size()) return UsageAt("unclosed quote, opened", query_, open);
    const std::string_view text = query_.substr(begin, at_ - begin);
    at_ += QuoteAt(query_, at_);
    return text;
  }

  void CountWords(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i)
      if (!IsSpace(text[i]) && (i == 0 || IsSpace(text[i - 1]))) ++words_;
  }

  // Nothing for a name that may stand in a text.
  Result<void> CheckUnknown(std::string_view name) const {
    const std::string nearest = NearestFieldName(name);
    const bool has_capital =
        std::any_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (nearest.empty() && has_capital) return {};
    return UsageAt("unknown field " + ShortForm(name), query_, last_begin_,
                   nearest.empty() ? "; to search for it, put it in quotes"
                                   : "; did you mean " + nearest + ":?");
  }

  Result<void> ReadField(QueryField field, Occur occur) {
    at_ += Name(field).size() + 1;
    std::string_view text;
    if (QuoteAt(query_, at_) != 0) {
      const auto quoted = ReadQuoted();
      if (!quoted) return quoted.error();
      text = *quoted;
    } else {
      text = TakeWord();
    }
    auto value = CheckFieldValue(field, text);
    if (!value)
      return UsageAt(ShortForm(FieldText(field, text)), query_, last_begin_,
                     ": " + value.error().message);
    if (IsRange(field) && ++ranges_ > kMaxQueryRanges)
      return UsageAt(
          "more than " + std::to_string(kMaxQueryRanges) + " ranges (year, month, date or page)",
          query_, last_begin_);
    CountWords(text);
    value->column = ColumnOf(query_, last_begin_);
    Add(Type::kField, occur, text);
    lexemes_.back().field = field;
    lexemes_.back().value = std::move(*value);
    return {};
  }

  // Up to a space or a ')' that the word itself did not open: f(x) stays whole, "(2019)" does not.
  std::string_view TakeWord() {
    const std::size_t begin = at_;
    for (int open = 0; at_ < query_.size() && !IsSpace(query_[at_]); ++at_) {
      if (query_[at_] == '(') ++open;
      if (query_[at_] == ')' && --open < 0) break;
    }
    return query_.substr(begin, at_ - begin);
  }

  void ReadWord(Occur occur) {
    const std::string_view word = TakeWord();
    if (!HasWord(word)) return;
    ++words_;
    if (occur == Occur::kShould && operators_) {
      if (const auto op = OperatorOf(word)) {
        Add(op->type, occur, word, op->window);
        return;
      }
    }
    if (const auto prefix = PrefixOf(word))
      Add(Type::kPrefix, occur, *prefix);
    else
      Add(Type::kWord, occur, word);
  }

  void Add(Type type, Occur occur, std::string_view text, unsigned window = 0) {
    lexemes_.push_back({type, occur, text, last_begin_, at_, window, {}, {}});
  }

  std::string_view query_;
  bool operators_ = true;  // AND, OR, NOT and NEAR are some
  std::size_t at_ = 0;
  std::size_t last_begin_ = 0;  // of the lexeme being read, its sign included
  std::size_t words_ = 0;
  std::size_t ranges_ = 0;
  std::vector<Lexeme> lexemes_;
};

std::vector<Lexeme> Balance(const std::vector<Lexeme>& lexemes, std::size_t query_size) {
  std::vector<Lexeme> out;
  std::size_t open = 0;
  const auto close = [&](const Lexeme& lexeme) {
    --open;
    if (out.back().type == Type::kOpen)
      out.pop_back();
    else
      out.push_back(lexeme);
  };
  for (const Lexeme& lexeme : lexemes) {
    if (lexeme.type != Type::kClose) {
      out.push_back(lexeme);
      if (lexeme.type == Type::kOpen) ++open;
    } else if (open > 0) {
      close(lexeme);
    }
  }
  while (open > 0)
    close({Type::kClose, Occur::kShould, {}, query_size, query_size, 0, {}, {}});
  return out;
}

Result<void> CheckDepth(const std::vector<Lexeme>& lexemes, std::string_view query) {
  std::size_t depth = 0;
  for (const Lexeme& lexeme : lexemes) {
    if (lexeme.type == Type::kClose) --depth;
    if (lexeme.type == Type::kOpen && ++depth > kMaxQueryDepth)
      return UsageAt("more than " + std::to_string(kMaxQueryDepth) + " nested parentheses", query,
                     lexeme.begin);
  }
  return {};
}

bool IsAtomStart(const Lexeme& lexeme) {
  return lexeme.type == Type::kWord || lexeme.type == Type::kPhrase ||
         lexeme.type == Type::kPrefix || lexeme.type == Type::kField || lexeme.type == Type::kOpen;
}

bool IsAtomEnd(const Lexeme& lexeme) {
  return lexeme.type == Type::kClose || (IsAtomStart(lexeme) && lexeme.type != Type::kOpen);
}

bool IsBinary(const Lexeme& lexeme) {
  return lexeme.type == Type::kAnd || lexeme.type == Type::kOr || lexeme.type == Type::kNear;
}

// Right to left for what must follow an operator, then left to right for what must stand before: an
// operator that became a word is an operand to its neighbours.
void Demote(std::vector<Lexeme>* lexemes) {
  std::vector<Lexeme>& all = *lexemes;
  for (std::size_t i = all.size(); i-- > 0;) {
    const bool has_next = i + 1 < all.size();
    if (all[i].type == Type::kNot &&
        !(has_next && IsAtomStart(all[i + 1]) && all[i + 1].occur == Occur::kShould))
      all[i].type = Type::kWord;
    if (IsBinary(all[i]) &&
        !(has_next && (IsAtomStart(all[i + 1]) || all[i + 1].type == Type::kNot)))
      all[i].type = Type::kWord;
  }
  for (std::size_t i = 0; i < all.size(); ++i)
    if (IsBinary(all[i]) && !(i > 0 && IsAtomEnd(all[i - 1]))) all[i].type = Type::kWord;
}

QueryNode MakeNode(Kind kind, std::vector<QueryNode> children) {
  QueryNode node;
  node.kind = kind;
  node.begin = children.front().begin;
  node.end = children.back().end;
  node.children = std::move(children);
  return node;
}

class Builder {
 public:
  explicit Builder(const std::vector<Lexeme>& lexemes) : lexemes_(lexemes) {}

  std::vector<QueryNode> Sequence() {
    Nodes clauses;
    Nodes fields;
    while (at_ < lexemes_.size() && lexemes_[at_].type != Type::kClose) {
      for (QueryNode& clause : Or()) {
        if (clause.kind == Kind::kField)
          JoinField(std::move(clause), &fields);
        else
          Join(std::move(clause), &clauses);
      }
    }
    std::move(fields.begin(), fields.end(), std::back_inserter(clauses));
    return clauses;
  }

 private:
  using Nodes = std::vector<QueryNode>;

  static bool IsFree(const QueryNode& node) {
    return node.kind == Kind::kText && node.occur == Occur::kShould;
  }

  static void Join(QueryNode clause, Nodes* clauses) {
    if (clauses->empty() || !IsFree(clause) || !IsFree(clauses->back())) {
      clauses->push_back(std::move(clause));
      return;
    }
    clauses->back().text.append(" ").append(clause.text);
    clauses->back().end = clause.end;
  }

  // Of several in: each says where words may be, whether they must be there or not.
  static void JoinField(QueryNode clause, Nodes* fields) {
    const bool place = clause.field == QueryField::kIn;
    if (place && clause.occur == Occur::kMust) clause.occur = Occur::kShould;
    if (place || clause.occur == Occur::kShould) {
      const auto same = std::find_if(fields->begin(), fields->end(), [&](const QueryNode& field) {
        return field.field == clause.field && field.occur == clause.occur;
      });
      if (same != fields->end()) {
        same->values.push_back(std::move(clause.values.front()));
        return;
      }
    }
    fields->push_back(std::move(clause));
  }

  bool Take(Type type) {
    if (at_ >= lexemes_.size() || lexemes_[at_].type != type) return false;
    ++at_;
    return true;
  }

  Nodes Or() {
    std::vector<Nodes> sides;
    do
      sides.push_back(And());
    while (Take(Type::kOr));
    if (sides.size() == 1) return std::move(sides.front());
    Occur occur = Occur::kShould;
    Nodes children;
    for (Nodes& side : sides) {
      if (side.size() > 1 || side.front().occur == Occur::kMustNot) {
        children.push_back(MakeNode(Kind::kAll, std::move(side)));
        continue;
      }
      // "+a OR b": one of the two must be there.
      if (side.front().occur == Occur::kMust) occur = Occur::kMust;
      children.push_back(std::move(side.front()));
      children.back().occur = Occur::kShould;
    }
    QueryNode node = MakeNode(Kind::kOr, std::move(children));
    node.occur = occur;
    return {std::move(node)};
  }

  Nodes And() {
    Nodes operands;
    do
      for (QueryNode& node : Near())
        operands.push_back(std::move(node));
    while (Take(Type::kAnd));
    if (operands.size() > 1)
      for (QueryNode& node : operands)
        if (node.occur == Occur::kShould) node.occur = Occur::kMust;
    return operands;
  }

  // NEAR wants words; with a group or an excluded word on one side it is read as AND.
  Nodes Near() {
    Nodes operands;
    unsigned window = 0;
    operands.push_back(Atom());
    while (at_ < lexemes_.size() && lexemes_[at_].type == Type::kNear) {
      window = std::max(window, lexemes_[at_++].window);
      operands.push_back(Atom());
    }
    if (operands.size() == 1) return operands;
    const bool words = std::all_of(operands.begin(), operands.end(), [](const QueryNode& node) {
      return (node.kind == Kind::kText || node.kind == Kind::kPhrase ||
              node.kind == Kind::kPrefix) &&
             node.occur != Occur::kMustNot;
    });
    if (!words) return operands;
    Occur occur = Occur::kShould;
    for (QueryNode& node : operands)
      if (std::exchange(node.occur, Occur::kShould) == Occur::kMust) occur = Occur::kMust;
    QueryNode near = MakeNode(Kind::kNear, std::move(operands));
    near.window = window;
    near.occur = occur;
    return {std::move(near)};
  }

  QueryNode Atom() {
    const std::size_t begin = lexemes_[at_].begin;
    const bool negated = Take(Type::kNot);
    const Lexeme& lexeme = lexemes_[at_++];
    QueryNode node = lexeme.type == Type::kOpen ? Group() : Leaf(lexeme);
    if (lexeme.occur != Occur::kShould) node.occur = lexeme.occur;
    if (negated) node.occur = Occur::kMustNot;
    node.begin = begin;
    return node;
  }

  static QueryNode Leaf(const Lexeme& lexeme) {
    QueryNode node;
    node.kind = lexeme.type == Type::kPhrase   ? Kind::kPhrase
                : lexeme.type == Type::kPrefix ? Kind::kPrefix
                : lexeme.type == Type::kField  ? Kind::kField
                                               : Kind::kText;
    if (node.kind == Kind::kField) {
      node.field = lexeme.field;
      node.values = {lexeme.value};
    } else {
      node.text = lexeme.text;
    }
    node.end = lexeme.end;
    return node;
  }

  // Parentheses around one unsigned clause say nothing: "(2019)" is the word 2019.
  QueryNode Group() {
    Nodes clauses = Sequence();
    const std::size_t end = lexemes_[at_++].end;
    QueryNode node = clauses.size() == 1 && clauses.front().occur == Occur::kShould
                         ? std::move(clauses.front())
                         : MakeNode(Kind::kAll, std::move(clauses));
    node.end = end;
    return node;
  }

  const std::vector<Lexeme>& lexemes_;
  std::size_t at_ = 0;
};

bool HasWords(const QueryNode& node) {
  if (node.occur == Occur::kMustNot) return false;
  if (node.children.empty()) return node.kind != Kind::kField;
  return std::any_of(node.children.begin(), node.children.end(), HasWords);
}

// An in: says something of words beside it.
Result<void> CheckPlaces(const QueryNode& node) {
  for (const QueryNode& child : node.children) {
    const bool place = child.kind == Kind::kField && child.field == QueryField::kIn;
    if (place && (node.kind != Kind::kAll || !HasWords(node))) {
      const FieldValue& value = child.values.front();
      return Error{ErrorCode::kUsage, FieldText(child.field, value.text) + " at column " +
                                          std::to_string(value.column) +
                                          ": wants words beside it, to look for there"};
    }
    if (auto checked = CheckPlaces(child); !checked) return checked;
  }
  return {};
}

Error TooLong(std::size_t size) {
  return Error{ErrorCode::kUsage, "the query is " + std::to_string(size) +
                                      " bytes long, more than " + std::to_string(kMaxQueryBytes)};
}

}  // namespace

Result<QueryNode> ParseQuery(std::string_view query) {
  if (query.size() > kMaxQueryBytes) return TooLong(query.size());
  const std::string clean = CleanText(query);
  if (clean.size() > kMaxQueryBytes) return TooLong(clean.size());  // NFKC can lengthen a text
  const auto read = Lexer(clean).Run();
  if (!read) return read.error();
  std::vector<Lexeme> lexemes = Balance(*read, clean.size());
  if (auto checked = CheckDepth(lexemes, clean); !checked) return checked.error();
  Demote(&lexemes);
  QueryNode root;
  root.kind = Kind::kAll;
  root.end = clean.size();
  root.children = Builder(lexemes).Sequence();
  if (auto checked = CheckPlaces(root); !checked) return checked.error();
  return root;
}

}  // namespace rsearch
