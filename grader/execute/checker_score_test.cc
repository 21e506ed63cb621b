#include "grader/execute/checker_score.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader {
namespace {

using ::testing::HasSubstr;
using Feedback = std::map<std::string, std::string>;

Checker Scoring(ScoreUse use) {
  Checker checker;
  checker.scores = use;
  checker.score_of = 40;
  return checker;
}

struct ShareRow {
  ScoreUse use;
  Feedback feedback;
  double share;
};

TEST(CheckerScoreTest, ShareIsWhatTheFilesSay) {
  const Feedback score = {{kScoreFile, "10\n"}};
  const Feedback multiplier = {{kMultiplierFile, "0.75"}};
  for (const ShareRow& row :
       std::vector<ShareRow>{{ScoreUse::kShare, {}, 1},
                             {ScoreUse::kShare, multiplier, 0.75},
                             {ScoreUse::kShare, score, 1},
                             {ScoreUse::kTaken, {}, 1},
                             {ScoreUse::kTaken, score, 0.25},
                             {ScoreUse::kTaken, multiplier, 0.75},
                             {ScoreUse::kTaken, {{kScoreFile, "40"}}, 1},
                             {ScoreUse::kTaken, {{kScoreFile, "0"}}, 0},
                             {ScoreUse::kNeeded, score, 0.25},
                             {ScoreUse::kIgnored, score, 1},
                             {ScoreUse::kForbidden, {}, 1}}) {
    const auto share = ShareFrom(Scoring(row.use), true, row.feedback);
    ASSERT_TRUE(share.ok()) << share.status();
    EXPECT_DOUBLE_EQ(*share, row.share);
  }
}

struct FaultRow {
  ScoreUse use;
  bool accepted;
  Feedback feedback;
  const char* message;
};

TEST(CheckerScoreTest, WhatItMayNotSayIsItsAuthorsFault) {
  for (const FaultRow& row : std::vector<FaultRow>{
           {ScoreUse::kTaken,
            true,
            {{kScoreFile, "40.1"}},
            "wrote \"40.1\" to score.txt; expected a number from 0 to 40"},
           {ScoreUse::kTaken, true, {{kScoreFile, "-1"}}, "from 0 to 40"},
           {ScoreUse::kTaken, true, {{kScoreFile, "nan"}}, "from 0 to 40"},
           {ScoreUse::kTaken, true, {{kScoreFile, ""}}, "from 0 to 40"},
           {ScoreUse::kTaken,
            true,
            {{kMultiplierFile, "1.5"}},
            "no number from 0 to 1"},
           {ScoreUse::kTaken,
            true,
            {{kScoreFile, "1"}, {kMultiplierFile, "1"}},
            "wrote both"},
           {ScoreUse::kTaken,
            false,
            {{kScoreFile, "1"}},
            "rejected the output and wrote a score"},
           {ScoreUse::kNeeded, true, {}, "wrote no score.txt"},
           {ScoreUse::kForbidden,
            true,
            {{kScoreFile, "1"}},
            "all of its points or none"},
           {ScoreUse::kForbidden,
            true,
            {{kMultiplierFile, "1"}},
            "wrote score_multiplier.txt"}}) {
    const auto share = ShareFrom(Scoring(row.use), row.accepted, row.feedback);
    ASSERT_FALSE(share.ok()) << row.message;
    EXPECT_THAT(std::string(share.status().message()), HasSubstr(row.message));
  }
}

TEST(CheckerScoreTest, WhatIsRejectedMayHaveNone) {
  const auto share =
      ShareFrom(Scoring(ScoreUse::kTaken), false, {{kScoreFile, "0"}});
  EXPECT_TRUE(share.ok()) << share.status();
  EXPECT_TRUE(ShareFrom(Scoring(ScoreUse::kNeeded), false, {}).ok());
}

}  // namespace
}  // namespace grader
