// extract_bench FILE...: CPU seconds of extracting PDFs and of building their page models, apart.
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <utility>
#include <vector>

#include "rsearch/extractor.h"
#include "rsearch/page.h"

namespace {

double OwnCpu() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

double ChildrenCpu() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::vector<rsearch::RawDocument> ExtractAll(int count, char** paths,
                                             rsearch::Extractor* extractor) {
  std::vector<rsearch::RawDocument> documents;
  for (int i = 0; i < count; ++i) {
    const int fd = open(paths[i], O_RDONLY | O_CLOEXEC);
    auto document = extractor->Extract(fd);
    if (!document) std::fprintf(stderr, "%s\n", document.error().message.c_str()), std::exit(2);
    documents.push_back(std::move(*document));
    close(fd);
  }
  return documents;
}

}  // namespace

int main(int argc, char** argv) {
  const auto worker = rsearch::FindWorker();
  if (!worker) return std::fprintf(stderr, "%s\n", worker.error().message.c_str()), 2;
  auto extractor = rsearch::StartWorkerExtractor(*worker, {}, nullptr);
  if (!extractor) return std::fprintf(stderr, "%s\n", extractor.error().message.c_str()), 2;
  const auto documents = ExtractAll(argc - 1, argv + 1, extractor->get());
  const double client = OwnCpu();
  std::size_t pages = 0;
  std::size_t bytes = 0;
  for (const rsearch::RawDocument& document : documents) {
    const rsearch::DocumentText text = rsearch::BuildDocumentText(document);
    pages += text.pages.size();
    for (const rsearch::Page& page : text.pages)
      bytes += page.text.size();
  }
  const double model = OwnCpu() - client;
  extractor->reset();  // waits for the worker, so that its time is known
  std::printf("%d files, %zu pages, %zu bytes; CPU s: worker %.2f, client %.2f, page model %.2f\n",
              argc - 1, pages, bytes, ChildrenCpu(), client, model);
  return 0;
}
