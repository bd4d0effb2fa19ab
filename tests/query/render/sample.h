// A search result as renderers get it, with everything they must take care of.
#pragma once

#include "query/hit.h"

namespace rsearch::testing {

inline Hit MakeHit(std::size_t rank, const std::string& path, std::uint32_t page) {
  Hit hit;
  hit.rank = rank;
  hit.score = 10.0 / static_cast<double>(rank);
  hit.path = path;
  hit.page = page;
  hit.page_label = std::to_string(page);
  hit.pages = 38;
  return hit;
}

// Three hits in two decks, the first deck having ranks 1 and 3.
// 77 files, of which one could not be read and one only in part.
inline IndexInfo SampleIndex() {
  IndexInfo index;
  index.path = "/idx";
  index.pages = 1296;
  index.amounts.files[static_cast<std::size_t>(FileStatus::kOk)] = 75;
  index.amounts.files[static_cast<std::size_t>(FileStatus::kLocked)] = 1;
  index.amounts.files[static_cast<std::size_t>(FileStatus::kTimeout)] = 1;
  index.amounts.partly_read = 1;
  index.amounts.unread_pages = 12;
  index.updated = 1'700'000'000;
  return index;
}

inline SearchResult SampleResult() {
  SearchResult result;
  result.query = "지식 증류";
  result.total = result.complete = 34;
  Hit first = MakeHit(1, "/home/u/reviews/210106_Relational KD.pdf", 12);
  first.page_label = "iv";
  first.title = "Knowledge Distillation";
  first.title_highlights = {{0, 9}};
  first.deck.id = "0123456789abcdef0123456789abcdef";
  first.deck.title = "Relational KD";
  first.deck.author = "홍길동";
  first.deck.copies = {"/mnt/copy.pdf"};
  first.also = {{"/home/u/reviews/210106_Relational KD.pdf", 14, "vi"},
                {"/home/u/reviews/BERT.pdf", 5, "5"}};
  first.snippet = {"… teacher의 지식을 증류 …", {{11, 13}, {15, 17}}};
  Hit second = MakeHit(2, "/data/paper.pdf", 1);
  second.pages = 1;
  second.deck.id = "ffffffffffffffffffffffffffffffff";
  second.deck.title = "Paper";
  second.snippet = {"지식 증류", {{0, 2}, {3, 5}}};
  second.status = HitStatus::kGone;
  Hit third = first;
  third.rank = 3;
  third.score = 1.23456789;
  third.page = 13;
  third.page_label = "13";
  third.title = "";
  third.also = {};
  third.title_highlights = {};
  third.snippet = {"증류", {{0, 2}}};
  result.hits = {first, second, third};
  result.index = SampleIndex();
  return result;
}

// A paper of which everything is known.
inline Paper SamplePaper() {
  Paper paper;
  paper.title = "Relational Knowledge Distillation";
  paper.authors = {"Wonpyo Park", "Dongju Kim"};
  paper.venue = "CVPR";
  paper.year = 2019;
  paper.original_link = "https://arxiv.org/pdf/1904.05068.pdf";
  paper.review_link = "https://github.com/r/blob/main/210106_Relational%20KD.pdf#page=12";
  paper.ids = {"arxiv:1904.05068"};
  return paper;
}

}  // namespace rsearch::testing
