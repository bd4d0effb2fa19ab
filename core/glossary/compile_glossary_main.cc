// Makes a C++ table of data/terms.tsv while the project is built, so that a search reads no file
// and analyses no list:
//   compile_glossary terms.tsv terms.inc
//
// The table holds no pointers, which the loader would have to mend at every start (27,000 of them
// took .8 ms): two texts, kNames and kKeys, and arrays of places in them.
//   kConcepts  where the names of each entry begin in kNames; they are joined by line ends and end
//              where the next entry's begin
//   kEntries   all keys in byte order: where each begins in kKeys (it ends where the next begins),
//              the entry and the name it belongs to

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
    if (c == '\n')
      literal += "\\n";
    else
      literal += c;
  }
  return literal + "\"\n";
}

// A text of many pieces, and where each begins.
class Pieces {
 public:
  void Add(std::string_view piece) {
    begins_ += std::to_string(size_) + ",\n";
    literal_ += Quoted(piece);
    size_ += piece.size();
  }
  [[nodiscard]] std::string Text(const std::string& name) const {
    return "constexpr char " + name + "[] =\n" + literal_ + ";\n";
  }
  [[nodiscard]] std::string Begins(const std::string& name) const {
    return "constexpr std::uint32_t " + name + "[] = {\n" + begins_ + std::to_string(size_) +
           "};\n";
  }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  std::string literal_, begins_;
  std::size_t size_ = 0;
};

int Fail(const std::string& message) {
  std::fprintf(stderr, "compile_glossary: %s\n", message.c_str());
  return 1;
}

int Run(const char* input, const char* output) {
  auto analyzer = Analyzer::Create();
  if (!analyzer) return Fail(analyzer.error().message);
  std::ifstream in(input);
  std::string line;
  Pieces concepts;
  std::set<std::tuple<std::string, std::size_t, std::size_t>> keys;
  std::size_t count = 0;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    const auto names = ParseGlossaryLine(line);
    if (!names)
      return Fail(std::string(input) + ":" + std::to_string(number) + ": " + names.error().message);
    if (names->empty()) continue;
    std::string joined;
    for (std::size_t i = 0; i < names->size(); ++i) {
      joined += (i == 0 ? "" : "\n") + (*names)[i];
      for (const std::string& key : KeysOf((*names)[i], &*analyzer))
        keys.emplace(key, count, i);
    }
    concepts.Add(joined);
    ++count;
  }
  if (count == 0) return Fail(std::string("no entries in ") + input);
  Pieces texts;
  std::string entries;
  for (const auto& [key, concept_id, name] : keys) {
    entries += "{" + std::to_string(texts.size()) + ", " + std::to_string(concept_id) + ", " +
               std::to_string(name) + "},\n";
    texts.Add(key);
  }
  std::ofstream out(output);
  out << concepts.Text("kNames") << concepts.Begins("kConcepts") << texts.Text("kKeys");
  out << "constexpr CompiledKey kEntries[] = {\n"
      << entries << "{" << texts.size() << ", 0, 0}};\n";
  return out.flush() ? 0 : Fail(std::string("cannot write ") + output);
}

}  // namespace
}  // namespace rsearch

int main(int argc, char** argv) {
  if (argc != 3) return rsearch::Fail("usage: compile_glossary TERMS.tsv OUTPUT.inc");
  return rsearch::Run(argv[1], argv[2]);
}
