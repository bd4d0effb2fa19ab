// Pieces that several answers for people have in common.
#pragma once

#include <string>

#include "query/hit.h"
#include "query/render/style.h"
#include "rsearch/paper.h"

namespace rsearch {

// "online: paper arXiv:1904.05068 · review github.com", the names being links; where the style has
// none, the addresses. Only web links (WebLink) are shown; empty without any.
std::string OnlineLine(const Paper& paper, const TextStyle& style);

// "review: '210106_Relational KD.pdf':12", which --like and --related take.
std::string CounterpartLine(const Counterpart& counterpart, const TextStyle& style);

// " · 77 files, not searchable: 2 files, 1 file in part, 40 pages without text (rindex status
// --failed)", as an answer ends.
std::string FilesNote(const IndexInfo& index, const TextStyle& style);

// Says that of the words that begin as some wild* not all were searched for; a line, or nothing.
std::string WildcardNote(bool limited);

}  // namespace rsearch
