// The real rsearch on a small real index: what a user and a calling program get to see.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "rsearch/amounts.h"
#include "rsearch/analyzer.h"
#include "rsearch/schema.h"
#include "rsearch/sketch.h"
#include "rsearch/store.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace rsearch {
namespace {

namespace fs = std::filesystem;
using ::rsearch::testing::Eventually;
using ::rsearch::testing::Outcome;
using ::rsearch::testing::ReadFile;
using ::rsearch::testing::WriteFile;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class RsearchTest : public ::testing::Test {
 protected:
  // Indexes a deck of slides, one a text, and puts a file in its place. Without a title in `facts`
  // it has the file's name.
  void AddDeck(const std::string& name, const std::vector<std::string>& slides,
               DeckFacts facts = {}) {
    const fs::path file = dir_ / name;
    WriteFile(file, "stands for a PDF");
    struct stat status {};
    ASSERT_EQ(stat(file.c_str(), &status), 0);
    DeckFiles files;
    files.hash = *ContentHash::FromBytes(std::string(16, static_cast<char>('a' + decks_++)));
    files.files = {
        {file.string(),
         {status.st_size, status.st_mtim.tv_sec * 1'000'000'000LL + status.st_mtim.tv_nsec}}};
    if (facts.title.empty()) facts.title = fs::path(name).stem().string();
    auto writer = IndexWriter::Open(index());
    ASSERT_TRUE(writer) << writer.error().message;
    ASSERT_TRUE(writer->Do([&](Xapian::WritableDatabase& database) {
      for (std::size_t i = 0; i < slides.size(); ++i) {
        const auto number = static_cast<std::uint32_t>(i + 1);
        Xapian::Document page = PageDocument(number, slides[i], files);
        AddFacts(facts, number, &page);
        database.add_document(page);
      }
      DeckRecord deck;
      deck.facts = facts;
      deck.page_count = deck.indexed_pages = static_cast<std::uint32_t>(slides.size());
      Xapian::Document document;
      document.set_data(Encode(deck));
      document.add_boolean_term(std::string(schema::kKindDeck));
      document.add_boolean_term(std::string(schema::kDeckOf).append(files.hash.bytes()));
      document.add_value(schema::kSlotFiles, Encode(files));
      for (const std::string& term : AmountTerms(AmountsOf(files, deck)))
        document.add_boolean_term(term);
      for (const Paper& paper : facts.papers)
        AddAbout(paper, &document);
      database.add_document(document);
    }));
    ASSERT_TRUE(writer->Commit());
  }

  Xapian::Document PageDocument(std::uint32_t number, const std::string& text,
                                const DeckFiles& files) {
    PageRecord page;
    page.number = number;
    page.slide = true;
    page.text = text;
    Xapian::Document document;
    document.set_data(Encode(page));
    std::vector<Token> tokens;
    analyzer_.Tokenize(text, &tokens);
    analyzer_.ForEachTerm(tokens, [&](const Term& term) {
      if (term.cls == TermClass::kWord)
        document.add_posting(term.text, term.position);
      else
        document.add_term(term.text);
    });
    document.add_boolean_term(std::string(schema::kKindPage));
    document.add_boolean_term(std::string(schema::kPageOf).append(files.hash.bytes()));
    document.add_value(schema::kSlotDeck, std::string(files.hash.bytes()));
    document.add_value(schema::kSlotPage, Xapian::sortable_serialise(number));
    document.add_value(schema::kSlotSketch, Encode(SketchOf(tokens)));
    return document;
  }

  static DeckFacts Facts(DeckKind kind, const std::string& field, std::int32_t date,
                         std::vector<Paper> papers = {}) {
    DeckFacts facts;
    facts.kind = kind;
    facts.field = field;
    facts.date = date;
    facts.papers = std::move(papers);
    return facts;
  }

  // What the indexer concludes for a page from the facts of its deck.
  static void AddFacts(const DeckFacts& facts, std::uint32_t number, Xapian::Document* page) {
    const Paper* paper = facts.PaperOn(number);
    const std::uint32_t year = paper != nullptr && paper->year > 0
                                   ? paper->year
                                   : static_cast<std::uint32_t>(facts.date) / 10'000;
    if (year > 0) page->add_value(schema::kSlotYear, Xapian::sortable_serialise(year));
    if (!facts.field.empty()) page->add_value(schema::kSlotField, facts.field);
    if (paper != nullptr && !paper->venue.empty())
      page->add_value(schema::kSlotVenue, paper->venue);
    page->add_value(schema::kSlotKind, std::string(Name(facts.kind)));
    if (paper != nullptr) AddAbout(*paper, page);
  }

  static void AddAbout(const Paper& paper, Xapian::Document* document) {
    for (const std::string& id : paper.ids)
      document->add_boolean_term(std::string(schema::kAbout) + id);
    if (const std::string id = TitleId(paper.title); !id.empty())
      document->add_boolean_term(std::string(schema::kAbout) + id);
  }

  // Two papers, the PDF of the first, reviews of both, a trends deck with a part for each, and a
  // deck about nothing of it.
  void AddCollection() {
    Paper distillation;
    distillation.title = "Distilling the Knowledge in a Neural Network";
    distillation.venue = "NIPS";
    distillation.year = 2014;
    distillation.original_link = "https://arxiv.org/abs/1503.02531";
    distillation.review_link = "https://github.com/r/kd.pdf#old";
    distillation.ids = {"arxiv:1503.02531"};
    Paper ghost;
    ghost.title = "GhostNet: More Features from Cheap Operations";
    ghost.venue = "CVPR";
    ghost.year = 2020;
    Paper untitled;  // as the paper's own PDF is known: by its id alone
    untitled.title = "1503.02531v1";
    untitled.ids = distillation.ids;
    Paper misspelt = ghost;  // known by its title alone
    misspelt.title = "GHOSTNET - more features from cheap operations.";
    AddDeck("kd.pdf", {"지식 증류", "teacher and student"},
            Facts(DeckKind::kReview, "Computer Vision", 20210106, {distillation}));
    AddDeck("papers/1503.pdf", {"distilling teacher networks"},
            Facts(DeckKind::kPaper, "", 0, {untitled}));
    AddDeck("ghost.pdf", {"cheap features", "ghost student"},
            Facts(DeckKind::kReview, "Computer Vision", 20211105, {misspelt}));
    DeckFacts trends = Facts(DeckKind::kTrends, "", 20210600, {distillation, ghost});
    trends.title = "Research trends";
    trends.spans = {{2, 3, 1}, {4, 5, 0}};
    AddDeck("2021-06-trends.pdf", {"contents", "ghost features", "more", "teacher model", "학생"},
            trends);
    AddDeck("bert.pdf", {"bert teacher"}, Facts(DeckKind::kReview, "NLP", 0));
  }

  [[nodiscard]] fs::path index() const { return dir_ / "index"; }

  Outcome Rsearch(std::vector<std::string> arguments,
                  const std::function<void()>& before_exec = nullptr) const {
    arguments.insert(arguments.begin(), RSEARCH);
    return ::rsearch::testing::Run(arguments, {{{"RSEARCH_INDEX", index().string()},
                                                {"XDG_STATE_HOME", (dir_ / "state").string()},
                                                {"XDG_CONFIG_HOME", (dir_ / "config").string()},
                                                {"RSEARCH_CONFIG", ""},
                                                {"HOME", (dir_ / "home").string()},
                                                {"PATH", (dir_ / "bin").string()},
                                                {"RSEARCH_VIEWER", ""}},
                                               before_exec});
  }

  // With `text` on standard input.
  Outcome RsearchWith(const std::string& text, std::vector<std::string> arguments) const {
    const fs::path file = dir_ / "input";
    WriteFile(file, text);
    return Rsearch(std::move(arguments), [&] { dup2(open(file.c_str(), O_RDONLY), STDIN_FILENO); });
  }

  // A viewer that writes down its arguments.
  fs::path InstallViewer(const std::string& name) {
    WriteFile(dir_ / "bin" / name, "#!/bin/sh\necho \"$@\" >" + (dir_ / "part").string() +
                                       "; /bin/mv " + (dir_ / "part").string() + " " +
                                       (dir_ / "viewed").string() + "\n");
    fs::permissions(dir_ / "bin" / name, fs::perms::owner_all);
    return dir_ / "viewed";
  }
  std::string Viewed() {
    const fs::path file = dir_ / "viewed";
    if (!Eventually([&] { return fs::exists(file); })) return "nothing";
    std::string text = ReadFile(file);
    fs::remove(file);
    return text;
  }

  testing::TempDir dir_;
  Analyzer analyzer_ = std::move(*Analyzer::Create());
  int decks_ = 0;
};

TEST_F(RsearchTest, FindsGroupsAndCounts) {
  AddDeck("Distillation.pdf", {"목차", "지식 증류를 한다", "student 모델의 지식"});
  AddDeck("Survey.pdf", {"지식 survey"});
  const Outcome outcome = Rsearch({"지식", "증류"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, StartsWith("Distillation · 3 pages\n"));
  EXPECT_THAT(outcome.out, HasSubstr("  1  p. 2\n     지식 증류를 한다\n"));
  EXPECT_THAT(outcome.out, EndsWith("3 of 3 pages, 1 with every word · 2 files\n"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("\033")));
  EXPECT_THAT(outcome.err, IsEmpty());
}

TEST_F(RsearchTest, WordsMayBeginWithADash) {
  AddDeck("Distillation.pdf", {"distillation", "distillation survey"});
  const Outcome outcome = Rsearch({"distillation", "-survey", "--jsonl"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, StartsWith(R"({"schema":4,"query":"distillation -survey","rank":1,)"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("\n{")));
  EXPECT_EQ(Rsearch({"--", "distillation", "-survey"}).status, 0);
}

TEST_F(RsearchTest, ExitStatusesAreGreps) {
  AddDeck("a.pdf", {"alpha"});
  EXPECT_THAT(Rsearch({"--open", "1"}).err, HasSubstr("no search is remembered"));
  EXPECT_EQ(Rsearch({"alpha"}).status, 0);
  EXPECT_EQ(Rsearch({"nowhere"}).status, 1);
  EXPECT_EQ(Rsearch({"--json", "nowhere"}).status, 1);
  struct Case {
    std::vector<std::string> arguments;
    std::string message;
  };
  for (const Case& c : {
           Case{{}, "usage: rsearch QUERY..."},
           Case{{"+"}, "nothing to search for"},
           Case{{"a \"b"}, "unclosed quote, opened at column 3"},
           Case{{"a", "yaer:2019"}, "unknown field yaer at column 3; did you mean year:?"},
           Case{{"지식", "-kind:reviews"},
                "kind:reviews at column 4: kinds are review, paper and "
                "trends; did you mean kind:review?"},
           Case{{"field:gnn"},
                "field:gnn at column 1: the index does not know the field of any page"},
           Case{{"--jsno", "a"}, "did you mean --json?"},
           Case{{"--limit", "zero", "a"}, "--limit"},
           Case{{"--limit"}, "--limit"},
           Case{{"--json", "-l", "a"}, "choose one"},
           Case{{"--explain", "--json", "a"}, "--explain is for people"},
           Case{{"-0", "a"}, "add -l"},
           Case{{"--open", "1"}, "the last search (nowhere) showed no hit 1"},
           Case{{"--index", "/nowhere/index", "a"}, "run: rindex update DIR"},
       }) {
    const Outcome outcome = Rsearch(c.arguments);
    EXPECT_EQ(outcome.status, 2) << c.message;
    EXPECT_THAT(outcome.out, IsEmpty());
    EXPECT_THAT(outcome.err, StartsWith("rsearch: "));
    EXPECT_THAT(outcome.err, HasSubstr(c.message));
  }
}

TEST_F(RsearchTest, OtherOutputs) {
  AddDeck("a b.pdf", {"alpha one", "alpha two"});
  const std::string path = (dir_ / "a b.pdf").string();
  EXPECT_EQ(Rsearch({"alpha", "-l"}).out, path + "\n");
  EXPECT_EQ(Rsearch({"alpha", "-l0"}).out, path + std::string(1, '\0'));
  EXPECT_THAT(Rsearch({"alpha two", "--vimgrep", "-n1"}).out,
              StartsWith(path + ":2:1:alpha two\n"));
  EXPECT_THAT(Rsearch({"alpha", "--color=always"}).out, HasSubstr("\033[1;31malpha\033[0m"));
  EXPECT_THAT(Rsearch({"alpha", "--explain"}).out, StartsWith("read as: (all (text \"alpha\"))"));
  EXPECT_THAT(Rsearch({"--version"}).out, HasSubstr("Xapian"));
  EXPECT_THAT(Rsearch({"--help"}).out, HasSubstr("Examples:"));
}

constexpr const char* kStep = "distillation moves what a big teacher knows to a small student";

TEST_F(RsearchTest, FoldsStepsOfASlideAndItsTwin) {
  AddDeck("a.pdf", {kStep, std::string(kStep) + " with soft targets", "distillation of whisky"});
  AddDeck("b.pdf", {"whisky", kStep});
  const std::string a = (dir_ / "a.pdf").string();
  const std::string b = (dir_ / "b.pdf").string();
  const Outcome text = Rsearch({"teacher", "distillation"});
  EXPECT_THAT(text.out, HasSubstr("     also p. 2; b.pdf p. 2\n"));
  EXPECT_THAT(text.out, EndsWith("2 of 4 pages, 3 with every word · 2 files\n"));
  EXPECT_THAT(Rsearch({"teacher", "distillation", "--json"}).out,
              HasSubstr("\"also\":[{\"path\":\"" + a +
                        "\",\"page\":2,\"page_label\":\"2\",\"status\":\"ok\"},{\"path\":\"" + b +
                        "\",\"page\":2,\"page_label\":\"2\",\"status\":\"ok\"}]"));
  EXPECT_EQ(Rsearch({"teacher", "distillation", "-l"}).out, a + "\n" + b + "\n");
  EXPECT_THAT(Rsearch({"teacher", "distillation", "--no-fold"}).out,
              EndsWith("4 of 4 pages, 3 with every word · 2 files\n"));
  EXPECT_THAT(Rsearch({"soft", "targets"}).out, HasSubstr("  1  p. 2\n"))
      << "the page that has the words stands for the others";
}

TEST_F(RsearchTest, FoldedHitsArePagedThroughAndOpened) {
  std::vector<std::string> slides(150, kStep);
  slides.emplace_back("teacher alpha");
  slides.emplace_back("teacher beta gamma");
  AddDeck("a.pdf", slides);
  for (const std::string order : {"score", "path", "newest"}) {
    const auto hits = [&](std::vector<std::string> arguments) {
      arguments.insert(arguments.end(), {"teacher", "--sort", order, "--vimgrep"});
      return Rsearch(arguments).out;
    };
    const std::string all = hits({});
    EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 3)
        << order << ": more than the pages first looked at are the same";
    EXPECT_EQ(hits({"-n1"}) + hits({"-n1", "--offset=1"}) + hits({"-n1", "--offset=2"}), all);
    EXPECT_EQ(hits({"--offset=3"}), "");
  }
  InstallViewer("zathura");
  EXPECT_EQ(Rsearch({"--open", "2", "teacher"}).status, 0);
  EXPECT_EQ(Viewed(), "--page=152 " + (dir_ / "a.pdf").string() + "\n");
}

TEST_F(RsearchTest, OpensAHitOfTheLastOrOfThisSearch) {
  AddDeck("a.pdf", {"alpha", "beta gamma", "beta"});
  InstallViewer("zathura");
  const std::string path = (dir_ / "a.pdf").string();
  ASSERT_EQ(Rsearch({"beta", "gamma"}).status, 0);
  ASSERT_EQ(Rsearch({"--json", "alpha"}).status, 0);  // for a program: not remembered
  EXPECT_EQ(Rsearch({"--open", "1"}).status, 0);
  EXPECT_EQ(Viewed(), "--page=2 " + path + "\n");
  EXPECT_EQ(Rsearch({"--open", "2"}).status, 0);
  EXPECT_EQ(Viewed(), "--page=3 " + path + "\n");
  EXPECT_EQ(Rsearch({"--open", "1", "alpha"}).status, 0);
  EXPECT_EQ(Viewed(), "--page=1 " + path + "\n");
  EXPECT_EQ(Rsearch({"--open=1", "--viewer", "zathura {query} {page}-of {path}"}).status, 0);
  EXPECT_EQ(Viewed(), "beta gamma 2-of " + path + "\n");
  EXPECT_THAT(Rsearch({"--open", "9"}).err, HasSubstr("(beta gamma) showed no hit 9"));
  EXPECT_THAT(Rsearch({"--open", "2", "alpha"}).err, HasSubstr("found 1 page, no hit 2"));
  EXPECT_THAT(Rsearch({"--open", "1", "--viewer", "none"}).err, HasSubstr("none is not installed"));
  fs::remove(path);
  const Outcome gone = Rsearch({"--open", "1"});
  EXPECT_EQ(gone.status, 2);
  EXPECT_THAT(gone.err, HasSubstr("No such file or directory; run: rindex update"));
  EXPECT_THAT(Rsearch({"alpha"}).out, HasSubstr("[gone]"));
}

TEST_F(RsearchTest, FindsPagesLikeAPage) {
  AddDeck("x/a.pdf", {kStep, "big teacher, small student", "", "whisky"});
  AddDeck("y/a.pdf", {"teacher and student: distillation", kStep});
  const std::string a = (dir_ / "x/a.pdf").string();
  const Outcome like = Rsearch({"--like", a + ":1"});
  EXPECT_EQ(like.status, 0) << like.err;
  EXPECT_THAT(like.out, StartsWith("like a.pdf p. 1\n\na · 2 pages\n"));
  EXPECT_THAT(like.out, HasSubstr("  1  p. 2\n")) << "the twin of the page, not the page itself";
  EXPECT_THAT(like.out, EndsWith("3 of 3 pages · 2 files\n"));
  EXPECT_THAT(Rsearch({"--like", "x/a.pdf:1", "--json", "-n1"}).out,
              StartsWith(R"({"schema":4,"query":"like a.pdf p. 1","total":3,)"));
  EXPECT_THAT(Rsearch({"--like=a.pdf:2", "-l"}, [this] { chdir((dir_ / "x").c_str()); }).out,
              HasSubstr(a + "\n"));
  EXPECT_EQ(Rsearch({"--like", "x/a.pdf:4"}).status, 1) << "nothing like whisky";
  EXPECT_THAT(Rsearch({"--like", "x/a.pdf:4", "--explain"}).out,
              StartsWith("read as: like a.pdf p. 4\n"));
  InstallViewer("zathura");
  EXPECT_EQ(Rsearch({"--like", "x/a.pdf:1", "--open", "1"}).status, 0);
  EXPECT_EQ(Viewed(), "--page=2 " + (dir_ / "y/a.pdf").string() + "\n");
  ASSERT_EQ(Rsearch({"--like", "x/a.pdf:1"}).status, 0);
  EXPECT_THAT(Rsearch({"--open", "9"}).err, HasSubstr("the last search showed no hit 9"));
  EXPECT_EQ(Rsearch({"--open", "1"}).status, 0);
  EXPECT_EQ(Viewed(), "--page=2 " + (dir_ / "y/a.pdf").string() + "\n");
}

TEST_F(RsearchTest, TracesAQuote) {
  AddDeck("a.pdf", {kStep, "what a small student knows of a big teacher moves to distillation"});
  const Outcome found = RsearchWith("a big tea-\ncher knwos to a small", {"--like", "-"});
  EXPECT_EQ(found.status, 0) << found.err;
  EXPECT_THAT(found.out, StartsWith("like the text given\n\na · 2 pages\n"));
  EXPECT_THAT(found.out, HasSubstr("  1  p. 1\n"));
  EXPECT_EQ(RsearchWith("zyzzyva", {"--like", "-"}).status, 1);
}

TEST_F(RsearchTest, LikeSaysWhatItCannotCompare) {
  AddDeck("x/a.pdf", {"alpha", ""});
  AddDeck("y/a.pdf", {"beta"});
  struct Case {
    std::vector<std::string> arguments;
    std::string input;
    std::string message;
  };
  for (const Case& c : {
           Case{{"--like", "x/a.pdf:1", "alpha"}, "", "--like takes no QUERY"},
           Case{{"--like", "-", "alpha"}, "", "--like takes no QUERY"},
           Case{{"--like", "x/a.pdf"}, "", "--like wants FILE:PAGE"},
           Case{{"--like", "none.pdf:3"},
                "",
                "none.pdf is not in the index; run: rindex update DIR"},
           Case{{"--like", "none.pdf:3"}, "", "pdftotext -f 3 -l 3 FILE - | rsearch --like -"},
           Case{{"--like", "a.pdf:1"}, "", "2 indexed files end in a.pdf: "},
           Case{{"--like", "x/a.pdf:3"}, "", "a.pdf has 2 pages, no page 3"},
           Case{{"--like", "x/a.pdf:2"}, "", "page 2 of a.pdf has no text to compare"},
           Case{{"--like", "-"}, "", "nothing to search for: the text given has no word"},
           Case{{"--like", "-"}, " ?!\n", "nothing to search for: the text given has no word"},
           Case{{"--like", "-"}, std::string(64 * 1024 + 1, 'a'), "longer than 64 KiB"},
       }) {
    const Outcome outcome = RsearchWith(c.input, c.arguments);
    EXPECT_EQ(outcome.status, 2) << c.message;
    EXPECT_THAT(outcome.out, IsEmpty());
    EXPECT_THAT(outcome.err, StartsWith("rsearch: "));
    EXPECT_THAT(outcome.err, HasSubstr(c.message));
  }
}

TEST_F(RsearchTest, SaysWhatAHitIsAboutAndWhereElseThatIs) {
  AddCollection();
  const std::string here = dir_.path().string() + "/";
  const Outcome review = Rsearch({"지식", "증류", "-n1"});
  EXPECT_THAT(review.out, HasSubstr("kd (Computer Vision, NIPS 2014) · 2 pages\n" + here +
                                    "kd.pdf\n"
                                    "about: Distilling the Knowledge in a Neural Network "
                                    "(NIPS 2014)\n"
                                    "online: paper https://arxiv.org/abs/1503.02531"
                                    " · review https://github.com/r/kd.pdf#page=1\n"
                                    "paper: " +
                                    here + "papers/1503.pdf\ntrends: " + here +
                                    "2021-06-trends.pdf:4\n  1  p. 1\n"));
  const Outcome trends = Rsearch({"ghost", "features", "+ghost", "--sort", "path"});
  EXPECT_THAT(trends.out, HasSubstr("Research trends (trends, 2021-06) · 5 pages\n"));
  EXPECT_THAT(trends.out, HasSubstr("     about: GhostNet: More Features from Cheap Operations "
                                    "(CVPR 2020)\n     ghost features\n     review: " +
                                    here + "ghost.pdf\n"));
  EXPECT_THAT(Rsearch({"contents"}).out, Not(HasSubstr("about"))) << "a page about none of them";
  EXPECT_THAT(Rsearch({"bert"}).out, StartsWith("bert (NLP) · 1 page\n" + here + "bert.pdf\n  1"));
  EXPECT_THAT(
      Rsearch({"--jsonl", "학생"}).out,
      HasSubstr(R"("date":"2021-06","copies":[]},"paper":{"title":"Distilling the Knowledge in a )"
                R"(Neural Network","authors":[],"venue":"NIPS","year":2014,)"
                R"("original_link":"https://arxiv.org/abs/1503.02531",)"
                R"("review_link":"https://github.com/r/kd.pdf#page=5",)"
                R"("ids":["arxiv:1503.02531"]},"counterparts":[{"path":")" +
                here +
                R"(papers/1503.pdf","page":1,"title":"1503","kind":"paper","status":"ok"},)" +
                R"({"path":")" + here + R"(kd.pdf","page":1,)"));
}

TEST_F(RsearchTest, ListsWhatIsRelated) {
  AddCollection();
  InstallViewer("zathura");
  const std::string here = dir_.path().string() + "/";
  ASSERT_EQ(Rsearch({"지식", "증류", "-n1"}).status, 0);
  const Outcome related = Rsearch({"--related", "1"});
  EXPECT_EQ(related.status, 0) << related.err;
  EXPECT_EQ(related.out,
            "related to kd.pdf p. 1\n"
            "about: Distilling the Knowledge in a Neural Network (NIPS 2014)\n"
            "online: paper https://arxiv.org/abs/1503.02531"
            " · review https://github.com/r/kd.pdf#page=1\n"
            "\nthe paper\n  1  p. 1  1503\n     " +
                here + "papers/1503.pdf\n\ntrends\n  2  p. 4  Research trends\n     " + here +
                "2021-06-trends.pdf\n");
  EXPECT_EQ(Rsearch({"--open", "2"}).status, 0) << "the list is what was shown last";
  EXPECT_EQ(Viewed(), "--page=4 " + here + "2021-06-trends.pdf\n");
  EXPECT_EQ(Rsearch({"--related", "2"}).status, 0) << "and so on from there";
  EXPECT_EQ(Rsearch({"--related", "ghost.pdf:2", "--open", "1"}).status, 0);
  EXPECT_EQ(Viewed(), "--page=2 " + here + "2021-06-trends.pdf\n");

  const auto paths = [&](const std::string& asked) { return Rsearch({"--related", asked, "-l"}); };
  EXPECT_EQ(paths("2021-06-trends.pdf").out,
            here + "papers/1503.pdf\n" + here + "ghost.pdf\n" + here + "kd.pdf\n");
  EXPECT_EQ(paths("2021-06-trends.pdf:3").out, here + "ghost.pdf\n");
  EXPECT_EQ(paths("papers/1503.pdf").out, here + "kd.pdf\n" + here + "2021-06-trends.pdf\n");
  EXPECT_EQ(paths("2021-06-trends.pdf:1").status, 1);
  const Outcome nothing = Rsearch({"--related", "bert.pdf"});
  EXPECT_EQ(nothing.status, 1);
  EXPECT_THAT(nothing.out, EndsWith("it is not known which paper this is about\n"));
  EXPECT_THAT(
      Rsearch({"--related", "ghost.pdf", "--json"}).out,
      StartsWith(R"({"schema":4,"of":{"path":")" + here + R"(ghost.pdf","page":0,"deck":{)"));
}

TEST_F(RsearchTest, RelatedSaysWhatItCannotFind) {
  AddCollection();
  struct Case {
    std::vector<std::string> arguments;
    std::string message;
  };
  for (const Case& c : {
           Case{{"--related", "1"}, "no search is remembered"},
           Case{{"--related", "none.pdf"},
                "none.pdf is not in the index; run: rindex update DIR\n"},
           Case{{"--related", "kd.pdf:3"}, "kd.pdf has 2 pages, no page 3"},
           Case{{"--related", "kd.pdf:"}, "--related wants a hit of the last search, FILE or"},
           Case{{"--related", "kd.pdf", "--open", "7"}, "the list has no deck 7"},
           Case{{"--related", "kd.pdf", "teacher"}, "--related takes no QUERY"},
           Case{{"--related", "kd.pdf", "--decks"}, "choose one of --decks"},
           Case{{"--facets", "-l"}, "--facets counts: not with"},
           Case{{"--decks", "--explain"}, "--explain is for a search"},
           Case{{"--decks", "\"a"}, "unclosed quote"},
           Case{{"--facets", "?!"}, "nothing to search for"},
       }) {
    const Outcome outcome = Rsearch(c.arguments);
    EXPECT_EQ(outcome.status, 2) << c.message;
    EXPECT_THAT(outcome.out, IsEmpty());
    EXPECT_THAT(outcome.err, HasSubstr(c.message));
  }
}

TEST_F(RsearchTest, ListsDecks) {
  AddCollection();
  const std::string here = dir_.path().string() + "/";
  const auto paths = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--decks", "-l"});
    return Rsearch(arguments).out;
  };
  EXPECT_EQ(paths({}), here + "ghost.pdf\n" + here + "2021-06-trends.pdf\n" + here + "kd.pdf\n" +
                           here + "papers/1503.pdf\n" + here + "bert.pdf\n")
      << "newest first, those without a date last, by title";
  EXPECT_EQ(paths({"--sort", "path", "-n2"}), here + "2021-06-trends.pdf\n" + here + "bert.pdf\n");
  EXPECT_EQ(paths({"--sort", "path", "-n2", "--offset=2"}),
            here + "ghost.pdf\n" + here + "kd.pdf\n");
  EXPECT_EQ(paths({"teacher student"}), here + "kd.pdf\n") << "a page has both";
  EXPECT_EQ(paths({"bert glacier", "--exact"}), here + "bert.pdf\n") << "none has both";
  EXPECT_THAT(Rsearch({"--decks", "bert glacier", "--exact"}).out,
              StartsWith("no page has all of these; decks with some of it:\n"));
  EXPECT_EQ(paths({"ghost"}).substr(0, here.size() + 10), here + "ghost.pdf\n")
      << "best first: two pages of two";
  EXPECT_EQ(paths({"ghost", "--sort", "path"}),
            here + "2021-06-trends.pdf\n" + here + "ghost.pdf\n");
  EXPECT_EQ(Rsearch({"--decks", "glacier"}).status, 1);
  EXPECT_EQ(Rsearch({"--decks", "glacier"}).out, "no deck matches · 5 files\n");

  const Outcome text = Rsearch({"--decks", "-n2"});
  EXPECT_EQ(text.out, "1  2021-11-05  review  2 p.  Computer Vision  ghost            " + here +
                          "ghost.pdf\n"
                          "2  2021-06     trends  5 p.                   Research trends  " +
                          here + "2021-06-trends.pdf\n\n2 of 5 decks · 5 files\n");
  InstallViewer("zathura");
  EXPECT_EQ(Rsearch({"--open", "2"}).status, 0);
  EXPECT_EQ(Viewed(), "--page=1 " + here + "2021-06-trends.pdf\n");
  EXPECT_EQ(Rsearch({"--decks", "학생", "--open", "1"}).status, 0);
  EXPECT_EQ(Viewed(), "--page=5 " + here + "2021-06-trends.pdf\n") << "at the page that matches";
  EXPECT_THAT(Rsearch({"--decks", "--jsonl", "-n1"}).out,
              StartsWith(R"({"schema":4,"query":"","rank":1,"path":")" + here + "ghost.pdf"));
}

TEST_F(RsearchTest, APapersYearStandsInForItsDate) {
  Paper paper;
  paper.year = 2020;
  AddDeck("a.pdf", {"alpha"}, Facts(DeckKind::kPaper, "", 0, {paper}));
  AddDeck("b.pdf", {"alpha"}, Facts(DeckKind::kReview, "", 20190101));
  AddDeck("c.pdf", {"alpha"}, Facts(DeckKind::kReview, "", 20210101));
  AddDeck("d.pdf", {"alpha"});
  EXPECT_THAT(Rsearch({"--decks", "--vimgrep"}).out,
              ::testing::ContainsRegex("c.pdf:.*\n.*a.pdf:.*\n.*b.pdf:.*\n.*d.pdf:"));
}

TEST_F(RsearchTest, CountsByWhatPagesAreAbout) {
  AddCollection();
  EXPECT_EQ(Rsearch({"--facets"}).out,
            "pages  decks\n"
            "\n"
            "    4      2  field:\"Computer Vision\"\n"
            "    1      1  field:NLP\n"
            "\n"
            "    4      2  year:2014\n"
            "    4      2  year:2020\n"
            "    1      1  year:2021\n"
            "\n"
            "    5      3  kind:review\n"
            "    5      1  kind:trends\n"
            "    1      1  kind:paper\n"
            "\n"
            "    4      2  venue:CVPR\n"
            "    4      2  venue:NIPS\n"
            "\n"
            "11 pages of 5 decks · 5 files\n");
  EXPECT_EQ(Rsearch({"--facets", "teacher", "student"}).out,
            "pages  decks\n"
            "\n"
            "    1      1  field:\"Computer Vision\"\n"
            "\n"
            "    1      1  year:2014\n"
            "\n"
            "    1      1  kind:review\n"
            "\n"
            "    1      1  venue:NIPS\n"
            "\n"
            "1 page of 1 deck · 5 files\n")
      << "of several pages with a word one has both";
  EXPECT_THAT(Rsearch({"--facets", "bert glacier", "--exact"}).out,
              StartsWith("no page has all of these; pages with some of it:\n"));
  EXPECT_EQ(Rsearch({"--facets", "glacier"}).status, 1);
  EXPECT_THAT(Rsearch({"--facets", "--json", "-n1"}).out,
              HasSubstr(R"("year":[{"value":"2014","filter":"year:2014","pages":4,"decks":2}],)"));
}

TEST_F(RsearchTest, NewestGoesByTheDecksDate) {
  AddDeck("a.pdf", {"alpha"}, Facts(DeckKind::kReview, "", 20200101));
  AddDeck("b.pdf", {"alpha beta"});  // written today
  AddDeck("c.pdf", {"alpha gamma"}, Facts(DeckKind::kReview, "", 20210600));
  EXPECT_THAT(Rsearch({"alpha", "--sort", "newest", "--vimgrep"}).out,
              ::testing::ContainsRegex("b.pdf:.*\n.*c.pdf:.*\n.*a.pdf:"));
}

TEST_F(RsearchTest, FindsOtherNamesUnlessTold) {
  AddDeck("a.pdf", {"지식 증류", "knowledge distillation", "distillation of whisky"});
  const Outcome outcome = Rsearch({"지식", "증류"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, StartsWith("also: knowledge distillation\n\na · 3 pages\n"));
  EXPECT_THAT(outcome.out, HasSubstr("  1  p. 1\n     지식 증류\n  2  p. 2\n"));
  EXPECT_THAT(outcome.out, EndsWith("2 of 2 pages · 1 file\n"));
  EXPECT_THAT(
      Rsearch({"--json", "지식", "증류"}).out,
      HasSubstr(
          R"("complete":2,"expansions":[{"typed":"지식 증류","name":"knowledge distillation",)"
          R"("source":"glossary"}],"did_you_mean":"")"));
  const Outcome exact = Rsearch({"--exact", "지식", "증류"});
  EXPECT_THAT(exact.out, StartsWith("a · 3 pages\n"));
  EXPECT_THAT(exact.out, EndsWith("1 of 1 page · 1 file\n"));
  EXPECT_THAT(Rsearch({"--exact", "--json", "지식 증류"}).out, HasSubstr(R"("expansions":[])"));
}

TEST_F(RsearchTest, KnowsTheUsersNames) {
  AddDeck("a.pdf", {"waterfowl", "지식 증류"});
  const fs::path terms = dir_ / "config" / "rsearch" / "terms.tsv";
  EXPECT_EQ(Rsearch({"물새"}).status, 1);
  WriteFile(terms, "# birds\n물새; 물가의 새\twaterfowl\n");
  for (const char* query : {"물새", "물새를", "물가의 새"}) {
    const Outcome outcome = Rsearch({query});
    EXPECT_EQ(outcome.status, 0) << query;
    EXPECT_THAT(outcome.out, StartsWith("also: waterfowl\n"));
    EXPECT_THAT(outcome.err, IsEmpty());
  }
  EXPECT_EQ(Rsearch({"--exact", "물새"}).status, 1);
}

TEST_F(RsearchTest, AMistakeInTheUsersNamesCostsTheLinesBehindIt) {
  AddDeck("a.pdf", {"waterfowl", "지식 증류", "nest"});
  const fs::path terms = dir_ / "config" / "rsearch" / "terms.tsv";
  WriteFile(terms, "물새\twaterfowl\n\n한 \033[31m이름\n둥지\tnest\n");
  const Outcome outcome = Rsearch({"물새"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, StartsWith("also: waterfowl\n"));
  EXPECT_THAT(outcome.err, StartsWith("rsearch: " + terms.string() + ":3: only one name, \"한 "));
  EXPECT_THAT(outcome.err, Not(HasSubstr("\033")));
  EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1);
  EXPECT_EQ(Rsearch({"둥지"}).status, 1);
  EXPECT_THAT(Rsearch({"지식"}).err, StartsWith("rsearch: ")) << "whatever is searched for";
  EXPECT_THAT(Rsearch({"--exact", "지식"}).err, IsEmpty()) << "the file is not read";
}

TEST_F(RsearchTest, TheConfigNamesAViewerAndTermsFiles) {
  AddDeck("a.pdf", {"waterfowl", "nest"});
  InstallViewer("zathura");
  InstallViewer("mine");
  const std::string path = (dir_ / "a.pdf").string();
  const fs::path config = dir_ / "config" / "rsearch" / "config.toml";
  const fs::path terms = dir_ / "config" / "rsearch" / "birds.tsv";
  WriteFile(config, "viewer = \"mine {page} {path}\"\nterms = [\"birds.tsv\", \"none.tsv\"]\n");
  WriteFile(terms, "물새\twaterfowl\n");
  WriteFile(dir_ / "config" / "rsearch" / "terms.tsv", "둥지새\tnest\n");
  const Outcome outcome = Rsearch({"물새"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, StartsWith("also: waterfowl\n"));
  EXPECT_EQ(outcome.err,
            "rsearch: cannot read " + (dir_ / "config" / "rsearch" / "none.tsv").string() + "\n");
  EXPECT_EQ(Rsearch({"둥지새"}).status, 0) << "beside the usual file";

  EXPECT_EQ(Rsearch({"--open", "1", "nest"}).status, 0);
  EXPECT_EQ(Viewed(), "2 " + path + "\n");
  EXPECT_EQ(Rsearch({"--open", "1", "--viewer", "zathura", "nest"}).status, 0);
  EXPECT_EQ(Viewed(), "--page=2 " + path + "\n") << "the option comes before";
}

TEST_F(RsearchTest, TheConfigWeighs) {
  AddDeck("a.pdf", {"teacher student", "teacher teacher teacher"});
  const fs::path config = dir_ / "config" / "rsearch" / "config.toml";
  const std::string usual = Rsearch({"--json", "teacher", "student"}).out;
  WriteFile(config, "[weights]\ntitle = 0.6\ncontext = 0.5\ncoverage = 0.2\n");
  EXPECT_EQ(Rsearch({"--json", "teacher", "student"}).out, usual) << "the defaults";
  WriteFile(config, "[weights]\ncoverage = 3\n");
  EXPECT_NE(Rsearch({"--json", "teacher", "student"}).out, usual);
}

TEST_F(RsearchTest, AMistakeInTheConfigCostsTheConfig) {
  AddDeck("a.pdf", {"waterfowl"});
  const std::string usual = Rsearch({"--json", "waterfowl"}).out;
  const fs::path config = dir_ / "config" / "rsearch" / "config.toml";
  WriteFile(config, "viewer = \"none\"\n\n[weights]\ntitel = 1\n");
  const Outcome outcome = Rsearch({"--json", "waterfowl"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, usual);
  EXPECT_EQ(outcome.err,
            "rsearch: " + config.string() + ":4: unknown key \"titel\"; did you mean title?\n");
  EXPECT_THAT(Rsearch({"--help"}).err, IsEmpty());
}

TEST_F(RsearchTest, MendsSlips) {
  AddDeck("a.pdf", {"transformer one", "two transformer heads", "three transformer layers"});
  const Outcome outcome = Rsearch({"tranformer"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, StartsWith("did you mean: transformer\n\na · 3 pages\n"));
  EXPECT_THAT(outcome.out, EndsWith("3 of 3 pages · 1 file\n"));
  EXPECT_THAT(Rsearch({"tranformer", "--json"}).out,
              HasSubstr(R"("source":"spelling"}],"did_you_mean":"transformer",)"
                        R"("wildcard_limited":false,"hits":[{)"));
  EXPECT_EQ(Rsearch({"--exact", "tranformer"}).out, "no page matches · 1 file\n");
  EXPECT_EQ(Rsearch({"\"tranformer\""}).status, 1) << "a phrase is meant as it stands";
}

TEST_F(RsearchTest, ShowsTheClosestPagesWhereNoneHasAll) {
  std::vector<std::string> slides;
  for (int i = 1; i <= 15; ++i)
    slides.push_back((i % 2 == 0 ? "heron " : "glacier ") + std::to_string(i * 1111));
  AddDeck("a.pdf", slides);
  const auto hits = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--no-fold", "heron", "glacier"});
    return Rsearch(arguments);
  };
  for (const std::vector<std::string>& limit :
       {std::vector<std::string>{}, {"-n", "50"}, {"-n", "50", "--sort", "path"}}) {
    const Outcome outcome = hits(limit);
    EXPECT_EQ(outcome.status, 0);
    EXPECT_THAT(outcome.out, StartsWith("no page has all of these; closest:\n\na · 15 pages\n"));
    EXPECT_THAT(outcome.out, HasSubstr("\n  10  p. "));
    EXPECT_THAT(outcome.out, EndsWith("the closest 10 pages · 1 file\n"));
  }
  EXPECT_THAT(hits({"-n3"}).out, EndsWith("the closest 3 pages · 1 file\n"));
  EXPECT_THAT(hits({"-n3", "--offset=8"}).out, EndsWith("2 of the closest 10 pages · 1 file\n"));
  EXPECT_EQ(hits({"--offset=10"}).status, 1);
  EXPECT_THAT(hits({"--json"}).out, HasSubstr(R"("total":10,"total_exact":true,"complete":0,)"));
  EXPECT_THAT(Rsearch({"heron", "OR", "glacier"}).out, Not(HasSubstr("closest")));
  EXPECT_EQ(Rsearch({"zyzzyva"}).out, "no page matches · 1 file\n");
}

TEST_F(RsearchTest, OfAWordPagesMayHaveAPart) {
  AddDeck("a.pdf", {"물새 관찰"});
  EXPECT_THAT(Rsearch({"물새둥지"}).out, StartsWith("no page has this; closest:\n\na · 1 page\n"));
}

// Whatever is typed or pasted is either searched for or refused in words.
TEST_F(RsearchTest, AnyBytesAreAQuery) {
  AddDeck("a.pdf", {"지식 증류", "heron"});
  std::string long_words;
  for (int i = 0; i < 64; ++i)
    long_words += std::string(60, static_cast<char>('a' + i % 26)) + ' ';
  struct Case {
    std::string query;
    int status;
    std::string shown;  // on stdout, or on stderr where it is refused
  };
  for (const Case& c : {
           Case{"", 2, "nothing to search for"},
           Case{" \t\n ", 2, "nothing to search for"},
           Case{"?! … ()", 2, "nothing to search for"},
           Case{"\xFF\xFE", 2, "nothing to search for"},
           Case{"heron" + std::string(4091, ' '), 0, "p. 2"},
           Case{"heron" + std::string(4092, ' '), 2, "4097 bytes long, more than 4096"},
           Case{long_words, 1, "no page matches"},
           Case{std::string(4096, 'a'), 2, "nothing to search for"},
           Case{"he\xFFron", 0, "p. 2"},
           Case{"\xEC\xA7 heron \xFF", 0, "p. 2"},
           Case{"\u110C\u1175\u1109\u1175\u11A8 \u110C\u1173\u11BC\u1105\u1172", 0,
                "p. 1"},                           // decomposed
           Case{"지식 즈ㅇ", 0, "p. 1"},           // half typed
           Case{"지식 ㅈ", 0, "p. 1"},             //
           Case{"\u202Eheron\u200F", 0, "p. 2"},   // from right to left
           Case{"he\u200Bron \u2066", 0, "p. 2"},  // cannot be seen
           Case{"\x1B[31m heron\x07", 0, "p. 2"},  // a terminal's
           Case{"ＨＥＲＯＮ", 0, "p. 2"},
       }) {
    const Outcome outcome = Rsearch({c.query});
    EXPECT_EQ(outcome.status, c.status) << c.query << outcome.err;
    EXPECT_THAT(c.status == 2 ? outcome.err : outcome.out, HasSubstr(c.shown)) << c.query;
    for (const char* bad : {"\u202E", "\u200F", "\u200B", "\u2066", "\x1B", "\x07", "\xFF"})
      EXPECT_THAT(outcome.out + outcome.err, Not(HasSubstr(bad))) << c.query;
    const Outcome json = Rsearch({"--json", c.query});
    EXPECT_EQ(json.status, c.status) << c.query;
    EXPECT_EQ(IsValidUtf8(json.out), true) << c.query;
  }
}

TEST_F(RsearchTest, AClosedPipeIsNoErrorAFullDiskIs) {
  AddDeck("a.pdf", {"alpha"});
  const auto closed_pipe = [] {
    int ends[2];
    if (pipe(ends) == 0) {
      close(ends[0]);
      dup2(ends[1], STDOUT_FILENO);
    }
  };
  const Outcome closed = Rsearch({"alpha"}, closed_pipe);
  EXPECT_EQ(closed.status, 0);
  EXPECT_THAT(closed.err, IsEmpty());
  const Outcome full = Rsearch({"alpha"}, [] { dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO); });
  EXPECT_EQ(full.status, 2);
  EXPECT_THAT(full.err, HasSubstr("No space left"));
}

TEST_F(RsearchTest, FieldsAloneListPages) {
  AddDeck("b.pdf", {"alpha one", "beta one"});
  AddDeck("a.pdf", {"alpha two", "beta two", "gamma two"});
  const auto hits = [&](const std::vector<std::string>& query) {
    std::vector<std::string> arguments = query;
    arguments.emplace_back("--vimgrep");
    std::string pages = Rsearch(arguments).out;
    for (std::size_t at = 0; (at = pages.find(dir_.path().string())) != std::string::npos;)
      pages.erase(at, dir_.path().string().size() + 1);
    return pages;
  };
  EXPECT_EQ(hits({"page:1..2"}),
            "a.pdf:1:1:alpha two\nb.pdf:1:1:alpha one\na.pdf:2:1:beta two\nb.pdf:2:1:beta one\n");
  EXPECT_EQ(hits({"-file:a*", "page:2.."}), "b.pdf:2:1:beta one\n");
  EXPECT_EQ(hits({"beta", "-file:a*"}), "b.pdf:2:1:beta one\n");
  EXPECT_THAT(Rsearch({"page:1.."}).out, EndsWith("5 of 5 pages · 2 files\n"));
  EXPECT_EQ(Rsearch({"page:9"}).status, 1);
}

TEST_F(RsearchTest, CompletesForShells) {
  AddDeck("a.pdf", {"alpha"});
  EXPECT_EQ(Rsearch({"--complete=gnn la"}).out, "lang:\n");
  EXPECT_EQ(Rsearch({"--complete=-lang:k"}).out, "-lang:ko\n");
  EXPECT_EQ(Rsearch({"--complete=--lim"}).out, "--limit\n");
  EXPECT_EQ(Rsearch({"--complete="}).status, 0);
  EXPECT_THAT(Rsearch({"--complete="}).out, StartsWith("title:\nauthor:\n"));
  const Outcome none = Rsearch({"--index", "/nowhere", "--complete=year:"});
  EXPECT_EQ(none.status, 0);
  EXPECT_EQ(none.out + none.err, "");
  EXPECT_THAT(Rsearch({"--help"}).out, Not(HasSubstr("--complete")));
}

TEST_F(RsearchTest, LooksIntoTheIndexItIsTold) {
  AddDeck("a.pdf", {"alpha"});
  const Outcome outcome = ::rsearch::testing::Run(
      {RSEARCH, "--index", index().string(), "alpha"},
      {{{"RSEARCH_INDEX", "/nowhere"}, {"XDG_STATE_HOME", (dir_ / "state").string()}}, nullptr});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
}

}  // namespace
}  // namespace rsearch
