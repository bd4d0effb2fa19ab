// Words of which questions are made (data/question_words.tsv): 왜, 차이, 뭔가요, how, does.
#pragma once

#include "rsearch/analyzer.h"

namespace rsearch {

// Whether `word` asks rather than names; a Korean one by its form or without its ending.
bool IsQuestionWord(const WordTerms& word);

}  // namespace rsearch
