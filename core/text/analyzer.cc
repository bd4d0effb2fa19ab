// Tokens from runs, terms from tokens. The rules are in rsearch/analyzer.h, their reasons where
// they are applied.

#include "rsearch/analyzer.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "core/text/english.h"
#include "core/text/korean.h"
#include "core/text/segment.h"
#include "rsearch/schema.h"

namespace rsearch {
namespace {

constexpr std::size_t kMaxCompoundParts = 4;
constexpr std::size_t kMaxCompoundBytes = 64;
constexpr std::size_t kMinBrokenPart =
    2;  // bytes: a letter left alone at a line's end says nothing

constexpr std::string_view kSoftHyphen = "\u00AD";
constexpr auto kHyphens = std::to_array<std::string_view>({"-", "_", ".", "/", "\u2010", "\u2011"});

bool IsJoiner(std::string_view gap) {
  return gap.empty() ||
         std::find(std::begin(kHyphens), std::end(kHyphens), gap) != std::end(kHyphens);
}

// Casefolding of what pages are made of: ASCII and Hangul syllables. False where ICU must be asked.
bool FoldSimple(std::string_view text, Script script, std::string* form) {
  if (script == Script::kHangul) {
    if (!IsSyllables(text)) return false;
    form->assign(text);
    return true;
  }
  form->clear();
  for (const char c : text) {
    if ((c & 0x80) != 0) return false;
    form->push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return true;
}

void ReplaceAll(std::string* text, std::string_view from, std::string_view to) {
  for (std::size_t at = text->find(from); at != std::string::npos;
       at = text->find(from, at + to.size())) {
    text->replace(at, from.size(), to);
  }
}

// "model's" is about a model.
void DropPossessive(std::string* form) {
  ReplaceAll(form, "\u2019", "'");
  if (form->size() > 2 && form->ends_with("'s")) form->resize(form->size() - 2);
}

void DropCommas(std::string* form) {
  form->erase(std::remove(form->begin(), form->end(), ','), form->end());
}

bool IsAlphanumeric(const Token& token) {
  return token.script == Script::kLatin || token.script == Script::kDigit;
}

// "++" or "#" right behind a Latin token names another language than the letter alone.
std::string_view LanguageSuffix(std::string_view text, std::uint32_t end) {
  const std::string_view rest = text.substr(end);
  if (rest.starts_with("++") && !rest.starts_with("+++")) return "++";
  return rest.starts_with("#") ? "#" : "";
}

// Calls visit(two neighbouring code points) over `word`, or with the word itself when it is
// shorter.
template <class Visit>
void ForEachBigram(std::string_view word, const Visit& visit) {
  std::size_t first = 0;
  std::size_t second = 0;
  bool any = false;
  for (std::size_t i = 1; i <= word.size(); ++i) {
    if (i < word.size() && (word[i] & 0xC0) == 0x80) continue;
    if (second > first) {
      visit(word.substr(first, i - first));
      any = true;
      first = second;
    }
    second = i;
  }
  if (!any) visit(word);
}

std::string_view LastCodePoint(std::string_view word) {
  std::size_t begin = word.size() - 1;
  while (begin > 0 && (word[begin] & 0xC0) == 0x80)
    --begin;
  return word.substr(begin);
}

std::string_view FirstCodePoint(std::string_view word) {
  std::size_t end = 1;
  while (end < word.size() && (word[end] & 0xC0) == 0x80)
    ++end;
  return word.substr(0, end);
}

bool IsBigramScript(Script script) {
  return script == Script::kHangul || script == Script::kCjk;
}

std::string WithPrefix(std::string_view prefix, std::string_view text) {
  return std::string(prefix).append(text);
}

std::string WordTerm(const Token& token) {
  return WithPrefix(IsBigramScript(token.script) ? schema::kHangul : schema::kWord,
                    token.script == Script::kLatin ? token.form : token.stem);
}

// The two syllables across the space between two Hangul words; empty where there are no such two.
std::string Crossing(const std::vector<Token>& tokens, std::size_t i) {
  if (i == 0 || tokens[i].script != Script::kHangul || tokens[i - 1].script != Script::kHangul)
    return {};
  return std::string(LastCodePoint(tokens[i - 1].stem)).append(FirstCodePoint(tokens[i].stem));
}

}  // namespace

struct Analyzer::Impl {
  explicit Impl(Segmenter s, const icu::Normalizer2* n) : segmenter(std::move(s)), casefold(n) {}

  Segmenter segmenter;
  const icu::Normalizer2* casefold;  // owned by ICU
  mutable EnglishStemmer stemmer;
  std::vector<Run> runs;

  void Fold(std::string_view text, Script script, std::string* form) const {
    if (FoldSimple(text, script, form)) return;
    form->clear();
    UErrorCode status = U_ZERO_ERROR;
    icu::StringByteSink<std::string> sink(form);
    casefold->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())),
                            sink, nullptr, status);
    if (U_FAILURE(status)) form->assign(text);
  }

  // False where the run is no token after all.
  bool Fill(std::string_view text, const Run& run, Token* token) const {
    const std::string_view source = text.substr(run.begin, run.end - run.begin);
    token->script = run.script;
    token->begin = run.begin;
    token->end = run.end;
    token->broken_at = 0;
    Fold(source, run.script, &token->form);
    if (run.script == Script::kLatin) {
      DropPossessive(&token->form);
      if (const std::size_t broken = source.find(kSoftHyphen); broken != std::string_view::npos) {
        ReplaceAll(&token->form, kSoftHyphen, "");
        if (broken < token->form.size()) token->broken_at = static_cast<std::uint32_t>(broken);
      }
    } else if (run.script == Script::kDigit) {
      DropCommas(&token->form);
    }
    if (token->form.empty()) return false;
    switch (run.script) {
      case Script::kHangul:
        token->stem = KoreanStem(token->form);
        break;
      case Script::kLatin:
        token->stem = stemmer.Stem(token->form);
        break;
      default:
        token->stem = token->form;
    }
    return true;
  }
};

Analyzer::Analyzer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;
Analyzer::~Analyzer() = default;

Result<Analyzer> Analyzer::Create() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status))
    return Error{ErrorCode::kInternal, std::string("ICU: no casefolding: ") + u_errorName(status)};
  auto segmenter = Segmenter::Create();
  if (!segmenter) return segmenter.error();
  return Analyzer(std::make_unique<Impl>(std::move(*segmenter), casefold));
}

void Analyzer::Tokenize(std::string_view text, std::vector<Token>* tokens) {
  impl_->segmenter.Segment(text, &impl_->runs);
  std::size_t count = 0;
  std::uint32_t position = 0;
  const Run* before = nullptr;
  for (const Run& run : impl_->runs) {
    const Run* const previous = std::exchange(before, &run);
    if (run.length > kMaxTokenLength) continue;
    if (count == tokens->size()) tokens->emplace_back();
    Token& token = (*tokens)[count];
    const bool touching = previous != nullptr && previous->end == run.begin;
    if (!impl_->Fill(text, run, &token)) continue;
    if (touching && run.script == Script::kHangul && previous->script != Script::kHangul &&
        IsParticle(token.form)) {
      continue;  // BERT는: the particle says nothing, and would pair up with the next word
    }
    token.position = ++position;
    token.glued =
        previous != nullptr && IsJoiner(text.substr(previous->end, run.begin - previous->end));
    token.suffix = token.script == Script::kLatin ? LanguageSuffix(text, run.end) : "";
    ++count;
  }
  tokens->resize(count);
}

namespace {

// The concatenations that begin at token `i`, and of words broken at a line's end their parts.
// `visit(surface, stemmable)`: stemmable where it is all Latin.
template <class Visit>
void ForEachCompound(const std::vector<Token>& tokens, std::size_t i, std::string* buffer,
                     const Visit& visit) {
  const Token& token = tokens[i];
  if (!IsAlphanumeric(token)) return;
  if (token.broken_at >= kMinBrokenPart && token.form.size() - token.broken_at >= kMinBrokenPart) {
    visit(buffer->assign(token.form, 0, token.broken_at), true);
    visit(buffer->assign(token.form, token.broken_at), true);
  }
  if (!token.suffix.empty()) visit(buffer->assign(token.form).append(token.suffix), false);
  std::string joined = token.form;
  bool latin = token.script == Script::kLatin;
  for (std::size_t parts = 2; parts <= kMaxCompoundParts && i + parts <= tokens.size(); ++parts) {
    const Token& next = tokens[i + parts - 1];
    if (!next.glued || !IsAlphanumeric(next) ||
        joined.size() + next.form.size() > kMaxCompoundBytes)
      break;
    joined += next.form;
    latin = latin && next.script == Script::kLatin;
    visit(buffer->assign(joined), latin);
  }
}

class TermSink {
 public:
  explicit TermSink(const std::function<void(const Term&)>& sink) : sink_(sink) {}

  void Emit(TermClass cls, std::uint32_t position, std::string_view prefix, std::string_view text) {
    if (prefix.size() + text.size() > kMaxTermBytes) return;
    term_.cls = cls;
    term_.position = position;
    term_.text.assign(prefix).append(text);
    sink_(term_);
  }

 private:
  const std::function<void(const Term&)>& sink_;
  Term term_;
};

}  // namespace

void Analyzer::ForEachTerm(const std::vector<Token>& tokens,
                           const std::function<void(const Term&)>& sink) const {
  TermSink out(sink);
  std::string buffer;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (IsBigramScript(token.script)) {
      out.Emit(TermClass::kWord, token.position, schema::kHangul, token.stem);
      ForEachBigram(token.stem, [&](std::string_view bigram) {
        out.Emit(TermClass::kBigram, token.position, schema::kBigram, bigram);
      });
      if (const std::string crossing = Crossing(tokens, i); !crossing.empty()) {
        out.Emit(TermClass::kCrossing, token.position, schema::kCrossing, crossing);
      }
      continue;
    }
    out.Emit(TermClass::kWord, token.position, schema::kWord, token.form);
    if (token.script == Script::kLatin)
      out.Emit(TermClass::kStem, token.position, schema::kStem, token.stem);
    ForEachCompound(tokens, i, &buffer, [&](const std::string& compound, bool stemmable) {
      out.Emit(TermClass::kCompound, token.position, schema::kWord, compound);
      if (stemmable)
        out.Emit(TermClass::kCompound, token.position, schema::kStem,
                 impl_->stemmer.Stem(compound));
    });
  }
}

std::vector<WordTerms> Analyzer::QueryTerms(const std::vector<Token>& tokens) const {
  std::vector<WordTerms> words;
  words.reserve(tokens.size());
  std::string buffer;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    WordTerms& word = words.emplace_back();
    word.begin = token.begin;
    word.end = token.end;
    word.script = token.script;
    word.glued = token.glued;
    word.form = token.form;
    word.stem = token.stem;
    word.word = WordTerm(token);
    if (IsBigramScript(token.script)) {
      ForEachBigram(token.stem, [&](std::string_view bigram) {
        word.bigrams.push_back(WithPrefix(schema::kBigram, bigram));
      });
      word.crossing = Crossing(tokens, i);
    } else if (token.script == Script::kLatin) {
      word.stem_term = WithPrefix(schema::kStem, token.stem);
    }
    ForEachCompound(tokens, i, &buffer, [&](const std::string& compound, bool stemmable) {
      word.compounds.push_back(compound);
      if (stemmable)
        word.compounds.push_back(WithPrefix(schema::kStem, impl_->stemmer.Stem(compound)));
    });
  }
  return words;
}

}  // namespace rsearch
