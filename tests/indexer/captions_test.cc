#include "indexer/captions.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rsearch {
namespace {

// The captions of a page, " | " between them; '\n' stays.
std::string Captions(const std::string& text, bool slide = false) {
  Page page;
  page.text = text;
  page.slide = slide;
  std::string captions;
  for (const TextRange& range : FindCaptions(page))
    captions.append(captions.empty() ? "" : " | ")
        .append(text.substr(range.begin, range.end - range.begin));
  return captions;
}

TEST(FindCaptions, LabelsWithANumber) {
  for (const std::string line : {"Figure 3: Rivers of noise.",
                                 "FIGURE 3: Rivers",
                                 "Figure 12. Rivers",
                                 "Fig. 2. Rivers",
                                 "Fig.2: Rivers",
                                 "Fig 2a: Rivers",
                                 "fig. 2: rivers",
                                 "Figure 2.1: Rivers",
                                 "Figure 1 – Rivers",
                                 "Figure 1 — Rivers",
                                 "Figure 1 - Rivers",
                                 "Figure 1 | Rivers",
                                 "Figure 3 (a): Rivers",
                                 "Figure 3 (left): Rivers",
                                 "Figure: Rivers",
                                 "Figure S1: Rivers",
                                 "Table A.2: Sums",
                                 "Table 1.",
                                 "Table 1 Sums of rivers",
                                 "Table IV: Sums",
                                 "Algorithm 1",
                                 "Tab. 4: Sums",
                                 "Algorithm 1 Sampling of rivers",
                                 "Algorithm 2: sampling",
                                 "Listing 3: main.c",
                                 "그림 1. 강의 소음",
                                 "그림1: 강",
                                 "그림 2-1. 강",
                                 "표 2: 합",
                                 "표 2 결과 비교",
                                 "<그림 3> 강의 소음",
                                 "[표 1] 합",
                                 "〈그림 4〉 강",
                                 "[Figure 2] rivers",
                                 "알고리즘 1: 표집"})
    EXPECT_EQ(Captions("Above.\n" + line + "\nBelow."),
              line == "Algorithm 1" || line == "Table 1." ? line + "\nBelow." : line)
        << line;
}

TEST(FindCaptions, SentencesAreNone) {
  for (const std::string line : {"Figure 3 shows that rivers are loud.",
                                 "Figure 3 and Figure 4 show it.",
                                 "Figures 3 and 4",
                                 "Figure 3 (left) shows it.",
                                 "Fig. 2 is loud",
                                 "Table 1 lists them",
                                 "Table of sums",
                                 "Figure out how",
                                 "figure 3, which is",
                                 "Figure 3's axis",
                                 "Algorithm 1 computes",
                                 "In Figure 3: rivers",
                                 "Tables: 1",
                                 "Table 1.5 million",
                                 "그림 1은 강이다",
                                 "그림 1 에서 보듯이",
                                 "그림 1 및 그림 2",
                                 "표준 편차 1: 합",
                                 "표 1을 보라",
                                 "<그림 3 강",
                                 "Figure",
                                 "Figure ",
                                 "Fig.",
                                 "",
                                 "<",
                                 "Figure IVX4",
                                 "Figure \xFF: a"})
    EXPECT_EQ(Captions("Above.\n" + line + "\nBelow."), "") << line;
}

TEST(FindCaptions, NoSentenceThatALineEndBreaks) {
  EXPECT_EQ(Captions("The noise grows, as can be seen in\nFigure 3. Rivers are loud."), "");
  EXPECT_EQ(Captions("The noise grows, as can be seen.\nFigure 3. Rivers are loud."),
            "Figure 3. Rivers are loud.");
}

TEST(FindCaptions, ALabelAloneTakesTheLineBelow) {
  EXPECT_EQ(Captions("TABLE IV\nSUMS OF RIVERS\n12 13"), "TABLE IV\nSUMS OF RIVERS");
  EXPECT_EQ(Captions("Table 1\nTable 2\nsums"), "Table 1 | Table 2\nsums");
  EXPECT_EQ(Captions("text\nTABLE IV"), "TABLE IV");
  // On slides it may be a picture's lettering.
  EXPECT_EQ(Captions("Table 1\nsums", true), "Table 1");
}

TEST(FindCaptions, AllOfAPage) {
  EXPECT_EQ(Captions("Figure 1: a\ntext\nTable 1: b\nFigure 2: c"),
            "Figure 1: a | Table 1: b | Figure 2: c");
  EXPECT_EQ(Captions(""), "");
}

}  // namespace
}  // namespace rsearch
