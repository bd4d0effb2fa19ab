// Blocks become readings, readings become entries: first it is told for each block whether it names
// a paper (alone, or with the labels that follow it), then a walk from the top keeps the headings.

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>

#include "core/catalogue/labels.h"
#include "core/catalogue/link.h"
#include "core/catalogue/markdown.h"
#include "core/catalogue/reading.h"
#include "core/catalogue/title.h"
#include "rsearch/analyzer.h"
#include "rsearch/catalogue.h"

namespace rsearch {
namespace {

using catalogue::Block;
using catalogue::Column;
using catalogue::Label;
using catalogue::LabelledLink;
using catalogue::Reading;
using catalogue::TitleLink;

// More entries than any collection has; a bound for hostile files.
constexpr std::size_t kMaxEntries = 20'000;
constexpr std::size_t kMaxSectionBytes = 200;
constexpr std::size_t kMaxSections = 16;
constexpr std::size_t kMaxPlainSectionBytes = 60;
constexpr std::size_t kMaxPlainSectionWords = 5;

// Levels of headings: 1 to 6 are Markdown's own, then come paragraphs that act like one, then items
// of lists by their depth.
constexpr unsigned kStrongLevel = 7;
constexpr unsigned kPlainLevel = 8;
constexpr unsigned kItemLevel = 9;

std::string Shortened(std::string text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  while (max_bytes > 0 && (static_cast<unsigned char>(text[max_bytes]) & 0xC0) == 0x80)
    --max_bytes;
  text.resize(max_bytes);
  return text;
}

// What a block turned out to be.
enum class Role : std::uint8_t {
  kText,     // nothing for a catalogue
  kEntry,    // names a paper
  kLabels,   // links of the entry before it
  kSection,  // an item above entries
};

class Sections {
 public:
  void Open(unsigned level, std::string text) {
    Close(level);
    text = Shortened(std::move(text), kMaxSectionBytes);
    if (sections_.size() < kMaxSections && !text.empty())
      sections_.push_back({level, std::move(text), false});
  }
  // Those of `level` and below it.
  void Close(unsigned level) {
    while (!sections_.empty() && sections_.back().level >= level)
      sections_.pop_back();
  }
  // What stands in a plain paragraph is below a bold one, unless that one has its entries already:
  // then somebody forgot the asterisks.
  [[nodiscard]] unsigned LevelOfPlain() const {
    const auto at = [&](unsigned level) {
      return std::find_if(sections_.begin(), sections_.end(),
                          [&](const Section& section) { return section.level == level; });
    };
    if (at(kPlainLevel) != sections_.end()) return kPlainLevel;
    const auto strong = at(kStrongLevel);
    return strong == sections_.end() || strong->used ? kStrongLevel : kPlainLevel;
  }
  void Use() {
    for (Section& section : sections_)
      section.used = true;
  }
  [[nodiscard]] std::vector<std::string> Path() const {
    std::vector<std::string> path;
    for (const Section& section : sections_)
      path.push_back(section.text);
    return path;
  }
  [[nodiscard]] std::uint32_t Month() const {
    std::uint32_t year = 0;
    std::uint32_t month = 0;
    for (const Section& section : sections_) {
      if (const std::uint32_t y = catalogue::ReadYear(section.text); y != 0) year = y;
      if (const std::uint32_t m = catalogue::ReadMonth(section.text, year, false); m != 0)
        month = m;
    }
    return month;
  }

 private:
  struct Section {
    unsigned level = 0;
    std::string text;
    bool used = false;  // has entries
  };
  std::vector<Section> sections_;
};

// Gives `entry` the first link of each kind, one that leads somewhere before one that does not.
void AddLabels(const std::vector<LabelledLink>& labels, CatalogueEntry* entry) {
  for (const LabelledLink& link : labels) {
    if (link.label == Label::kOriginal && entry->original_link.empty())
      entry->original_link = link.target;
    if (link.label == Label::kReview && entry->review_link.empty())
      entry->review_link = link.target;
  }
}

// A title that leads somewhere leads to the paper, or, when it is a PDF of the collection, to its
// review; if that link is there already, to the other.
void AddTitleLink(const std::string& target, CatalogueEntry* entry) {
  if (target.empty()) return;
  const bool own = catalogue::IsPdf(target) && catalogue::IsRepositoryFile(target);
  std::string& first = own ? entry->review_link : entry->original_link;
  std::string& second = own ? entry->original_link : entry->review_link;
  if (first.empty()) {
    first = target;
  } else if (own && second.empty()) {
    second = target;
  }
}

void SetTitle(std::string_view text, CatalogueEntry* entry) {
  catalogue::WrittenTitle written = catalogue::ReadTitle(text);
  entry->title = std::move(written.title);
  entry->venue = std::move(written.venue.name);
  entry->year = written.venue.year;
  entry->month = written.month;
  if (written.empty_venue) entry->oddities.emplace_back("empty brackets where its venue would be");
  if (written.doubled) entry->oddities.emplace_back("its title is written twice");
}

// Has enough to be a paper's title where no link says that it is one.
bool IsWordy(std::string_view title) {
  constexpr std::size_t kMinLetters = 8;
  return catalogue::KeyWords(title).size() >= 2 || title.size() >= kMinLetters;
}

class Parser {
 public:
  explicit Parser(std::vector<Block> blocks) : blocks_(std::move(blocks)) {}

  std::vector<CatalogueEntry> Parse() {
    ReadBlocks();
    FindDocumentTitle();
    FindEntries();
    FindEntriesWithoutLinks();
    FindItemSections();
    for (std::size_t at = 0; at < blocks_.size() && entries_.size() < kMaxEntries; ++at)
      Visit(at);
    if (std::none_of(entries_.begin(), entries_.end(), [](const CatalogueEntry& entry) {
          return !entry.original_link.empty() || !entry.review_link.empty();
        }))
      entries_.clear();
    return std::move(entries_);
  }

 private:
  void ReadBlocks() {
    readings_.resize(blocks_.size());
    roles_.assign(blocks_.size(), Role::kText);
    children_with_labels_.resize(blocks_.size());
    for (std::size_t at = 0; at < blocks_.size(); ++at) {
      const Block& block = blocks_[at];
      if (block.IsRow()) continue;
      readings_[at] = catalogue::Read(block.cells.front());
      if (block.parent != Block::kNone && readings_[at].labels_only)
        children_with_labels_[block.parent].push_back(at);
    }
  }

  // The only heading of level 1, first of all headings, is the title of the file.
  void FindDocumentTitle() {
    for (std::size_t at = 0; at < blocks_.size(); ++at) {
      if (blocks_[at].kind != Block::Kind::kHeading) continue;
      if (document_title_ == Block::kNone) {
        if (blocks_[at].level != 1) return;
        document_title_ = at;
      } else if (blocks_[at].level == 1) {
        document_title_ = Block::kNone;
        return;
      }
    }
  }

  // From the end: an item's children are known before it is looked at.
  void FindEntries() {
    for (std::size_t at = blocks_.size(); at-- > 0;) {
      const Block& block = blocks_[at];
      if (block.IsRow() || at == document_title_ || roles_[at] != Role::kText) continue;
      const Reading& reading = readings_[at];
      if (reading.title.empty() || reading.sentence) continue;
      if (StandsAlone(at) || !LabelsOf(at).empty()) {
        roles_[at] = Role::kEntry;
        for (const std::size_t label : LabelsOf(at))
          roles_[label] = Role::kLabels;
      }
    }
    for (std::size_t at = 0; at < blocks_.size(); ++at)
      if (roles_[at] == Role::kEntry) ++entries_in_group_[blocks_[at].group];
  }

  // The block itself has a link to its paper or review.
  [[nodiscard]] bool StandsAlone(std::size_t at) const {
    const Reading& reading = readings_[at];
    if (!reading.HasPaperLink()) return false;
    if (blocks_[at].kind != Block::Kind::kParagraph) return true;
    if (blocks_[at].parent != Block::kNone) return false;  // a remark on an item
    return reading.titles.empty() ? reading.title_apart : reading.title_first;
  }

  // The blocks of labels that belong to the title in block `at`: those that follow it directly, and
  // an item's children.
  [[nodiscard]] std::vector<std::size_t> LabelsOf(std::size_t at) const {
    const Block& block = blocks_[at];
    std::vector<std::size_t> labels;
    for (std::size_t next = at + 1; next < blocks_.size(); ++next) {
      if (blocks_[next].IsRow() || !readings_[next].labels_only) break;
      if (blocks_[next].depth < block.depth || blocks_[next].kind == Block::Kind::kHeading) break;
      // Beside an item inside another one they belong to that one: "- Title", below it "- Authors"
      // and "- [paper](…)".
      if (block.depth > 1 && blocks_[next].depth == block.depth && blocks_[next].parent != at)
        break;
      labels.push_back(next);
    }
    for (const std::size_t child : children_with_labels_[at])
      if (labels.empty() || child > labels.back()) labels.push_back(child);
    const bool own_item = block.kind == Block::Kind::kItem;
    const bool names_paper = std::any_of(labels.begin(), labels.end(), [&](std::size_t label) {
      return own_item ? readings_[label].HasPaperLabel() : readings_[label].HasPaperLink();
    });
    if (!names_paper && !readings_[at].HasPaperLink()) labels.clear();
    if (block.kind == Block::Kind::kParagraph && !IsTitleLine(at)) labels.clear();
    return labels;
  }

  // Not prose above a list of links.
  [[nodiscard]] bool IsTitleLine(std::size_t at) const {
    const Reading& reading = readings_[at];
    if (blocks_[at].parent != Block::kNone || reading.several_lines) return false;
    return reading.all_strong || !(reading.text.ends_with(':') || reading.text.ends_with('.'));
  }

  // An item without any link among entries: a paper all the same.
  void FindEntriesWithoutLinks() {
    std::map<std::size_t, std::size_t> items;
    for (const Block& block : blocks_)
      if (block.kind == Block::Kind::kItem) ++items[block.group];
    for (std::size_t at = 0; at < blocks_.size(); ++at) {
      const Block& block = blocks_[at];
      if (block.kind != Block::Kind::kItem || roles_[at] != Role::kText) continue;
      const auto entries = entries_in_group_.find(block.group);
      const bool among_entries =
          entries != entries_in_group_.end() && 2 * entries->second > items[block.group];
      const bool has_children = at + 1 < blocks_.size() && blocks_[at + 1].parent == at;
      const Reading& reading = readings_[at];
      if (among_entries && !has_children && !reading.sentence && reading.title_target.empty() &&
          IsWordy(reading.title))
        roles_[at] = Role::kEntry;
    }
  }

  void FindItemSections() {
    for (std::size_t at = blocks_.size(); at-- > 0;) {
      if (roles_[at] != Role::kEntry && roles_[at] != Role::kSection) continue;
      const std::size_t parent = blocks_[at].parent;
      if (parent != Block::kNone && roles_[parent] == Role::kText) roles_[parent] = Role::kSection;
    }
  }

  void Visit(std::size_t at) {
    const Block& block = blocks_[at];
    if (block.kind == Block::Kind::kHead) head_ = at;
    if (block.kind == Block::Kind::kRow) {
      VisitRow(at);
      return;
    }
    if (block.depth == 0) {
      sections_.Close(kItemLevel);
    } else if (block.kind == Block::Kind::kItem) {
      sections_.Close(kItemLevel + block.depth);
    }
    switch (roles_[at]) {
      case Role::kEntry:
        if (block.kind == Block::Kind::kHeading) sections_.Close(block.level);
        AddEntries(at);
        break;
      case Role::kSection:
        sections_.Open(kItemLevel + block.depth, SectionText(readings_[at].text));
        break;
      case Role::kText:
        if (block.kind == Block::Kind::kHeading) {
          sections_.Close(block.level);
          if (at != document_title_) sections_.Open(block.level, SectionText(readings_[at].text));
        } else if (block.kind == Block::Kind::kParagraph && block.depth == 0) {
          VisitParagraph(at);
        }
        break;
      case Role::kLabels:
        break;
    }
  }

  static std::string SectionText(std::string_view text) {
    return std::string(catalogue::Trimmed(text));
  }

  void VisitParagraph(std::size_t at) {
    const Reading& reading = readings_[at];
    if (reading.all_strong && reading.text.size() <= kMaxSectionBytes) {
      sections_.Open(kStrongLevel, SectionText(reading.text));
    } else if (catalogue::ReadMonth(reading.last_line, 0, true) != 0) {
      sections_.Open(sections_.LevelOfPlain(), SectionText(reading.last_line));
    } else if (IsPlainSection(at)) {
      sections_.Open(sections_.LevelOfPlain(), SectionText(reading.text));
    }
  }

  // One short line directly before a list of entries.
  [[nodiscard]] bool IsPlainSection(std::size_t at) const {
    const Reading& reading = readings_[at];
    if (reading.several_lines || reading.HasPaperLink() || !reading.title_target.empty())
      return false;
    if (reading.text.size() > kMaxPlainSectionBytes || reading.text.ends_with('.')) return false;
    if (catalogue::KeyWords(reading.text).size() > kMaxPlainSectionWords) return false;
    if (at + 1 >= blocks_.size()) return false;
    const Block& next = blocks_[at + 1];
    return next.kind == Block::Kind::kItem && entries_in_group_.contains(next.group);
  }

  void AddEntries(std::size_t at) {
    const Reading& reading = readings_[at];
    // "[A Paper](a.pdf), [Another](b.pdf)": one each.
    const bool several = reading.titles.size() > 1 && reading.labels.empty();
    for (std::size_t i = 1; several && i < reading.titles.size(); ++i)
      if (catalogue::SaysNothing(reading.titles[i].text)) return AddEntry(at, reading.title, 0);
    AddEntry(at, reading.title, 0);
    for (std::size_t i = 1; several && i < reading.titles.size(); ++i)
      AddEntry(at, reading.titles[i].text + reading.titles[i].suffix, i);
  }

  void AddEntry(std::size_t at, std::string_view title, std::size_t title_link) {
    const Reading& reading = readings_[at];
    CatalogueEntry entry;
    SetTitle(title, &entry);
    AddLabels(reading.labels, &entry);
    for (const std::size_t label : LabelsOf(at))
      AddLabels(readings_[label].labels, &entry);
    AddTitleLink(title_link < reading.titles.size() ? reading.titles[title_link].target
                                                    : reading.title_target,
                 &entry);
    Finish(blocks_[at].line, std::move(entry));
  }

  void Finish(std::uint32_t line, CatalogueEntry entry) {
    entry.section = sections_.Path();
    if (entry.month == 0) entry.month = sections_.Month();
    entry.line = line;
    if (entries_.size() < kMaxEntries) entries_.push_back(std::move(entry));
    sections_.Use();
  }

  // --- tables

  [[nodiscard]] std::vector<Column> Columns(std::size_t count) const {
    std::vector<Column> columns(count, Column::kNone);
    if (head_ == Block::kNone) return columns;
    const std::vector<catalogue::Inlines>& cells = blocks_[head_].cells;
    for (std::size_t i = 0; i < count && i < cells.size(); ++i)
      columns[i] = catalogue::ReadColumn(catalogue::Read(cells[i]).text);
    // "| Title | Paper |": the paper's link.
    const bool titled = std::find(columns.begin(), columns.end(), Column::kTitle) != columns.end();
    for (Column& column : columns)
      if (column == Column::kPaper) column = titled ? Column::kLink : Column::kTitle;
    return columns;
  }

  static Label LabelOf(Column column) {
    switch (column) {
      case Column::kReview:
        return Label::kReview;
      case Column::kLink:
        return Label::kOriginal;
      default:
        return Label::kNone;
    }
  }

  void VisitRow(std::size_t at) {
    const std::vector<catalogue::Inlines>& cells = blocks_[at].cells;
    if (head_ != columns_of_) {
      columns_ = Columns(cells.size());
      columns_of_ = head_;
      entries_in_table_ = false;
    }
    columns_.resize(cells.size(), Column::kNone);
    std::vector<Reading> readings;
    readings.reserve(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i)
      readings.push_back(catalogue::Read(cells[i], LabelOf(columns_[i])));
    AddRow(blocks_[at].line, readings);
  }

  // The cell that names the paper: in the column of titles, or with a title that is a link, or,
  // where no head says more, the longest text.
  [[nodiscard]] std::size_t TitleCell(const std::vector<Reading>& cells) const {
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (columns_[i] == Column::kTitle && !cells[i].title.empty()) return i;
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (!cells[i].titles.empty()) return i;
    std::size_t best = Block::kNone;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (columns_[i] != Column::kNone || cells[i].title.empty()) continue;
      if (best == Block::kNone || cells[i].title.size() > cells[best].title.size()) best = i;
    }
    return best;
  }

  void AddRow(std::uint32_t line, const std::vector<Reading>& cells) {
    const std::size_t title = TitleCell(cells);
    if (title == Block::kNone || cells[title].sentence) return;
    const bool linked = std::any_of(cells.begin(), cells.end(),
                                    [](const Reading& cell) { return cell.HasPaperLink(); });
    if (!linked && !(entries_in_table_ && IsWordy(cells[title].title))) return;
    CatalogueEntry entry;
    SetTitle(cells[title].title, &entry);
    AddLabels(cells[title].labels, &entry);
    for (const Reading& cell : cells)
      AddLabels(cell.labels, &entry);
    for (const TitleLink& link : cells[title].titles)
      AddTitleLink(link.target, &entry);
    if (cells[title].titles.empty()) AddTitleLink(cells[title].title_target, &entry);
    AddColumns(cells, &entry);
    entries_in_table_ = true;
    Finish(line, std::move(entry));
  }

  void AddColumns(const std::vector<Reading>& cells, CatalogueEntry* entry) const {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string& text = cells[i].text;
      if (columns_[i] == Column::kVenue) {
        const std::optional<catalogue::Venue> venue = catalogue::ReadVenue(text);
        if (entry->venue.empty())
          entry->venue = venue ? venue->name : Shortened(text, kMaxSectionBytes);
        if (venue && entry->year == 0) entry->year = venue->year;
      } else if (columns_[i] == Column::kYear && entry->year == 0) {
        entry->year = catalogue::ReadYear(text);
      } else if (columns_[i] == Column::kDate) {
        entry->month = catalogue::MonthOfDate(text);
      }
    }
  }

  std::vector<Block> blocks_;
  std::vector<Reading> readings_;
  std::vector<Role> roles_;
  std::vector<std::vector<std::size_t>> children_with_labels_;  // of each block, direct ones
  std::map<std::size_t, std::size_t> entries_in_group_;         // of each list
  std::size_t document_title_ = Block::kNone;
  Sections sections_;
  std::vector<CatalogueEntry> entries_;

  std::size_t head_ = Block::kNone;        // of the table being read
  std::size_t columns_of_ = Block::kNone;  // whose head `columns_` was read from
  std::vector<Column> columns_;
  bool entries_in_table_ = false;
};

}  // namespace

std::vector<CatalogueEntry> ParseCatalogue(std::string_view markdown) {
  return Parser(catalogue::ReadMarkdown(markdown)).Parse();
}

}  // namespace rsearch
