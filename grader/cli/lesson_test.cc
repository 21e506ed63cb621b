// Lessons and quizzes at the command line: new ones hold, what is changed in
// them is noticed and named, and what learners see and answer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "grader/problem/files.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

// Without the places where lines were broken to fit.
std::string Words(const std::string& text) {
  return absl::StrJoin(
      absl::StrSplit(text, absl::ByAnyChar(" \n"), absl::SkipEmpty()), " ");
}

// A course with the lesson "demo" and the quiz "test", as `grader new` makes
// them, and a place of its own for what is kept about learners.
class LessonTest : public ::testing::Test {
 protected:
  LessonTest() {
    fs::create_directories(folder_.path() / "problems");
    EXPECT_EQ(Grader("new demo --kind lesson").status, 0);
    EXPECT_EQ(Grader("new test --kind quiz").status, 0);
  }

  Finished Grader(const std::string& arguments,
                  const std::string& input = "/dev/null") {
    return Shell(absl::StrCat("cd '", folder_.path().string(),
                              "' && XDG_STATE_HOME='",
                              (folder_.path() / "state").string(),
                              "' '" GRADER_BINARY_DIR "/grader' ", arguments,
                              " --problems problems <", input));
  }
  Finished Badge(const std::string& arguments) {
    return Shell(
        absl::StrCat("cd '", folder_.path().string(), "' && XDG_STATE_HOME='",
                     (folder_.path() / "state").string(),
                     "' '" GRADER_BINARY_DIR "/grader' badge ", arguments));
  }

  std::string Read(const std::string& name) const {
    return ReadFile(folder_.path() / name).value_or("");
  }
  void Replace(const std::string& name, const std::string& what,
               const std::string& by) const {
    const std::string text = Read(name);
    ASSERT_THAT(text, HasSubstr(what)) << name;
    folder_.Write(name, absl::StrReplaceAll(text, {{what, by}}));
  }

  // Answers to all questions of the quiz as files and in a terminal take them.
  std::string Answers(const std::string& first) const {
    return absl::StrCat("answers:\n  how-long: ", first,
                        "\n  what-is-so: [a, b]\n  what-it-prints: "
                        "\"[1, 2] after 2 s\"\n");
  }

  const TemporaryFolder folder_;
};

TEST_F(LessonTest, NewOnesHold) {
  const Finished verified = Grader("verify");
  EXPECT_EQ(verified.status, 0) << verified.out;
  EXPECT_THAT(verified.out, HasSubstr("ok   demo"));
  EXPECT_THAT(verified.out, HasSubstr("ok   test"));
}

TEST_F(LessonTest, UnitThatCannotBeReadLeavesTheOthersToBeProved) {
  Replace("problems/demo/lesson.yaml", "minutes: ", "minuets: ");
  const Finished verified = Grader("verify");
  EXPECT_EQ(verified.status, 1);
  EXPECT_THAT(Words(verified.out), HasSubstr("unknown key \"minuets\""));
  EXPECT_THAT(verified.out, HasSubstr("ok   test"));
}

TEST_F(LessonTest, WhatAProgramLeavesBehindIsToldAtItsEnd) {
  folder_.Write("problems/demo/two_tasks.py",
                Read("problems/demo/two_tasks.py") +
                    "import atexit\natexit.register(print, \"at the end\")\n"
                    "forgotten = wait(1)\n");
  Replace("problems/demo/text.md", "```output two-tasks\n",
          "```errors two-tasks\n```\n\n```output two-tasks\n");
  EXPECT_EQ(Grader("verify demo --record").status, 0);
  EXPECT_THAT(Read("problems/demo/text.md"), HasSubstr("RuntimeWarning: "));
  EXPECT_THAT(Read("problems/demo/text.md"), HasSubstr("at the end\n"));
}

TEST_F(LessonTest, WhyAProgramIsNotBuiltIsTold) {
  folder_.Write("problems/demo/broken.cpp", "int main() { return nothing; }\n");
  Replace("problems/demo/lesson.yaml", "programs:\n",
          "programs:\n  - {name: broken, file: broken.cpp}\n");
  EXPECT_THAT(Words(Grader("verify demo").out),
              HasSubstr("broken.cpp cannot be built. The program does not "
                        "compile. broken.cpp:1:21: error"));
}

TEST_F(LessonTest, OtherSleepIsNoticedAndTheCellNamed) {
  Replace("problems/demo/two_tasks.py", "wait(2)", "wait(3)");
  const Finished verified = Grader("verify demo");
  EXPECT_EQ(verified.status, 1);
  EXPECT_THAT(Words(verified.out), HasSubstr("\"Time\" of step 3"));
  EXPECT_THAT(Words(verified.out), HasSubstr("\"3.0 s\""));
  EXPECT_THAT(Words(verified.out), HasSubstr("text.md:13:1"));  // the output
  EXPECT_THAT(Words(verified.out), HasSubstr("text.md:19:1"));  // the time
}

TEST_F(LessonTest, RecordingWritesWhatTheProgramsGive) {
  const std::string text = Read("problems/demo/text.md");
  Replace("problems/demo/text.md", "2.0 s", "7.0 s");
  Replace("problems/demo/text.md", "after 2 s", "after 7 s");
  Replace("problems/demo/text.md", "sleeping", "dancing");
  EXPECT_EQ(Grader("verify demo").status, 1);
  EXPECT_EQ(Grader("verify demo --record").status, 0);
  EXPECT_EQ(Read("problems/demo/text.md"), text);
}

TEST_F(LessonTest, WrongCellOfVariablesIsNamed) {
  Replace("problems/demo/text.md", "| results | — | — | `[1, 2]` |",
          "| results | — | — | `[2, 1]` |");
  const Finished verified = Grader("verify demo");
  EXPECT_EQ(verified.status, 1);
  EXPECT_THAT(Words(verified.out), HasSubstr("\"results\", End"));
}

TEST_F(LessonTest, WrongChoiceMarkedAsRightIsNoticed) {
  Replace("problems/test/quiz.yaml",
          "      - text: About two seconds\n        right: true\n",
          "      - text: About two seconds\n        feedback: No.\n");
  Replace("problems/test/quiz.yaml", "      - text: About three seconds\n",
          "      - text: About three seconds\n        right: true\n");
  const Finished verified = Grader("verify test");
  EXPECT_EQ(verified.status, 1);
  EXPECT_THAT(Words(verified.out),
              HasSubstr("question how-long, choice 1: it is not marked"));
  EXPECT_THAT(Words(verified.out),
              HasSubstr("question how-long, choice 2: it is marked"));
}

TEST_F(LessonTest, WrongAnswerToFillInIsNoticed) {
  Replace("problems/test/quiz.yaml", "      [1, 2] after 2 s",
          "      [1, 2] after 3 s");
  EXPECT_THAT(Words(Grader("verify test").out),
              HasSubstr("question what-it-prints: the answer is not what"));
}

TEST_F(LessonTest, HintMustNotHoldTheAnswer) {
  Replace("problems/test/quiz.yaml", "hint: Do they wait one after the other?",
          "hint: It is about two seconds.");
  EXPECT_THAT(Words(Grader("verify test").out),
              HasSubstr("the hint holds the answer"));
}

TEST_F(LessonTest, StepThatDoesNotHappenIsNamed) {
  Replace("problems/demo/lesson.yaml", "      - {name: Both wait, waits: true}",
          "      - {name: Never, line: import asyncio}");
  const Finished verified = Grader("verify demo");
  EXPECT_EQ(verified.status, 1);
  EXPECT_THAT(Words(verified.out), HasSubstr("\"Never\", did not happen"));
}

TEST_F(LessonTest, ListSaysKindAndMinutes) {
  const Finished listed = Grader("list");
  EXPECT_THAT(listed.out,
              HasSubstr("  -  demo                   lesson  1 min    Demo\n"));
  EXPECT_THAT(listed.out,
              HasSubstr("  -  test                   quiz    6 min    Test\n"));
  const auto json = nlohmann::json::parse(Grader("list --format json").out);
  EXPECT_EQ(json[0]["kind"], "lesson");
  EXPECT_EQ(json[1]["minutes"], 6);
}

TEST_F(LessonTest, CourseFileSaysTheOrder) {
  folder_.Write("problems/course.yaml",
                "title: A course\nunits: [test, demo]\n");
  const std::string listed = Grader("list").out;
  EXPECT_LT(listed.find("test"), listed.find("demo"));
  folder_.Write("problems/course.yaml", "title: A course\nunits: [test]\n");
  EXPECT_EQ(Grader("list").out, listed);
  folder_.Write("problems/course.yaml", "title: A course\nunits: [tset]\n");
  const Finished wrong = Grader("list");
  EXPECT_EQ(wrong.status, 2);
  EXPECT_THAT(Words(wrong.out),
              HasSubstr("course.yaml:2:9: error: units: there is no unit "
                        "\"tset\"; did you mean \"test\"?"));
}

TEST_F(LessonTest, LessonIsShownInATerminal) {
  const Finished shown = Grader("show demo");
  EXPECT_EQ(shown.status, 0);
  EXPECT_THAT(shown.out, HasSubstr("async def wait(seconds):"));
  EXPECT_THAT(shown.out, HasSubstr("How long does it take?"));
  EXPECT_THAT(shown.out, HasSubstr("a) It waits, too."));
  EXPECT_THAT(shown.out, Not(HasSubstr("```")));
}

TEST_F(LessonTest, QuizIsShownWithoutItsAnswers) {
  for (const char* command :
       {"show test", "show test --what form", "show test --format html"}) {
    const std::string shown = Grader(command).out;
    EXPECT_THAT(shown, Not(HasSubstr("That would be their sum"))) << command;
    EXPECT_THAT(shown, Not(HasSubstr("the longer wait counts"))) << command;
    EXPECT_THAT(shown, Not(HasSubstr("data-right"))) << command;
  }
}

TEST_F(LessonTest, FormIsWrittenToAFileHere) {
  EXPECT_EQ(Grader("show test --what form --output answers.yaml").status, 0);
  EXPECT_THAT(Read("answers.yaml"),
              HasSubstr("  how-long: \"\"  # a letter\n"));
  EXPECT_THAT(Read("answers.yaml"), HasSubstr("  # a) About two seconds\n"));
  // Nothing is answered in it yet.
  EXPECT_EQ(Grader("check test answers.yaml").status, 1);
}

TEST_F(LessonTest, PageHasItsTableWithoutScripts) {
  const std::string page = Grader("show demo --format html").out;
  EXPECT_THAT(
      page, HasSubstr("<tr data-step=\"2\" data-line=\"0\"><th scope=\"row\">2"
                      "</th><td>Both wait</td><td>0.0 s</td><td "
                      "class=\"changed\">sleeping <small>changed</small>"));
  EXPECT_THAT(page, HasSubstr("script-src 'sha256-"));
  EXPECT_THAT(page, Not(HasSubstr("http-equiv=\"refresh\"")));
}

TEST_F(LessonTest, RightAnswersAreAccepted) {
  folder_.Write("answers.yaml", Answers("a"));
  const Finished checked = Grader("check test answers.yaml --format json");
  EXPECT_EQ(checked.status, 0) << checked.out;
  const auto report = nlohmann::json::parse(checked.out);
  EXPECT_EQ(report["score"], 3);
  EXPECT_EQ(report["verdict"], "accepted");
}

TEST_F(LessonTest, WrongAnswersAreToldWhyAndNotWhatIsRight) {
  folder_.Write("answers.yaml", Answers("b"));
  const Finished checked = Grader("check test answers.yaml");
  EXPECT_EQ(checked.status, 1);
  EXPECT_THAT(checked.out, HasSubstr("2 of 3 points"));
  EXPECT_THAT(checked.out, HasSubstr("That would be their sum."));
  EXPECT_THAT(checked.out, Not(HasSubstr("About two seconds")));
  EXPECT_THAT(Grader("check test answers.yaml --reveal").out,
              HasSubstr("About two seconds"));
}

TEST_F(LessonTest, JunkIsRefusedWithItsPlaceInEveryFormat) {
  folder_.Write("answers.yaml", "answers:\n  how-lng: a\n  what-is-so: z\n");
  const Finished checked = Grader("check test answers.yaml --also json=r.json");
  EXPECT_EQ(checked.status, 1);
  EXPECT_THAT(Words(checked.out), HasSubstr("answers.yaml:2:3"));
  EXPECT_THAT(Words(checked.out),
              HasSubstr("there is no question \"how-lng\"; did you mean"));
  const auto report = nlohmann::json::parse(Read("r.json"));
  EXPECT_EQ(report["verdict"], "compile_error");
  EXPECT_EQ(report["score"], 0);
}

TEST_F(LessonTest, EmptyAnswersScoreNothing) {
  folder_.Write("answers.yaml", "answers: {}\n");
  const Finished checked = Grader("check test answers.yaml");
  EXPECT_EQ(checked.status, 1);
  EXPECT_THAT(checked.out, HasSubstr("0 of 3 points"));
}

// Answers whatever is asked by what the quiz's choices are called.
constexpr char kPlayer[] = R"py(
import re, subprocess, sys
right = ["About two", "ends without an error", "order of the arguments"]
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
said = ""
while True:
    char = child.stdout.read(1)
    if not char:
        break
    said += char
    if said.endswith("> "):
        letters = re.findall(r"^([a-h])\) (.*)", said, re.MULTILINE)
        chosen = [l for l, text in letters if any(r in text for r in right)]
        print(said, flush=True)
        said = ""
        child.stdin.write((",".join(chosen) if letters else "[1, 2] after 2 s\n") + "\n")
        child.stdin.flush()
print(said)
sys.exit(child.wait())
)py";

TEST_F(LessonTest, AllRightEarnsABadgeThatCannotBeForged) {
  folder_.Write("player.py", kPlayer);
  const Finished played = Shell(
      absl::StrCat("cd '", folder_.path().string(), "' && XDG_STATE_HOME='",
                   (folder_.path() / "state").string(),
                   "' /usr/bin/python3 player.py '" GRADER_BINARY_DIR
                   "/grader' quiz test --name Ada --problems problems"));
  EXPECT_EQ(played.status, 0) << played.out;
  EXPECT_THAT(played.out, HasSubstr("3 of 3 right"));
  EXPECT_THAT(played.out, HasSubstr("You have earned the badge \"Test\""));
  EXPECT_EQ(Badge("verify badge-test.json").status, 0);
  EXPECT_EQ(Badge("verify badge-test.svg").status, 0);
  // Changed in what it says, in what it shows, and signed by somebody else.
  Replace("badge-test.json", "Ada", "Eve");
  EXPECT_EQ(Badge("verify badge-test.json").status, 1);
  Replace("badge-test.svg", ">Ada</text>", ">Eve</text>");
  EXPECT_EQ(Badge("verify badge-test.svg").status, 1);
  Replace("badge-test.json", "Eve", "Ada");
  EXPECT_EQ(Badge("verify badge-test.json").status, 0);
  const Finished other = Badge(
      absl::StrCat("verify badge-test.json --key ", std::string(64, '1')));
  EXPECT_EQ(other.status, 1);
  EXPECT_THAT(other.out, HasSubstr("not the grader's"));
}

TEST_F(LessonTest, ChangedRecordOfAQuizIsTold) {
  folder_.Write("leave", "h\nq\n");
  EXPECT_EQ(Grader("quiz test", "leave").status, 1);
  // The hint that was used is taken out of the record.
  for (const auto& entry :
       fs::directory_iterator(folder_.path() / "state/grader/quiz")) {
    if (entry.path().extension() != ".jsonl") continue;
    const std::string text = ReadFile(entry.path()).value_or("");
    std::ofstream(entry.path())
        << text.substr(0, text.rfind('\n', text.size() - 2) + 1);
  }
  const Finished again = Grader("quiz test", "leave");
  EXPECT_EQ(again.status, 2);
  EXPECT_THAT(Words(again.out), HasSubstr("was changed by somebody else"));
  EXPECT_EQ(Grader("quiz test --again", "leave").status, 1);
}

TEST_F(LessonTest, QuizThatChangedSinceIsTold) {
  folder_.Write("leave", "q\n");
  EXPECT_EQ(Grader("quiz test", "leave").status, 1);
  Replace("problems/test/quiz.yaml", "level: medium",
          "level: medium\n    seconds: 60m");
  const Finished again = Grader("quiz test", "leave");
  EXPECT_EQ(again.status, 2);
  EXPECT_THAT(Words(again.out), HasSubstr("is not the one that was begun"));
}

}  // namespace
}  // namespace grader
