#include "grader/batch/roster.h"

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "grader/testing/temporary_folder.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

absl::StatusOr<std::vector<Learner>> ReadLearners(const std::string& text) {
  const TemporaryFolder folder;
  return ReadRoster(folder.Write("roster.csv", text));
}

TEST(RosterTest, ColumnsAreThoseOfInstructorsAndOfCourseSystems) {
  const struct {
    const char* text;
    Learner learner;
  } kCases[] = {
      {"name,ID,email,section\nAnn Lee,7,a@b.c,B\n",
       {"Ann Lee", "7", "a@b.c", "B", "", ""}},
      // Canvas.
      {"Student,ID,SIS User ID,SIS Login ID,Section,Final\n"
       "    Points Possible,,,,,10\n\"Lee, Ann\",123,s7,ann,B,\n",
       {"Lee, Ann", "s7", "", "B", "ann", "123"}},
      // Moodle: participants, and what an assignment is graded in.
      {"\xEF\xBB\xBF"
       "First name,Surname,ID number,Email address,Groups\n"
       "Ann,Lee,7,a@b.c,B\n",
       {"Ann Lee", "7", "a@b.c", "B", "", ""}},
      {"Identifier,Full name,Email address,Grade\n"
       "Participant 12345,Ann Lee,a@b.c,\n",
       {"Ann Lee", "", "a@b.c", "", "", "12345"}},
      // Gradescope.
      {"First Name;Last Name;SID;Email\nAnn;Lee;7;a@b.c\n",
       {"Ann Lee", "7", "a@b.c", "", "", ""}},
      // GitHub Classroom.
      {"\"identifier\",\"github_username\",\"github_id\",\"name\"\n"
       "\"7\",\"ann\",\"99\",\"Ann Lee\"\n",
       {"Ann Lee", "7", "", "", "ann", ""}},
  };
  for (const auto& one : kCases) {
    const auto roster = ReadLearners(one.text);
    ASSERT_TRUE(roster.ok()) << roster.status();
    EXPECT_THAT(*roster, ElementsAre(one.learner)) << one.text;
  }
}

TEST(RosterTest, LearnersOfOneNameNeedSomethingElse) {
  EXPECT_TRUE(ReadLearners("name,id\nAnn Lee,7\nAnn Lee,8\n").ok());
}

TEST(RosterTest, MistakesAreToldWithTheirPlaceAndTheCure) {
  const struct {
    const char* text;
    const char* message;
  } kCases[] = {
      {"id,email\n7,a@b.c\n", ":1:1: error: no column is called \"name\""},
      {"name,emial\nAnn,a@b.c\n", ":1:6: error: unknown column \"emial\"; did"},
      {"name,id\n,7\n", ":2:1: error: this learner has no name"},
      {"name,id\nAnn,7\nBo,7\n", ":3:4: error: the ID \"7\" is that of line 2"},
      {"name,email\nAnn,\nAnn,\n", ":3:1: error: nothing tells this \"Ann\""},
      {"name,id\nAnn,7,8\n", ":2:7: error: this row has 3 fields"},
  };
  for (const auto& one : kCases) {
    const auto roster = ReadLearners(one.text);
    EXPECT_EQ(roster.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(roster.status().message()), HasSubstr(one.message))
        << one.text;
  }
}

TEST(RosterTest, FileThatIsNotThereIsNamed) {
  const auto roster = ReadRoster("/no/such/roster.csv");
  EXPECT_EQ(roster.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(roster.status().message()),
              HasSubstr("/no/such/roster.csv"));
}

TEST(RosterTest, TimesAreReadWhereThereIsADeadline) {
  TemporaryFolder folder;
  const absl::TimeZone zone = absl::UTCTimeZone();
  const auto file = folder.Write(
      "moodle.csv",
      "Full name,Last modified (submission),Last modified (grade),Extension\n"
      "Ann,\"Sunday, 1 March 2026, 11:59 PM\",-,2d\nBo,-,-,\n");
  const auto roster = ReadRoster(file, &zone);
  ASSERT_TRUE(roster.ok()) << roster.status();
  EXPECT_EQ(roster->at(0).submitted, absl::FromUnixSeconds(1772409540));
  EXPECT_EQ(roster->at(0).extension.by, absl::Hours(48));
  EXPECT_EQ(roster->at(1).submitted, std::nullopt);

  const auto wrong =
      folder.Write("wrong.csv", "name,submitted,extension\nAnn,noon,soon\n");
  EXPECT_TRUE(ReadRoster(wrong).ok());
  const std::string message(ReadRoster(wrong, &zone).status().message());
  EXPECT_THAT(message, testing::HasSubstr(":2:5: error: \"noon\" is no time"));
  EXPECT_THAT(message, testing::HasSubstr(":2:10: error: \"soon\" is no ext"));
}

}  // namespace
}  // namespace grader
