#include "indexer/acronyms.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rsearch {
namespace {

std::vector<std::string_view> Split(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

TEST(Acronyms, StandForTheirWords) {
  const std::vector<std::pair<const char*, const char*>> pairs = {
      {"HMC", "Hamiltonian Monte Carlo"},
      {"RNNs", "recurrent neural networks"},
      {"LSTM", "long short-term memory"},
      {"TF-IDF", "term frequency–inverse document frequency"},
      {"OFU", "optimism in the face of uncertainty"},
      {"DoD", "Department of Defense"},
      {"BPTT", "Backpropagation Through Time"},  // the P stands inside a word
      {"SAE", "Stacking AutoEncoder"},
      {"MAE", "masked autoencoders"},
      {"ViT", "Vision Transformer"},
      {"k-NN", "k nearest neighbours"},
      {"Adagrad", "Adaptive Gradient"},
      {"Adam", "Adaptive Moment Estimation"},
      {"SQuAD", "Stanford Question Answering Dataset"},
      {"seq2seq", "sequence to sequence"},
  };
  for (const auto& [short_form, words] : pairs)
    EXPECT_TRUE(Misfit(short_form, Split(words))) << short_form << " = " << words;
}

TEST(Acronyms, DoNotStandForOthers) {
  const std::vector<std::pair<const char*, const char*>> pairs = {
      {"MAE", "mean squared error"},
      {"CNN", "neural network"},
      {"ML", "learning machines"},
      {"MLM", "model"},
      {"RL", "deep reinforcement learning"},  // deep stands for nothing
      {"GNN", "graph attention"},
      {"IF-Sam", "IF-Sample"},  // cut off, not drawn together
      {"ATTENTION", "a b"},
      {"", "empty words"},
      {"XY", ""},
  };
  for (const auto& [short_form, words] : pairs)
    EXPECT_FALSE(Misfit(short_form, Split(words))) << short_form << " = " << words;
}

TEST(Acronyms, InitialsFitBest) {
  EXPECT_EQ(Misfit("MDP", Split("Markov decision process")), 0);
  EXPECT_GT(Misfit("BPTT", Split("backpropagation through time")), 0);
}

TEST(Acronyms, AreKnownByTheirForm) {
  for (const char* word : {"MLM", "RNNs", "TF-IDF", "IO"})
    EXPECT_TRUE(IsAcronym(word)) << word;
  for (const char* word : {"Adam", "A", "ATTENTION", "k-NN", "mlm", "2D"})
    EXPECT_FALSE(IsAcronym(word)) << word;
  EXPECT_TRUE(IsShortForm("Adagrad"));
  EXPECT_TRUE(IsShortForm("t-SNE"));
  EXPECT_FALSE(IsShortForm("pdf"));
  EXPECT_FALSE(IsShortForm("two words"));
  EXPECT_FALSE(IsShortForm("X"));
  EXPECT_FALSE(IsShortForm(""));
  EXPECT_EQ(WithoutPlural("GANs"), "GAN");
  EXPECT_EQ(WithoutPlural("OFUS"), "OFUS");
  EXPECT_EQ(WithoutPlural("nets"), "nets");
}

}  // namespace
}  // namespace rsearch
