// A collection in which every text that a stranger can write is meant to do harm: names of files
// and folders, titles, authors, pages, a catalogue, names for things, the configuration, the places
// they are in. Whatever the programs then print, to a file or a terminal, is harmless: valid UTF-8
// without anything that a terminal, an editor or a shell would obey.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pty.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "rsearch/utf8.h"
#include "tests/support/pdf_writer.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"
#include <nlohmann/json.hpp>

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::rsearch::testing::MakePdf;
using ::rsearch::testing::Outcome;
using ::rsearch::testing::PdfSpec;
using ::rsearch::testing::Process;
using ::rsearch::testing::TempDir;
using ::rsearch::testing::WriteFile;
using ::testing::HasSubstr;

// A title bar, colours, C1 controls, bidi and zero-width characters, look-alikes, tags, markup,
// what a shell expands.
const std::string kEvil =
    "\033]0;owned\a\033[31m\u009B31m\x7F\r\b\u0085\u2028\u202E\u2066\u200F\u061C\u200B\u2060\uFEFF"
    "\u00AD\u034F\uFE01\u180E\uFFF9\u3164\U000E0041<script>alert(1)<script>\"'`id`$(touch owned)\\";
const std::string kInvalid = "\xFF\xC0\xED\xA0\x80";

// Said here once more, so that a hole in the product's own list shows.
bool IsHarmful(char32_t c) {
  using Range = std::pair<char32_t, char32_t>;
  constexpr std::array<Range, 24> kHarmful = {
      {{0x00, 0x09},       {0x0B, 0x1F},       {0x7F, 0x9F},       {0xAD, 0xAD},
       {0x34F, 0x34F},     {0x61C, 0x61C},     {0x115F, 0x1160},   {0x17B4, 0x17B5},
       {0x180B, 0x180F},   {0x200B, 0x200F},   {0x2028, 0x202E},   {0x2060, 0x206F},
       {0x3164, 0x3164},   {0xD800, 0xDFFF},   {0xFDD0, 0xFDEF},   {0xFE00, 0xFE0F},
       {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB},   {0xFFFE, 0xFFFF},
       {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}, {0x10FFFE, 0x110000}}};
  return std::any_of(kHarmful.begin(), kHarmful.end(),
                     [&](const Range& range) { return c >= range.first && c <= range.second; });
}

std::string Hex(char32_t c) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "U+%04X", static_cast<unsigned>(c));
  return text.data();
}

// What is harmful in `text`, with what stands around it; empty when nothing is.
std::string Harm(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = NextCodePoint(text, &at);
    if (!IsHarmful(c)) continue;
    const std::size_t from = begin < 40 ? 0 : begin - 40;
    return Hex(c) + " behind: " + ::testing::PrintToString(std::string(text.substr(from, 80)));
  }
  return {};
}

// Takes away what a program may tell a terminal: colours, links to files and the web, and the line
// that is drawn anew.
std::string WithoutDress(const std::string& text) {
  static const std::regex dress("\033\\[[0-9;]*m|\033]8;;[!-~]*\033\\\\|\r\033\\[K|\r\n");
  return std::regex_replace(text, dress, "\n");
}

std::string Base64Bytes(const std::string& text) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == '=') break;
    bits = bits << 6 | static_cast<std::uint32_t>(kAlphabet.find(c));
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<char>(bits >> count & 0xFF));
  }
  return bytes;
}

// What bash makes of `word`.
std::string Pasted(const std::string& word) {
  return ::rsearch::testing::Run({"/bin/bash", "-c", "printf %s " + word}).out;
}

class HostileTextTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string evil = kEvil + kInvalid;
    collection_ = dir_ / ("reviews " + evil);
    index_ = dir_ / ("index " + evil);
    const fs::path folder = collection_ / ("field " + evil);
    WriteFile(folder / ("kd " + evil + ".pdf"), Deck());
    WriteFile(collection_ / ("copy " + evil + ".pdf"), Deck());
    WriteFile(folder / ("shared " + evil + ".pdf"), OtherDeck());
    WriteFile(collection_ / ("broken " + evil + ".pdf"), "%PDF-1.4 " + evil);
    mkfifo((collection_ / ("pipe " + evil + ".pdf")).c_str(), 0600);
    WriteFile(collection_ / ("README " + evil + ".md"), Catalogue());
    WriteFile(config_home() / "rsearch/terms.tsv",
              "지식 증류\tknowledge " + kEvil + " distillation\nbad line " + evil + "\n");
    options_.environment = {{"RSEARCH_INDEX", index_.string()},
                            {"XDG_STATE_HOME", (dir_ / ("state " + evil)).string()},
                            {"XDG_CONFIG_HOME", config_home().string()},
                            {"RSEARCH_CONFIG", ""},
                            {"TERM", "xterm"},
                            {"NO_COLOR", ""},
                            {"HOME", dir_.path().string()}};
    options_.before_exec = [folder = dir_.path().string()] {
      if (chdir(folder.c_str()) != 0) _exit(126);
    };
  }

  [[nodiscard]] fs::path config_home() const { return dir_ / ("config " + kEvil + kInvalid); }

  static std::string Deck() {
    PdfSpec pdf;
    pdf.title = "Knowledge Distillation " + kEvil;
    pdf.author = "Kim " + kEvil;
    const std::string text = "지식\u200B 증류(knowledge\u202E distillation) of networks \u061C";
    for (const char* label : {"1\033[31m", "\u202Eii"})
      pdf.pages.push_back({.runs = {{40, 60, 32, "Distilling " + Bmp(kEvil)},
                                    {40, 140, 18, text + Bmp(kEvil)},
                                    {40, 180, 18, "arXiv:1503.02531 Figure 1: " + Bmp(kEvil)}},
                           .label = label});
    return MakePdf(pdf);
  }

  static std::string OtherDeck() {
    PdfSpec pdf;
    pdf.title = "Distilling the Knowledge in a Neural Network";
    pdf.pages.push_back({.runs = {{40, 60, 32, "Distilling the Knowledge in a Neural Network"},
                                  {40, 140, 18, "networks and knowledge " + Bmp(kEvil)}}});
    pdf.pages.push_back({});  // a picture
    return MakePdf(pdf);
  }

  // Fonts of the test PDFs have only these characters.
  static std::string Bmp(const std::string& text) {
    std::string kept;
    for (std::size_t at = 0; at < text.size();) {
      const char32_t c = NextCodePoint(text, &at);
      if (c < 0x10000) AppendUtf8(c, &kept);
    }
    return kept;
  }

  static std::string Catalogue() {
    return "# Papers " + kEvil + "\n\n## Field " + kEvil + "\n\n- Distilling the Knowledge " +
           kEvil + " (NIPS " + kEvil +
           " 2014)\n    - [Original Paper Link](https://arxiv.org/abs/1503.02531" + kEvil +
           ")\n    - [Review Link](javascript:" + kEvil + ")\n- Other " + kEvil +
           " (CVPR 2020)\n    - [Original Paper Link](https://\033]0;x\a.example/" + kInvalid +
           ")\n";
  }

  Outcome Run(const char* program, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), program);
    return ::rsearch::testing::Run(arguments, options_);
  }

  // On a terminal: all it shows.
  Outcome RunOnTerminal(const char* program, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), program);
    int terminal = -1;
    int slave = -1;
    const winsize size{24, 100, 0, 0};
    if (openpty(&terminal, &slave, nullptr, nullptr, &size) != 0) return {};
    Process::Options options = options_;
    options.before_exec = [&, before = options_.before_exec] {
      before();
      dup2(slave, STDOUT_FILENO);
      dup2(slave, STDERR_FILENO);
    };
    std::string shown;
    std::thread reader([&] {
      std::array<char, 4096> bytes{};
      for (ssize_t got = 0; (got = read(terminal, bytes.data(), bytes.size())) > 0;)
        shown.append(bytes.data(), static_cast<std::size_t>(got));
    });
    Outcome outcome = ::rsearch::testing::Run(arguments, options);
    close(slave);
    reader.join();  // reading ends with an error when nobody holds the other side
    close(terminal);
    outcome.out = shown;
    return outcome;
  }

  // Runs it both ways. `status` is what it must end with.
  std::string ExpectHarmless(const char* program, const std::vector<std::string>& arguments,
                             int status) {
    SCOPED_TRACE(fs::path(program).filename().string() + " " + ::testing::PrintToString(arguments));
    const Outcome outcome = Run(program, arguments);
    EXPECT_EQ(outcome.status, status) << outcome.out << outcome.err;
    const bool dressed =
        std::find(arguments.begin(), arguments.end(), "--color=always") != arguments.end();
    EXPECT_EQ(Harm(dressed ? WithoutDress(outcome.out) : outcome.out), "");
    EXPECT_EQ(Harm(outcome.err), "");
    const Outcome shown = RunOnTerminal(program, arguments);
    EXPECT_EQ(Harm(WithoutDress(shown.out)), "");
    EXPECT_FALSE(fs::exists(dir_ / "owned"));
    return outcome.out;
  }

  std::string Rsearch(const std::vector<std::string>& arguments, int status = 0) {
    return ExpectHarmless(RSEARCH, arguments, status);
  }
  std::string Rindex(const std::vector<std::string>& arguments, int status = 0) {
    return ExpectHarmless(RINDEX, arguments, status);
  }

  void Update() {
    const Outcome outcome = Run(RINDEX, {"update", collection_.string()});
    ASSERT_EQ(outcome.status, 0) << outcome.err;
  }

  // The PDFs that can be found.
  [[nodiscard]] std::set<std::string> Searchable() const {
    std::set<std::string> paths;
    for (const auto& entry : fs::recursive_directory_iterator(collection_))
      if (const std::string name = entry.path().filename().string();
          name.starts_with("kd ") || name.starts_with("copy ") || name.starts_with("shared "))
        paths.insert(entry.path().string());
    return paths;
  }

  TempDir dir_;
  fs::path collection_, index_;
  Process::Options options_;
};

TEST_F(HostileTextTest, Rindex) {
  const std::string evil = kEvil + kInvalid;
  Rindex({"update", "--explain", collection_.string()});
  Rindex({"update", "--explain"});
  Rindex({"update", "--exclude", evil, "--explain"});
  Rindex({"update", "--exclude", "", "--explain"});
  Rindex({"status"});
  Rindex({"status", "--failed"});
  for (const json& all : {json::parse(Rindex({"status", "--json"})),
                          json::parse(Rindex({"status", "--failed", "--json"}))}) {
    EXPECT_EQ(all.at("failed").size(), 1U);
    EXPECT_EQ(all.at("skipped").size(), 1U);
  }
  Rindex({"terms"});
  Rindex({"terms", evil});
  EXPECT_TRUE(json::accept(Rindex({"terms", "--json"})));
  Rindex({"catalogue"});
  Rindex({"catalogue", "--problems"});
  EXPECT_FALSE(json::parse(Rindex({"catalogue", "--json"})).at("catalogues").empty());
  Rindex({"fetch", "--dry-run", (dir_ / ("papers " + evil)).string()});
  Rindex({"check", "--full"});
  Rindex({"rebuild"});
  Rindex({"remove", (dir_ / evil).string()}, 2);
  Rindex({"update", (dir_ / evil).string()}, 2);
  Rindex({"status", "--index", (dir_ / ("no " + evil)).string()}, 2);
  Rindex({"status", evil}, 2);
  Rindex({evil}, 2);
  // Damage names the index's tables.
  for (const auto& entry : fs::directory_iterator(index_ / "db"))
    if (entry.path().extension() == ".glass") fs::resize_file(entry.path(), 100);
  Rindex({"check", "--full"}, 1);
  Rindex({"status"}, 2);
  Rsearch({"knowledge"}, 2);
}

TEST_F(HostileTextTest, Rsearch) {
  const std::string evil = kEvil + kInvalid;
  Update();
  for (const char* query : {"knowledge", "지식 증류", "\"knowledge distillation\"", "networkks",
                            "know* -in:refs", "kind:review", "script"}) {
    for (const char* format : {"--color=always", "--json", "--jsonl", "--vimgrep", "--explain"}) {
      Rsearch({format, query});
      if (std::string_view(format) != "--explain") Rsearch({"--decks", format, query});
    }
    Rsearch({"--no-fold", query});
    Rsearch({"--facets", query});
    Rsearch({"--facets", "--json", query});
  }
  Rsearch({"--decks"});
  Rsearch({"--facets"});
  const std::string deck = *Searchable().begin();
  for (const char* format : {"--color=always", "--json", "--jsonl", "--vimgrep"}) {
    const std::string page = deck + ":1";
    EXPECT_LE(Run(RSEARCH, {"--like", page, format}).status, 1);
    for (const char* command : {"--like", "--related"})
      EXPECT_EQ(Harm(WithoutDress(Run(RSEARCH, {command, page, format}).out)), "");
  }
  for (const char* typed : {"field:", "author:", "venue:", "field:\"", "arxiv:"})
    Rsearch({std::string("--complete=") + typed});
  Rsearch({"--complete=" + evil});
}

TEST_F(HostileTextTest, Mistakes) {
  const std::string evil = kEvil + kInvalid;
  Update();
  Rsearch({"year:" + evil}, 2);
  Rsearch({"field:\"" + kInvalid + "\u202E\033[31m\""}, 2);
  Rsearch({"fild:" + evil}, 2);
  Rsearch({"\"" + kInvalid + "\033]0;x\a word"}, 2);
  Rsearch({"--" + evil.substr(evil.size() - 9)}, 2);
  Rsearch({"--sort", evil, "x"}, 2);
  Rsearch({"--like", evil}, 2);
  Rsearch({"--like", evil + ".pdf:1"}, 2);
  Rsearch({"--related", evil + ".pdf"}, 2);
  Rsearch({"--viewer", evil, "--open", "1", "knowledge"}, 2);
  Rsearch({"--index", (dir_ / ("no " + evil)).string(), "x"}, 2);
  const fs::path config = dir_ / ("config " + evil + ".toml");
  options_.environment.emplace_back("RSEARCH_CONFIG", config.string());
  for (const std::string& mistake : std::vector<std::string>{
           evil, "roots = [\"" + kEvil, "odd\" = 1\n", "viewer = 1 # " + evil,
           "[fields]\nx = \"\\u001B]0;x\\u0007\"\n[[file]]\npattern = \"{\u202E}\"\n"}) {
    WriteFile(config, mistake);
    EXPECT_EQ(Harm(Run(RSEARCH, {"knowledge"}).err), "");
    EXPECT_EQ(Harm(Run(RINDEX, {"update"}).err), "");
  }
}

TEST_F(HostileTextTest, JsonGivesEveryPathBack) {
  Update();
  std::set<std::string> paths;
  const json result = json::parse(Run(RSEARCH, {"--json", "-n", "50", "knowledge"}).out);
  const auto add = [&](const json& object) {
    ASSERT_TRUE(object.contains("path_bytes")) << object;
    paths.insert(Base64Bytes(object.at("path_bytes").get<std::string>()));
  };
  for (const json& hit : result.at("hits")) {
    add(hit);
    for (const json& copy : hit.at("deck").at("copies"))
      add(copy);
  }
  EXPECT_EQ(paths, Searchable());
  const json status = json::parse(Run(RINDEX, {"status", "--json"}).out);
  EXPECT_TRUE(fs::exists(Base64Bytes(status.at("failed").at(0).at("path_bytes"))));
  EXPECT_TRUE(fs::exists(Base64Bytes(status.at("skipped").at(0).at("path_bytes"))));
  EXPECT_EQ(Base64Bytes(status.at("index_bytes")), index_.string());
}

// A pipe gets the bytes, a person what a shell takes for them.
TEST_F(HostileTextTest, NamesPasteBack) {
  Update();
  const std::string bytes = Run(RSEARCH, {"-l", "-0", "-n", "50", "knowledge"}).out;
  std::set<std::string> piped;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = bytes.find('\0', begin);
    piped.insert(bytes.substr(begin, end - begin));
    begin = end + 1;
  }
  for (const std::string& path : piped)
    EXPECT_TRUE(fs::exists(path)) << path;
  std::set<std::string> pasted;
  std::string lines = RunOnTerminal(RSEARCH, {"-l", "-n", "50", "knowledge"}).out;
  EXPECT_EQ(Harm(WithoutDress(lines)), "");
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = lines.find("\r\n", begin);
    const std::string line = lines.substr(begin, end - begin);
    // The user's terms are hostile too, which is told.
    if (!line.starts_with("rsearch: ")) pasted.insert(Pasted(line));
    begin = end + 2;
  }
  EXPECT_EQ(pasted, piped);
  // "PATH: STATUS: REASON"
  const std::string failed = Run(RINDEX, {"status", "--failed"}).out;
  const std::string word = failed.substr(0, failed.find(": damaged"));
  EXPECT_TRUE(fs::exists(Pasted(word))) << word;
  // The line below a deck's title.
  const std::string text = Run(RSEARCH, {"-n", "50", "knowledge"}).out;
  for (std::size_t at = text.find("\n$'"); at != std::string::npos;
       at = text.find("\n$'", at + 1)) {
    const std::size_t end = text.find('\n', at + 1);
    EXPECT_TRUE(fs::exists(dir_.path() / Pasted(text.substr(at + 1, end - at - 1)))) << text;
  }
}

}  // namespace
}  // namespace rsearch
