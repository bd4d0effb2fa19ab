// Tokens from runs, terms from tokens. The rules stand in rsearch/analyzer.h.

#include "rsearch/analyzer.h"

#include <algorithm>
#include <utility>

#include "core/text/english.h"
#include "core/text/korean.h"
#include "core/text/segment.h"
#include "core/text/utf8.h"
#include "rsearch/schema.h"

namespace rsearch {
namespace {

// Bounds on technical tokens. Longer ones are paths, addresses and tables: their parts and pairs
// do.
constexpr std::size_t kMaxUnitTokens = 6;  // "224x224x3" has five
constexpr std::size_t kMaxChainUnits = 4;  // "state-of-the-art"
constexpr std::size_t kMaxCompoundBytes = 40;

// Calls visit(bigram) for each two neighbouring characters of `word`, for a word of one character
// with that.
template <class Visit>
void ForEachBigram(std::string_view word, const Visit& visit) {
  const auto next = [&](std::size_t at) {
    do {
      ++at;
    } while (at < word.size() && text::IsTrailByte(word[at]));
    return at;
  };
  std::size_t begin = 0;
  std::size_t middle = next(0);
  if (middle == word.size()) visit(word);
  while (middle < word.size()) {
    const std::size_t end = next(middle);
    visit(word.substr(begin, end - begin));
    begin = std::exchange(middle, end);
  }
}

std::string_view FirstCharacter(std::string_view word) {
  std::size_t end = 1;
  while (end < word.size() && text::IsTrailByte(word[end]))
    ++end;
  return word.substr(0, end);
}

std::string_view LastCharacter(std::string_view word) {
  std::size_t begin = word.size() - 1;
  while (begin > 0 && text::IsTrailByte(word[begin]))
    --begin;
  return word.substr(begin);
}

bool IsAlphanumeric(const Token& token) {
  return token.script == Script::kLatin || token.script == Script::kDigit;
}

// The tokens of one text, seen as units and chains, and with their neighbours.
class Neighbours {
 public:
  explicit Neighbours(const std::vector<Token>& tokens) : tokens_(tokens) {}

  // The two characters across the space between two Hangul words, or across the cut between two
  // words of a CJK run; empty where token `i` does not follow such a one.
  [[nodiscard]] bool Crosses(std::size_t i) const {
    if (i == 0 || tokens_[i].script != tokens_[i - 1].script) return false;
    return tokens_[i].script == Script::kHangul ||
           (tokens_[i].script == Script::kCjk && Touches(i));
  }
  void Crossing(std::size_t i, std::string* out) const {
    out->assign(LastCharacter(tokens_[i - 1].stem)).append(FirstCharacter(tokens_[i].stem));
  }

  // Calls visit(end) for each compound of the tokens from `i` up to `end`.
  template <class Visit>
  void ForEachCompound(std::size_t i, const Visit& visit) const {
    if (!IsAlphanumeric(tokens_[i]) || InUnitWithBefore(i)) return;
    const std::size_t unit_end = UnitEnd(i);
    if (unit_end == kTooLong) return;
    if (unit_end > i + 1) visit(unit_end);
    if (!IsJoined(unit_end)) return;
    const std::size_t pair_end = UnitEnd(unit_end);
    if (pair_end == kTooLong) return;
    visit(pair_end);
    if (IsJoined(i) || !IsJoined(pair_end)) return;  // no chain begins here, or it is the pair
    const std::size_t chain_end = ChainEnd(pair_end);
    if (chain_end != kTooLong) visit(chain_end);
  }

 private:
  static constexpr std::size_t kTooLong = static_cast<std::size_t>(-1);

  [[nodiscard]] bool Touches(std::size_t i) const {
    return tokens_[i].glued && tokens_[i].begin <= tokens_[i - 1].end;
  }

  // Two Latin tokens that touch are words of a script without spaces, no technical token.
  [[nodiscard]] bool InUnitWithBefore(std::size_t i) const {
    return i > 0 && i < tokens_.size() && Touches(i) && IsAlphanumeric(tokens_[i]) &&
           IsAlphanumeric(tokens_[i - 1]) && tokens_[i].script != tokens_[i - 1].script;
  }

  [[nodiscard]] bool IsJoined(std::size_t i) const {
    return i > 0 && i < tokens_.size() && tokens_[i].glued && !Touches(i) &&
           IsAlphanumeric(tokens_[i]) && IsAlphanumeric(tokens_[i - 1]);
  }

  [[nodiscard]] std::size_t UnitEnd(std::size_t i) const {
    std::size_t end = i + 1;
    while (InUnitWithBefore(end)) {
      if (++end - i > kMaxUnitTokens) return kTooLong;
    }
    return end;
  }

  // `end`: of the chain's first two units.
  [[nodiscard]] std::size_t ChainEnd(std::size_t end) const {
    for (std::size_t units = 2; IsJoined(end); ++units) {
      if (units == kMaxChainUnits) return kTooLong;
      end = UnitEnd(end);
      if (end == kTooLong) return kTooLong;
    }
    return end;
  }

  const std::vector<Token>& tokens_;
};

// A concatenation, and whether it has an English stem.
struct Compound {
  std::string text;
  bool stemmed = false;
};

// False where it says nothing or too much.
bool Concatenate(const std::vector<Token>& tokens, std::size_t begin, std::size_t end,
                 Compound* compound) {
  compound->text.clear();
  bool any_latin = false;
  bool any_digits = false;
  for (std::size_t i = begin; i < end; ++i) {
    compound->text += tokens[i].form;
    (tokens[i].script == Script::kLatin ? any_latin : any_digits) = true;
  }
  compound->stemmed = !any_digits;
  return any_latin && compound->text.size() <= kMaxCompoundBytes;
}

// Hands terms out, from one Term that keeps its memory.
class TermWriter {
 public:
  explicit TermWriter(const std::function<void(const Term&)>& sink) : sink_(sink) {}

  void At(std::uint32_t position) { term_.position = position; }
  void Write(TermClass cls, std::string_view prefix, std::string_view text) {
    term_.cls = cls;
    term_.text.assign(prefix).append(text);
    if (term_.text.size() <= kMaxTermBytes) sink_(term_);
  }

 private:
  const std::function<void(const Term&)>& sink_;
  Term term_;
};

std::string WithPrefix(std::string_view prefix, std::string_view text) {
  std::string term(prefix);
  return term.append(text);
}

bool HasBigrams(const Token& token) {
  return token.script == Script::kHangul || token.script == Script::kCjk;
}

}  // namespace

struct Analyzer::Impl {
  explicit Impl(Segmenter s) : segmenter(std::move(s)) {}

  std::string_view Stem(Script script, std::string_view form) {
    switch (script) {
      case Script::kHangul:
        return KoreanStem(form);
      case Script::kLatin:
        return english.Stem(form);
      default:
        return form;
    }
  }

  void Fill(const Run& run, Token* token) {
    token->script = run.script;
    token->begin = run.begin;
    token->end = run.end;
    token->glued = run.link == Link::kDirect || run.link == Link::kJoined;
    token->form = run.form;
    token->stem = Stem(run.script, run.form);
    token->broken_at = static_cast<std::uint32_t>(run.broken_at);
  }

  void WriteLatin(const Token& token, TermWriter* writer) {
    writer->Write(TermClass::kWord, schema::kWord, token.form);
    writer->Write(TermClass::kStem, schema::kStem, token.stem);
    if (token.broken_at == 0) return;
    const std::string_view form = token.form;
    for (const std::string_view part :
         {form.substr(0, token.broken_at), form.substr(token.broken_at)}) {
      writer->Write(TermClass::kWord, schema::kWord, part);
      writer->Write(TermClass::kStem, schema::kStem, english.Stem(part));
    }
  }

  // Calls visit(prefix, text) for each compound term that token `i` starts.
  template <class Visit>
  void ForEachCompoundTerm(const std::vector<Token>& tokens, std::size_t i, const Visit& visit) {
    Neighbours(tokens).ForEachCompound(i, [&](std::size_t end) {
      if (!Concatenate(tokens, i, end, &compound)) return;
      visit(schema::kWord, compound.text);
      if (compound.stemmed) visit(schema::kStem, english.Stem(compound.text));
    });
  }

  void WriteBigrams(const std::vector<Token>& tokens, std::size_t i, TermWriter* writer) {
    const Token& token = tokens[i];
    writer->Write(TermClass::kWord, schema::kHangul, token.stem);
    ForEachBigram(token.stem, [&](std::string_view bigram) {
      writer->Write(TermClass::kBigram, schema::kBigram, bigram);
    });
    const Neighbours neighbours(tokens);
    if (!neighbours.Crosses(i)) return;
    neighbours.Crossing(i, &crossing);
    if (token.script == Script::kHangul)
      writer->Write(TermClass::kCrossing, schema::kCrossing, crossing);
    else
      writer->Write(TermClass::kBigram, schema::kBigram, crossing);
  }

  Segmenter segmenter;
  EnglishStemmer english;

  // Kept for their memory.
  std::vector<Run> runs;
  Compound compound;
  std::string crossing;
};

Analyzer::Analyzer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;
Analyzer::~Analyzer() = default;

Result<Analyzer> Analyzer::Create() {
  auto segmenter = Segmenter::Create();
  if (!segmenter) return segmenter.error();
  return Analyzer(std::make_unique<Impl>(std::move(*segmenter)));
}

void Analyzer::Tokenize(std::string_view text, std::vector<Token>* tokens) {
  std::vector<Run>& runs = impl_->runs;
  impl_->segmenter.Segment(text, &runs);
  std::size_t count = 0;
  bool after_particle = false;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Run& run = runs[i];
    const bool other_before = i > 0 && runs[i - 1].script != Script::kHangul;
    const bool attached = run.link == Link::kClosing || (run.link != Link::kNone && other_before);
    if (attached && run.script == Script::kHangul && IsKoreanParticle(run.form)) {
      after_particle = true;
      continue;
    }
    if (count == tokens->size()) tokens->emplace_back();
    Token& token = (*tokens)[count];
    impl_->Fill(run, &token);
    token.position = static_cast<std::uint32_t>(++count);
    if (std::exchange(after_particle, false)) token.glued = false;
  }
  tokens->resize(count);
}

void Analyzer::ForEachTerm(const std::vector<Token>& tokens,
                           const std::function<void(const Term&)>& sink) const {
  TermWriter writer(sink);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    writer.At(token.position);
    if (HasBigrams(token)) {
      impl_->WriteBigrams(tokens, i, &writer);
      continue;
    }
    if (token.script == Script::kLatin)
      impl_->WriteLatin(token, &writer);
    else
      writer.Write(TermClass::kWord, schema::kWord, token.form);
    impl_->ForEachCompoundTerm(tokens, i, [&](std::string_view prefix, std::string_view text) {
      writer.Write(TermClass::kCompound, prefix, text);
    });
  }
}

std::vector<WordTerms> Analyzer::QueryTerms(const std::vector<Token>& tokens) const {
  std::vector<WordTerms> words(tokens.size());
  const Neighbours neighbours(tokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    WordTerms& word = words[i];
    word.begin = token.begin;
    word.end = token.end;
    word.script = token.script;
    word.glued = token.glued;
    word.form = token.form;
    word.stem = token.stem;
    if (HasBigrams(token)) {
      word.word = WithPrefix(schema::kHangul, token.stem);
      ForEachBigram(token.stem, [&](std::string_view bigram) {
        word.bigrams.push_back(WithPrefix(schema::kBigram, bigram));
      });
      if (neighbours.Crosses(i)) neighbours.Crossing(i, &word.crossing);
      if (token.script == Script::kCjk && !word.crossing.empty())
        word.bigrams.push_back(WithPrefix(schema::kBigram, std::exchange(word.crossing, {})));
      continue;
    }
    word.word = WithPrefix(schema::kWord, token.form);
    if (token.script == Script::kLatin) word.stem_term = WithPrefix(schema::kStem, token.stem);
    impl_->ForEachCompoundTerm(tokens, i, [&](std::string_view prefix, std::string_view text) {
      word.compounds.push_back(WithPrefix(prefix, text));
    });
  }
  return words;
}

}  // namespace rsearch
