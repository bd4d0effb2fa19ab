// Makes a C++ table of data/terms.tsv while the project is built, so that a search reads no file
// and analyses no list:
//   compile_glossary terms.tsv terms.inc
//
// The table is two arrays: kConcepts, the names of each entry joined by line ends, and kKeys, all
// keys in byte order with the entry and the name each belongs to.

#include <cstdio>
#include <fstream>
#include <set>
#include <string>
#include <tuple>

#include "core/glossary/entry.h"

namespace rsearch {
namespace {

std::string Quoted(std::string_view text) {
  std::string literal = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') literal += '\\';
    literal += c;
  }
  return literal + '"';
}

int Fail(const std::string& message) {
  std::fprintf(stderr, "compile_glossary: %s\n", message.c_str());
  return 1;
}

int Run(const char* input, const char* output) {
  auto analyzer = Analyzer::Create();
  if (!analyzer) return Fail(analyzer.error().message);
  std::ifstream in(input);
  std::string line;
  std::string concepts;
  std::set<std::tuple<std::string, std::size_t, std::size_t>> keys;
  std::size_t count = 0;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    const auto names = ParseGlossaryLine(line);
    if (!names)
      return Fail(std::string(input) + ":" + std::to_string(number) + ": " + names.error().message);
    if (names->empty()) continue;
    std::string joined;
    for (std::size_t i = 0; i < names->size(); ++i) {
      joined += (i == 0 ? "" : "\\n") + (*names)[i];
      for (const std::string& key : KeysOf((*names)[i], &*analyzer))
        keys.emplace(key, count, i);
    }
    concepts += "\"" + joined + "\",\n";
    ++count;
  }
  if (count == 0) return Fail(std::string("no entries in ") + input);
  std::ofstream out(output);
  out << "constexpr std::string_view kConcepts[] = {\n" << concepts << "};\n";
  out << "constexpr CompiledKey kKeys[] = {\n";
  for (const auto& [key, concept_id, name] : keys)
    out << "{" << Quoted(key) << ", " << concept_id << ", " << name << "},\n";
  out << "};\n";
  return out.flush() ? 0 : Fail(std::string("cannot write ") + output);
}

}  // namespace
}  // namespace rsearch

int main(int argc, char** argv) {
  if (argc != 3) return rsearch::Fail("usage: compile_glossary TERMS.tsv OUTPUT.inc");
  return rsearch::Run(argv[1], argv[2]);
}
