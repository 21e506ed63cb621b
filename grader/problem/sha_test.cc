#include "grader/problem/sha.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/escaping.h"

namespace grader {
namespace {

// The examples of NIST's "Secure Hash Standard" validation suite.
constexpr char kAbc256[] =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr char kAbc512[] =
    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
    "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";

TEST(ShaTest, IsThatOfTheStandard) {
  EXPECT_EQ(absl::BytesToHexString(Sha256("abc")), kAbc256);
  EXPECT_EQ(absl::BytesToHexString(Sha512("abc")), kAbc512);
}

TEST(ShaTest, PiecesAreOneText) {
  Sha256Stream stream;
  for (const char* piece : {"a", "", "bc"}) stream.Add(piece);
  EXPECT_EQ(absl::BytesToHexString(stream.Digest()), kAbc256);
  EXPECT_EQ(Sha256Stream().Digest(), Sha256(""));
}

}  // namespace
}  // namespace grader
