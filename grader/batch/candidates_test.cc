#include "grader/batch/candidates.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using testing::ElementsAre;

std::vector<Problem> SomeProblems(std::size_t count) {
  std::vector<Problem> problems(2);
  problems[0].id = "wind";
  problems[0].number = 1;
  problems[1].id = "rain";
  problems[1].number = 2;
  problems.resize(count);
  return problems;
}

// "PROBLEM: PARTS | NOTE" of each, then "others: PARTS" if there are some.
std::vector<std::string> Chosen(const std::vector<HandedInPart>& parts,
                                std::size_t problems = 2) {
  const auto names = [](const std::vector<HandedInPart>& some) {
    return absl::StrJoin(some, " ",
                         [](std::string* out, const HandedInPart& part) {
                           absl::StrAppend(out, part.name);
                         });
  };
  const std::vector<Problem> all = SomeProblems(problems);
  const ChosenParts choice = ChooseParts(parts, all);
  std::vector<std::string> lines;
  for (const auto& one : choice.chosen) {
    lines.push_back(absl::StrCat(one.problem->id, ": ", names(one.parts),
                                 one.note.empty() ? "" : " | ", one.note));
  }
  if (!choice.others.empty()) {
    lines.push_back(absl::StrCat("others: ", names(choice.others)));
  }
  return lines;
}

std::vector<HandedInPart> Parts(const std::vector<std::string>& names) {
  std::vector<HandedInPart> parts;
  for (const std::string& name : names) parts.push_back({"", name, name, 0});
  return parts;
}

TEST(ChoosePartsTest, EachProblemGetsItsFile) {
  EXPECT_THAT(Chosen(Parts({"rain.py", "1.py", "notes.txt"})),
              ElementsAre("wind: 1.py", "rain: rain.py", "others: notes.txt"));
}

TEST(ChoosePartsTest, LatestByItsNameIsTakenAndThatIsSaid) {
  EXPECT_THAT(Chosen(Parts({"1.py", "1 (10).py", "1 (2).py"})),
              ElementsAre("wind: 1 (10).py | 1 (10).py was taken, the latest "
                          "by its name; not 1 (2).py, 1.py"));
  EXPECT_THAT(Chosen(Parts({"wind-2.py", "wind-1.py"})),
              ElementsAre("wind: wind-2.py | wind-2.py was taken, the latest "
                          "by its name; not wind-1.py"));
}

TEST(ChoosePartsTest, LatestUploadIsTakenWhateverItsName) {
  EXPECT_THAT(Chosen({{"", "wind.py", "wind.py", 7},
                      {"", "my wind.py", "my wind.py", 8}}),
              ElementsAre("wind: my wind.py | my wind.py was taken, the latest "
                          "upload; not wind.py"));
}

TEST(ChoosePartsTest, SourceOrNearestNameOrFirstIsTaken) {
  EXPECT_THAT(Chosen(Parts({"1.pdf", "my-wind.py"})),
              ElementsAre("wind: my-wind.py | my-wind.py was taken, the "
                          "source; not 1.pdf"));
  EXPECT_THAT(Chosen(Parts({"a-wind.py", "wind.py"})),
              ElementsAre("wind: wind.py | wind.py was taken, the nearest "
                          "name; not a-wind.py"));
  EXPECT_THAT(Chosen(Parts({"wind.py", "wind.cpp"})),
              ElementsAre("wind: wind.cpp | wind.cpp was taken, the first by "
                          "name; not wind.py"));
}

TEST(ChoosePartsTest, UnsureNamesAreMarked) {
  EXPECT_THAT(Chosen(Parts({"wnid.py"})),
              ElementsAre("wind: wnid.py | wnid.py was taken for wind, a "
                          "similar name: please check"));
  EXPECT_THAT(Chosen(Parts({"week2.py"})),
              ElementsAre("rain: week2.py | week2.py was taken for rain by the "
                          "number in its name: please check"));
}

TEST(ChoosePartsTest, HeadersGoWithTheirSource) {
  EXPECT_THAT(Chosen(Parts({"wind.h", "wind.cpp", "help.h"})),
              ElementsAre("wind: wind.cpp wind.h", "others: help.h"));
  EXPECT_THAT(Chosen(Parts({"wind.cpp", "help.h", "notes.txt"}), 1),
              ElementsAre("wind: wind.cpp help.h", "others: notes.txt"));
  EXPECT_THAT(Chosen(Parts({"wind.py", "help.h"}), 1),
              ElementsAre("wind: wind.py", "others: help.h"));
}

TEST(ChoosePartsTest, HeaderCalledLikeTheOnlyProblemIsNotAllOfIt) {
  EXPECT_THAT(Chosen(Parts({"wind.h", "main.cpp"}), 1),
              ElementsAre("others: main.cpp wind.h"));
}

}  // namespace
}  // namespace grader
