// Brackets are found by a byte scan and most are done with at a glance (numbers, formulas,
// citations); only what is left has its few words tokenised.

#include "indexer/mine_glosses.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <tuple>

#include "indexer/acronyms.h"
#include "indexer/name_words.h"
#include "rsearch/page.h"
#include "rsearch/utf8.h"

namespace rsearch {
namespace {

// Bytes; names are shorter, and what is longer costs no time.
constexpr std::size_t kMaxBefore = 120;
constexpr std::size_t kMaxInside = 120;

constexpr std::size_t kMaxLatinWords = 5;
constexpr std::size_t kMaxKoreanWords = 4;
constexpr std::size_t kMinSyllables = 2;  // of a Korean name: 값(value) says too little

using Words = std::span<const NameWord>;

bool IsTrailByte(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

bool IsLetterOrDigit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool IsCapital(char c) {
  return c >= 'A' && c <= 'Z';
}

// Whether a name may have this character in it.
bool IsNameChar(char32_t c) {
  if (c < 0x80)
    return IsLetterOrDigit(static_cast<char>(c)) || c == ' ' || c == '-' || c == '\'' || c == '&';
  if (c == 0xAD || c == 0x2010 || c == 0x2013 || c == 0x2019) return true;
  const bool latin = c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7;
  const bool jamo = c >= 0x3131 && c < 0x318F;
  return latin || jamo || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x4E00 && c < 0xA000);
}

// --- where brackets are

struct Bracket {
  std::size_t begin = 0;  // of the opening one
  std::size_t end = 0;    // behind the closing one
  std::string_view inside;
};

// Bytes of a bracket at `at`, 0 where there is none. Clean text has no fullwidth ones left, but a
// caller may.
std::size_t BracketSize(std::string_view text, std::size_t at, char ascii, char32_t wide) {
  if (text[at] == ascii) return 1;
  if (static_cast<unsigned char>(text[at]) != 0xEF) return 0;
  std::size_t end = at;
  return NextCodePoint(text, &end) == wide ? end - at : 0;
}

std::size_t OpenSize(std::string_view text, std::size_t at) {
  return std::max(BracketSize(text, at, '(', 0xFF08), BracketSize(text, at, '[', 0xFF3B));
}

std::size_t CloseSize(std::string_view text, std::size_t at) {
  return std::max(BracketSize(text, at, ')', 0xFF09), BracketSize(text, at, ']', 0xFF3D));
}

// Nothing when no bracket opens at `at`, it is not closed nearby, or has others inside.
std::optional<Bracket> BracketAt(std::string_view text, std::size_t at) {
  const std::size_t open = OpenSize(text, at);
  if (open == 0) return {};
  const std::size_t begin = at + open;
  const std::size_t limit = std::min(text.size(), begin + kMaxInside);
  for (std::size_t end = begin; end < limit; ++end) {
    if (OpenSize(text, end) > 0) return {};
    const std::size_t close = CloseSize(text, end);
    if (close > 0) return Bracket{at, end + close, text.substr(begin, end - begin)};
  }
  return {};
}

// --- what stands before them

std::string_view TrimRight(std::string_view text) {
  while (text.ends_with(' '))
    text.remove_suffix(1);
  return text;
}

std::string_view Trim(std::string_view text) {
  text = TrimRight(text);
  while (text.starts_with(' '))
    text.remove_prefix(1);
  return text;
}

// 0 where `before` does not end in a character of a name; a dash between spaces is none.
std::size_t LastNameChar(std::string_view before) {
  std::size_t begin = before.size() - 1;
  while (begin > 0 && IsTrailByte(before[begin]))
    --begin;
  std::size_t at = begin;
  const char32_t c = NextCodePoint(before, &at);
  if (!IsNameChar(c)) return 0;
  const bool dash = c == '-' || c == 0x2013;
  if (dash && (begin == 0 || before[begin - 1] == ' ')) return 0;
  return before.size() - begin;
}

// The end of `before` as far as a name may reach back.
std::string_view NameWindow(std::string_view before) {
  std::size_t begin = before.size();
  while (begin > 0 && before.size() - begin < kMaxBefore) {
    const std::size_t size = LastNameChar(before.substr(0, begin));
    if (size == 0) return Trim(before.substr(begin));
    begin -= size;
  }
  if (begin > 0) begin = std::min(before.find(' ', begin), before.size());  // a word cut in two
  return Trim(before.substr(begin));
}

std::string_view WithoutClosingQuote(std::string_view text) {
  for (const std::string_view quote : {"\"", "'", "\u201D", "\u2019", "*"}) {
    if (text.ends_with(quote)) return text.substr(0, text.size() - quote.size());
  }
  return text;
}

struct Before {
  std::string_view text;
  bool whole_line = false;  // it is the line above, and all of it must be the name
};

// A bracket on a line of its own explains the line above, as on title slides.
Before BeforeBracket(std::string_view text, const Bracket& bracket) {
  const std::string_view before = TrimRight(text.substr(0, bracket.begin));
  if (!before.ends_with('\n')) return {NameWindow(WithoutClosingQuote(before)), false};
  const std::string_view behind = text.substr(bracket.end);
  if (!behind.empty() && behind.front() != '\n') return {};
  const std::string_view above = TrimRight(before.substr(0, before.size() - 1));
  const std::string_view line = Trim(above.substr(above.rfind('\n') + 1));
  const std::string_view window = NameWindow(line);
  return window == line ? Before{line, true} : Before{};
}

// --- what stands inside them

// Letters, not digits alone.
bool MayBeName(std::string_view text) {
  bool letters = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextCodePoint(text, &at);
    if (!IsNameChar(c)) return false;
    letters |= c >= 'A';
  }
  return letters;
}

std::string_view WithoutLead(std::string_view text) {
  text = Trim(text);
  for (const std::string_view lead : {"=", "이하 ", "줄여서 ", "약칭 ", "영어로 ", "영문 "}) {
    if (text.starts_with(lead)) return Trim(text.substr(lead.size()));
  }
  return text;
}

// One name, or two that a comma or semicolon parts; nothing when it is something else.
std::vector<std::string_view> Items(std::string_view inside) {
  std::vector<std::string_view> items;
  while (!inside.empty()) {
    const std::size_t end = std::min(inside.find_first_of(",;"), inside.size());
    items.push_back(WithoutLead(inside.substr(0, end)));
    inside.remove_prefix(std::min(end + 1, inside.size()));
  }
  const bool names = std::all_of(items.begin(), items.end(), [](std::string_view item) {
    return item.size() >= 2 && MayBeName(item);
  });
  if (!names || items.size() > 2) items.clear();
  return items;
}

// Line ends become spaces, soft hyphens go.
std::string OneLine(std::string_view text) {
  std::string line = Display(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

// --- names

std::vector<std::string_view> Texts(Words words) {
  std::vector<std::string_view> texts;
  texts.reserve(words.size());
  for (const NameWord& word : words)
    texts.push_back(word.text);
  return texts;
}

std::string Join(Words words) {
  std::string text;
  for (const NameWord& word : words)
    text.append(text.empty() ? "" : " ").append(word.text);
  return text;
}

// Without a particle behind the last word.
std::string KoreanName(Words words) {
  std::string text = Join(words);
  text.resize(text.size() - words.back().particle);
  return text;
}

std::size_t Syllables(Words words) {
  std::size_t count = 0;
  for (const NameWord& word : words)
    count += word.syllables;
  return count;
}

bool IsLatin(Words words) {
  return !words.empty() && std::all_of(words.begin(), words.end(), [](const NameWord& word) {
    return word.latin && !word.hangul && !word.other && !word.ends_phrase;
  });
}

bool IsKoreanWord(const NameWord& word) {
  return word.hangul && !word.latin_end && !word.other;
}

// Words that stand between brackets to say something about a name, not to name it.
bool IsRemark(const NameWord& word) {
  static constexpr auto kRemarks = std::to_array<std::string_view>(
      {"고정",     "연구",      "개선",      "학습",      "예시",     "그림",       "참고",
       "왼쪽",     "오른쪽",    "단위",      "긍정",      "부정",     "정답",       "입력",
       "출력",     "가정",      "계속",      "선택",      "기본",     "필수",       "요약",
       "최대",     "최소",      "진행",      "완료",      "가능",     "제거",       "포함",
       "제외",     "적용",      "사용",      "동일",      "생략",     "발표",       "저자",
       "제안",     "질문",      "대답",      "인사",      "생성",     "실험",       "결과",
       "이상",     "이하",      "미만",      "초과",      "좌측",     "우측",       "상단",
       "하단",     "가로",      "세로",      "현재",      "과거",     "미래",       "이전",
       "다음",     "위쪽",      "아래쪽",    "번역",      "ours",     "top",        "left",
       "right",    "bottom",    "middle",    "center",    "baseline", "default",    "none",
       "yes",      "no",        "true",      "false",     "optional", "input",      "output",
       "best",     "all",       "see",       "eg",        "ex",       "ie",         "cf",
       "etc",      "vs",        "figure",    "fig",       "table",    "section",    "appendix",
       "eq",       "equation",  "continued", "cont",      "google",   "openai",     "facebook",
       "meta",     "microsoft", "stanford",  "deepmind",  "large",    "base",       "small",
       "tiny",     "huge",      "training",  "test",      "train",    "validation", "proposed",
       "previous", "new",       "old",       "reference", "we",       "it",         "is",
       "are",      "if",        "when",      "which",     "where",    "that",       "this",
       "not",      "only",      "each",      "every",     "more",     "less",       "most",
       "our",      "here",      "note",      "using",     "based",    "denoted",    "called",
       "i",        "x",         "y",         "z"});
  return std::find(kRemarks.begin(), kRemarks.end(), word.form) != kRemarks.end();
}

bool IsRemark(Words words) {
  static constexpr auto kFirst = std::to_array<std::string_view>(
      {"we",      "it",       "is",    "are",  "if",      "when",   "which",  "where", "that",
       "this",    "not",      "only",  "each", "every",   "see",    "eg",     "ie",    "cf",
       "note",    "using",    "based", "our",  "denoted", "called", "figure", "fig",   "table",
       "section", "appendix", "eq",    "ours", "etc",     "vs"});
  if (words.size() == 1 && IsRemark(words.front())) return true;
  return std::find(kFirst.begin(), kFirst.end(), words.front().form) != kFirst.end();
}

// A model, a data set: WebText, EfficientNetV1. One of many, not what they are called.
bool IsCamelCase(std::string_view word) {
  for (std::size_t i = 1; i < word.size(); ++i) {
    const bool inside = word[i - 1] != '-' && !IsCapital(word[i - 1]);
    if (inside && IsCapital(word[i])) return true;
  }
  return false;
}

// "multi-head attention": a name by its form.
bool IsLatinName(Words words) {
  if (!IsLatin(words) || words.size() > kMaxGlossTokens) return false;
  if (IsSmallWord(words.front().text) || IsSmallWord(words.back().text)) return false;
  if (IsRemark(words)) return false;
  const bool plain = std::none_of(words.begin(), words.end(), [](const NameWord& word) {
    return word.digits || word.form == "or" || IsCamelCase(word.text);
  });
  const bool letters = std::any_of(words.begin(), words.end(), [](const NameWord& word) {
    return word.form.size() > 2 * word.parts;  // neither "S-O-V" nor "x y"
  });
  return plain && letters && words.back().form.size() > 1;
}

// "배치 정규화": as it stands between brackets, where there is nothing to cut off.
bool IsKoreanName(Words words) {
  if (words.empty() || words.size() > kMaxKoreanWords || IsRemark(words)) return false;
  const bool plain = std::all_of(words.begin(), words.end(), [](const NameWord& word) {
    return IsKoreanWord(word) && !word.ends_phrase && !word.digits;
  });
  return plain && Syllables(words) >= kMinSyllables;
}

// How many words at the end of `words` may be one Korean name: up to a particle, a verb, another
// script. Latin words are part of it where the other name has them too: "Markov 체인(Markov
// chain)".
std::size_t KoreanReach(Words words, Words other) {
  std::size_t reach = 0;
  std::size_t tokens = 0;
  while (reach < words.size()) {
    const NameWord& word = words[words.size() - 1 - reach];
    const bool shared = word.latin && !word.hangul &&
                        std::any_of(other.begin(), other.end(),
                                    [&](const NameWord& w) { return w.form == word.form; });
    tokens += word.tokens;
    if (!(IsKoreanWord(word) || (shared && reach > 0)) || tokens > kMaxGlossTokens) break;
    if (reach == 0 ? word.verb : word.ends_phrase) break;
    ++reach;
  }
  return reach;
}

// Nouns that come last in many names, and what they are by themselves.
struct Head {
  std::string_view korean;
  std::string_view english;
  // Names something only together with the word before it: "지연 시간(latency)". The others name
  // nothing where the English does not say the same: "학습 방식(Progressive Learning)".
  bool extends = false;
};

const Head* HeadOf(const NameWord& word) {
  static constexpr auto kHeads = std::to_array<Head>({{"시간", "time", true},
                                                      {"함수", "function", true},
                                                      {"비율", "ratio", true},
                                                      {"계수", "coefficient", true},
                                                      {"변수", "variable", true},
                                                      {"행렬", "matrix", true},
                                                      {"벡터", "vector", true},
                                                      {"공간", "space", true},
                                                      {"분포", "distribution", true},
                                                      {"과정", "process", true},
                                                      {"모델", "model", true},
                                                      {"학습", "learning", true},
                                                      {"오차", "error", true},
                                                      {"크기", "size", true},
                                                      {"규모", "scale", true},
                                                      {"속도", "speed", true},
                                                      {"범위", "range", true},
                                                      {"거리", "distance", true},
                                                      {"점수", "score", true},
                                                      {"관계", "relation", true},
                                                      {"구조", "structure", true},
                                                      {"효과", "effect", true},
                                                      {"방향", "direction", true},
                                                      {"단계", "step", true},
                                                      {"구간", "interval", true},
                                                      {"상태", "state", true},
                                                      {"정보", "information", true},
                                                      {"문제", "problem"},
                                                      {"방식", "method"},
                                                      {"방법", "method"},
                                                      {"방법론", "methodology"},
                                                      {"기법", "technique"},
                                                      {"데이터셋", "dataset"},
                                                      {"데이터", "data"},
                                                      {"성능", "performance"},
                                                      {"결과", "result"},
                                                      {"적용", "application"},
                                                      {"사용", "use"},
                                                      {"제안", "proposal"},
                                                      {"연구", "research"},
                                                      {"장점", "advantage"},
                                                      {"단점", "disadvantage"},
                                                      {"구현", "implementation"},
                                                      {"부분", "part"},
                                                      {"경우", "case"},
                                                      {"실험", "experiment"},
                                                      {"설정", "setting"},
                                                      {"기준", "criterion"},
                                                      {"선택", "selection"},
                                                      {"클래스", "class"}});
  const auto* head = std::find_if(kHeads.begin(), kHeads.end(),
                                  [&](const Head& h) { return h.korean == word.form; });
  return head == kHeads.end() ? nullptr : head;
}

// "multitask" counts as two, like "multi-task".
std::size_t Parts(const NameWord& word) {
  const bool prefixed = word.form.starts_with("multi") || word.form.starts_with("semi");
  return std::max<std::size_t>(word.parts, prefixed ? 2 : 1);
}

// How many words at the end of the Korean `words` it takes for the English `other`.
std::size_t KoreanLength(Words words, Words other) {
  std::size_t taken = 0;
  std::size_t covered = 0;  // English words, of those the last one's words have been taken for
  std::size_t wanted = 0;
  for (std::size_t i = other.size(); i > 0 && taken < words.size(); --i) {
    if (IsSmallWord(other[i - 1].text)) continue;
    if (covered >= ++wanted) continue;
    const NameWord& word = words[words.size() - ++taken];
    covered += EnglishWords(word);
    // "self-attention" may be 자기 어텐션, "pre-training" 사전학습 or 사전 학습.
    const std::size_t whole = other.size() == 1 ? 4 : 3;
    const bool half = Parts(other[i - 1]) > 1 && word.syllables < whole;
    if (half && taken < words.size()) ++taken;
  }
  return taken;
}

std::size_t CountWords(Words name) {
  const auto count = std::count_if(name.begin(), name.end(),
                                   [](const NameWord& word) { return !IsSmallWord(word.text); });
  return static_cast<std::size_t>(count);
}

// Whether `korean` can be all of the English `name`. Where it has fewer words they are compounds:
// 은닉층 (hidden layer) is one, 클래스 (background class) is not.
bool SaysEnough(Words korean, Words name) {
  const auto words = static_cast<std::size_t>(std::count_if(
      name.begin(), name.end(), [](const NameWord& word) { return !IsSmallWord(word.text); }));
  if (korean.size() >= words) return Syllables(korean) >= kMinSyllables;
  const bool loan = std::any_of(korean.begin(), korean.end(), IsLoan);
  return Syllables(korean) > (loan ? 2 : 1) * words;
}

// The Korean name at the end of `before` that the English `name` is said to be; empty for none.
Words KoreanFor(Words before, Words name) {
  const std::size_t reach = KoreanReach(before, name);
  std::size_t length = KoreanLength(before.last(reach), name);
  if (length == 0) return {};
  const Head* head = HeadOf(before.back());
  if (head != nullptr && !name.back().form.starts_with(head->english)) {
    if (!head->extends) return {};
    length = std::max<std::size_t>(length, 2);
    if (length > reach) return {};
  }
  const Words korean = before.last(length);
  // "과도한 특수화(over-specialization)": the word that ends it may well be a part of it.
  const bool adjective =
      reach < before.size() && before[before.size() - 1 - reach].form.ends_with("한");
  if (adjective && length == reach && length < CountWords(name)) return {};
  return SaysEnough(korean, name) ? korean : Words();
}

// Likewise for an acronym: nothing tells but how long a name must be that takes so many letters.
Words KoreanForAcronym(Words before, std::string_view acronym) {
  const std::size_t letters = WithoutPlural(acronym).size();
  const Words reach = before.last(KoreanReach(before, {}));
  std::size_t length = 0;
  std::size_t covered = 0;
  while (length < reach.size() && covered < letters &&
         Syllables(reach.last(length)) < 2 * letters) {
    ++length;
    covered += EnglishWords(reach[reach.size() - length]);
  }
  const Words korean = reach.last(length);
  const bool enough = 2 * Syllables(korean) >= 3 * letters && length <= letters;
  return enough ? korean : Words();
}

// The Latin words at the end of `before` that the Korean `name` may be said to be.
Words LatinFor(Words before, Words name) {
  std::size_t length = 0;
  while (length < std::min(before.size(), kMaxLatinWords) &&
         IsLatin(before.subspan(before.size() - 1 - length, 1)))
    ++length;
  std::size_t most = 0;
  for (const NameWord& word : name)
    most += (word.syllables + 1) / 2;
  if (length > most) length = name.size();
  Words latin = before.last(std::min(length, before.size()));
  // "using Batch Normalization(배치 정규화)"
  if (!latin.empty() && IsCapital(latin.back().text.front())) {
    const auto small = std::find_if(latin.rbegin(), latin.rend(), [](const NameWord& word) {
      return !IsCapital(word.text.front()) && !IsSmallWord(word.text);
    });
    latin = latin.last(static_cast<std::size_t>(small - latin.rbegin()));
  }
  while (!latin.empty() && IsSmallWord(latin.front().text))
    latin = latin.subspan(1);
  return latin;
}

// The words at the end of `before` that `acronym` stands for; empty for none.
Words LongFormFor(Words before, std::string_view acronym) {
  Words best;
  int least = 2;
  std::size_t tokens = 0;
  for (std::size_t length = 1; length <= before.size(); ++length) {
    const NameWord& first = before[before.size() - length];
    tokens += first.tokens;
    if (!IsLatin(before.subspan(before.size() - length, 1)) || tokens > kMaxGlossTokens) break;
    if (IsSmallWord(first.text)) continue;
    const auto misfit = Misfit(acronym, Texts(before.last(length)));
    if (misfit && *misfit < least) {
      least = *misfit;
      best = before.last(length);
    }
  }
  return best;
}

bool IsLongFormOf(Words words, std::string_view acronym) {
  return IsLatin(words) && words.size() <= kMaxGlossTokens && IsShortForm(acronym) &&
         Misfit(acronym, Texts(words)).has_value();
}

// --- pairs

class Miner {
 public:
  Miner(std::string_view text, Analyzer* analyzer, std::vector<Gloss>* found)
      : text_(text), analyzer_(analyzer), found_(found) {}

  void Mine() {
    constexpr std::string_view kOpen = "([\xEF";
    for (std::size_t at = text_.find_first_of(kOpen); at != std::string_view::npos;
         at = text_.find_first_of(kOpen, at + 1)) {
      if (const auto bracket = BracketAt(text_, at)) Read(*bracket);
    }
  }

 private:
  void Read(const Bracket& bracket) {
    const std::string inside = OneLine(bracket.inside);
    const std::vector<std::string_view> items = Items(inside);
    if (items.empty()) return;
    const Before before = BeforeBracket(text_, bracket);
    if (before.text.empty()) return;
    const std::string line = OneLine(before.text);
    if (!MayPair(line, items)) return;
    const std::vector<NameWord> words = NameWords(line, analyzer_);
    if (words.empty()) return;
    const std::size_t first = found_->size();
    ReadItems(words, items);
    if (before.whole_line) KeepWholeLine(line, first);
  }

  // What can be told without tokens: where all is Latin one of them must be a short form.
  static bool MayPair(std::string_view line, const std::vector<std::string_view>& items) {
    const auto ascii = [](std::string_view text) {
      return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0; });
    };
    const std::string_view last = line.substr(line.rfind(' ') + 1);
    return !ascii(last) || !ascii(items.front()) || IsShortForm(last) ||
           IsShortForm(items.front()) || IsShortForm(items.back());
  }

  void ReadItems(Words before, const std::vector<std::string_view>& items) {
    const std::vector<NameWord> name = NameWords(items.front(), analyzer_);
    if (items.size() == 1) return ReadName(before, name);
    const std::vector<NameWord> second = NameWords(items.back(), analyzer_);
    if (IsAcronymOf(second, name)) {
      ReadBoth(before, name, second.front());
    } else if (IsAcronymOf(name, second)) {
      ReadBoth(before, second, name.front());
    } else if (IsAcronymOf(before.last(1),
                           name)) {  // "RNN (Recurrent Neural Network, 순환 신경망)"
      ReadName(before, name);
      ReadName(before, second);
    }
  }

  static bool IsAcronymOf(Words word, Words name) {
    return word.size() == 1 && name.size() > 1 && IsLongFormOf(name, word.front().text);
  }

  // "지식 증류 (Knowledge Distillation, KD)"
  void ReadBoth(Words before, Words name, const NameWord& acronym) {
    Add(Join(name), WithoutPlural(acronym.text));
    if (!IsKoreanWord(before.back())) return;
    const Words korean = KoreanFor(before, name);
    if (korean.empty()) return;
    Add(KoreanName(korean), Join(name));
    Add(KoreanName(korean), WithoutPlural(acronym.text));
  }

  void ReadName(Words before, Words name) {
    if (name.empty()) return;
    const bool latin = IsLatin(name);
    if (IsKoreanWord(before.back())) {
      if (latin) ReadLatinBehindKorean(before, name);
    } else if (before.back().latin && !before.back().ends_phrase) {
      latin ? ReadLatinBehindLatin(before, name) : ReadKoreanBehindLatin(before, name);
    }
  }

  void ReadLatinBehindKorean(Words before, Words name) {
    const bool acronym = name.size() == 1 && IsAcronym(name.front().text);
    if (!acronym && !IsLatinName(name)) return;
    const Words korean =
        acronym ? KoreanForAcronym(before, name.front().text) : KoreanFor(before, name);
    if (korean.empty()) return;
    Add(KoreanName(korean), acronym ? std::string(WithoutPlural(name.front().text)) : Join(name));
  }

  void ReadLatinBehindLatin(Words before, Words name) {
    const std::string_view last = before.back().text;
    if (name.size() == 1 && IsShortForm(name.front().text)) {
      const Words words = LongFormFor(before, name.front().text);
      if (!words.empty()) return Add(Join(words), WithoutPlural(name.front().text));
    }
    if (IsLongFormOf(name, last)) Add(Join(name), WithoutPlural(last));
  }

  void ReadKoreanBehindLatin(Words before, Words name) {
    if (!IsKoreanName(name)) return;
    const std::string_view last = before.back().text;
    if (IsAcronym(last)) {
      if (KoreanForAcronym(name, last).size() == name.size()) Add(Join(name), WithoutPlural(last));
      return;
    }
    const Words latin = LatinFor(before, name);
    if (!IsLatinName(latin)) return;
    // "Context(주변 단어)" explains; a long word ("backpropagation") may be two in Korean.
    constexpr std::size_t kLongWord = 13;
    std::size_t parts = 0;
    for (const NameWord& word : latin)
      parts += std::max(word.parts, word.form.size() >= kLongWord ? std::size_t{2} : 1);
    if (name.size() <= parts) Add(Join(name), Join(latin));
  }

  void Add(std::string name, std::string_view other) {
    found_->push_back({std::move(name), std::string(other), 1});
  }

  // Drops what was found behind `first` but says something of a part of the line only.
  void KeepWholeLine(const std::string& line, std::size_t first) {
    found_->erase(
        std::remove_if(
            found_->begin() + static_cast<std::ptrdiff_t>(first), found_->end(),
            [&](const Gloss& gloss) { return gloss.name != line && gloss.other != line; }),
        found_->end());
  }

  const std::string_view text_;
  Analyzer* const analyzer_;
  std::vector<Gloss>* const found_;
};

}  // namespace

std::vector<Gloss> MineGlosses(std::string_view text, Analyzer* analyzer) {
  std::vector<Gloss> found;
  Miner(text, analyzer, &found).Mine();
  return found;
}

std::string GlossCollector::KeyOf(std::string_view name) {
  analyzer_->Tokenize(name, &tokens_);
  return tokens_.size() <= kMaxGlossTokens ? GlossKey(tokens_) : std::string();
}

void GlossCollector::Add(std::string_view page_text) {
  for (Gloss& gloss : MineGlosses(page_text, analyzer_)) {
    std::pair<std::string, std::string> keys = {KeyOf(gloss.other), KeyOf(gloss.name)};
    if (keys.first.empty() || keys.second.empty() || keys.first == keys.second) continue;
    if (pairs_.size() >= kMaxDeckGlosses && !pairs_.contains(keys)) continue;
    Pair& pair = pairs_[std::move(keys)];
    ++pair.count;
    ++pair.shown[{std::move(gloss.name), std::move(gloss.other)}];
  }
}

// Moves each pair onto another of the same `other` whose name is the end of its own, or the other
// way round. Pairs with one `other` stand together.
void GlossCollector::MergeSuffixes() {
  for (auto longer = pairs_.begin(); longer != pairs_.end();) {
    const auto& [other, name] = longer->first;
    auto into = pairs_.end();
    for (auto it = pairs_.lower_bound({other, ""}); it != pairs_.end() && it->first.first == other;
         ++it) {
      if (it != longer && std::string_view(name).ends_with(it->first.second)) into = it;
    }
    if (into == pairs_.end()) {
      ++longer;
      continue;
    }
    into->second.count += longer->second.count;
    if (longer->second.count > into->second.count - longer->second.count)
      into->second.shown = longer->second.shown;
    longer = pairs_.erase(longer);
  }
}

std::vector<Gloss> GlossCollector::Take() {
  MergeSuffixes();
  std::vector<Gloss> glosses;
  glosses.reserve(pairs_.size());
  for (const auto& [keys, pair] : pairs_) {
    const auto shown =
        std::max_element(pair.shown.begin(), pair.shown.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    glosses.push_back({shown->first.first, shown->first.second, pair.count});
  }
  pairs_.clear();
  std::sort(glosses.begin(), glosses.end(), [](const Gloss& a, const Gloss& b) {
    return std::tie(a.name, a.other) < std::tie(b.name, b.other);
  });
  return glosses;
}

}  // namespace rsearch
