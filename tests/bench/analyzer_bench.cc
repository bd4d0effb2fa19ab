// Throughput of text analysis:
//   pdftotext -raw paper.pdf - | analyzer_bench
//   analyzer_bench FILE...
// Prints MB/s of each step, the best of several rounds. Form feeds end pages, as in pdftotext's
// output, so that the text comes in the portions it comes in when indexing.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/analyzer.h"

namespace rsearch {
namespace {

constexpr int kRounds = 7;

std::string ReadAll(std::istream& in) {
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> SplitPages(std::string_view text) {
  std::vector<std::string> pages;
  while (!text.empty()) {
    const std::size_t end = text.find('\f');
    pages.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return pages;
}

double BestSeconds(const std::function<void()>& work) {
  double best = 0;
  for (int round = 0; round < kRounds; ++round) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    best = round == 0 ? taken.count() : std::min(best, taken.count());
  }
  return best;
}

void Report(const char* step, double seconds, double bytes, std::size_t pages) {
  std::printf("%-10s %8.1f MB/s %8.1f us/page\n", step, bytes / seconds / 1e6,
              seconds / static_cast<double>(pages) * 1e6);
}

int Run(const std::vector<std::string>& pages) {
  auto analyzer = Analyzer::Create();
  if (!analyzer) {
    std::fprintf(stderr, "%s\n", analyzer.error().message.c_str());
    return EXIT_FAILURE;
  }
  double bytes = 0;
  for (const std::string& page : pages)
    bytes += static_cast<double>(page.size());

  std::vector<Token> tokens;
  std::size_t token_count = 0;
  std::size_t term_count = 0;
  std::size_t clean_bytes = 0;
  const double clean = BestSeconds([&] {
    clean_bytes = 0;
    for (const std::string& page : pages)
      clean_bytes += CleanText(page).size();
  });
  const double tokenize = BestSeconds([&] {
    token_count = 0;
    for (const std::string& page : pages) {
      analyzer->Tokenize(page, &tokens);
      token_count += tokens.size();
    }
  });
  const double both = BestSeconds([&] {
    term_count = 0;
    for (const std::string& page : pages) {
      analyzer->Tokenize(page, &tokens);
      analyzer->ForEachTerm(tokens, [&](const Term& term) { term_count += !term.text.empty(); });
    }
  });
  std::printf("%zu pages, %.2f MB, %.2f MB clean, %zu tokens, %zu terms\n", pages.size(),
              bytes / 1e6, static_cast<double>(clean_bytes) / 1e6, token_count, term_count);
  Report("CleanText", clean, bytes, pages.size());
  Report("Tokenize", tokenize, bytes, pages.size());
  Report("+ terms", both, bytes, pages.size());
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace rsearch

int main(int argc, char** argv) {
  std::string text;
  for (int i = 1; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    if (!in) {
      std::fprintf(stderr, "%s: cannot be read\n", argv[i]);
      return EXIT_FAILURE;
    }
    text += rsearch::ReadAll(in);
  }
  if (argc == 1) text = rsearch::ReadAll(std::cin);
  const std::vector<std::string> pages = rsearch::SplitPages(text);
  if (pages.empty()) {
    std::fprintf(stderr, "nothing to read\n");
    return EXIT_FAILURE;
  }
  return rsearch::Run(pages);
}
