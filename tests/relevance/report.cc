#include "tests/relevance/report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <string_view>
#include <utility>

namespace rsearch::relevance {
namespace {

constexpr std::array<std::string_view, 2> kFileTags = {"title", "author"};
constexpr std::size_t kNameWidth = 18;
constexpr std::size_t kMaxChanges = 40;  // topics listed; sets of texts have thousands

struct Column {
  const char* name;
  double Measures::*value;
};
constexpr std::array<Column, 4> kColumns = {{{"MRR@10", &Measures::mrr},
                                             {"success@10", &Measures::success},
                                             {"nDCG@10", &Measures::ndcg},
                                             {"Recall@10", &Measures::recall}}};

// Columns: text to the left, numbers to the right.
std::string Left(std::string text, std::size_t width) {
  if (text.size() < width) text.resize(width, ' ');
  return text;
}

std::string Right(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, text.size()), ' ') + text;
}

std::string Decimal(double value) {
  std::array<char, 32> digits{};
  std::snprintf(digits.data(), digits.size(), "%.3f", value);
  return digits.data();
}

std::string Signed(double value) {
  const std::string digits = Decimal(value);
  return digits.front() == '-' ? digits : "+" + digits;
}

bool HasTag(const Topic& topic, std::string_view tag) {
  return std::find(topic.tags.begin(), topic.tags.end(), tag) != topic.tags.end();
}

bool AsksForFile(const Topic& topic) {
  return std::any_of(kFileTags.begin(), kFileTags.end(),
                     [&](std::string_view tag) { return HasTag(topic, tag); });
}

Measures MeasureTopic(const Ranking& ranking, const Grades& grades, int wanted, bool by_file) {
  if (by_file) return Measure(ByFile(ranking), ByFile(grades), wanted);
  return Measure(ranking, grades, wanted);
}

class Rows {
 public:
  void Add(const std::string& name, const Topic& topic, const Measures& measures) {
    const auto [at, added] = index_.try_emplace(name, rows_.size());
    if (added) rows_.push_back({name, {}, {}});
    rows_[at->second].topics.push_back(&topic);
    rows_[at->second].measures.push_back(measures);
  }

  std::vector<Row> Take() { return std::move(rows_); }

 private:
  std::map<std::string, std::size_t> index_;
  std::vector<Row> rows_;
};

std::string ByDeckName(std::string_view tag) {
  return std::string(tag) + " (by deck)";
}

// "all" first, rows by deck last, the tags between them by name.
bool ComesBefore(const Row& a, const Row& b) {
  const auto place = [](const Row& row) {
    if (row.name == "all") return 0;
    return row.name.ends_with(" (by deck)") ? 2 : 1;
  };
  return std::pair(place(a), a.name) < std::pair(place(b), b.name);
}

std::vector<double> ValuesOf(const Row& row, double Measures::*value) {
  std::vector<double> values;
  for (const Measures& measures : row.measures)
    values.push_back(measures.*value);
  return values;
}

// A line begins with what it is about and how many topics that are.
std::string Begin(const std::string& name, const std::string& count) {
  return Left(name, kNameWidth) + Right(count, 6);
}

std::string Header(std::size_t width) {
  std::string line = Begin("", "n");
  for (const Column& column : kColumns)
    line += "  " + Right(column.name, width);
  return line + "\n";
}

struct Change {
  const Topic* topic;
  double before, after;
};

std::string FormatChangeList(const std::string& name, std::vector<Change> changes) {
  std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
    return std::abs(a.after - a.before) > std::abs(b.after - b.before);
  });
  std::string text = name + ": " + std::to_string(changes.size()) + "\n";
  for (std::size_t i = 0; i < std::min(changes.size(), kMaxChanges); ++i) {
    const Change& change = changes[i];
    text += "  " + Decimal(change.before) + " -> " + Decimal(change.after) + "  " +
            change.topic->id + " " + change.topic->text + "\n";
  }
  if (changes.size() > kMaxChanges)
    text += "  and " + std::to_string(changes.size() - kMaxChanges) + " smaller ones\n";
  return text;
}

}  // namespace

std::vector<Row> RowsOf(const std::vector<Topic>& topics, const Run& run,
                        const Judgements& judgements, const Scoring& scoring) {
  Rows rows;
  for (const Topic& topic : topics) {
    const auto grades = judgements.find(topic.id);
    if (grades == judgements.end()) continue;
    const auto found = run.find(topic.id);
    const Ranking ranking = found == run.end() ? Ranking() : found->second;
    const auto measure = [&](bool by_file) {
      return MeasureTopic(ranking, grades->second, scoring.wanted, by_file);
    };
    const Measures measures = measure(scoring.per_file && AsksForFile(topic));
    rows.Add("all", topic, measures);
    if (!scoring.tags) continue;
    for (const std::string& tag : topic.tags)
      rows.Add(tag, topic, measures);
    for (const std::string_view tag : kFileTags)
      if (HasTag(topic, tag)) rows.Add(ByDeckName(tag), topic, measure(true));
  }
  std::vector<Row> sorted = rows.Take();
  std::sort(sorted.begin(), sorted.end(), ComesBefore);
  return sorted;
}

std::string FormatRows(const std::vector<Row>& rows) {
  constexpr std::size_t kWidth = 10;
  std::string text = Header(kWidth);
  for (const Row& row : rows) {
    text += Begin(row.name, std::to_string(row.topics.size()));
    const Measures mean = Mean(row.measures);
    for (const Column& column : kColumns)
      text += "  " + Right(Decimal(mean.*column.value), kWidth);
    text += "\n";
  }
  return text;
}

std::string FormatDifferences(const std::vector<Row>& before, const std::vector<Row>& after) {
  constexpr std::size_t kWidth = 23;
  std::string text = "difference in means [95 % interval of a paired bootstrap, " +
                     std::to_string(kResamples) + " resamples]\n" + Header(kWidth);
  for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i) {
    text += Begin(after[i].name, std::to_string(after[i].topics.size()));
    for (const Column& column : kColumns) {
      const Difference difference =
          PairedDifference(ValuesOf(before[i], column.value), ValuesOf(after[i], column.value));
      text += "  " + Right(Signed(difference.mean) + " [" + Signed(difference.low) + ", " +
                               Signed(difference.high) + "]",
                           kWidth);
    }
    text += "\n";
  }
  return text;
}

std::string FormatChanges(const Row& before, const Row& after) {
  std::vector<Change> better;
  std::vector<Change> worse;
  for (std::size_t i = 0; i < std::min(before.topics.size(), after.topics.size()); ++i) {
    const Change change{after.topics[i], before.measures[i].mrr, after.measures[i].mrr};
    if (change.after > change.before) better.push_back(change);
    if (change.after < change.before) worse.push_back(change);
  }
  return FormatChangeList("better in MRR@10", std::move(better)) +
         FormatChangeList("worse in MRR@10", std::move(worse));
}

}  // namespace rsearch::relevance
