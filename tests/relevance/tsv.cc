#include "tests/relevance/tsv.h"

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <string_view>
#include <system_error>

#include "rsearch/analyzer.h"
#include "tests/relevance/measures.h"

namespace rsearch::relevance {
namespace {

using Fields = std::vector<std::string>;

Fields Split(std::string_view line, char separator) {
  Fields fields;
  for (;;) {
    const std::size_t end = line.find(separator);
    fields.emplace_back(line.substr(0, end));
    if (end == std::string_view::npos) return fields;
    line.remove_prefix(end + 1);
  }
}

template <class Number>
bool Parse(std::string_view text, Number* number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *number);
  return error == std::errc() && end == text.data() + text.size();
}

// Hands every record to `take`, which says whether it could be read.
Result<void> ForEachRecord(const std::filesystem::path& file, std::size_t least_fields,
                           const std::function<bool(const Fields&)>& take) {
  std::ifstream in(file, std::ios::binary);
  if (!in)
    return Error{ErrorCode::kNotFound,
                 "cannot read " + file.string() + ": " + std::strerror(errno)};
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.empty()) continue;
    const Fields fields = Split(line, '\t');
    if (fields.size() < least_fields || !take(fields))
      return Error{ErrorCode::kUsage, file.string() + ":" + std::to_string(number) +
                                          ": not a record of this kind of file"};
  }
  return {};
}

bool TakeHit(const Fields& fields, Run* run) {
  Item item;
  if (!Parse(fields[4], &item.score) || fields.size() % 2 != 0) return false;
  item.members.push_back({fields[2], 1});
  if (!Parse(fields[3], &item.members.back().page)) return false;
  for (std::size_t i = 6; i < fields.size(); i += 2) {
    item.members.push_back({fields[i], 1});
    if (!Parse(fields[i + 1], &item.members.back().page)) return false;
  }
  (*run)[fields[0]].push_back(std::move(item));
  return true;
}

void WriteHits(const std::string& id, const Ranking& ranking, const Grades& grades,
               std::ostream* out) {
  std::size_t rank = 0;
  for (const Item& item : ranking) {
    const Member& shown = item.members.front();
    *out << id << '\t' << ++rank << '\t' << shown.path << '\t' << shown.page << '\t' << item.score
         << '\t' << GradeOf(item, grades);
    for (std::size_t i = 1; i < item.members.size(); ++i)
      *out << '\t' << item.members[i].path << '\t' << item.members[i].page;
    *out << '\n';
  }
}

}  // namespace

Result<std::vector<Topic>> ReadTopics(const std::filesystem::path& file) {
  std::vector<Topic> topics;
  const auto read = ForEachRecord(file, 2, [&](const Fields& fields) {
    Topic topic{fields[0], fields[1], {}};
    if (fields.size() > 2 && !fields[2].empty()) topic.tags = Split(fields[2], ',');
    topics.push_back(std::move(topic));
    return true;
  });
  if (!read) return read.error();
  return topics;
}

Result<Judgements> ReadPageJudgements(const std::filesystem::path& file) {
  Judgements judgements;
  const auto read = ForEachRecord(file, 4, [&](const Fields& fields) {
    Member member{NormalizeNfc(fields[1]), 0};
    int grade = 0;
    if (!Parse(fields[2], &member.page) || !Parse(fields[3], &grade)) return false;
    judgements[fields[0]][std::move(member)] = grade;
    return true;
  });
  if (!read) return read.error();
  return judgements;
}

Result<Judgements> ReadTextJudgements(const std::filesystem::path& file) {
  Judgements judgements;
  const auto read = ForEachRecord(file, 3, [&](const Fields& fields) {
    int grade = 0;
    if (!Parse(fields[2], &grade)) return false;
    judgements[fields[0]][{fields[1], 1}] = grade;
    return true;
  });
  if (!read) return read.error();
  return judgements;
}

Result<std::vector<CollectionText>> ReadCollection(const std::filesystem::path& file) {
  std::vector<CollectionText> texts;
  const auto read = ForEachRecord(file, 2, [&](const Fields& fields) {
    texts.push_back({fields[0], fields[1]});
    return true;
  });
  if (!read) return read.error();
  return texts;
}

Result<void> WriteRun(const std::filesystem::path& file, const std::vector<Topic>& topics,
                      const Run& run, const Judgements& judgements) {
  std::ofstream out(file, std::ios::binary);
  for (const Topic& topic : topics) {
    out << "# " << topic.id << ' ' << topic.text << '\n';
    const auto ranking = run.find(topic.id);
    const auto grades = judgements.find(topic.id);
    if (ranking == run.end()) continue;
    WriteHits(topic.id, ranking->second, grades == judgements.end() ? Grades() : grades->second,
              &out);
  }
  out.flush();
  if (!out)
    return Error{ErrorCode::kIo, "cannot write " + file.string() + ": " + std::strerror(errno)};
  return {};
}

Result<Run> ReadRun(const std::filesystem::path& file) {
  Run run;
  const auto read = ForEachRecord(file, 1, [&](const Fields& fields) {
    if (fields[0].starts_with('#')) return true;
    return fields.size() >= 6 && TakeHit(fields, &run);
  });
  if (!read) return read.error();
  return run;
}

}  // namespace rsearch::relevance
