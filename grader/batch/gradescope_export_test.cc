#include "grader/batch/gradescope_export.h"

#include <cstdint>
#include <optional>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::Pair;

// Of `learners`, `seconds` after 1970; 0: nobody knows when.
template <typename Learners>
auto Handed(Learners learners, std::int64_t seconds) {
  const std::optional<absl::Time> time =
      seconds == 0 ? std::nullopt
                   : std::optional(absl::FromUnixSeconds(seconds));
  return AllOf(Field(&GradescopeHandIn::learners, learners),
               Field(&GradescopeHandIn::time, time));
}

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
      ElementsAre(Pair("submission_1", Handed(ElementsAre(ann), 1767225600)),
                  Pair("submission_2", Handed(ElementsAre(bo, ann), 0))));
}

TEST(GradescopeExportTest, TimeIsReadInEitherForm) {
  const Learner ann = {"Ann", "", "", "", "", ""};
  EXPECT_THAT(
      ReadGradescopeMetadata(
          "---\nsubmission_1:\n  :submitters:\n  - :name: Ann\n"
          "  :created_at: 2026-01-01 00:00:10.459384000 Z\n"
          "submission_2:\n  :submitters:\n  - :name: Ann\n"
          "  :created_at: yesterday\n"),
      ElementsAre(Pair("submission_1", Handed(ElementsAre(ann), 1767225610)),
                  Pair("submission_2", Handed(ElementsAre(ann), 0))));
}

TEST(GradescopeExportTest, OtherTextsNameNobody) {
  EXPECT_THAT(ReadGradescopeMetadata(""), IsEmpty());
  EXPECT_THAT(ReadGradescopeMetadata("- a\n"), IsEmpty());
  EXPECT_THAT(ReadGradescopeMetadata("a: {b"), IsEmpty());
  EXPECT_THAT(ReadGradescopeMetadata("a: {\":submitters\": x}"), IsEmpty());
}

}  // namespace
}  // namespace grader
