// md4c calls back for each block, span and piece of text; Builder collects them. What could make
// md4c slow, deep or large is cut off before it sees it (Prepared).

#include "core/catalogue/markdown.h"

#include <md4c.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <functional>
#include <utility>

#include "rsearch/utf8.h"

namespace rsearch::catalogue {
namespace {

constexpr std::size_t kMaxLineBytes = 8192;
constexpr std::size_t kMaxMarks = 256;  // indentation, quote and list marks that begin a line
constexpr std::size_t kMaxBlockLines = 1000;
constexpr std::size_t kMaxTableLines = 4000;
constexpr std::size_t kMaxCells = 32;
constexpr std::string_view kMarks = " \t>*+-.)0123456789";

// The text that md4c gets, and where its lines come from.
struct PreparedText {
  std::string text;
  std::vector<std::size_t> starts;    // of each line in `text`
  std::vector<std::uint32_t> number;  // of each line in the file; 1-based
};

void AppendValid(std::string_view line, std::string* out) {
  const bool ascii = std::all_of(line.begin(), line.end(), [](char c) { return c > 0; });
  if (ascii) {
    out->append(line);
    return;
  }
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = at;
    const char32_t c = NextCodePoint(line, &at);
    if (c != kInvalidByte && c != 0) out->append(line, begin, at - begin);
  }
}

// "|-|:--|" between a table's head and its rows. md4c 0.4.8 wants three dashes for each column
// where GitHub is content with one.
bool IsTableRule(std::string_view line) {
  return line.size() <= kMaxLineBytes && line.find('|') != std::string_view::npos &&
         line.find('-') != std::string_view::npos &&
         line.find_first_not_of("|-: \t") == std::string_view::npos;
}

void AppendTableRule(std::string_view line, std::string* out) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    *out += line[at];
    const bool run_begins = line[at] == '-' && (at == 0 || line[at - 1] != '-');
    if (run_begins && line.substr(at, 3) != "---") *out += "--";
  }
}

std::string_view WithoutByteOrderMark(std::string_view text) {
  return text.substr(text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
}

// Whole lines, as many as are read.
std::string_view WithinBounds(std::string_view text) {
  if (text.size() <= kMaxMarkdownBytes) return text;
  const std::size_t end = text.substr(0, kMaxMarkdownBytes).find_last_of("\r\n");
  return text.substr(0, end == std::string_view::npos ? kMaxMarkdownBytes : end);
}

// Up to the next line end ('\n', "\r\n" or '\r'), which is taken off too.
std::string_view TakeLine(std::string_view* rest) {
  const std::size_t end = std::min(rest->find_first_of("\r\n"), rest->size());
  const std::string_view line = rest->substr(0, end);
  rest->remove_prefix(end);
  rest->remove_prefix(rest->starts_with("\r\n") ? 2 : rest->empty() ? 0 : 1);
  return line;
}

PreparedText Prepared(std::string_view markdown) {
  PreparedText prepared;
  std::string_view rest = WithinBounds(WithoutByteOrderMark(markdown));
  prepared.text.reserve(rest.size() + 1);
  std::size_t lines_in_block = 0;
  std::uint32_t number = 0;
  const auto end_line = [&] { prepared.text += '\n'; };
  const auto begin_line = [&] {
    prepared.starts.push_back(prepared.text.size());
    prepared.number.push_back(number);
  };
  while (!rest.empty()) {
    const std::string_view line = TakeLine(&rest);
    ++number;
    const std::size_t marks = std::min(line.find_first_not_of(kMarks), line.size());
    const bool blank = line.find_first_not_of(" \t") == std::string_view::npos;
    lines_in_block = blank ? 0 : lines_in_block + 1;
    const bool table = line.find('|') != std::string_view::npos;
    if (lines_in_block > (table ? kMaxTableLines : kMaxBlockLines)) {
      begin_line();
      end_line();
      lines_in_block = 1;
    }
    begin_line();
    if (IsTableRule(line)) {
      AppendTableRule(line, &prepared.text);
    } else {
      AppendValid(line.substr(0, std::min(marks, kMaxMarks)), &prepared.text);
      AppendValid(line.substr(marks, kMaxLineBytes), &prepared.text);
    }
    end_line();
  }
  return prepared;
}

// "&amp;" and the like; the entity itself where it is not one of the few that matter.
std::string Entity(std::string_view entity) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kNamed = {{
      {"&amp;", "&"},
      {"&lt;", "<"},
      {"&gt;", ">"},
      {"&quot;", "\""},
      {"&apos;", "'"},
      {"&nbsp;", " "},
      {"&ndash;", "–"},
      {"&mdash;", "—"},
      {"&middot;", "·"},
      {"&hellip;", "…"},
  }};
  for (const auto& [name, text] : kNamed)
    if (entity == name) return std::string(text);
  if (!entity.starts_with("&#") || entity.size() < 4) return std::string(entity);
  const bool hex = entity[2] == 'x' || entity[2] == 'X';
  std::uint32_t value = 0;
  std::from_chars(entity.data() + (hex ? 3 : 2), entity.data() + entity.size() - 1, value,
                  hex ? 16 : 10);
  std::string text;
  if (value != 0 && value < 0x110000 && (value < 0xD800 || value > 0xDFFF))
    AppendUtf8(value, &text);
  return text;
}

std::string Plain(const MD_ATTRIBUTE& attribute) {
  std::string text;
  if (attribute.text == nullptr) return text;
  for (std::size_t i = 0; attribute.substr_offsets[i] < attribute.size; ++i) {
    const std::string_view piece(attribute.text + attribute.substr_offsets[i],
                                 attribute.substr_offsets[i + 1] - attribute.substr_offsets[i]);
    text += attribute.substr_types[i] == MD_TEXT_ENTITY ? Entity(piece) : std::string(piece);
  }
  return text;
}

bool IsLineBreakTag(std::string_view html) {
  return html.size() >= 4 && html[0] == '<' && (html[1] | 0x20) == 'b' && (html[2] | 0x20) == 'r' &&
         (html[3] == '>' || html[3] == '/' || html[3] == ' ');
}

class Builder {
 public:
  explicit Builder(const PreparedText& source)
      : source_(source), events_left_(4 * static_cast<std::int64_t>(source.text.size()) + 4096) {}

  std::vector<Block> Take() { return std::move(blocks_); }

  // False when a file makes more blocks and spans than its size explains: a row of a thousand
  // empty cells costs a thousand calls, whatever its length.
  bool Count() { return events_left_-- > 0; }

  void EnterBlock(MD_BLOCKTYPE type, const void* detail) {
    switch (type) {
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        Close();
        lists_.push_back(++groups_);
        break;
      case MD_BLOCK_LI:
        Open(Block::Kind::kItem);
        items_.push_back({blocks_.size() - 1, false});
        break;
      case MD_BLOCK_H:
        Open(Block::Kind::kHeading);
        blocks_.back().level = static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level;
        break;
      case MD_BLOCK_P:
        OpenParagraph();
        break;
      case MD_BLOCK_TABLE:
        table_ = ++groups_;
        break;
      case MD_BLOCK_THEAD:
        in_head_ = true;
        break;
      case MD_BLOCK_TR:
        Open(in_head_ ? Block::Kind::kHead : Block::Kind::kRow);
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        NextCell();
        break;
      case MD_BLOCK_CODE:
      case MD_BLOCK_HTML:
        Close();
        skipping_ = true;
        break;
      default:
        break;
    }
  }

  void LeaveBlock(MD_BLOCKTYPE type) {
    switch (type) {
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        lists_.pop_back();
        break;
      case MD_BLOCK_LI:
        items_.pop_back();
        Close();
        break;
      case MD_BLOCK_THEAD:
        in_head_ = false;
        break;
      case MD_BLOCK_CODE:
      case MD_BLOCK_HTML:
        skipping_ = false;
        break;
      case MD_BLOCK_H:
      case MD_BLOCK_P:
      case MD_BLOCK_TR:
        Close();
        break;
      default:
        break;
    }
  }

  void EnterSpan(MD_SPANTYPE type, const void* detail) {
    if (type == MD_SPAN_IMG) ++images_;
    if (type == MD_SPAN_EM || type == MD_SPAN_STRONG) ++strong_;
    if (type != MD_SPAN_A || images_ > 0 || !HasCell()) return;
    cell_->push_back({Inline::Kind::kLink, strong_ > 0, "",
                      Plain(static_cast<const MD_SPAN_A_DETAIL*>(detail)->href)});
    in_link_ = true;
  }

  void LeaveSpan(MD_SPANTYPE type) {
    if (type == MD_SPAN_IMG) --images_;
    if (type == MD_SPAN_EM || type == MD_SPAN_STRONG) --strong_;
    if (type == MD_SPAN_A && images_ == 0) in_link_ = false;
  }

  void Text(MD_TEXTTYPE type, std::string_view text) {
    if (images_ > 0 && !in_link_) return;
    if (!HasCell()) return;
    Place(text);
    switch (type) {
      case MD_TEXT_SOFTBR:
      case MD_TEXT_BR:
        Break(type == MD_TEXT_BR);
        break;
      case MD_TEXT_HTML:
        if (IsLineBreakTag(text)) Break(true);
        break;
      case MD_TEXT_ENTITY:
        Append(Entity(text));
        break;
      default:
        Append(text);
        break;
    }
  }

 private:
  struct OpenItem {
    std::size_t block = 0;
    bool closed = false;  // its first paragraph is over
  };

  void Open(Block::Kind kind) {
    Block& block = blocks_.emplace_back();
    block.kind = kind;
    block.depth = static_cast<unsigned>(lists_.size());
    if (!items_.empty()) {
      block.parent = items_.back().block;
      items_.back().closed = true;
    }
    if (kind == Block::Kind::kItem) {
      block.group = lists_.empty() ? 0 : lists_.back();
    } else if (block.IsRow()) {
      block.group = table_;
    }
    if (!block.IsRow()) NextCell();
  }

  void OpenParagraph() {
    if (!items_.empty() && !items_.back().closed) {
      items_.back().closed = true;
      cell_ = &blocks_[items_.back().block].cells.back();
    } else {
      Open(Block::Kind::kParagraph);
    }
  }

  // Whether text has somewhere to go. In a tight list text may follow another block of its item
  // without a paragraph being announced.
  bool HasCell() {
    if (cell_ == nullptr && !skipping_ && !items_.empty()) Open(Block::Kind::kParagraph);
    return cell_ != nullptr;
  }

  void Close() {
    cell_ = nullptr;
    in_link_ = false;
    skipping_ = false;
    if (!items_.empty()) items_.back().closed = true;
  }

  void NextCell() {
    std::vector<Inlines>& cells = blocks_.back().cells;
    skipping_ = cells.size() >= kMaxCells;
    cell_ = skipping_ ? nullptr : &cells.emplace_back();
    in_link_ = false;
  }

  void Append(std::string_view text) {
    const bool strong = strong_ > 0;
    const bool more_of_last =
        in_link_ || (!cell_->empty() && cell_->back().kind == Inline::Kind::kText &&
                     cell_->back().strong == strong);
    if (!more_of_last) cell_->push_back({Inline::Kind::kText, strong, "", ""});
    cell_->back().text += text;
  }

  void Break(bool hard) {
    if (in_link_) {
      cell_->back().text += ' ';
    } else {
      cell_->push_back(
          {hard ? Inline::Kind::kHardBreak : Inline::Kind::kSoftBreak, strong_ > 0, "", ""});
    }
  }

  // md4c hands out pieces of the source itself, from which the line is known.
  void Place(std::string_view text) {
    Block& block = blocks_.back();  // the one that `cell_` belongs to
    if (block.line != 0) return;
    const char* const begin = source_.text.data();
    const std::less<> before;
    if (before(text.data(), begin) || !before(text.data(), begin + source_.text.size())) return;
    const auto offset = static_cast<std::size_t>(text.data() - begin);
    const auto line = std::upper_bound(source_.starts.begin(), source_.starts.end(), offset);
    block.line = source_.number[static_cast<std::size_t>(line - source_.starts.begin()) - 1];
  }

  const PreparedText& source_;
  std::int64_t events_left_;
  std::vector<Block> blocks_;
  std::vector<std::size_t> lists_;  // open ones, by number
  std::vector<OpenItem> items_;
  std::size_t groups_ = 0;
  std::size_t table_ = 0;
  Inlines* cell_ = nullptr;  // text goes here
  int images_ = 0;
  int strong_ = 0;
  bool in_head_ = false;
  bool in_link_ = false;
  bool skipping_ = false;  // code, raw HTML, a cell too many
};

Builder* Self(void* userdata) {
  return static_cast<Builder*>(userdata);
}

}  // namespace

std::vector<Block> ReadMarkdown(std::string_view markdown) {
  const PreparedText source = Prepared(markdown);
  Builder builder(source);
  MD_PARSER parser{};
  parser.flags = MD_FLAG_TABLES | MD_FLAG_TASKLISTS | MD_FLAG_STRIKETHROUGH |
                 MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_PERMISSIVEWWWAUTOLINKS |
                 MD_FLAG_NOINDENTEDCODEBLOCKS;  // an item indented too far is no code
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
    Self(self)->EnterBlock(type, detail);
    return Self(self)->Count() ? 0 : 1;
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void* /*detail*/, void* self) {
    Self(self)->LeaveBlock(type);
    return Self(self)->Count() ? 0 : 1;
  };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) {
    Self(self)->EnterSpan(type, detail);
    return Self(self)->Count() ? 0 : 1;
  };
  parser.leave_span = [](MD_SPANTYPE type, void* /*detail*/, void* self) {
    Self(self)->LeaveSpan(type);
    return Self(self)->Count() ? 0 : 1;
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
    Self(self)->Text(type, {text, size});
    return Self(self)->Count() ? 0 : 1;
  };
  // What came before an error (memory) or the end of the events stays.
  md_parse(source.text.data(), static_cast<MD_SIZE>(source.text.size()), &parser, &builder);
  return builder.Take();
}

}  // namespace rsearch::catalogue
