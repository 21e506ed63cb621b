#include "grader/verify/proof_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "absl/strings/str_split.h"
#include "grader/report/unicode.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

Proof Sample() {
  Proof proof;
  proof.problem = "sum";
  proof.parts = {{"schema", "2 cases, 3 points", {}, {}},
                 {"hints", "1", {}, {"three steps help more people"}}};
  proof.findings = {{"solutions/sum", "accepted", ""}};
  proof.matrix = {{"one", "two"}, {{"rejected/a.py", {true, false}, {"one"}}}};
  return proof;
}

TEST(ProofTextTest, ALineForEveryPart) {
  EXPECT_EQ(ProofText(Sample(), {}, false),
            "ok   sum" + std::string(63, ' ') +
                "1 warning\n"
                "  ok   schema      2 cases, 3 points\n"
                "  warn hints       1\n"
                "       - three steps help more people\n");
}

TEST(ProofTextTest, ComplaintFailsTheProblem) {
  Proof proof = Sample();
  proof.parts[0].complaints = {"it does not hold"};
  const std::string text = ProofText(proof, {}, false);
  EXPECT_THAT(text, StartsWith("FAIL sum"));
  EXPECT_THAT(text, HasSubstr("  FAIL schema      2 cases, 3 points\n"
                              "       - it does not hold\n"));
}

TEST(ProofTextTest, VerboseShowsSubmissionsAndMatrix) {
  const std::string text = ProofText(Sample(), {}, true);
  EXPECT_THAT(text, HasSubstr("  ok   solutions/sum  accepted\n"));
  EXPECT_THAT(text, HasSubstr("       rejected/a.py X .\n"));
}

TEST(ProofTextTest, FitsItsWidth) {
  Proof proof = Sample();
  proof.parts[0].complaints = {std::string(300, 'x') +
                               " and some words that "
                               "go on for more than a line of the terminal"};
  proof.findings[0].submission = std::string(100, 's');
  for (const absl::string_view line :
       absl::StrSplit(ProofText(proof, {}, true), '\n')) {
    EXPECT_LE(DisplayWidth(line), 80) << line;
  }
}

TEST(ProofJsonTest, HoldsEverything) {
  const auto json = nlohmann::json::parse(ProofJson({Sample()}));
  EXPECT_EQ(json["schema"], "grader.verify/1");
  EXPECT_EQ(json["ok"], true);
  const auto& problem = json["problems"][0];
  EXPECT_EQ(problem["id"], "sum");
  EXPECT_EQ(problem["parts"][1]["warnings"][0], "three steps help more people");
  EXPECT_EQ(problem["submissions"][0]["outcome"], "accepted");
  EXPECT_EQ(problem["matrix"]["rows"][0]["caught"][0], true);
}

TEST(ProofJsonTest, OneComplaintIsEnough) {
  Proof broken = Sample();
  broken.parts[0].complaints = {"it does not hold"};
  EXPECT_EQ(nlohmann::json::parse(ProofJson({Sample(), broken}))["ok"], false);
}

}  // namespace
}  // namespace grader
