#include "query/render/columns.h"

#include <algorithm>

#include "rsearch/printable.h"
#include "rsearch/utf8.h"

namespace rsearch {
namespace {

constexpr std::size_t kGap = 2;

std::size_t WidthOf(const TextColumn& column) {
  std::size_t width = 0;
  for (const std::string& cell : column.cells)
    width = std::max(width, ColumnWidth(cell));
  return width;
}

void Cut(std::size_t width, TextColumn* column) {
  for (std::string& cell : column->cells)
    cell = FitText(cell, width);
}

void Pad(TextColumn* column) {
  const std::size_t width = WidthOf(*column);
  for (std::string& cell : column->cells) {
    const std::size_t missing = width - ColumnWidth(cell);
    cell.insert(column->right ? 0 : cell.size(), missing, ' ');
  }
}

// Of all columns but the last, with the gaps behind them.
std::size_t WidthBeforeLast(const std::vector<TextColumn>& columns) {
  std::size_t width = 0;
  for (std::size_t i = 0; i + 1 < columns.size(); ++i)
    width += WidthOf(columns[i]) + kGap;
  return width;
}

// False when none can be.
bool LeaveOne(std::vector<TextColumn>* columns) {
  const auto least = std::max_element(
      columns->begin(), columns->end(),
      [](const TextColumn& a, const TextColumn& b) { return a.dispensable < b.dispensable; });
  if (least == columns->end() || least->dispensable == 0) return false;
  columns->erase(least);
  return true;
}

// Cuts, pads and leaves out as ColumnLines() says.
void Fit(std::size_t width, std::size_t last, std::vector<TextColumn>* columns) {
  for (TextColumn& column : *columns)
    if (column.max_width > 0) Cut(column.max_width, &column);
  if (width > 0) {
    const std::size_t wanted = std::min(last, WidthOf(columns->back()));
    while (WidthBeforeLast(*columns) + wanted > width && LeaveOne(columns)) {
    }
    const std::size_t before = WidthBeforeLast(*columns);
    Cut(width > before ? width - before : 1, &columns->back());
  }
  for (std::size_t i = 0; i + 1 < columns->size(); ++i)
    Pad(&(*columns)[i]);
}

}  // namespace

std::string FitText(std::string_view text, std::size_t columns) {
  if (ColumnWidth(text) <= columns) return std::string(text);
  if (columns == 0) return {};
  std::size_t end = 0;
  for (std::size_t used = 1, at = 0; at < text.size(); end = at) {  // 1: the "…"
    used += ColumnWidth(NextCodePoint(text, &at));
    if (used > columns) break;
  }
  std::string cut(text.substr(0, end));
  while (cut.ends_with(' '))
    cut.pop_back();
  return cut + "…";
}

std::vector<std::string> ColumnLines(std::vector<TextColumn> columns, std::size_t width,
                                     std::size_t last) {
  columns.erase(std::remove_if(columns.begin(), columns.end(),
                               [](const TextColumn& column) { return WidthOf(column) == 0; }),
                columns.end());
  if (columns.empty()) return {};
  Fit(width, last, &columns);
  std::vector<std::string> lines(columns.front().cells.size());
  for (std::size_t row = 0; row < lines.size(); ++row) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::string& cell = columns[i].cells[row];
      if (i > 0) lines[row].append(kGap, ' ');
      lines[row] += columns[i].dress ? columns[i].dress(row, cell) : cell;
    }
    while (lines[row].ends_with(' '))
      lines[row].pop_back();
  }
  return lines;
}

}  // namespace rsearch
