#include "core/text/folded_text.h"

#include <algorithm>

#include "core/text/normalize_pieces.h"

namespace rsearch {

// Takes the pieces of the source as they are folded.
class FoldedTextBuilder {
 public:
  FoldedTextBuilder(std::string_view source, FoldedText* folded)
      : source_(source), folded_(folded) {}

  // What folding does to ASCII is done here: PieceNormalizer passes it on as it is.
  void Unchanged(std::size_t begin, std::size_t end) {
    std::string& text = folded_->text_;
    const std::size_t at = text.size();
    text.append(source_, begin, end - begin);
    std::transform(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(),
                   text.begin() + static_cast<std::ptrdiff_t>(at),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  }
  void Changed(std::size_t begin, std::size_t end, std::string_view becomes) {
    AddAnchor(begin, false);
    folded_->text_.append(becomes);
    AddAnchor(end, true);
  }
  void IllFormed(std::size_t begin, std::size_t end) { folded_->text_.append(end - begin, ' '); }

 private:
  void AddAnchor(std::size_t source, bool one_for_one) {
    auto& anchors = folded_->anchors_;
    const std::size_t at = folded_->text_.size();
    if (!anchors.empty() && anchors.back().folded == at && anchors.back().one_for_one)
      anchors.pop_back();  // nothing lay between two changed characters
    anchors.push_back({at, source, one_for_one});
  }

  std::string_view source_;
  FoldedText* folded_;
};

void FoldedText::Assign(const icu::Normalizer2& casefold, std::string_view source) {
  text_.clear();
  text_.reserve(source.size());
  anchors_.assign(1, Anchor());
  current_ = 0;
  FoldedTextBuilder builder(source, this);
  NormalizePieces(casefold, source, &builder);
}

void FoldedText::Seek(std::size_t at, bool inclusive) {
  while (current_ + 1 < anchors_.size()) {
    const std::size_t next = anchors_[current_ + 1].folded;
    if (inclusive ? next > at : next >= at) return;
    ++current_;
  }
}

std::size_t FoldedText::SourceBegin(std::size_t at) {
  Seek(at, true);
  const Anchor& anchor = anchors_[current_];
  return anchor.one_for_one ? anchor.source + (at - anchor.folded) : anchor.source;
}

// A changed character always has an anchor behind it: where its source ends.
std::size_t FoldedText::SourceEnd(std::size_t at) {
  Seek(at, false);
  const Anchor& anchor = anchors_[current_];
  return anchor.one_for_one ? anchor.source + (at - anchor.folded) : anchors_[current_ + 1].source;
}

}  // namespace rsearch
