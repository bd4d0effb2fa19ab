// The frame of a PDF: numbered objects, and a table of where they are.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace rsearch::testing {

std::string Ref(std::size_t object);  // "7 0 R"

// The body of a stream object; `dictionary` without << >> and its length.
std::string StreamBody(const std::string& dictionary, const std::string& bytes);

// Numbers objects in the order they are added, from 1.
class PdfObjects {
 public:
  // An object's number before its body is known.
  std::size_t Reserve();
  void Set(std::size_t object, std::string body) { bodies_[object - 1] = std::move(body); }
  std::size_t Add(std::string body);
  std::size_t AddStream(const std::string& dictionary, const std::string& bytes) {
    return Add(StreamBody(dictionary, bytes));
  }
  // The file. `trailer`: what the trailer has beside its size, "/Root 1 0 R".
  [[nodiscard]] std::string Finish(const std::string& trailer) const;

 private:
  std::vector<std::string> bodies_;
};

}  // namespace rsearch::testing
