// What a line that names a paper, or a heading, says: title, venue, year, month.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rsearch::catalogue {

struct Venue {
  std::string name;        // may be empty
  std::uint32_t year = 0;  // 0 for none
  bool operator==(const Venue&) const = default;
};

// "CVPR 2019", "2021 CVPR", "ICLR 2022 Spotlight" (the name is "ICLR"), "JMLR 2014, ICML 2015" (the
// first year counts), "Tech report. arXiv v2", "2021", "CVPR'19"; an empty Venue of blank text.
// Nothing when the text is something else ("Recommender Systems basic").
std::optional<Venue> ReadVenue(std::string_view text);

// "AAAI 2020": only names of known venues and a year. Nothing for others, where ReadVenue() may
// still see one in brackets.
std::optional<Venue> ReadListedVenue(std::string_view text);

struct WrittenTitle {
  std::string title;  // NFKC, one line; the whole text when there is nothing but a venue
  Venue venue;
  std::uint32_t month = 0;   // yyyymm of a full date beside the title ("[2022-06-01] A Paper"), of
                             // a talk rather than of the paper; 0 for none
  bool empty_venue = false;  // "()"
  bool doubled = false;      // written twice: "A PaperA Paper"; `title` has it once
  bool operator==(const WrittenTitle&) const = default;
};

// Takes apart `text`, one line of NFKC. The venue stands in brackets behind the title or before it,
// or behind a last comma or dash ("A Paper, CVPR 2019"). A running number ("09. A Paper") goes.
WrittenTitle ReadTitle(std::string_view text);

// yyyymm of a heading that says a month and its year: "June, 2022", "2022-06", "2022년 6월". `year`
// (0 for none) is that of a heading above, for a month alone. A `strict` heading says nothing else;
// others may have two more words ("Trends of June 2022"). 0 for none.
std::uint32_t ReadMonth(std::string_view heading, std::uint32_t year, bool strict);

// The year that a heading consists of ("2022", "2022년"); 0 for none.
std::uint32_t ReadYear(std::string_view heading);

// yyyymm that a date begins with or is ("2022-06-01", "2022.06", "2022년 6월 1일"); 0 for none.
std::uint32_t MonthOfDate(std::string_view date);

// Without spaces, dashes and the like at both ends.
std::string_view Trimmed(std::string_view text);

}  // namespace rsearch::catalogue
