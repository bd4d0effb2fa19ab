// A run is as many letters of one script class, or digits, as stand together. On alphabets, digits
// and Hangul that is ICU's root word segmentation followed by a split at changes of script (which
// ICU does not do: "BERT는" and "2023년" are one word to it), but for the characters that word
// segmentation keeps inside a word, and those are ours to decide:
//
//   apostrophe   "model's", "we'll" end before it and lose what follows; "don't" becomes dont; it
//                joins otherwise (o'neil: two runs, one technical token)
//   . _ - /      join technical tokens from two runs ("torch.manual_seed"); '.' between digits
//   stays
//                in ("0.5", "1503.02531", "1.10.0")
//   ,            dropped where it groups digits by three ("1,000"); in "[1,2,3]" it separates
//   U+00AD       dropped, its place kept: a line's end broke the word there
//   ++ and #     belong to the letters before them: c++, k-means++, c#
//
// So ICU's iterator (30 ms on 1.7 MB of pages, as much as everything else that Tokenize() does) is
// asked only about scripts that write without spaces: Han, Kana, Thai and its neighbours, where a
// dictionary finds the words.
//
// The text is folded first and runs are views of the folded text. What is dropped inside a run is
// squeezed out in place, behind the reading position.

#include "core/text/segment.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <utility>

#include "core/text/folded_text.h"
#include "core/text/normalize_pieces.h"
#include "core/text/utf8.h"

namespace rsearch {
namespace {

// Longer texts than offsets can tell of do not come out of a PDF page; their tail is left out.
constexpr std::size_t kMaxText = std::numeric_limits<std::uint32_t>::max();

// A run this long is left out. Room for a prefix of schema.h is taken off.
constexpr std::size_t kMaxRunBytes = kMaxTermBytes - 4;

// What a dictionary is asked about at a time: more than any sentence, and a bound on its memory.
constexpr std::size_t kMaxDictionaryBytes = 4096;

constexpr UChar32 kHyphen = 0x2010;  // U+2011 folds to it
constexpr UChar32 kRightQuote = 0x2019;
constexpr UChar32 kProlongedSound = 0x30FC;  // of Kana, but "common" to Unicode

enum class CharClass : std::uint8_t {
  kOther,
  kHangul,
  kLatin,
  kDigit,
  kCjk,
  kUnspaced,  // letters of a script that needs a dictionary and is no CJK
  kMark,      // goes with the letter before it
  kSoftHyphen,
};

constexpr auto kAsciiClasses = [] {
  std::array<CharClass, 0x80> classes{};
  for (char c = 'a'; c <= 'z'; ++c)
    classes[static_cast<unsigned char>(c)] = CharClass::kLatin;
  for (char c = '0'; c <= '9'; ++c)
    classes[static_cast<unsigned char>(c)] = CharClass::kDigit;
  return classes;  // capitals do not outlive folding
}();

CharClass LetterClass(UChar32 c) {
  if (c == kProlongedSound) return CharClass::kCjk;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(c, &status)) {
    case USCRIPT_HANGUL:
      return CharClass::kHangul;
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
      return CharClass::kCjk;
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_CYRILLIC:
      return CharClass::kLatin;
    default:
      return u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT
                 ? CharClass::kUnspaced
                 : CharClass::kLatin;
  }
}

CharClass ClassOf(UChar32 c) {
  if (text::IsSyllable(c)) return CharClass::kHangul;
  if (c == kSoftHyphen) return CharClass::kSoftHyphen;
  const std::uint32_t category = U_MASK(u_charType(c));
  if ((category & (U_GC_L_MASK | U_GC_NL_MASK)) != 0) return LetterClass(c);
  if ((category & U_GC_ND_MASK) != 0) return CharClass::kDigit;
  return (category & U_GC_M_MASK) != 0 ? CharClass::kMark : CharClass::kOther;
}

bool BeginsRun(CharClass cls) {
  return cls != CharClass::kOther && cls != CharClass::kMark && cls != CharClass::kSoftHyphen;
}

bool IsAlphanumeric(CharClass cls) {
  return cls == CharClass::kLatin || cls == CharClass::kDigit;
}

bool NeedsDictionary(CharClass cls) {
  return cls == CharClass::kCjk || cls == CharClass::kUnspaced;
}

Script ScriptOf(CharClass cls) {
  switch (cls) {
    case CharClass::kHangul:
      return Script::kHangul;
    case CharClass::kDigit:
      return Script::kDigit;
    case CharClass::kCjk:
      return Script::kCjk;
    default:
      return Script::kLatin;
  }
}

bool IsApostrophe(UChar32 c) {
  return c == '\'' || c == kRightQuote;
}

bool IsJoining(UChar32 c) {
  return c == '-' || c == '_' || c == '.' || c == '/' || c == kSoftHyphen || c == kHyphen ||
         IsApostrophe(c);
}

// Symbols that are read as a word, so that "√T" and "sqrt(T)" find each other; empty for others.
std::string_view WordFor(UChar32 c) {
  switch (c) {
    case 0x221A:
      return "sqrt";
    case 0x221E:
      return "infinity";
    case 0x2207:
      return "nabla";
    default:
      return {};
  }
}

bool IsClosing(UChar32 c) {
  if (c == '"' || c == '%' || c == '>') return true;
  return (U_MASK(u_charType(c)) & (U_GC_PE_MASK | U_GC_PF_MASK)) != 0;
}

// What stands between two runs after `c`, when it was `link` before.
Link After(Link link, UChar32 c) {
  if (link == Link::kDirect && IsJoining(c)) return Link::kJoined;
  const bool may_close = link == Link::kDirect || link == Link::kClosing ||
                         link == Link::kJoined;  // "'BERT'를": the quote joined at first sight
  return may_close && IsClosing(c) ? Link::kClosing : Link::kNone;
}

// What an apostrophe puts behind an English word that says nothing about what the word is.
bool IsClitic(std::string_view letters) {
  return letters == "s" || letters == "ll" || letters == "re" || letters == "ve" ||
         letters == "d" || letters == "m";
}

struct Char {
  UChar32 code_point = 0;
  CharClass cls = CharClass::kOther;
  std::size_t end = 0;  // byte behind it
};

// Word ends in scripts that write without spaces.
class Dictionary {
 public:
  // Ends of the words in `run`, ascending; the last one is its size.
  const std::vector<std::size_t>& WordEnds(std::string_view run) {
    ends_.clear();
    UErrorCode status = U_ZERO_ERROR;
    if (words_ == nullptr)
      words_.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    if (U_SUCCESS(status)) Split(run, &status);
    if (ends_.empty() || U_FAILURE(status)) ends_.assign(1, run.size());  // then it is one word
    return ends_;
  }

 private:
  void Split(std::string_view run, UErrorCode* status) {
    UText text = UTEXT_INITIALIZER;
    utext_openUTF8(&text, run.data(), static_cast<std::int64_t>(run.size()), status);
    words_->setText(&text, *status);
    if (U_SUCCESS(*status)) {
      words_->first();
      for (std::int32_t end = words_->next(); end != icu::BreakIterator::DONE; end = words_->next())
        ends_.push_back(static_cast<std::size_t>(end));
    }
    utext_close(&text);
  }

  std::unique_ptr<icu::BreakIterator> words_;  // made when a text first needs it
  std::vector<std::size_t> ends_;
};

// Goes once over one folded text.
class Scanner {
 public:
  Scanner(FoldedText* folded, Dictionary* dictionary, std::vector<Run>* runs)
      : folded_(*folded), text_(folded->text()), dictionary_(*dictionary), runs_(*runs) {}

  void Scan() {
    while (at_ < text_.size()) {
      const Char c = Peek(at_);
      if (const std::string_view word = SymbolWord(c); !word.empty()) {
        EmitSymbol(c.end, word);
      } else if (!BeginsRun(c.cls)) {
        link_ = After(link_, c.code_point);
        between_ = c.code_point;
        at_ = c.end;
      } else if (NeedsDictionary(c.cls)) {
        TakeUnspaced(c.cls);
      } else {
        TakeRun(c.cls);
      }
    }
  }

 private:
  [[nodiscard]] Char Peek(std::size_t at) const {
    if (at >= text_.size()) return {};
    const char byte = text_[at];
    if (text::IsAsciiByte(byte))
      return {byte, kAsciiClasses[static_cast<unsigned char>(byte)], at + 1};
    const UChar32 c = text::NextCodePoint(text_, &at);
    return {c, ClassOf(c), at};
  }

  static std::string_view SymbolWord(const Char& c) {
    return c.cls == CharClass::kOther && c.code_point >= 0x2200 ? WordFor(c.code_point)
                                                                : std::string_view();
  }

  void EmitSymbol(std::size_t end, std::string_view word) {
    runs_.push_back({Script::kLatin, std::exchange(link_, Link::kDirect),
                     static_cast<std::uint32_t>(folded_.SourceBegin(at_)),
                     static_cast<std::uint32_t>(folded_.SourceEnd(end)), word, 0});
    at_ = end;
  }

  // --- runs of alphabets, digits and Hangul

  void TakeRun(CharClass cls) {
    // An apostrophe joins letters only; in front of a particle it closes a quotation.
    if (cls == CharClass::kHangul && link_ == Link::kJoined && IsApostrophe(between_))
      link_ = Link::kClosing;
    begin_ = form_end_ = group_begin_ = at_;
    length_ = 0;
    broken_at_ = 0;
    const std::size_t end = ReadRun(cls);
    Emit(ScriptOf(cls), begin_, end, form_end_ - begin_);
  }

  // Reads the run on; returns where it ends, with at_ behind all that was read.
  std::size_t ReadRun(CharClass cls) {
    for (;;) {
      const Char c = Peek(at_);
      const std::size_t end = at_;
      if (c.cls == cls) {
        Keep(c.end);
      } else if (!GoOnBehind(c, cls)) {
        if (cls != CharClass::kLatin || at_ != end) return end;
        KeepSign();
        return at_;
      }
    }
  }

  // Whether the run goes on behind `c` at at_, which is not of its class; then `c` is read.
  bool GoOnBehind(const Char& c, CharClass cls) {
    if (c.cls == CharClass::kMark) {
      if (cls == CharClass::kLatin)
        Keep(c.end);
      else
        at_ = c.end;
      return true;
    }
    if (c.cls == CharClass::kSoftHyphen) return GoOnBehindSoftHyphen(c, cls);
    if (cls == CharClass::kDigit) return GoOnInNumber(c);
    return cls == CharClass::kLatin && IsApostrophe(c.code_point) && GoOnBehindApostrophe(c);
  }

  bool GoOnBehindSoftHyphen(const Char& c, CharClass cls) {
    if (Peek(c.end).cls != cls) return false;
    if (cls == CharClass::kLatin && broken_at_ == 0) broken_at_ = form_end_ - begin_;
    at_ = c.end;
    return true;
  }

  // Adds what stands from at_ to `end` to the form.
  void Keep(std::size_t end) {
    if (form_end_ != at_) std::copy(&text_[at_], &text_[at_] + (end - at_), &text_[form_end_]);
    form_end_ += end - at_;
    at_ = end;
    ++length_;
  }

  bool GoOnInNumber(const Char& c) {
    if (Peek(c.end).cls != CharClass::kDigit) return false;
    if (c.code_point == '.') {
      Keep(c.end);
      return true;
    }
    if (c.code_point != ',' || !GroupsByThree(c.end)) return false;
    at_ = group_begin_ = c.end;
    return true;
  }

  // Whether the comma in front of `at` is one of those in "12,345,678".
  [[nodiscard]] bool GroupsByThree(std::size_t at) const {
    const std::string_view form = std::string_view(text_).substr(begin_, form_end_ - begin_);
    return at_ - group_begin_ <= 3 && form.find('.') == std::string_view::npos && IsDigit(at) &&
           IsDigit(at + 1) && IsDigit(at + 2) && !IsDigit(at + 3);
  }

  [[nodiscard]] bool IsDigit(std::size_t at) const {
    return at < text_.size() && text_[at] >= '0' && text_[at] <= '9';
  }

  // Where the run ends, the clitic is read too.
  bool GoOnBehindApostrophe(const Char& c) {
    std::size_t tail_end = c.end;
    while (Peek(tail_end).cls == CharClass::kLatin && tail_end - c.end <= 2)
      tail_end = Peek(tail_end).end;
    const std::string_view tail = std::string_view(text_).substr(c.end, tail_end - c.end);
    if (tail == "t" && text_[form_end_ - 1] == 'n') {
      at_ = c.end;
      return true;
    }
    if (!IsClitic(tail)) return false;
    at_ = tail_end;
    return false;
  }

  void KeepSign() {
    const std::string_view rest = std::string_view(text_).substr(at_);
    if (rest.starts_with("++") && !rest.starts_with("+++")) {
      Keep(at_ + 1);
      Keep(at_ + 1);
    } else if (rest.starts_with('#') && length_ == 1 && !IsAlphanumeric(Peek(at_ + 1).cls)) {
      Keep(at_ + 1);
    }
  }

  // --- scripts without spaces

  void TakeUnspaced(CharClass cls) {
    const std::size_t begin = at_;
    while (at_ < text_.size()) {
      const Char c = Peek(at_);
      if (c.cls != cls && c.cls != CharClass::kMark) break;
      if (c.end - begin > kMaxDictionaryBytes) break;
      at_ = c.end;
    }
    const std::string_view run = std::string_view(text_).substr(begin, at_ - begin);
    std::size_t word = 0;
    for (const std::size_t word_end : dictionary_.WordEnds(run)) {
      length_ = CodePointCount(run.substr(word, word_end - word));
      begin_ = begin + word;
      broken_at_ = 0;
      Emit(ScriptOf(cls), begin_, begin + word_end, word_end - word);
      word = word_end;
    }
  }

  void Emit(Script script, std::size_t begin, std::size_t end, std::size_t form_size) {
    const Link link = std::exchange(link_, Link::kDirect);
    if (length_ > kMaxTokenLength || form_size > kMaxRunBytes) {
      link_ = Link::kNone;  // it is as if nothing had been there
      return;
    }
    runs_.push_back({script, link, static_cast<std::uint32_t>(folded_.SourceBegin(begin)),
                     static_cast<std::uint32_t>(folded_.SourceEnd(end)),
                     std::string_view(text_).substr(begin, form_size), broken_at_});
  }

  FoldedText& folded_;
  std::string& text_;
  Dictionary& dictionary_;
  std::vector<Run>& runs_;

  std::size_t at_ = 0;       // reading position
  Link link_ = Link::kNone;  // to the run before
  UChar32 between_ = 0;      // the last character between it and the next

  // The run being read: its form lies from begin_ to form_end_, at most up to at_.
  std::size_t begin_ = 0;
  std::size_t form_end_ = 0;
  std::size_t length_ = 0;  // code points
  std::size_t broken_at_ = 0;
  std::size_t group_begin_ = 0;  // of digits: behind the last comma
};

}  // namespace

struct Segmenter::Impl {
  const icu::Normalizer2* casefold = nullptr;  // ICU's own
  FoldedText folded;
  Dictionary dictionary;
};

Segmenter::Segmenter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Segmenter::Segmenter(Segmenter&&) noexcept = default;
Segmenter& Segmenter::operator=(Segmenter&&) noexcept = default;
Segmenter::~Segmenter() = default;

Result<Segmenter> Segmenter::Create() {
  auto impl = std::make_unique<Impl>();
  UErrorCode status = U_ZERO_ERROR;
  impl->casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) {
    return Error{ErrorCode::kInternal,
                 std::string("ICU has no data for NFKC_Casefold: ") + u_errorName(status)};
  }
  return Segmenter(std::move(impl));
}

void Segmenter::Segment(std::string_view text, std::vector<Run>* runs) {
  runs->clear();
  impl_->folded.Assign(*impl_->casefold, text.substr(0, kMaxText));
  Scanner(&impl_->folded, &impl_->dictionary, runs).Scan();
}

}  // namespace rsearch
