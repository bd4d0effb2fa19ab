#include "core/text/transliteration_rules.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "rsearch/utf8.h"

namespace rsearch::text {
namespace {

struct Row {
  // '^' before: at the beginning of the word. Behind: what must follow.
  //   $ the end    + a consonant or the end; a silent e may stand between    | the same without e
  //   ~ e, i or y  ! anything else  > a letter
  std::string_view letters;
  // Alternatives, with their cost in hundredths. A final consonant has '_' before it; '-' is none.
  std::string_view jamo;
};

constexpr auto kRows = std::to_array<Row>({
    // --- vowels. English has five letters for some fifteen sounds; which of them it is, spelling
    // says only in part. So most usual readings are free, and vowels decide little.
    {"a", "ㅏ ㅐ ㅔㅣ:6 ㅓ:5 ㅗ:20 ㅔ:10 ㅣ:25"},
    {"ation", "ㅔㅣㅅyㅓ_ㄴ ㅔㅣㅅyㅓㄴ"},
    {"ace|", "ㅔㅣㅅㅡ"},
    {"ade|", "ㅔㅣㄷㅡ"},
    {"ake|", "ㅔㅣㅋㅡ"},
    {"ale|", "ㅔㅣ_ㄹ"},
    {"ame|", "ㅔㅣ_ㅁ"},
    {"ane|", "ㅔㅣ_ㄴ"},
    {"ape|", "ㅔㅣㅍㅡ"},
    {"ase|", "ㅔㅣㅅㅡ ㅔㅣㅈㅡ"},
    {"ate|", "ㅔㅣㅌㅡ ㅣ_ㅅ:10"},
    {"ave|", "ㅔㅣㅂㅡ"},
    {"ata", "ㅔㅣㅌㅓ"},
    {"an|", "ㅓ_ㄴ:3"},
    {"am|", "ㅓ_ㅁ:3"},
    {"ae", "ㅐ ㅔ ㅣ:10"},
    {"ai", "ㅔㅣ ㅏㅣ ㅔ:10 ㅐ:10"},
    {"ay", "ㅔㅣ ㅏㅣ ㅔ:10"},
    {"au", "ㅗ ㅏㅜ ㅗㅜ:10"},
    {"aw", "ㅗ ㅏㅜ:10"},
    {"ar|", "ㅏ ㅓ:10 ㅗ:20"},
    {"are|", "ㅔㅓ ㅏㄹㅔ:10"},
    {"air", "ㅔㅓ"},
    {"al|", "ㅓ_ㄹ ㅏ_ㄹ ㅗ_ㄹ ㅐ_ㄹ"},
    {"all", "ㅗ_ㄹ ㅗ_ㄹㄹ ㅓ_ㄹㄹ ㅐ_ㄹㄹ"},
    {"alk|", "ㅗㅋㅡ ㅗ_ㄱ"},
    {"alf|", "ㅏㅍㅡ"},
    {"age|", "ㅣㅈㅣ ㅔㅣㅈㅣ"},
    {"e$", "ㅔ:5 ㅣ:5"},
    {"e>", "ㅔ ㅣ ㅓ:5 ㅐ:10 ㅡ:30"},
    {"ee", "ㅣ"},
    {"ea", "ㅣ ㅔ ㅣㅓ:5 ㅔㅣ:10 ㅣㅏ:5"},
    {"ei", "ㅔㅣ ㅏㅣ ㅣ"},
    {"ey", "ㅣ ㅔㅣ"},
    {"eu", "yㅜ ㅜ:10"},
    {"ew", "yㅜ ㅜ"},
    {"er|", "ㅓ ㅏ:25"},
    {"ear|", "ㅣㅓ ㅓ ㅔㅓ ㅏ:20"},
    {"eer|", "ㅣㅓ"},
    {"ere|", "ㅣㅓ ㅔㅓ"},
    {"en|", "ㅓ_ㄴ:3 ㅡ_ㄴ:3"},
    {"el|", "ㅓ_ㄹ ㅡ_ㄹ:10"},
    {"ox", "ㅏ_ㄱㅅ"},
    {"ox|", "ㅏ_ㄱㅅㅡ"},
    {"em|", "ㅓ_ㅁ:3 ㅡ_ㅁ:15"},
    {"ed$", "ㄷㅡ ㅌㅡ"},
    {"i", "ㅣ ㅏㅣ:6 ㅓ:30"},
    {"ice|", "ㅏㅣㅅㅡ"},
    {"ide|", "ㅏㅣㄷㅡ"},
    {"ike|", "ㅏㅣㅋㅡ"},
    {"ile|", "ㅏㅣ_ㄹ"},
    {"ime|", "ㅏㅣ_ㅁ"},
    {"ine|", "ㅏㅣ_ㄴ"},
    {"ipe|", "ㅏㅣㅍㅡ"},
    {"ise|", "ㅏㅣㅈㅡ ㅏㅣㅅㅡ"},
    {"ite|", "ㅏㅣㅌㅡ"},
    {"ive|", "ㅏㅣㅂㅡ"},
    {"ize|", "ㅏㅣㅈㅡ"},
    {"ign|", "ㅏㅣ_ㄴ"},
    {"ie", "ㅣ ㅏㅣ:5 ㅏㅣㅓ ㅏㅣㅔ"},
    {"iew|", "yㅜ"},
    {"ithm|", "ㅣㅈㅡ_ㅁ"},
    {"igh", "ㅏㅣ"},
    {"ir|", "ㅓ"},
    {"ire|", "ㅏㅣㅓ"},
    {"ia", "ㅣㅏ ㅣㅓ ㅏㅣㅓ yㅏ:10"},
    {"io", "ㅣㅗ ㅣㅓ ㅏㅣㅗ ㅏㅣㅓ"},
    {"o", "ㅗ ㅓ:5 ㅏ:5 ㅗㅜ:6 ㅜ:15"},
    {"com", "ㅋㅓ_ㅁ ㅋㅓㅁ"},
    {"con", "ㅋㅓ_ㄴ"},
    {"om|", "ㅓ_ㅁ"},
    {"out", "ㅏㅜ_ㅅ ㅏㅜ_ㅅㅌ"},
    {"on|", "ㅓ_ㄴ ㅡ_ㄴ:10"},
    {"oo", "ㅜ ㅗ:20 ㅓ:20"},
    {"ou", "ㅏㅜ ㅜ ㅗ:10 ㅓ:5"},
    {"ough", "ㅗ ㅗㅜ ㅓㅍㅡ ㅜ"},
    {"ould", "ㅜㄷㅡ"},
    {"ow", "ㅗㅜ ㅏㅜ ㅗ"},
    {"oa", "ㅗ ㅗㅜ:5 ㅗㅏ"},
    {"oe", "ㅗ ㅣ:5 ㅜ:10"},
    {"oi", "ㅗㅣ"},
    {"oy", "ㅗㅣ"},
    {"or|", "ㅓ ㅗ ㅗㅓ:10"},
    {"or", "ㅗㅓㄹ:10"},
    {"ore|", "ㅗㅓ ㅗ:5"},
    {"oor|", "ㅗㅓ ㅜㅓ"},
    {"our|", "ㅗ ㅓ:5 ㅏwㅓ:5"},
    {"u", "ㅓ ㅜ yㅜ ㅣ:30 ㅡ:30"},
    {"ur|", "ㅓ ㅜㄹㅡ:10"},
    {"ure|", "ㅓ yㅓ:5 yㅜㅓ"},
    {"ui", "ㅣ ㅜㅣ ㅜ:10"},
    {"ue|", "ㅜ yㅜ"},
    {"y", "ㅣ ㅏㅣ:6"},
    {"yle|", "ㅏㅣ_ㄹ"},
    {"ype|", "ㅏㅣㅍㅡ"},
    {"y", "y"},
    {"ya", "yㅏ"},
    {"w", "w"},
    {"wh", "w ㅎw:10"},
    {"who", "ㅎㅜ"},
    {"wo", "wㅓ ㅜ"},
    {"woo", "ㅜ"},
    {"wor", "wㅓ"},
    {"wr", "ㄹ"},
    // --- consonants: before a vowel; by themselves with ㅡ, or as a final consonant; which stands
    // before a vowel only where two words are joined (드롭|아웃).
    {"b", "_ㅂ:20"},
    {"g", "_ㄱ:20"},
    {"k", "_ㄱ:15"},
    {"l", "_ㄹ:15"},
    {"m", "_ㅁ:15"},
    {"n", "_ㄴ:15"},
    {"p", "_ㅂ:15"},
    {"t", "_ㅅ:15"},
    {"b", "ㅂ ㅃ:20"},
    {"b+", "ㅂㅡ _ㅂ"},
    {"c!", "ㅋ ㄲ:20"},
    {"c~", "ㅅ ㅆ:10"},
    {"c+", "ㅋㅡ _ㄱ"},
    {"ce|", "ㅅㅡ"},
    {"cc~", "_ㄱㅅ ㅋㅅ:10"},
    {"ch", "ㅊ ㅋ:5 ㅅ:15 ㅅy:10"},
    {"ch+", "ㅊㅣ ㅋㅡ:5 _ㄱ:5 ㅅyㅜ:10"},
    {"che|", "ㅅㅣ:5"},
    {"chine|", "ㅅㅣ_ㄴ"},
    {"ck", "ㅋ _ㄱㅋ:10"},
    {"ck+", "_ㄱ ㅋㅡ"},
    {"cial|", "ㅅyㅓ_ㄹ"},
    {"cian|", "ㅅyㅓ_ㄴ"},
    {"cqu", "ㅋw"},
    {"d", "ㄷ ㄸ:20"},
    {"d+", "ㄷㅡ _ㅅ:30"},
    {"dg", "ㅈ"},
    {"dge|", "ㅈㅣ"},
    {"ds|", "ㅈㅡ"},
    {"du", "ㅈㅜ"},
    {"f", "ㅍ ㅎw:15 ㅎ:20"},
    {"f+", "ㅍㅡ"},
    {"ph", "ㅍ"},
    {"ph+", "ㅍㅡ"},
    {"g", "ㄱ"},
    {"g~", "ㅈ"},
    {"g+", "ㄱㅡ _ㄱ"},
    {"ge|", "ㅈㅣ"},
    {"gh", "- ㄱ ㅍㅡ:10"},
    {"gn", "ㄴ:5"},
    {"gn|", "_ㄴ"},
    {"gu", "ㄱ ㄱw"},
    {"gue|", "ㄱㅡ"},
    {"h", "ㅎ -:40"},
    {"j", "ㅈ ㅊ:30 y:20"},
    {"k", "ㅋ ㄲ:20"},
    {"k+", "ㅋㅡ _ㄱ"},
    {"^kn", "ㄴ"},
    {"l", "_ㄹㄹ ㄹ:10"},
    {"^l", "ㄹ"},
    {"l+", "_ㄹ ㄹㅡ:30"},
    {"lm|", "_ㄹㄹㅡ_ㅁ"},
    {"m", "ㅁ _ㅁㅁ:20"},
    {"m+", "_ㅁ ㅁㅡ:20"},
    {"mb|", "_ㅁ"},
    {"n", "ㄴ _ㄴㄴ:15"},
    {"n+", "_ㄴ"},
    {"ng", "_ㅇ:5 _ㅇㄱ"},
    {"ng+", "_ㅇ _ㅇㄱㅡ _ㅇㅡ:30"},
    {"ngu", "_ㅇㄱw"},
    {"nk", "_ㅇㅋ"},
    {"nk+", "_ㅇㅋㅡ _ㅇ:10"},
    {"nc!", "_ㅇㅋ"},
    {"nch", "_ㅇㅋ"},
    {"nc|", "_ㅇㅋㅡ _ㅇ:10"},
    {"nqu", "_ㅇㅋw"},
    {"nx", "_ㅇㅅ _ㅇㅋㅅ"},
    {"nction", "_ㅇㅅyㅓ_ㄴ"},
    {"p", "ㅍ ㅃ:20"},
    {"p+", "ㅍㅡ _ㅂ"},
    {"pp", "_ㅂㅍ:10"},
    {"^ps", "ㅅ"},
    {"^pn", "ㄴ"},
    {"q", "ㅋ:30"},
    {"qu", "ㅋw ㅋ"},
    {"qua", "ㅋwㅓ"},
    {"que", "ㅋwㅓ"},
    {"queue", "ㅋyㅜ"},
    {"que|", "_ㄱ ㅋㅡ ㅋyㅜ"},
    {"r", "ㄹ _ㄹㄹ:25"},
    {"r|", "ㄹㅡ:5"},
    {"rh", "ㄹ"},
    {"s", "ㅅ ㅈ:5 ㅆ:10"},
    {"s+", "ㅅㅡ ㅈㅡ:5"},
    {"s$", "-:14"},  // 모델 of models
    {"sc~", "ㅅ"},
    {"sh", "ㅅy ㅅ ㅅw:5"},
    {"sh+", "ㅅㅣ ㅅwㅣ ㅅyㅜ"},
    {"sion", "ㅅyㅓ_ㄴ ㅈㅓ_ㄴ"},
    {"ssion", "ㅅyㅓ_ㄴ"},
    {"sure", "ㅈㅓ ㅅyㅓ"},
    {"shion", "ㅅyㅓ_ㄴ"},
    {"sia", "ㅅㅣㅏ ㅈㅣㅏ"},
    {"t", "ㅌ ㄸ:20"},
    {"t+", "ㅌㅡ _ㅅ"},
    {"tch", "ㅊ"},
    {"tch+", "ㅊㅣ"},
    {"th", "ㅅ ㄷ:8 ㅆ:10 ㅌ:5"},
    {"th+", "ㅅㅡ ㄷㅡ:15 ㅌㅡ:10"},
    {"tion", "ㅅyㅓ_ㄴ ㅊㅓ_ㄴ:10"},
    {"tion", "ㅅyㅓㄴ"},
    {"sion", "ㅅyㅓㄴ ㅈㅓㄴ"},
    {"tial|", "ㅅyㅓ_ㄹ"},
    {"tian", "ㅅyㅓ_ㄴ ㅌㅣㅏ_ㄴ"},
    {"ture|", "ㅊㅓ ㅊyㅓ"},
    {"tur", "ㅊㅓㄹ"},
    {"ts|", "ㅊㅡ"},
    {"tz|", "ㅊㅡ"},
    {"v", "ㅂ ㅍ:30"},
    {"v+", "ㅂㅡ ㅍㅡ:20"},
    {"x", "_ㄱㅅ ㄱㅡㅈ _ㄱㅈ:5"},
    {"x+", "_ㄱㅅㅡ"},
    {"xc~", "_ㄱㅅ"},
    {"^x", "ㅈ"},
    {"z", "ㅈ ㅊ:25"},
    {"z+", "ㅈㅡ ㅊㅡ:25"},
});

constexpr std::u32string_view kInitials = U"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
constexpr std::size_t kSilent = 11;  // ㅇ
constexpr std::u32string_view kVowels = U"ㅏㅐㅓㅔㅗㅜㅡㅣwy";
constexpr std::u32string_view kFinals = U"ㄱㄴㄹㅁㅂㅅㅇ";

// By the number that Unicode gives a syllable's vowel and final consonant.
constexpr std::array<std::u32string_view, 21> kMedialJamo = {
    U"ㅏ",  U"ㅐ",  U"yㅏ", U"yㅐ", U"ㅓ",  U"ㅔ",  U"yㅓ", U"yㅔ", U"ㅗ", U"wㅏ", U"wㅐ",
    U"wㅔ", U"yㅗ", U"ㅜ",  U"wㅓ", U"wㅔ", U"wㅣ", U"yㅜ", U"ㅡ",  U"",   U"ㅣ"};
constexpr std::u32string_view kUnicodeFinals = U"-ㄱ--ㄴ---ㄹ-------ㅁㅂ-ㅅ-ㅇ------";

constexpr Jamo kFirstVowel = 32;
constexpr Jamo kFirstFinal = 64;

Jamo Numbered(std::u32string_view jamo, char32_t c, Jamo first) {
  return static_cast<Jamo>(first + static_cast<Jamo>(jamo.find(c)));
}
Jamo Initial(char32_t c) {
  return Numbered(kInitials, c, 1);
}
Jamo Vowel(char32_t c) {
  return Numbered(kVowels, c, kFirstVowel);
}
Jamo Final(char32_t c) {
  return Numbered(kFinals, c, kFirstFinal);
}

constexpr char32_t kFirstSyllable = 0xAC00;
constexpr char32_t kLastSyllable = 0xD7A3;

// What Sino-Korean words and everyday native ones are made of: the readings of Chinese characters,
// but for a few rare ones that loanwords have more often (뉴), and the syllables of common words.
constexpr std::u32string_view kNative =
    U"가각간갈감갑갔강갖같개객갱갹거건걸검겁것게겠겨격견결겸경계고곡곤골공곶과곽관괄광괘괴굉교구국"
    U"군굳굴궁"
    U"권궐궤귀규균귤그극근글금급긍기긴길김깊까깨꺼께꼭꾸끄끝끼끽나낙난날남납났낭낮낳내냄냉너넘넣네"
    U"녀년념녕"
    U"노놀농높놓뇌뇨누눈눌느는늘능늦니닌님다단달담답당대댁덕던덜덤덥도독돈돌동돼되된될됨두둔뒤득듣"
    U"들듬듯등"
    U"따때떠또뜨뜻라락란랄람랍랐랑래랭략량럴럼럽렀렇려력련렬렴렵령례로록론롱뢰료룡루룰류륙륜률륭르"
    U"륵른를름"
    U"릇릉리린림립마막만많말망맞매맥맨맹먹먼며멱면멸명몇모목몰못몽묘무묵문물미민믿밀바박밖반받발밤"
    U"방배백번"
    U"벌범법벗벽변별병보복본봄봉봐부북분불붕붙비빈빙빛빠빨뽑뿐사삭산살삶삼삽상새색생서석섞선설섬섭"
    U"성세셈소"
    U"속손솔솟송쇄쇠수숙순술숭쉬쉽슨슬슴습승시식신실싫심십싶쌍쌓써쓰씌씨아악안앉않알암압앙앞애액앵"
    U"야약얇양"
    U"얕얘어억언얻얼엄업없었여역연열염엽영옆예오옥온올옮옹와완왈왔왕왜외요욕용우욱운울움웅원월위유"
    U"육윤율융"
    U"으은을음읍응의이익인일읽잃임입있잉잊잎자작잔잘잠잡장재쟁쟤저적전절점접젓정젖제조족존졸좀종좋"
    U"좌죄주죽"
    U"준줄중줘즉즐즙증지직진질짐집짓징짜째쪽쯤찌찍차착찬찰참창찾채책처척천철첨첩첫청체초촉촌촘총촬"
    U"최추축춘"
    U"출춤충춰췌취측층치칙친칠침칩칭컸켜콩쾌탁탄탈탐탑탔탕태택탱털토톡통퇴투튀특틈파판팔패팽펴편폄"
    U"평폐포폭"
    U"표푸풀품풍피핀필핍하학한할함합항해핵햇했행향허헌헐험헤혀혁현혈혐협형혜호혹혼홀홍화확환활황회"
    U"획횡효후"
    U"훈훔훙훤훼휘휩휴휼흉흐흑흔흘흙흠흡흥희흰히힌힐힘런에볼낼낸닐딘쌔쏘싸뱃엉칫놈댄댈킬";
// What they have too, but loanwords more often.
constexpr std::u32string_view kEither =
    U"널더데드든러레릴머메버베브스앤엔워즈쳐카칸칼캐커컨코크큰클키킨킴타터트튼틀티퍼프";
// Loanwords without a foreign syllable that papers and their reviews are full of.
constexpr auto kLoanwords = std::to_array<std::u32string_view>(
    {U"가우시안", U"감마", U"게임", U"마진", U"배치", U"비전", U"세미나", U"시그마", U"아담",
     U"알파", U"에러", U"유저", U"이미지", U"자바", U"제로", U"체인", U"파일", U"패치", U"피처"});

bool IsVowelLetter(char letter) {
  return std::string_view("aeiouy").find(letter) != std::string_view::npos;
}

// As the table writes them: "_ㄱㅅㅡ".
std::string ParseJamo(std::u32string_view text) {
  std::string jamo;
  bool is_final = false;
  for (const char32_t c : text) {
    if (c == U'-') continue;
    if (c == U'_') {
      is_final = true;
      continue;
    }
    if (is_final) {
      jamo.push_back(Final(c));
    } else if (kVowels.find(c) != std::u32string_view::npos) {
      jamo.push_back(Vowel(c));
    } else {
      jamo.push_back(Initial(c));
    }
    is_final = false;
  }
  return jamo;
}

Packed Pack(std::string_view text) {
  Packed packed;
  for (const char c : text) {
    packed.bytes = Tail(packed.bytes, c);
    packed.mask = packed.mask << 8 | 0xFF;
  }
  packed.size = text.size();
  return packed;
}

void AddAlternatives(std::string_view letters, Rule rule, std::string_view alternatives,
                     std::vector<Rule>* rules) {
  rule.letters = Pack(letters);
  while (!alternatives.empty()) {
    const std::size_t space = std::min(alternatives.find(' '), alternatives.size());
    const std::string_view one = alternatives.substr(0, space);
    alternatives.remove_prefix(std::min(space + 1, alternatives.size()));
    const std::size_t colon = std::min(one.find(':'), one.size());
    rule.jamo = Pack(ParseJamo(DecodeUtf8(one.substr(0, colon))));
    rule.cost = 0;
    for (const char digit : one.substr(std::min(colon + 1, one.size())))
      rule.cost = rule.cost * 10 + (digit - '0');
    rules->push_back(rule);
  }
}

Next Condition(char mark) {
  switch (mark) {
    case '$':
      return Next::kEnd;
    case '+':
    case '|':
      return Next::kConsonantOrEnd;
    case '~':
      return Next::kSoft;
    case '!':
      return Next::kHard;
    case '>':
      return Next::kLetter;
    default:
      return Next::kAny;
  }
}

void AddRow(const Row& row, std::vector<Rule>* rules) {
  Rule rule;
  std::string letters(row.letters);
  if (letters.front() == '^') {
    rule.at_start = true;
    letters.erase(0, 1);
  }
  const char mark = letters.back();
  rule.next = Condition(mark);
  if (rule.next != Next::kAny) letters.pop_back();
  AddAlternatives(letters, rule, row.jamo, rules);
  // The e of node says how the o sounds; it has no sound itself. But in ce and ge it says how the
  // consonant sounds.
  const bool silent_e = mark == '+' && letters != "c" && letters != "g";
  if (silent_e) AddAlternatives(letters + "e", rule, row.jamo, rules);
  if (letters.size() != 1 || IsVowelLetter(letters.front()) || rule.at_start) return;
  letters += letters;  // nn, ss
  AddAlternatives(letters, rule, row.jamo, rules);
  if (mark == '+') AddAlternatives(letters + "e", rule, row.jamo, rules);
}

constexpr int kExtraConsonant = 100;
constexpr int kExtraVowel = 70;
constexpr int kExtraGlide = 30;
constexpr int kOtherVowel = 45;
constexpr int kAlikeConsonant = 35;
constexpr int kOtherConsonant = 130;

struct Alike {
  std::string_view letters, jamo;
};
constexpr auto kAlike = std::to_array<Alike>({
    {"bfpv", "ㅂㅍㅃ_ㅂ"},
    {"dt", "ㄷㅌㄸ_ㅅ"},
    {"cgkq", "ㄱㅋㄲ_ㄱ"},
    {"csxz", "ㅅㅆㅈ"},
    {"cgj", "ㅈㅊ"},
    {"lr", "ㄹ_ㄹ"},
    {"m", "ㅁ_ㅁ"},
    {"n", "ㄴ_ㄴ_ㅇ"},
});

bool IsVowelJamo(Jamo jamo) {
  return jamo >= kFirstVowel && jamo < kFirstFinal;
}

bool IsGlide(Jamo jamo) {
  return jamo == Vowel(U'w') || jamo == Vowel(U'y');
}

constexpr std::size_t kLetters = 26;
constexpr std::size_t kJamoNumbers = 80;
using CostsOfOther = std::array<std::array<int, kJamoNumbers>, kLetters>;

CostsOfOther MakeCostsOfOther() {
  CostsOfOther costs{};
  for (std::size_t i = 0; i < kLetters; ++i) {
    const bool vowel = IsVowelLetter(static_cast<char>('a' + i));
    for (std::size_t j = 0; j < kJamoNumbers; ++j) {
      const auto jamo = static_cast<Jamo>(j);
      costs[i][j] = vowel && IsVowelJamo(jamo) && !IsGlide(jamo) ? kOtherVowel : kOtherConsonant;
    }
  }
  for (const Alike& alike : kAlike) {
    for (const char letter : alike.letters) {
      for (const Jamo jamo : ParseJamo(DecodeUtf8(alike.jamo)))
        costs[static_cast<std::size_t>(letter - 'a')][static_cast<std::size_t>(jamo)] =
            kAlikeConsonant;
    }
  }
  return costs;
}

}  // namespace

std::string JamoOf(std::u32string_view hangul) {
  std::string jamo;
  for (const char32_t c : hangul) {
    if (c < kFirstSyllable || c > kLastSyllable) return {};
    const std::size_t number = c - kFirstSyllable;
    const std::size_t initial = number / (kMedialJamo.size() * kUnicodeFinals.size());
    const std::u32string_view medial =
        kMedialJamo[number / kUnicodeFinals.size() % kMedialJamo.size()];
    const std::size_t final = number % kUnicodeFinals.size();
    if (medial.empty() || (final != 0 && kUnicodeFinals[final] == U'-')) return {};
    if (initial != kSilent) jamo.push_back(Initial(kInitials[initial]));
    for (const char32_t vowel : medial)
      jamo.push_back(Vowel(vowel));
    if (final != 0) jamo.push_back(Final(kUnicodeFinals[final]));
  }
  return jamo;
}

int Foreignness(std::u32string_view hangul) {
  static const std::unordered_map<char32_t, int> weights = [] {
    std::unordered_map<char32_t, int> syllables;
    for (const char32_t c : kNative)
      syllables[c] = 0;
    for (const char32_t c : kEither)
      syllables[c] = 1;
    return syllables;
  }();
  if (hangul.empty()) return 0;
  const std::size_t initial =
      (hangul.front() - kFirstSyllable) / (kMedialJamo.size() * kUnicodeFinals.size());
  int foreignness = initial < kInitials.size() && kInitials[initial] == U'ㄹ' ? 2 : 0;
  if (std::find(kLoanwords.begin(), kLoanwords.end(), hangul) != kLoanwords.end()) foreignness = 2;
  for (const char32_t c : hangul) {
    const auto at = weights.find(c);
    foreignness += at == weights.end() ? 2 : at->second;
  }
  return foreignness;
}

char32_t FirstSyllable(Jamo jamo) {
  if (jamo >= kFirstFinal) return 0;
  const bool consonant = jamo < kFirstVowel;
  const std::size_t initial = consonant ? static_cast<std::size_t>(jamo - 1) : kSilent;
  return kFirstSyllable +
         static_cast<char32_t>(initial * kMedialJamo.size() * kUnicodeFinals.size());
}

bool Allows(Next next, char letter) {
  const bool soft = letter == 'e' || letter == 'i' || letter == 'y';
  switch (next) {
    case Next::kAny:
      return true;
    case Next::kConsonantOrEnd:
      return letter == 0 || !IsVowelLetter(letter);
    case Next::kSoft:
      return soft;
    case Next::kHard:
      return !soft;
    case Next::kEnd:
      return letter == 0;
    case Next::kLetter:
      return letter != 0;
  }
  return false;
}

const RulesByLetter& Rules() {
  static const RulesByLetter all = [] {
    std::vector<Rule> rules;
    for (const Row& row : kRows)
      AddRow(row, &rules);
    RulesByLetter by_letter;
    for (const Rule& rule : rules)
      by_letter[static_cast<std::size_t>(rule.letters.Last() - 'a')].push_back(rule);
    return by_letter;
  }();
  return all;
}

bool BeginsRule(std::uint64_t tail, std::size_t size) {
  static const std::unordered_set<std::uint64_t> beginnings_of_rules = [] {
    std::unordered_set<std::uint64_t> beginnings;
    for (const std::vector<Rule>& rules : Rules()) {
      for (const Rule& rule : rules) {
        for (std::size_t dropped = 1; dropped < rule.letters.size; ++dropped)
          beginnings.insert(rule.letters.bytes >> 8 * dropped);
      }
    }
    return beginnings;
  }();
  if (size < kMaxPacked) tail &= (std::uint64_t{1} << 8 * size) - 1;
  return beginnings_of_rules.contains(tail);
}

int CostOfExtra(Jamo jamo) {
  if (!IsVowelJamo(jamo)) return kExtraConsonant;
  return IsGlide(jamo) ? kExtraGlide : kExtraVowel;
}

int CostOfUnread(char letter) {
  return IsVowelLetter(letter) ? kExtraVowel : kExtraConsonant;
}

int CostOfOther(char letter, Jamo jamo) {
  static const CostsOfOther costs = MakeCostsOfOther();
  return costs[static_cast<std::size_t>(letter - 'a')][static_cast<std::size_t>(jamo)];
}

}  // namespace rsearch::text
