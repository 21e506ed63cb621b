#include "grader/batch/gradescope_export.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(GradescopeExportTest, LearnersAndGroupsAreRead) {
  const Learner ann = {"Ann Lee", "7", "ann@school.example", "", "", ""};
  const Learner bo = {"Bo", "", "", "", "", ""};
  EXPECT_THAT(
      ReadGradescopeMetadata(
          "---\nsubmission_1:\n  :submitters:\n  - :name: Ann Lee\n"
          "    :sid: '7'\n    :email: ann@school.example\n"
          "  :created_at: !ruby/object:Time\n    utc: &1 2026-01-01 00:00:00 "
          "Z\n"
          "  :score: 3.0\n"
          "submission_2:\n  :submitters:\n  - :name: Bo\n  - :name: Ann Lee\n"
          "    :sid: 7\n    :email: ann@school.example\n"
          "submission_3:\n  :submitters: []\n"),
      ElementsAre(Pair("submission_1", ElementsAre(ann)),
                  Pair("submission_2", ElementsAre(bo, ann))));
}

TEST(GradescopeExportTest, OtherTextsNameNobody) {
  EXPECT_THAT(ReadGradescopeMetadata(""), IsEmpty());
  EXPECT_THAT(ReadGradescopeMetadata("- a\n"), IsEmpty());
  EXPECT_THAT(ReadGradescopeMetadata("a: {b"), IsEmpty());
  EXPECT_THAT(ReadGradescopeMetadata("a: {\":submitters\": x}"), IsEmpty());
}

}  // namespace
}  // namespace grader
