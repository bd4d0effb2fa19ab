#include "indexer/name_words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "rsearch/utf8.h"

namespace rsearch {
namespace {

constexpr std::size_t kHangulBytes = 3;

template <std::size_t N>
bool IsOneOf(std::string_view text, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

template <std::size_t N>
bool EndsInOneOf(std::string_view text, const std::array<std::string_view, N>& list) {
  return std::any_of(list.begin(), list.end(),
                     [&](std::string_view end) { return text.ends_with(end); });
}

bool IsHangul(char32_t c) {
  return c >= 0xAC00 && c <= 0xD7A3;
}

bool HasHangul(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (IsHangul(NextCodePoint(text, &at))) return true;
  return false;
}

// Words no name has in front: determiners, adverbs, conjunctions, particles behind a space ("key 의
// 내적"), nouns that only lead up to a name.
bool LeadsUp(std::string_view word) {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"가",   "가장", "각",   "각각", "것",   "결국", "과",   "그",   "그냥", "기존", "까지",
       "내",   "너무", "네",   "는",   "다른", "단",   "더",   "더욱", "도",   "동안", "두",
       "둘",   "들",   "등",   "따라", "때",   "또",   "또는", "또한", "로",   "를",   "만",
       "매우", "먼저", "모두", "모든", "및",   "바로", "본",   "부터", "사실", "새",   "세",
       "수",   "시",   "아래", "아주", "약",   "어떤", "여러", "역시", "예",   "예를", "와",
       "왜",   "위",   "으로", "은",   "을",   "의",   "이",   "이때", "이런", "이전", "이후",
       "인",   "잘",   "저",   "전",   "정말", "주로", "중",   "즉",   "첫",   "최근", "큰",
       "긴",   "특히", "하나", "하는", "한",   "할",   "해당", "혹은", "후",   "에",   "에서",
       "이하", "소위", "일명", "추가", "실제", "현재", "논문", "만약", "다만", "된",   "될",
       "간",   "위의", "본래", "원래"});
  return IsOneOf(word, kWords);
}

// Endings that verbs and adjectives take, and adverbs.
bool HasVerbEnding(std::string_view word) {
  static constexpr auto kEndings = std::to_array<std::string_view>(
      {"하는", "되는",   "있는", "없는", "라는", "는",   "은",   "로운", "려운", "러운",
       "까운", "쉬운",   "된",   "될",   "던",   "하여", "되어", "하고", "되고", "있고",
       "않고", "같고",   "이고", "하며", "되며", "이며", "하면", "되면", "게",   "시켜",
       "하지", "되지",   "도록", "해서", "어서", "아서", "면서", "쳐서", "꺼서", "켜서",
       "춰서", "려서",   "워서", "와서", "여서", "써서", "져서", "러서", "통해", "위해",
       "의해", "대해",   "가능", "같음", "용해", "해야", "하기", "되기", "보면", "히",
       "하자", "습니다", "니다", "한다", "된다", "이다", "했다", "았다", "었다", "겠다",
       "인가", "할지",   "우리", "않음", "있음", "없음", "아닌", "하려", "적인", "시킨",
       "나눈", "만든",   "으면", "려고", "거나", "지만", "는데", "므로", "니까", "든지"});
  static constexpr auto kNouns = std::to_array<std::string_view>({"이해", "무게"});
  return word.size() > kHangulBytes && EndsInOneOf(word, kEndings) && !EndsInOneOf(word, kNouns);
}

// 한 and 할 behind anything: 하다's forms, but for the nouns that end so.
bool EndsInHan(std::string_view word) {
  static constexpr auto kNouns = std::to_array<std::string_view>(
      {"제한", "무한", "유한", "극한", "권한", "상한", "하한", "최소한", "분할", "역할"});
  return word.size() > kHangulBytes && (word.ends_with("한") || word.ends_with("할")) &&
         !EndsInOneOf(word, kNouns);
}

// What the analyzer takes off and nouns end in as well: 온라인, 유사도, 비지도, 파라미터들.
bool MayBeNoun(std::string_view form, std::string_view ending) {
  static constexpr auto kEndings = std::to_array<std::string_view>({"인", "도", "들", "만", "로"});
  static constexpr auto kNouns =
      std::to_array<std::string_view>({"볼츠만", "마이크로", "매크로", "뉴로", "푸리에"});
  if (ending == "만" || ending == "로" || ending == "에") return EndsInOneOf(form, kNouns);
  return IsOneOf(ending, kEndings);
}

// What hardly any noun ends in.
bool IsSureParticle(std::string_view ending) {
  static constexpr auto kParticles = std::to_array<std::string_view>(
      {"를", "을", "는", "은", "의", "란", "이란", "라는", "이라는", "에서", "에서는", "에서의",
       "으로", "으로는", "과의", "와의", "에", "에는"});
  return IsOneOf(ending, kParticles);
}

std::size_t CountSyllables(std::string_view form) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < form.size();)
    if (IsHangul(NextCodePoint(form, &at))) ++count;
  return count;
}

// `before`: the token before it in the same word, or null.
void AddToken(const Token& token, const Token* before, NameWord* word) {
  ++word->tokens;
  word->form += token.form;
  if (before == nullptr || token.begin > before->end) ++word->parts;
  word->hangul |= token.script == Script::kHangul;
  word->latin |= token.script == Script::kLatin;
  word->digits |= token.script == Script::kDigit;
  word->other |= token.script == Script::kCjk;
  word->latin_end = token.script == Script::kLatin || token.script == Script::kDigit;
  word->syllables += CountSyllables(token.form);
}

// `last`: the word's last token; `rest`: what the word has behind it.
void JudgeEnd(const Token& last, std::string_view rest, NameWord* word) {
  if (last.script != Script::kHangul) {
    word->ends_phrase = HasHangul(rest);  // a particle, which the analyzer leaves out
    return;
  }
  const std::string_view ending = std::string_view(last.form).substr(last.stem.size());
  word->verb = HasVerbEnding(last.form) || EndsInHan(last.form);
  const bool particle = !ending.empty() && !MayBeNoun(last.form, ending);
  word->ends_phrase = word->verb || particle || LeadsUp(word->form);
  if (IsSureParticle(ending)) word->particle = ending.size();
}

}  // namespace

std::vector<NameWord> NameWords(std::string_view text, Analyzer* analyzer) {
  std::vector<Token> tokens;
  analyzer->Tokenize(text, &tokens);
  std::vector<NameWord> words;
  std::size_t token = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    NameWord word;
    word.text = text.substr(at, end - at);
    for (; token < tokens.size() && tokens[token].begin < end; ++token)
      AddToken(tokens[token], word.tokens == 0 ? nullptr : &tokens[token - 1], &word);
    if (word.tokens > 0) {
      const Token& last = tokens[token - 1];
      const std::size_t behind = std::min<std::size_t>(last.end, end);
      JudgeEnd(last, text.substr(behind, end - behind), &word);
    } else {
      word.ends_phrase = true;  // a dash, a bullet
    }
    if (!word.text.empty()) words.push_back(std::move(word));
    at = end + 1;
  }
  return words;
}

bool IsLoan(const NameWord& word) {
  static constexpr auto kSyllables = std::to_array<std::string_view>(
      {"트", "크", "프", "스", "터", "러", "퍼", "커", "컨", "네", "웨", "레", "피",   "토", "코",
       "디", "더", "즘", "링", "션", "닝", "딩", "핑", "팅", "징", "킹", "밍", "싱",   "칭", "볼",
       "루", "란", "템", "맵", "셋", "뷰", "풀", "벡", "컬", "널", "털", "럴", "이즈", "안"});
  return std::any_of(kSyllables.begin(), kSyllables.end(), [&](std::string_view syllable) {
    return word.form.find(syllable) != std::string::npos;
  });
}

std::size_t EnglishWords(const NameWord& word) {
  constexpr std::size_t kCompound = 4;
  if (word.syllables < kCompound || word.latin || IsLoan(word)) return 1;
  if (word.form.ends_with("성") || word.form.ends_with("화")) return 1;
  return (word.syllables + 1) / 2;
}

}  // namespace rsearch
