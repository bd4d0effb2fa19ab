// mine_bench FILE...: the pairs of names in texts as dump_pages prints them ("===" before a deck,
// "---" before a page), a line a pair and deck, for people to judge; and what mining takes, beside
// what tokenising takes.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "indexer/mine_glosses.h"
#include "rsearch/analyzer.h"

namespace {

using Clock = std::chrono::steady_clock;

struct Totals {
  Clock::duration mining{}, tokenising{};
  std::size_t bytes = 0;
};

void TakePage(const std::string& text, rsearch::Analyzer* analyzer,
              rsearch::GlossCollector* collector, Totals* totals) {
  const auto start = Clock::now();
  collector->Add(text);
  const auto mined = Clock::now();
  std::vector<rsearch::Token> tokens;
  analyzer->Tokenize(text, &tokens);
  totals->mining += mined - start;
  totals->tokenising += Clock::now() - mined;
  totals->bytes += text.size();
}

void PrintDeck(rsearch::GlossCollector* collector) {
  for (const rsearch::Gloss& gloss : collector->Take())
    std::printf("%u\t%s\t%s\n", gloss.count, gloss.name.c_str(), gloss.other.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  auto analyzer = rsearch::Analyzer::Create();
  if (!analyzer) return std::fprintf(stderr, "%s\n", analyzer.error().message.c_str()), 2;
  rsearch::GlossCollector collector(&*analyzer);
  Totals totals;
  for (int i = 1; i < argc; ++i) {
    std::ifstream in(argv[i]);
    std::string page;
    for (std::string line; std::getline(in, line);) {
      const bool deck = line.starts_with("=== ");
      if (!deck && !line.starts_with("--- page")) {
        page += line + "\n";
        continue;
      }
      TakePage(page, &*analyzer, &collector, &totals);
      page.clear();
      if (deck) PrintDeck(&collector);
    }
    TakePage(page, &*analyzer, &collector, &totals);
    PrintDeck(&collector);
  }
  const auto ms = [](Clock::duration d) { return std::chrono::duration<double, std::milli>(d); };
  std::fprintf(stderr, "%zu bytes: mining %.1f ms, tokenising %.1f ms\n", totals.bytes,
               ms(totals.mining).count(), ms(totals.tokenising).count());
  return 0;
}
