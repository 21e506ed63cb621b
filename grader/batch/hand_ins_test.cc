#include "grader/batch/hand_ins.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "grader/testing/as_nobody.h"
#include "grader/testing/numbered_problems.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class HandInsTest : public testing::Test {
 protected:
  HandInsTest() {
    char folder[] = "/tmp/hand_ins_test-XXXXXX";
    folder_ = mkdtemp(folder);
  }
  ~HandInsTest() override { fs::remove_all(folder_); }

  void Write(const std::string& name, const std::string& content = "x") {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << content;
  }

  // "LEARNER PROBLEM FILE" of each.
  std::vector<std::string> Found(const fs::path& source,
                                 const std::vector<Problem>& problems) {
    auto workspace = Workspace::Create();
    const auto found = FindHandIns(source, problems, roster_, *workspace);
    EXPECT_TRUE(found.ok()) << found.status();
    if (!found.ok()) return {};
    complaints_ = found->others;
    for (const Member& member : found->members) {
      for (const std::string& note : member.notes) {
        complaints_.push_back(absl::StrCat(member.name, ": ", note));
      }
    }
    std::vector<std::string> lines;
    for (const HandIn& one : found->all) {
      lines.push_back(absl::StrCat(one.learner, " ", one.problem->id, " ",
                                   one.unreadable.empty()
                                       ? one.path.filename().string()
                                       : one.unreadable));
    }
    return lines;
  }

  fs::path folder_;
  std::vector<Learner> roster_;
  std::vector<std::string> complaints_;
};

TEST_F(HandInsTest, LearnersAndTheirProblemsComeInOrder) {
  Write("zoe/2/solution.cpp");
  Write("zoe/basic.cpp");
  Write("adam/ex2.cpp");
  EXPECT_THAT(Found(folder_, NumberedProblems()),
              ElementsAre("adam concurrent-requests ex2.cpp",
                          "zoe basic basic.cpp", "zoe concurrent-requests 2"));
  EXPECT_THAT(complaints_, ElementsAre());
}

TEST_F(HandInsTest, WhatMatchesNothingIsReported) {
  Write("adam/notes.txt");
  Write("adam/2.cpp");
  Write("adam/concurrent-requests.cpp");
  Write("readme.md");
  EXPECT_THAT(Found(folder_, NumberedProblems()),
              ElementsAre("adam concurrent-requests 2.cpp"));
  EXPECT_THAT(complaints_,
              ElementsAre(HasSubstr("readme.md: it is no learner's"),
                          HasSubstr("2.cpp was taken, the first by name; not "
                                    "concurrent-requests.cpp"),
                          HasSubstr("notes.txt: matches no problem")));
}

TEST_F(HandInsTest, WithOneProblemAnyNameWillDo) {
  std::vector<Problem> problems = NumberedProblems();
  problems.resize(1);
  Write("adam/solution.cpp");
  EXPECT_THAT(Found(folder_, problems), ElementsAre("adam basic solution.cpp"));
}

TEST_F(HandInsTest, BrokenArchiveOfOneLearnerIsReportedAlone) {
  Write("adam.zip", "no zip file");
  Write("zoe/basic.cpp");
  EXPECT_THAT(Found(folder_, NumberedProblems()),
              ElementsAre("zoe basic basic.cpp"));
  EXPECT_THAT(complaints_, ElementsAre(HasSubstr("adam: adam.zip")));
}

TEST_F(HandInsTest, NothingIsWaitedForAndWhatIsNoFileIsReported) {
  Write("zoe/basic.cpp");
  ASSERT_EQ(mkfifo((folder_ / "adam.zip").c_str(), 0600), 0);
  ASSERT_EQ(mkfifo((folder_ / "bob").c_str(), 0600), 0);
  ASSERT_EQ(mkfifo((folder_ / "zoe/notes").c_str(), 0600), 0);
  fs::create_symlink("zoe", folder_ / "carl");
  fs::create_symlink("nowhere", folder_ / "dora.zip");
  fs::create_symlink("/etc/passwd", folder_ / "zoe/2.cpp");
  EXPECT_THAT(Found(folder_, NumberedProblems()),
              ElementsAre("zoe basic basic.cpp"));
  EXPECT_THAT(complaints_,
              testing::UnorderedElementsAre(
                  HasSubstr("adam: adam.zip: it is not a regular file"),
                  HasSubstr("bob: bob: matches no problem"),
                  HasSubstr("zoe: notes: matches no problem"),
                  HasSubstr("carl: carl: it is a link"),
                  HasSubstr("dora: dora.zip: it is a link"),
                  HasSubstr("zoe: 2.cpp: it is a link")));
}

TEST_F(HandInsTest, FolderThatCannotBeReadIsReported) {
  Write("zoe/basic.cpp");
  Write("adam/basic.cpp");
  Write("bob.zip");
  fs::permissions(folder_, fs::perms(0755));
  fs::permissions(folder_ / "adam", fs::perms(0));
  fs::permissions(folder_ / "bob.zip", fs::perms(0));
  {
    const AsNobody nobody;
    EXPECT_THAT(Found(folder_, NumberedProblems()),
                ElementsAre("zoe basic basic.cpp"));
    auto workspace = Workspace::Create();
    const std::vector<Problem> problems = NumberedProblems();
    EXPECT_EQ(
        FindHandIns(folder_ / "adam", problems, {}, *workspace).status().code(),
        absl::StatusCode::kPermissionDenied);
  }
  fs::permissions(folder_ / "adam", fs::perms(0755));
  EXPECT_THAT(
      complaints_,
      ElementsAre(HasSubstr("adam: adam: it cannot be read: Permission denied"),
                  HasSubstr("bob: bob.zip: no permission")));
}

TEST_F(HandInsTest, NamesThatAreNoUtf8BecomeText) {
  Write("L\x94sung/basic.cpp");
  EXPECT_THAT(Found(folder_, NumberedProblems()),
              ElementsAre("L\xC3\xB6sung basic basic.cpp"));
}

TEST_F(HandInsTest, CsvNamesEachFile) {
  Write("class.csv",
        "learner,problem,path\n\"Doe, J\",2,files/j.cpp\nzoe,nothing,z.cpp\n"
        "bob,1,gone.cpp\n");
  Write("files/j.cpp");
  EXPECT_THAT(Found(folder_ / "class.csv", NumberedProblems()),
              ElementsAre("Doe, J concurrent-requests j.cpp",
                          "bob basic line 4 of the list: there is no file "
                          "\"gone.cpp\""));
  EXPECT_THAT(complaints_, ElementsAre("zoe: line 3 of the list: no problem "
                                       "\"nothing\""));
}

TEST_F(HandInsTest, SecondFileOfALearnerForAProblemIsReported) {
  Write("class.csv",
        "learner,problem,path\nzoe,2,a.cpp\nadam,1,b.cpp\n"
        "zoe,2,c.cpp\n");
  for (const char* name : {"a.cpp", "b.cpp", "c.cpp"}) Write(name);
  EXPECT_THAT(Found(folder_ / "class.csv", NumberedProblems()),
              ElementsAre("adam basic b.cpp", "zoe concurrent-requests a.cpp"));
  EXPECT_THAT(complaints_, ElementsAre(HasSubstr("zoe: c.cpp: a second one")));
}

TEST_F(HandInsTest, CsvWithOtherColumnsIsRefused) {
  Write("class.csv", "name,file\na,b\n");
  auto workspace = Workspace::Create();
  const std::vector<Problem> problems = NumberedProblems();
  EXPECT_EQ(FindHandIns(folder_ / "class.csv", problems, {}, *workspace)
                .status()
                .code(),
            absl::StatusCode::kInvalidArgument);
}

// The only problem of a course.
std::vector<Problem> OneProblem() {
  std::vector<Problem> problems = NumberedProblems();
  problems.resize(1);
  return problems;
}

TEST_F(HandInsTest, WhatHoldsNothingForTheOnlyProblemSaysWhy) {
  fs::create_directory(folder_ / "adam");
  Write("bob.zip", "");
  Write("carl.tar.gz", "x");
  EXPECT_THAT(
      Found(folder_, OneProblem()),
      ElementsAre("adam basic there is no file in it",
                  "bob basic bob.zip: it is empty",
                  "carl basic carl.tar.gz: it is no archive that can be read, "
                  "or damaged"));
  EXPECT_THAT(complaints_, ElementsAre());
}

TEST_F(HandInsTest, EverybodyInTheRosterIsAMember) {
  roster_ = {{"Zoe Zander", "7", "", "", "", ""},
             {"Ann Lee", "8", "", "", "", ""},
             {"Bob Baker", "9", "", "", "", ""}};
  Write("zander, zoe/basic.cpp");
  Write("Ann Lea/basic.cpp");
  Write("carl/basic.cpp");
  EXPECT_THAT(Found(folder_, OneProblem()),
              ElementsAre("Zoe Zander basic basic.cpp",
                          "Ann Lee basic basic.cpp", "carl basic basic.cpp"));
  EXPECT_THAT(complaints_,
              ElementsAre("Ann Lee: handed in as \"Ann Lea\", which is only "
                          "similar: please check",
                          "Bob Baker: nothing was handed in",
                          "carl: not in the roster"));
}

TEST_F(HandInsTest, WhomTwoCouldBeIsNeither) {
  roster_ = {{"Ann Lee", "8", "", "", "", ""}};
  Write("Ann Lea/basic.cpp");
  Write("Ann Led/basic.cpp");
  EXPECT_THAT(
      Found(folder_, OneProblem()),
      ElementsAre("Ann Lea basic basic.cpp", "Ann Led basic basic.cpp"));
}

TEST_F(HandInsTest, SomebodyElseOfNearlyTheSameNameTakesNobodysPlace) {
  roster_ = {{"Ann Lee", "8", "", "", "", ""}};
  Write("Ann Lee/basic.cpp");
  Write("Ann Lea/basic.cpp");
  EXPECT_THAT(
      Found(folder_, OneProblem()),
      ElementsAre("Ann Lee basic basic.cpp", "Ann Lea basic basic.cpp"));
}

TEST_F(HandInsTest, UploadsAreGatheredUnderTheLearnersNamesForThem) {
  Write("leeann_1_70_Basic-1.java");
  Write("leeann_1_71_Basic-2.java", "newer");
  Write("leeann_1_69_Help.java");
  auto workspace = Workspace::Create();
  const std::vector<Problem> problems = OneProblem();
  const auto found = FindHandIns(folder_, problems, {}, *workspace);
  ASSERT_TRUE(found.ok()) << found.status();
  ASSERT_EQ(found->all.size(), 1u);
  std::ifstream file(found->all[0].path / "Basic.java");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "newer");
  EXPECT_THAT(found->members[0].notes,
              ElementsAre("Basic-2.java was taken, the latest upload; not "
                          "Basic-1.java",
                          "Help.java: matches no problem"));
}

TEST_F(HandInsTest, FoldersAroundEverythingAreLookedInto) {
  Write("adam/work/final/2.cpp");
  Write("adam/work/notes.txt");
  EXPECT_THAT(Found(folder_, NumberedProblems()),
              ElementsAre("adam concurrent-requests 2.cpp"));
}

TEST_F(HandInsTest, RepositoriesOfGitHubClassroomAreTheirLearners) {
  Write("basic-ann/main.cpp");
  Write("basic-bob/main.cpp");
  EXPECT_THAT(Found(folder_, NumberedProblems()),
              ElementsAre("ann basic basic-ann", "bob basic basic-bob"));
  Write("hw-carl/.github/x.yml");
  fs::rename(folder_ / "basic-ann", folder_ / "hw-ann");
  fs::rename(folder_ / "basic-bob", folder_ / "hw-bob");
  Write("hw-carl/main.cpp");
  EXPECT_THAT(Found(folder_, OneProblem()),
              ElementsAre("ann basic main.cpp", "bob basic main.cpp",
                          "carl basic main.cpp"));
}

TEST_F(HandInsTest, GroupOfGradescopeIsAllItsLearners) {
  Write("submission_metadata.yml",
        "submission_1:\n  :submitters:\n  - :name: Ann\n    :sid: '7'\n"
        "  - :name: Bo\n    :sid: '8'\n");
  Write("submission_1/basic.cpp");
  Write("submission_2/basic.cpp");
  EXPECT_THAT(Found(folder_, OneProblem()),
              ElementsAre("Ann basic basic.cpp", "Bo basic basic.cpp",
                          "submission_2 basic basic.cpp"));
  EXPECT_THAT(complaints_, ElementsAre("Ann: handed in by a group of 2",
                                       "Bo: handed in by a group of 2"));
}

TEST_F(HandInsTest, FilesAtTheTopAreOfWhoeverTheyAreCalledAfter) {
  Write("ann_basic.cpp");
  Write("ann_2.cpp");
  Write("requests-bob.cpp");
  Write("carl.txt");
  Write("dora_basic (1).cpp");
  Write("eve_requets.cpp");
  EXPECT_THAT(
      Found(folder_, NumberedProblems()),
      ElementsAre("ann basic gathered-1", "ann concurrent-requests gathered-2",
                  "bob requests requests-bob.cpp", "dora basic gathered-3",
                  "eve requests gathered-4"));
  EXPECT_THAT(complaints_,
              ElementsAre("carl: carl.txt: matches no problem",
                          "eve: requets.cpp was taken for requests, a similar "
                          "name: please check"));
}

TEST_F(HandInsTest, LearnersOfOneNameAreToldApart) {
  Write("Ann Lee_12_assignsubmission_file_/basic.cpp");
  Write("Ann Lee_34_assignsubmission_file_/basic.cpp");
  EXPECT_THAT(Found(folder_, OneProblem()),
              ElementsAre("Ann Lee (12) basic basic.cpp",
                          "Ann Lee (34) basic basic.cpp"));
}

// 2026-03-01 00:00 UTC, and some days later.
absl::Time Day(int days) {
  return absl::FromUnixSeconds(1772323200) + absl::Hours(24 * days);
}

TEST_F(HandInsTest, TimesAreThoseOfTheBestSourceThereIs) {
  const auto date = [&](const std::string& name, int day) {
    Write(name, "print(1)\n");
    const timespec time = absl::ToTimespec(Day(day));
    const timespec times[] = {time, time};
    ASSERT_EQ(utimensat(AT_FDCWD, (folder_ / name).c_str(), times, 0), 0);
  };
  date("class/ann/basic.py", 1);
  date("class/bo_LATE_12_34_basic.py", 2);
  date("class/cem_56_78_basic.py", 2);
  date("class/dee/basic.py", 3);
  date("class/eve/.git/config", 3);
  date("class/eve/basic.py", 3);
  Learner dee;
  dee.name = "dee";
  dee.submitted = Day(4);
  auto workspace = Workspace::Create();
  const std::vector<Problem> problems = NumberedProblems();
  const auto found =
      FindHandIns(folder_ / "class", problems, {dee}, *workspace);
  ASSERT_TRUE(found.ok()) << found.status();
  std::map<std::string, HandInTime> when;
  for (const HandIn& one : found->all) when[one.learner] = one.when;
  EXPECT_EQ(when["ann"].time, Day(1));
  EXPECT_EQ(when["bo"].time, std::nullopt);
  EXPECT_EQ(when["bo"].mark, HandInTime::Mark::kLate);
  EXPECT_EQ(when["cem"].time, std::nullopt);
  EXPECT_EQ(when["cem"].mark, HandInTime::Mark::kInTime);
  EXPECT_EQ(when["dee"].time, Day(4));
  EXPECT_EQ(when["eve"].time, std::nullopt);
}

TEST_F(HandInsTest, ListTellsTimesInTheZoneOfTheCourse) {
  Write("basic.py", "print(1)\n");
  Write("class.csv",
        "learner,problem,path,time\nann,basic,basic.py,2026-03-02 01:00\n");
  auto workspace = Workspace::Create();
  const std::vector<Problem> problems = NumberedProblems();
  const absl::TimeZone zone = absl::FixedTimeZone(3600);
  const auto found =
      FindHandIns(folder_ / "class.csv", problems, {}, *workspace, &zone);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->all.at(0).when.time, Day(1));
}

}  // namespace
}  // namespace grader
