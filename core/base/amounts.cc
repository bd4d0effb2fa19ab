#include "rsearch/amounts.h"

#include <charconv>
#include <numeric>
#include <utility>

#include "rsearch/schema.h"

namespace rsearch {
namespace {

constexpr unsigned kDigits = 40;  // more than there can be pages

struct Named {
  std::string_view name;
  std::uint64_t Amounts::*number;
};
constexpr std::array<Named, 3> kNumbers = {{{"partly_read", &Amounts::partly_read},
                                            {"textless", &Amounts::textless_pages},
                                            {"unread", &Amounts::unread_pages}}};

std::string NameOfFiles(std::size_t status) {
  return std::string("files.").append(Name(static_cast<FileStatus>(status)));
}

void AddDigits(std::string_view name, std::uint64_t number, std::vector<std::string>* terms) {
  for (unsigned digit = 0; digit < kDigits; ++digit)
    if ((number >> digit & 1) != 0)
      terms->push_back(
          std::string(schema::kAmount).append(name).append(":").append(std::to_string(digit)));
}

std::uint64_t* NumberNamed(std::string_view name, Amounts* amounts) {
  for (const Named& named : kNumbers)
    if (named.name == name) return &(amounts->*named.number);
  for (std::size_t status = 0; status < amounts->files.size(); ++status)
    if (NameOfFiles(status) == name) return &amounts->files[status];
  return nullptr;
}

}  // namespace

std::uint64_t Amounts::AllFiles() const {
  return std::accumulate(files.begin(), files.end(), std::uint64_t{0});
}

std::uint64_t Amounts::FailedFiles() const {
  std::uint64_t failed = 0;
  for (std::size_t status = 0; status < files.size(); ++status)
    if (IsFailure(static_cast<FileStatus>(status))) failed += files[status];
  return failed;
}

Amounts AmountsOf(const DeckFiles& files, const DeckRecord& deck) {
  Amounts amounts;
  const std::uint64_t count = files.files.size();
  amounts.files[static_cast<std::size_t>(files.status)] = count;
  if (IsFailure(files.status) && deck.indexed_pages > 0) amounts.partly_read = count;
  amounts.textless_pages = deck.textless_pages;
  amounts.unread_pages = deck.unread_pages;
  return amounts;
}

std::vector<std::string> AmountTerms(const Amounts& amounts) {
  std::vector<std::string> terms;
  for (std::size_t status = 0; status < amounts.files.size(); ++status)
    AddDigits(NameOfFiles(status), amounts.files[status], &terms);
  for (const Named& named : kNumbers)
    AddDigits(named.name, amounts.*named.number, &terms);
  return terms;
}

void AddAmount(std::string_view term, std::uint64_t decks, Amounts* sum) {
  const std::size_t colon = term.rfind(':');
  if (!term.starts_with(schema::kAmount) || colon == std::string_view::npos) return;
  const std::string_view digits = term.substr(colon + 1);
  unsigned digit = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), digit);
  if (failed != std::errc() || end != digits.data() + digits.size() || digit >= kDigits) return;
  term = term.substr(0, colon);
  term.remove_prefix(schema::kAmount.size());
  if (std::uint64_t* number = NumberNamed(term, sum)) *number += decks << digit;
}

}  // namespace rsearch
