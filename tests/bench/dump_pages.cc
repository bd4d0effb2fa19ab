// dump_pages [--sandbox none|strict|full] [--raw] [--page N] FILE...: the page model of PDFs as
// text, for people to read beside the pages. --raw: the worker's words and boxes instead.
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "rsearch/extractor.h"
#include "rsearch/page.h"

namespace {

void PrintRaw(const rsearch::RawDocument& document, unsigned only) {
  for (const rsearch::RawPage& page : document.pages) {
    if (only != 0 && page.number != only) continue;
    std::printf("--- page %u [%s] %gx%g %s\n", page.number, page.label.c_str(), page.width,
                page.height, page.has_geometry ? "words" : "text");
    for (const rsearch::Word& word : page.words)
      std::printf("%7.1f %7.1f %7.1f %7.1f  %5.1f %d %s%s\n", word.box.x0, word.box.y0, word.box.x1,
                  word.box.y1, word.font_size, word.rotation, word.text.c_str(),
                  word.space_after ? "" : "|");
    std::fputs(page.text.c_str(), stdout);
  }
}

void PrintFront(const rsearch::FrontMatter& front) {
  if (front == rsearch::FrontMatter()) return;
  for (const std::string& author : front.authors)
    std::printf("author '%s'\n", author.c_str());
  std::printf("year %u, venue '%s'\nabstract '%s'\n", front.year, front.venue.c_str(),
              front.abstract.c_str());
}

void PrintModel(const rsearch::RawDocument& raw, unsigned only) {
  const rsearch::DocumentText document = rsearch::BuildDocumentText(raw);
  std::printf("title '%s'\n", document.title.c_str());
  PrintFront(document.front);
  for (const std::string& line : document.repeated)
    std::printf("repeated '%s'\n", line.c_str());
  for (const rsearch::Page& page : document.pages) {
    if (only != 0 && page.number != only) continue;
    std::printf("--- page %u [%s] '%s'\n%s\n", page.number, page.label.c_str(), page.title.c_str(),
                page.text.c_str());
  }
}

}  // namespace

int main(int argc, char** argv) {
  bool raw = false;
  unsigned only = 0;
  auto worker = rsearch::FindWorker();
  if (!worker) return std::fprintf(stderr, "%s\n", worker.error().message.c_str()), 2;
  const bool named = argc > 2 && std::strcmp(argv[1], "--sandbox") == 0;
  const auto sandbox = rsearch::SandboxFromName(named ? argv[2] : "full");
  if (!sandbox) return std::fprintf(stderr, "no such sandbox: %s\n", argv[2]), 2;
  auto extractor = rsearch::StartWorkerExtractor(*worker, {}, nullptr, *sandbox);
  if (!extractor) return std::fprintf(stderr, "%s\n", extractor.error().message.c_str()), 2;
  for (int i = named ? 3 : 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--raw") {
      raw = true;
      continue;
    }
    if (argument == "--page") {
      only = static_cast<unsigned>(std::atoi(argv[++i]));
      continue;
    }
    const int fd = open(argv[i], O_RDONLY | O_CLOEXEC);
    const auto extracted = (*extractor)->Extract(fd);
    close(fd);
    if (!extracted) return std::fprintf(stderr, "%s\n", extracted.error().message.c_str()), 2;
    const rsearch::RawDocument& document = *extracted;
    std::printf("=== %s\nstatus %d %s; %u pages; metadata '%s' by '%s'\n", argv[i],
                static_cast<int>(document.status), document.reason.c_str(), document.page_count,
                document.title.c_str(), document.author.c_str());
    if (raw) {
      PrintRaw(document, only);
    } else {
      PrintModel(document, only);
    }
  }
  return 0;
}
