#include "grader/batch/hand_in_name.h"

#include "gtest/gtest.h"

namespace grader {
namespace {

struct Named {
  const char* name;
  bool folder;
  const char* who;
  const char* number;
  const char* file;
  int order;
  bool late;
};

TEST(HandInNameTest, CourseSystemsAreReadAndOtherNamesAreNames) {
  const Named kCases[] = {
      {"leeann_123_4567_wind.py", false, "leeann", "123", "wind.py", 4567,
       false},
      {"leeann_LATE_123_4567_a_b_1.py", false, "leeann", "123", "a_b_1.py",
       4567, true},
      {"Ann Lee_123_assignsubmission_file_", true, "Ann Lee", "123", "", 0,
       false},
      {"Ann Lee_123_assignsubmission_file", true, "Ann Lee", "123", "", 0,
       false},
      {"Ann Lee_123_assignsubmission_onlinetext_", true, "Ann Lee", "123", "",
       0, false},
      {"Ann_Lee_123_assignsubmission_file_1_2.py", false, "Ann_Lee", "123",
       "1_2.py", 0, false},
      {"Participant_9_assignsubmission_file_", true, "Participant 9", "9", "",
       0, false},
      {"ann", true, "ann", "", "", 0, false},
      {"leeann_1_2_x", true, "leeann_1_2_x", "", "", 0, false},
      {"ann.lee", true, "ann.lee", "", "", 0, false},
      {"ann.py", false, "ann", "", "ann.py", 0, false},
      {"ann.tar.gz", false, "ann", "", "ann.tar.gz", 0, false},
      {"ann", false, "ann", "", "ann", 0, false},
      {".", false, ".", "", ".", 0, false},
      {"a_99999999999999999999_1_b.py", false, "a_99999999999999999999_1_b", "",
       "a_99999999999999999999_1_b.py", 0, false},
  };
  for (const Named& one : kCases) {
    HandInName expected;
    expected.who.name = one.who;
    expected.who.number = one.number;
    expected.file = one.file;
    expected.order = one.order;
    expected.late = one.late;
    EXPECT_EQ(ReadHandInName(one.name, one.folder), expected) << one.name;
  }
}

TEST(HandInNameTest, NumbersOfUploadsAreTakenOff) {
  const struct {
    const char* name;
    const char* file;
    int number;
  } kCases[] = {
      {"1 (1).py", "1.py", 1},
      {"wind-2.py", "wind.py", 2},
      {"wind(3).tar", "wind.tar", 3},
      {"wind.py", "wind.py", 0},
      {"wind-2", "wind", 2},
      {"(1).py", "(1).py", 0},
      {"-1", "-1", 0},
      {"a-99999.py", "a-99999.py", 0},
  };
  for (const auto& one : kCases) {
    const NumberedName read = WithoutNumber(one.name);
    EXPECT_EQ(read.file, one.file) << one.name;
    EXPECT_EQ(read.number, one.number) << one.name;
  }
}

}  // namespace
}  // namespace grader
