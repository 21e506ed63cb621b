// `grader serve` as people use it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <map>
#include <regex>
#include <string>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "grader/problem/files.h"
#include "grader/testing/echo_problem.h"
#include "grader/testing/served_course.h"
#include "grader/testing/shell.h"

namespace grader {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class ServeTest : public ServedCourse {
 protected:
  ServeTest() {
    Write("problems/echo/problem.yaml",
          EchoProblem("hello",
                      "number: 1\n"
                      "limits: {elapsed: 4s, cpu: 2s, memory: 48MiB}\n") +
              "  - name: another word\n    visibility: hidden\n"
              "    stdin: unseen\n    expect: {stdout: unseen}\n"
              "    why: It is not always the same.\n");
  }
};

TEST_F(ServeTest, PageHasTheReportOfCheck) {
  ASSERT_TRUE(Start());
  const Browser instructor = Instructor();
  const Browser ana = Learner(instructor, "Ana");
  const std::map<std::string, std::string> submissions = {
      {"accepted", "print(input())\n"},
      {"wrong_answer", "print(1)\n"},
      {"run_time_error", "raise ValueError('<b>')\n"},
      {"compile_error", "print((\n"},
      {"time_limit_exceeded", "while True: pass\n"},
      {"output_limit_exceeded", "while True: print('x' * 100000)\n"},
      {"memory_limit_exceeded", "x = b'x' * 2**27\n"},
  };
  for (const auto& [verdict, content] : submissions) {
    SCOPED_TRACE(verdict);
    Write("mine/solution.py", content);
    // The report says what an earlier run was kept for; the first one leaves
    // it.
    const auto check = [&](const std::string& more) {
      Run("mine",
          absl::StrCat("check echo . --lang python --course .. --format html "
                       "--output ../report.html --also json=../report.json ",
                       more));
      return Between(ReadFile(path() / "report.html").value_or("none"),
                     "<body>\n", "</body>");
    };
    check("");
    const std::string page = HandIn(ana, content);
    const std::string result = Result(ana, page);
    EXPECT_THAT(result, HasSubstr(check("")));
    EXPECT_THAT(result, Not(HasSubstr("unseen")));
    EXPECT_THAT(Result(instructor, page), HasSubstr(check("--reveal")));
    EXPECT_THAT(ReadFile(path() / "report.json").value_or(""),
                HasSubstr("\"" + verdict + "\""));
  }
  EXPECT_THAT(
      Get(instructor, "/class.csv"),
      HasSubstr(absl::StrCat("Ana,echo,", submissions.size(), ",2,2,")));
  EXPECT_EQ(End(SIGTERM), 0);
}

TEST_F(ServeTest, ResultIsToldToWhoeverListens) {
  ASSERT_TRUE(Start());
  const Browser ana = Learner(Instructor(), "Ana");
  const std::string page = HandIn(ana, "print(input())\n");
  const std::string events = Listen(ana, page + "/events");
  EXPECT_THAT(events, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(events, HasSubstr("\r\nContent-Type: text/event-stream\r\n"));
  const std::string id = page.substr(page.rfind('/') + 1);
  EXPECT_THAT(events, EndsWith(absl::StrCat("data: {\"id\":\"", id,
                                            "\",\"state\":\"graded\"}\n\n")));
  EXPECT_THAT(Get(ana, page), HasSubstr("accepted"))
      << "what is told is the case";
  EXPECT_EQ(End(SIGTERM), 0);
}

// No run of the first time is shown once more, not even to who hands in the
// same: the new one is kept in its place.
TEST_F(ServeTest, WhatIsGradedAgainIsRunAgain) {
  ASSERT_TRUE(Start());
  const Browser instructor = Instructor();
  const Browser ana = Learner(instructor, "Ana");
  constexpr char kProgram[] =
      "import os\nprint('run-' + os.urandom(8).hex())\n";
  const std::string page = HandIn(ana, kProgram);
  const auto printed = [&](const std::string& of) {
    const std::string result = Result(ana, of);
    for (const absl::string_view part : absl::StrSplit(result, "run-")) {
      const absl::string_view word = part.substr(0, 16);
      if (word.size() == 16 && absl::c_all_of(word, absl::ascii_isxdigit)) {
        return std::string(word);
      }
    }
    ADD_FAILURE() << result;
    return std::string();
  };
  const std::string first = printed(page);
  Send(PostingForm(instructor, page + "/regrade", "csrf=" + instructor.csrf));
  Listen(ana, page + "/events");
  EXPECT_THAT(Get(ana, page), HasSubstr("before, it was"));
  const std::string second = printed(page);
  EXPECT_NE(second, first);
  EXPECT_EQ(printed(HandIn(ana, kProgram)), second);
  EXPECT_EQ(End(SIGTERM), 0);
}

// The course is changed while it is served: to another one, to one that cannot
// be loaded, to one whose checker fails.
TEST_F(ServeTest, ChangedFilesAreWhatIsGradedBy) {
  ASSERT_TRUE(Start());
  const Browser instructor = Instructor();
  const Browser ana = Learner(instructor, "Ana");
  const auto wait_for = [&](const std::string& what) {
    // Files are looked at every second or so.
    for (int i = 0; i < 3000; ++i) {
      if (absl::StrContains(Get(instructor, "/class"), what)) return;
      usleep(20'000);
    }
    ADD_FAILURE() << "nobody says " << what;
  };
  const std::string program = "input(); print('bye')\n";
  EXPECT_THAT(Result(ana, HandIn(ana, program)), HasSubstr("wrong answer"));
  const std::string changed = absl::StrReplaceAll(
      EchoProblem("bye"), {{"title: Echo", "title: Farewell"}});
  Write("problems/echo/problem.yaml", changed);
  wait_for(">Farewell<");
  EXPECT_THAT(Result(ana, HandIn(ana, program)), HasSubstr("accepted"));
  Write("problems/echo/problem.yaml", changed + "colour: red\n");
  wait_for("unknown key");
  EXPECT_THAT(Get(instructor, "/class"), HasSubstr("problem.yaml:"));
  EXPECT_THAT(Result(ana, HandIn(ana, program)), HasSubstr("accepted"))
      << "by the last one that could be loaded";

  Write("problems/echo/check.py",
        "#!/usr/bin/env python3\nimport sys\nsys.exit('no idea')\n");
  std::filesystem::permissions(path() / "problems/echo/check.py",
                               std::filesystem::perms::owner_all);
  Write("problems/echo/problem.yaml",
        "id: echo\ntitle: Undecided\ndifficulty: easy\ncases:\n  - name: a "
        "word\n    stdin: x\n    expect: {stdout: {checker: check.py}}\n"
        "    why: Nobody knows.\n");
  wait_for(">Undecided<");
  Write("mine/solution.py", program);
  Run("mine",
      "check echo . --lang python --course .. --format html --output "
      "../report.html");
  // No run is kept where the grader failed, so each has times of its own.
  const auto without_figures = [](const std::string& text) {
    return std::regex_replace(text, std::regex("[0-9.]+ (ms|s|KiB|MiB)\\b"),
                              "…");
  };
  const std::string report =
      without_figures(Between(ReadFile(path() / "report.html").value_or("none"),
                              "<body>\n", "</body>"));
  EXPECT_THAT(report, HasSubstr("judge error"));
  EXPECT_THAT(without_figures(Result(ana, HandIn(ana, program))),
              HasSubstr(report));
  EXPECT_EQ(End(SIGTERM), 0);
}

// What Python does to the database of a folder that nobody has open.
Finished ChangeDatabase(const std::filesystem::path& folder,
                        const std::string& sql) {
  return Shell(absl::StrCat(
      "python3 -c 'import sqlite3, sys\n"
      "base = sqlite3.connect(sys.argv[1])\nbase.executescript(sys.argv[2])' '",
      (folder / "class.sqlite").string(), "' '", sql, "'"));
}

TEST_F(ServeTest, FolderOfAnOlderGraderIsBroughtOnAndOfALaterOneRefused) {
  ASSERT_TRUE(Start());
  const Browser ana = Learner(Instructor(), "Ana");
  const std::string page = HandIn(ana, "print(input())\n");
  const std::string result = Result(ana, page);
  EXPECT_THAT(result, HasSubstr("accepted"));
  EXPECT_THAT(said_, Not(HasSubstr("brought into")));
  ASSERT_EQ(End(SIGTERM), 0);
  // As the third version was.
  const Finished made_old = ChangeDatabase(
      path() / "data",
      "DROP INDEX ungraded_of_person; DROP TABLE deadline_changes; "
      "DROP TABLE extensions; DROP TABLE deadlines; DROP TABLE deeds; "
      "DROP INDEX regrades; ALTER TABLE submissions DROP COLUMN regrading; "
      "ALTER TABLE submissions DROP COLUMN set_points; "
      "PRAGMA user_version = 3;");
  ASSERT_EQ(made_old.status, 0) << made_old.out;
  ASSERT_TRUE(Start());
  EXPECT_THAT(said_, HasSubstr("brought into this grader's form"));
  EXPECT_THAT(said_, HasSubstr("class.sqlite.v3"));
  EXPECT_TRUE(std::filesystem::exists(path() / "data/class.sqlite.v3"));
  EXPECT_EQ(Result(ana, page), result);
  ASSERT_EQ(End(SIGTERM), 0);

  ASSERT_EQ(ChangeDatabase(path() / "data", "PRAGMA user_version = 99;").status,
            0);
  const Finished later = Run(".", "serve --data data --listen 127.0.0.1:0");
  EXPECT_EQ(later.status, 2);
  EXPECT_THAT(later.out, HasSubstr("is of a later grader"));
}

TEST_F(ServeTest, SaysWhatIsWrong) {
  const Finished nowhere = Run(".", "serve --data d --listen here");
  EXPECT_EQ(nowhere.status, 2);
  EXPECT_THAT(nowhere.out, HasSubstr("is not ADDRESS:PORT"));
  EXPECT_EQ(Run(".", "serve").status, 2);
  ASSERT_TRUE(Start());
  const Finished second = Run(".", "serve --data data --listen 127.0.0.1:0");
  EXPECT_EQ(second.status, 2);
  EXPECT_THAT(second.out, HasSubstr("another process"));
  EXPECT_EQ(End(SIGTERM), 0);
}

}  // namespace
}  // namespace grader
