// What the index holds and what it lacks, told without reading a document.
//
// Each deck document has terms for the binary digits of its numbers: five pages without text are
// "Xtextless:0" and "Xtextless:2". A sum over all decks is then the sum of 2^digit × the term's
// frequency, a few look-ups whatever the size of the index, on remote shards too, and always as
// true as the documents are.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rsearch/document.h"
#include "rsearch/types.h"

namespace rsearch {

// Adds up over decks. Files are counted as paths: two copies are two.
struct Amounts {
  std::array<std::uint64_t, kFileStatusCount> files{};  // by status
  std::uint64_t partly_read = 0;  // of the files that failed: those of which pages are searchable
  std::uint64_t textless_pages = 0;  // read, without text: pictures, scans
  std::uint64_t unread_pages = 0;    // of files that failed, as far as the number is known

  [[nodiscard]] std::uint64_t AllFiles() const;
  [[nodiscard]] std::uint64_t FailedFiles() const;
  [[nodiscard]] std::uint64_t Files(FileStatus status) const {
    return files[static_cast<std::size_t>(status)];
  }
  bool operator==(const Amounts&) const = default;
};

// Of one deck.
Amounts AmountsOf(const DeckFiles& files, const DeckRecord& deck);

// The terms of a deck with these amounts.
std::vector<std::string> AmountTerms(const Amounts& amounts);

// Adds what `term`, one of AmountTerms() on `decks` deck documents, says; others are ignored.
void AddAmount(std::string_view term, std::uint64_t decks, Amounts* sum);

}  // namespace rsearch
