#include "grader/batch/hand_ins.h"

#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "grader/testing/as_nobody.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<Problem> SomeProblems() {
  std::vector<Problem> problems(3);
  problems[0].id = "basic";
  problems[0].number = 1;
  problems[1].id = "concurrent-requests";
  problems[1].number = 2;
  problems[2].id = "requests";
  problems[2].number = 12;
  return problems;
}

TEST(ProblemMeantTest, NamesAreReadLeniently) {
  const std::vector<Problem> problems = SomeProblems();
  const struct {
    const char* name;
    const char* id;
  } kCases[] = {
      {"concurrent-requests", "concurrent-requests"},
      {"Concurrent_Requests.cpp", "concurrent-requests"},
      {"02 concurrent requests", "concurrent-requests"},
      {"my-concurrent-requests-final.cpp", "concurrent-requests"},
      {"requests.cpp", "requests"},
      {"concurent-requests", "concurrent-requests"},
      {"2", "concurrent-requests"},
      {"ex02.cpp", "concurrent-requests"},
      {"problem12", "requests"},
      {"notes.txt", ""},
      {"99", ""},
      {"1 or 2", ""},
  };
  for (const auto& one : kCases) {
    const Problem* const meant = ProblemMeant(one.name, problems);
    EXPECT_EQ(meant == nullptr ? "" : meant->id, one.id) << one.name;
  }
}

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
    const auto found = FindHandIns(source, problems, *workspace);
    EXPECT_TRUE(found.ok()) << found.status();
    complaints_ = found->complaints;
    std::vector<std::string> lines;
    for (const HandIn& one : found->all) {
      lines.push_back(absl::StrCat(one.learner, " ", one.problem->id, " ",
                                   one.path.filename().string()));
    }
    return lines;
  }

  fs::path folder_;
  std::vector<std::string> complaints_;
};

TEST_F(HandInsTest, LearnersAndTheirProblemsComeInOrder) {
  Write("zoe/2/solution.cpp");
  Write("zoe/basic.cpp");
  Write("adam/ex2.cpp");
  EXPECT_THAT(Found(folder_, SomeProblems()),
              ElementsAre("adam concurrent-requests ex2.cpp",
                          "zoe basic basic.cpp", "zoe concurrent-requests 2"));
  EXPECT_THAT(complaints_, ElementsAre());
}

TEST_F(HandInsTest, WhatMatchesNothingIsReported) {
  Write("adam/notes.txt");
  Write("adam/2.cpp");
  Write("adam/concurrent-requests.cpp");
  Write("readme.md");
  EXPECT_THAT(Found(folder_, SomeProblems()),
              ElementsAre("adam concurrent-requests 2.cpp"));
  EXPECT_THAT(complaints_,
              ElementsAre(HasSubstr("a second one for concurrent-requests"),
                          HasSubstr("notes.txt: matches no problem"),
                          HasSubstr("neither a learner's folder")));
}

TEST_F(HandInsTest, WithOneProblemAnyNameWillDo) {
  std::vector<Problem> problems = SomeProblems();
  problems.resize(1);
  Write("adam/solution.cpp");
  EXPECT_THAT(Found(folder_, problems), ElementsAre("adam basic adam"));
}

TEST_F(HandInsTest, BrokenArchiveOfOneLearnerIsReportedAlone) {
  Write("adam.zip", "no zip file");
  Write("zoe/basic.cpp");
  EXPECT_THAT(Found(folder_, SomeProblems()),
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
  EXPECT_THAT(Found(folder_, SomeProblems()),
              ElementsAre("zoe basic basic.cpp"));
  EXPECT_THAT(complaints_,
              testing::UnorderedElementsAre(
                  HasSubstr("adam: adam.zip: it is not a regular file"),
                  HasSubstr("bob: bob: neither"),
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
    EXPECT_THAT(Found(folder_, SomeProblems()),
                ElementsAre("zoe basic basic.cpp"));
    auto workspace = Workspace::Create();
    const std::vector<Problem> problems = SomeProblems();
    EXPECT_EQ(
        FindHandIns(folder_ / "adam", problems, *workspace).status().code(),
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
  EXPECT_THAT(Found(folder_, SomeProblems()),
              ElementsAre("L\xC3\xB6sung basic basic.cpp"));
}

TEST_F(HandInsTest, CsvNamesEachFile) {
  Write("class.csv",
        "learner,problem,path\n\"Doe, J\",2,files/j.cpp\nzoe,nothing,z.cpp\n");
  EXPECT_THAT(Found(folder_ / "class.csv", SomeProblems()),
              ElementsAre("Doe, J concurrent-requests j.cpp"));
  EXPECT_THAT(complaints_, ElementsAre(HasSubstr("no problem \"nothing\"")));
}

TEST_F(HandInsTest, SecondFileOfALearnerForAProblemIsReported) {
  Write("class.csv",
        "learner,problem,path\nzoe,2,a.cpp\nadam,1,b.cpp\n"
        "zoe,2,c.cpp\n");
  EXPECT_THAT(Found(folder_ / "class.csv", SomeProblems()),
              ElementsAre("adam basic b.cpp", "zoe concurrent-requests a.cpp"));
  EXPECT_THAT(complaints_, ElementsAre(HasSubstr("zoe: c.cpp: a second one")));
}

TEST_F(HandInsTest, CsvWithOtherColumnsIsRefused) {
  Write("class.csv", "name,file\na,b\n");
  auto workspace = Workspace::Create();
  const std::vector<Problem> problems = SomeProblems();
  EXPECT_EQ(
      FindHandIns(folder_ / "class.csv", problems, *workspace).status().code(),
      absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace grader
