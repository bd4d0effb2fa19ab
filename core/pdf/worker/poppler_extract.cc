// What is asked of Poppler, and why:
//  - text_list() for landscape pages and page 1: words with boxes and font sizes, which titles,
//    bullets and columns are told from.
//  - raw_order_layout for all other pages: the content stream's own order, right for two-column
//    papers as written by TeX and Word, and the cheapest.
//  - never the default text(), a picture of the page in spaces: a real document of 2.8 MB yields
//    23 MB that way, 50 KB in raw order.
#include "core/pdf/worker/poppler_extract.h"

#include <iconv.h>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>
#include <poppler-version.h>

#include <algorithm>
#include <climits>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "core/pdf/worker/font_files.h"

namespace rsearch::pdf {
namespace {

// What font_files.cc declares is as in Poppler of this version.
constexpr unsigned kPopplerOfFontFiles = 22;

// One word, in a font that is not embedded.
constexpr std::string_view kTinyPdf =
    "%PDF-1.4\n"
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
    "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    "4 0 obj<</Length 28>>stream\nBT /F 9 Tf 9 9 Td (tiny) Tj ET\nendstream endobj\n"
    "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    "6 0 obj<</Title(tiny)>>endobj\n"
    "trailer<</Root 1 0 R/Info 6 0 R>>\n";

// A font of each of Adobe's character collections, as many as Poppler keeps loaded.
std::string CjkPdf() {
  std::string fonts;
  std::string content = "BT 9 9 Td ";
  for (const char* const collection : {"Korea1", "Japan1", "GB1", "CNS1"}) {
    const std::string name = std::string("/") + collection;
    fonts += name +
             "<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/DescendantFonts"
             "[<</Type/Font/Subtype/CIDFontType0/BaseFont/F/CIDSystemInfo<</Registry(Adobe)"
             "/Ordering(" +
             std::string(collection) + ")/Supplement 1>>>>]>>";
    content += name + " 9 Tf <0022> Tj ";
  }
  content += "ET";
  return "%PDF-1.4\n"
         "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
         "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
         "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<<" +
         fonts + ">>>>>>endobj\n4 0 obj<</Length " + std::to_string(content.size()) + ">>stream\n" +
         content + "\nendstream endobj\ntrailer<</Root 1 0 R>>\n";
}

void AppendUtf8(char32_t c, std::string* out) {
  const auto tail = [&](int shift) {
    out->push_back(static_cast<char>(0x80U | ((c >> shift) & 0x3FU)));
  };
  if (c < 0x80) {
    out->push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out->push_back(static_cast<char>(0xC0U | c >> 6));
    tail(0);
  } else if (c < 0x10000) {
    out->push_back(static_cast<char>(0xE0U | c >> 12));
    tail(6);
    tail(0);
  } else {
    out->push_back(static_cast<char>(0xF0U | c >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

// Not ustring::to_utf8(): that opens an iconv descriptor for every word, takes a leading U+FEFF for
// a byte order mark, and gives nothing at all for a text with one lone surrogate.
std::string Utf8(const poppler::ustring& text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t c = text[i];
    const bool high = c >= 0xD800 && c < 0xDC00;
    if (high && i + 1 < text.size() && text[i + 1] >= 0xDC00 && text[i + 1] < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (text[++i] - 0xDC00U);
    } else if (c >= 0xD800 && c < 0xE000) {
      c = 0xFFFD;
    }
    AppendUtf8(c, &out);
  }
  return out;
}

// Cuts `text` to `limit` bytes, at a character. True when something was cut.
bool CutTo(std::uint64_t limit, std::string* text) {
  if (text->size() <= limit) return false;
  auto end = static_cast<std::size_t>(limit);
  while (end > 0 && (static_cast<unsigned char>((*text)[end]) & 0xC0U) == 0x80)
    --end;
  text->resize(end);
  return true;
}

// text_box::rotation() counts quarter turns, clockwise.
std::uint8_t QuarterTurns(const poppler::text_box& box) {
  return static_cast<std::uint8_t>(static_cast<unsigned>(box.rotation()) & 3U);
}

Word MakeWord(const poppler::text_box& box) {
  const poppler::rectf rect = box.bbox();
  Word word;
  word.box = {static_cast<float>(rect.left()), static_cast<float>(rect.top()),
              static_cast<float>(rect.right()), static_cast<float>(rect.bottom())};
  word.font_size = box.has_font_info() ? static_cast<float>(box.get_font_size()) : 0;
  word.space_after = box.has_space_after();
  word.rotation = QuarterTurns(box);
  word.text = Utf8(box.text());
  return word;
}

void ReadWords(const poppler::page& page, const Request& request, PageAnswer* answer) {
  const std::vector<poppler::text_box> boxes =
      page.text_list(poppler::page::text_list_include_font);
  std::uint64_t room = request.text_per_page;
  for (const poppler::text_box& box : boxes) {
    Word word = MakeWord(box);
    if (answer->page.words.size() == request.words_per_page || word.text.size() > room) {
      answer->cut = true;
      return;
    }
    room -= word.text.size();
    answer->page.words.push_back(std::move(word));
  }
}

void ReadText(const poppler::page& page, const Request& request, PageAnswer* answer) {
  answer->page.text = Utf8(page.text(poppler::rectf(), poppler::page::raw_order_layout));
  answer->cut = CutTo(request.text_per_page, &answer->page.text);
}

PageAnswer ReadPage(const poppler::page& page, std::uint32_t number, const Request& request) {
  PageAnswer answer;
  answer.page.number = number;
  answer.page.label = Utf8(page.label());
  CutTo(kMaxLabel, &answer.page.label);
  const poppler::rectf rect = page.page_rect();
  // page_rect() is the unturned crop box; the words' boxes are on the page as shown.
  const bool turned = page.orientation() == poppler::page::landscape ||
                      page.orientation() == poppler::page::seascape;
  answer.page.width = static_cast<float>(turned ? rect.height() : rect.width());
  answer.page.height = static_cast<float>(turned ? rect.width() : rect.height());
  const bool slide = answer.page.width > answer.page.height;
  answer.page.has_geometry = request.rung == Rung::kLayout && (slide || number == 1);
  if (answer.page.has_geometry) {
    ReadWords(page, request, &answer);
  } else {
    ReadText(page, request, &answer);
  }
  return answer;
}

std::uint64_t TextBytes(const RawPage& page) {
  std::uint64_t bytes = page.text.size();
  for (const Word& word : page.words)
    bytes += word.text.size();
  return bytes;
}

Cause ReadPages(const poppler::document& document, const Request& request, PageSink* sink) {
  const auto count = static_cast<std::uint32_t>(std::max(document.pages(), 0));
  std::uint64_t text = 0;
  const std::uint32_t last = std::min(count, request.last_page);
  for (std::uint32_t number = request.first_page; number <= last; ++number) {
    const std::unique_ptr<poppler::page> page(document.create_page(static_cast<int>(number) - 1));
    if (!page) {
      sink->TakeMissing(number);
      continue;
    }
    const PageAnswer answer = ReadPage(*page, number, request);
    text += TextBytes(answer.page);
    if (text > request.text_per_document) return Cause::kTextLimit;
    sink->Take(answer);
  }
  return count > request.last_page ? Cause::kPageLimit : Cause::kDone;
}

Head MakeHead(const poppler::document& document) {
  Head head{0, Utf8(document.get_title()), Utf8(document.get_author())};
  CutTo(kMaxMetadata, &head.title);
  CutTo(kMaxMetadata, &head.author);
  return head;
}

// Counting pages may be what the file dies of: what is known before is sent before.
Cause ReadMetadata(const poppler::document& document, PageSink* sink) {
  Head head = MakeHead(document);
  sink->Take(head);
  if (document.pages() <= 0) return Cause::kNoPages;
  head.page_count = static_cast<std::uint32_t>(document.pages());
  sink->Take(head);
  return Cause::kDone;
}

Cause ReadDocument(std::string_view bytes, const Request& request, PageSink* sink) {
  if (bytes.empty()) return Cause::kEmptyFile;
  if (bytes.size() > INT_MAX) return Cause::kNotReadable;  // the size Poppler's interface takes
  // The empty user and owner passwords are tried here: the defaults of the last two arguments.
  const std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (!document) return Cause::kNotPdf;
  if (document->is_locked()) return Cause::kLocked;
  if (request.rung == Rung::kMetadata) return ReadMetadata(*document, sink);
  if (document->pages() <= 0) return Cause::kNoPages;
  Head head = MakeHead(*document);
  head.page_count = static_cast<std::uint32_t>(document->pages());
  sink->Take(head);
  return ReadPages(*document, request, sink);
}

class Forgetful : public PageSink {
 public:
  void Take(const Head& /*head*/) override {}
  void Take(const PageAnswer& /*page*/) override {}
  void TakeMissing(std::uint32_t /*page*/) override {}
};

// poppler::ustring converts with iconv, whose modules the C library loads when they are first
// opened and unloads when the last user has gone: these stay open.
class Converters {
 public:
  Converters()
      : to_utf16_(iconv_open("UTF-16", "UTF-8")), to_utf8_(iconv_open("UTF-8", "UTF-16")) {}
  Converters(const Converters&) = delete;
  Converters& operator=(const Converters&) = delete;
  ~Converters() {
    Close(to_utf16_);
    Close(to_utf8_);
  }

 private:
  static void Close(iconv_t converter) {
    if (converter != reinterpret_cast<iconv_t>(-1)) iconv_close(converter);
  }
  iconv_t to_utf16_, to_utf8_;
};

}  // namespace

struct PopplerSession::Impl {
  Converters converters;
  std::unique_ptr<poppler::document> kept_open;
};

PopplerSession::PopplerSession() : impl_(std::make_unique<Impl>()) {
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  impl_->kept_open.reset(
      poppler::document::load_from_raw_data(kTinyPdf.data(), static_cast<int>(kTinyPdf.size())));
  Forgetful nobody;
  for (const Rung rung : {Rung::kLayout, Rung::kRaw})
    ExtractPdf(kTinyPdf, MakeRequest({}, rung), &nobody);
}

PopplerSession::~PopplerSession() = default;

void PopplerSession::LoadCharacterMaps() {
  Forgetful nobody;
  ExtractPdf(CjkPdf(), MakeRequest({}, Rung::kLayout), &nobody);
}

// Not static: a session must be alive.
// NOLINTNEXTLINE(readability-convert-member-functions-to-static)
Cause PopplerSession::ExtractPdf(std::string_view bytes, const Request& request, PageSink* sink) {
  std::optional<FontFileCache> font_files;
  if (poppler::version_major() == kPopplerOfFontFiles) font_files.emplace();
  try {
    return ReadDocument(bytes, request, sink);
  } catch (const std::bad_alloc&) {
    return Cause::kOutOfMemory;
  } catch (...) {
    return Cause::kException;
  }
}

std::string PopplerVersion() {
  return poppler::version_string();
}

}  // namespace rsearch::pdf
