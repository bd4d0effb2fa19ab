// PDFs that somebody has bitten into.
#pragma once

#include <random>
#include <string>

namespace rsearch::testing {

// `pdf` with one to eight changes, mostly one or two: bits and blocks turned over, cut, doubled,
// swapped, strange pieces put in, numbers, names and keywords of the file's text changed. The same
// for the same state of `random`.
std::string Mutate(std::string pdf, std::mt19937* random);

}  // namespace rsearch::testing
