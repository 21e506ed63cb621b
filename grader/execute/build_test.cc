// Builds for real, in the sandbox, with the tools of this machine.
#include "grader/execute/build.h"

#include <csignal>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "grader/execute/plan.h"
#include "grader/execute/prepare.h"
#include "grader/execute/sanitizers.h"
#include "grader/problem/files.h"
#include "grader/testing/build_fixture.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(BuildTest, ToolsThatMakeNoProgramFindThatTheresNone) {
  Submission submission = Written("bash", "main.sh", "echo\n");
  submission.language.toolchain.run = {"{program}"};
  const auto build = BuildSubmission(submission, grader_.workshop());
  ASSERT_TRUE(build.ok()) << build.status();
  EXPECT_FALSE(build->ok);
  EXPECT_EQ(build->reason, "no_program");
  const auto again = BuildSubmission(submission, grader_.workshop());
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->cached);
  EXPECT_EQ(again->reason, "no_program");
  EXPECT_EQ(again->message, build->message);
}

TEST_F(BuildTest, ErrorsNameTheFileAsItWasHandedIn) {
  Submission submission = Written("c", "MAIN.c", "int main(void) { x }\n");
  submission.handed_in_as["MAIN.c"] = "MAIN.C";
  const auto build = BuildSubmission(submission, grader_.workshop());
  ASSERT_TRUE(build.ok()) << build.status();
  ASSERT_FALSE(build->diagnostics.empty());
  EXPECT_EQ(build->diagnostics[0].file, "MAIN.C");
}

TEST_F(BuildTest, HeadersAreFoundInTheFoldersOfASubmission) {
  Submission submission = Written("cpp", "src/main.cpp",
                                  "#include \"include/one.h\"\n"
                                  "#include \"two.h\"\n"
                                  "int main() { return one + two + three; }\n");
  submission.sources.push_back(
      {"include/one.h", "#pragma once\ninline int one = 1;\n"});
  submission.sources.push_back(
      {"include/two.h", "#include \"one.h\"\ninline int two = 2;\n"});
  const auto build = BuildSubmission(submission, grader_.workshop());
  ASSERT_TRUE(build.ok()) << build.status();
  ASSERT_FALSE(build->diagnostics.empty());
  EXPECT_EQ(build->diagnostics[0].file, "src/main.cpp");
  EXPECT_THAT(build->diagnostics[0].message, HasSubstr("'three'"));
  submission.sources.push_back({"include/three.h", "inline int three = 3\n"});
  submission.sources[2].content += "#include \"three.h\"\n";
  const auto second = BuildSubmission(submission, grader_.workshop());
  ASSERT_TRUE(second.ok()) << second.status();
  ASSERT_FALSE(second->diagnostics.empty());
  EXPECT_EQ(second->diagnostics[0].file, "include/three.h");
  submission.sources.back().content = "inline int three = 3;\n";
  const auto third = BuildSubmission(submission, grader_.workshop());
  ASSERT_TRUE(third.ok()) << third.status();
  EXPECT_TRUE(third->ok) << third->log;
}

TEST_F(BuildTest, FolderInTheProgramsPlaceIsNamed) {
  const auto build =
      BuildSubmission(Written("c", "program/main.c", "int main(void) {}\n"),
                      grader_.workshop());
  ASSERT_TRUE(build.ok()) << build.status();
  EXPECT_FALSE(build->ok);
  EXPECT_EQ(build->reason, "file_name");
  EXPECT_THAT(build->message, HasSubstr("rename the folder"));
}

TEST_F(BuildTest, RefusedSubmissionIsABuildThatFailed) {
  Submission submission;
  submission.refusal =
      Refusal{"not_text", "\"a.c\": here stands a NUL byte", "a.c", 2, 5};
  const auto build = BuildSubmission(submission, grader_.workshop());
  ASSERT_TRUE(build.ok()) << build.status();
  EXPECT_FALSE(build->ok);
  EXPECT_EQ(build->reason, "not_text");
  EXPECT_THAT(build->message, HasSubstr("here stands a NUL byte"));
  ASSERT_EQ(build->diagnostics.size(), 1u);
  EXPECT_EQ(build->diagnostics[0].line, 2);
  const auto found = FindBuild(submission, grader_.cache);
  ASSERT_TRUE(found.ok() && *found);
  EXPECT_EQ((*found)->reason, "not_text");
}

// A compiler prints what stands in a source.
TEST_F(BuildTest, LineOfASourceIsNoShortageOfTheMachine) {
  const std::string line = "fork: Resource temporarily unavailable\n";
  for (const Submission& submission :
       {Written("javascript", "a.js", line),
        Written("java", "A.java", "class A {\n" + line)}) {
    if (!submission.language.installed()) continue;
    const auto build = BuildSubmission(submission, grader_.workshop());
    ASSERT_TRUE(build.ok()) << build.status();
    EXPECT_FALSE(build->ok);
    EXPECT_THAT(build->log, HasSubstr("temporarily unavailable"));
  }
}

TEST_F(BuildTest, ReachedLimitOfTheWholeBuildIsNamed) {
  Submission submission = Written("c", "a.c", "int main(void) {}\n");
  for (char c = 'b'; c < 'e'; ++c) {
    submission.sources.push_back({std::string(1, c) + ".c", "int i;\n"});
  }
  submission.language.build_limits.cpu = absl::Nanoseconds(1);
  const auto build = BuildSubmission(submission, grader_.workshop());
  ASSERT_TRUE(build.ok()) << build.status();
  EXPECT_FALSE(build->ok);
  EXPECT_EQ(build->reason, "cpu_limit");
  EXPECT_THAT(build->message, HasSubstr("of processor time"));
}

// Whichever compiler it is, and whether or not it is to tell of a crash.
TEST_F(BuildTest, UndefinedReferenceInAnUnusedFunctionIsAnError) {
  Submission submission = Written("cpp", "main.cpp", "int main() {}\n");
  submission.sources.push_back(
      {"more.cpp", "int Nowhere();\nint Unused() { return Nowhere(); }\n"});
  for (const bool sanitized : {false, true}) {
    submission.sanitized = sanitized;
    const auto build = BuildSubmission(submission, grader_.workshop());
    ASSERT_TRUE(build.ok()) << build.status();
    EXPECT_FALSE(build->ok) << sanitized;
    EXPECT_EQ(build->reason, "compile_error");
    ASSERT_FALSE(build->diagnostics.empty()) << build->log;
    EXPECT_EQ(build->diagnostics[0].file, "more.cpp");
    EXPECT_THAT(build->diagnostics[0].message, HasSubstr("Nowhere"));
  }
}

class SanitizedBuildTest : public BuildTest {
 protected:
  // How the program with the body `body` ends that is built with `sanitizers`.
  Observation EndWith(const std::vector<std::string>& sanitizers,
                      const std::string& language, const std::string& body) {
    Submission submission =
        Written(language, language == "c" ? "a.c" : "a.cpp",
                "#include <limits.h>\n#include <stdlib.h>\n"
                "int main(int count, char** args) {\n  (void)args;\n" +
                    body + "\n}\n");
    submission.sanitized = true;
    submission.sanitizers = sanitizers;
    const auto build = BuildSubmission(submission, grader_.workshop());
    EXPECT_TRUE(build.ok()) << build.status();
    if (!build.ok()) return {};
    EXPECT_TRUE(build->ok) << build->log;
    auto seen = Run(*build);
    EXPECT_TRUE(seen.ok()) << seen.status();
    return seen.ok() ? *std::move(seen) : Observation();
  }
};

constexpr char kReadsTooFar[] =
    "  volatile char* a = (volatile char*)calloc(1, 1);\n  return a[count];";
constexpr char kOverflows[] = "  volatile int a = INT_MAX;\n  a += count;";

TEST_F(SanitizedBuildTest, TellsWhatItsProblemNames) {
  const Termination found = Exited{kSanitizerEnds};
  for (const char* const language : {"c", "cpp"}) {
    const Observation far = EndWith({"address"}, language, kReadsTooFar);
    EXPECT_EQ(far.termination, found) << far.err.Joined();
    EXPECT_THAT(far.err.Joined(), HasSubstr("heap-buffer-overflow"));
    const Observation over = EndWith({"undefined"}, language, kOverflows);
    EXPECT_EQ(over.termination, found) << over.err.Joined();
    EXPECT_THAT(over.err.Joined(), HasSubstr(":6:5: runtime error: signed"));
    EXPECT_EQ(
        EndWith({"address", "undefined"}, language, kOverflows).termination,
        found);
    EXPECT_NE(EndWith({"address"}, language, kOverflows).termination, found);
  }
}

// Else a program that throws would end as one that uses memory wrongly.
TEST_F(SanitizedBuildTest, GivingUpIsNoFinding) {
  EXPECT_EQ(EndWith({"address", "undefined"}, "cpp", "  abort();").termination,
            Termination(Signaled{SIGABRT}));
}

TEST_F(SanitizedBuildTest, WithoutItsLibrariesTheMachineIsToBlame) {
  Submission submission = Written("cpp", "a.cpp", "int main() {}\n");
  submission.sanitized = true;
  submission.sanitizers = {"address"};
  // As a linker ends that does not find one.
  submission.language.toolchain.found["sh"] = FindProgram({"sh"}, kSystemPath);
  submission.language.toolchain.sanitize_link = {
      "sh", "-c", "echo cannot find libclang_rt.asan.a >&2; exit 1"};
  EXPECT_EQ(BuildSubmission(submission, grader_.workshop()).status().code(),
            absl::StatusCode::kUnavailable);
  // Where only the program says so, it is the program's.
  submission.language.toolchain.sanitize_link = {
      "sh", "-c",
      "echo asan >&2; case \"$*\" in *empty.cpp*) exit 0; esac; exit 1", "sh",
      "{objects}"};
  const auto build = BuildSubmission(submission, grader_.workshop());
  ASSERT_TRUE(build.ok()) << build.status();
  EXPECT_FALSE(build->ok);
}

// ---- A problem with a driver -----------------------------------------------

TEST_F(ScaffoldBuildTest, MakesTwoProgramsThatRun) {
  const Build build = BuildIt(grader_);
  ASSERT_TRUE(build.ok) << build.log;
  EXPECT_FALSE(build.cached);
  ASSERT_EQ(build.command.driver.size(), 1u);
  EXPECT_EQ(EndOf(build), Termination(Exited{7}));
  Command alone = build.command;
  alone.driver.clear();
  alone.argv = build.command.driver;
  const auto driver = grader_.runner.Run(alone, Limits());
  ASSERT_TRUE(driver.ok()) << driver.status();
  EXPECT_EQ(driver->out.Joined(), "1\n");
}

TEST_F(ScaffoldBuildTest, TellsHowFarItIs) {
  BuildIt(grader_);
  EXPECT_THAT(grader_.told, ::testing::Contains(HasSubstr("preparing cpp (")));
  EXPECT_THAT(grader_.told.back(), "building");
  grader_.told.clear();
  submission_.sources[0].content += "\n";
  BuildIt(grader_);
  EXPECT_THAT(grader_.told, ::testing::ElementsAre("building"));
}

TEST_F(ScaffoldBuildTest, SameSubmissionIsTakenFromTheCache) {
  const Build first = BuildIt(grader_);
  const auto found = FindBuild(submission_, grader_.cache);
  ASSERT_TRUE(found.ok()) << found.status();
  ASSERT_TRUE(found->has_value());
  const Build second = BuildIt(grader_);
  EXPECT_TRUE(second.cached);
  EXPECT_EQ(second.command.argv, first.command.argv);
  EXPECT_EQ(second.command.driver, first.command.driver);
  EXPECT_EQ((*found)->command.argv, first.command.argv);
  EXPECT_EQ((*found)->command.readable, first.command.readable);
  EXPECT_EQ(second.hash, first.hash);
  EXPECT_EQ((*found)->hash, first.hash);
}

TEST_F(ScaffoldBuildTest, WithoutReuseItIsBuiltAfresh) {
  const Build first = BuildIt(grader_);
  const Build second = BuildIt(grader_, /*reuse=*/false);
  EXPECT_FALSE(second.cached);
  EXPECT_TRUE(second.ok) << second.log;
  EXPECT_NE(second.folder, first.folder);
  EXPECT_EQ(second.command.driver, first.command.driver);
  RemoveBuild(second, grader_.workspace);
  EXPECT_FALSE(fs::exists(second.folder));
  RemoveBuild(first, grader_.workspace);
  EXPECT_TRUE(fs::exists(first.folder)) << "it belongs to the cache";
}

TEST_F(ScaffoldBuildTest, ChangedDriverLeavesTheSubmissionAsItIs) {
  const Build first = BuildIt(grader_);
  Write("p/driver.cpp", "int main() {}\n");
  const Build second = BuildIt(grader_);
  EXPECT_TRUE(second.cached);
  EXPECT_EQ(second.command.argv, first.command.argv);
  EXPECT_NE(second.command.driver, first.command.driver);
  EXPECT_NE(second.hash, first.hash) << "another run";
}

TEST_F(ScaffoldBuildTest, ChangedAdapterOrHeaderMakesAnotherProgram) {
  const Build first = BuildIt(grader_);
  Write("p/adapter.cpp",
        "#include \"p.h\"\nint main() { return answer() + 1; }\n");
  const Build second = BuildIt(grader_);
  EXPECT_FALSE(second.cached);
  EXPECT_NE(second.command.argv, first.command.argv);
  EXPECT_EQ(second.command.driver, first.command.driver);
  Write("p/p.h", "int answer();\nint more();\n");
  EXPECT_FALSE(BuildIt(grader_).cached);
}

TEST_F(ScaffoldBuildTest, GeneratedFilesAreBuiltLikeWrittenOnes) {
  submission_.scaffold.adapter.clear();
  submission_.scaffold.generated = {
      {"adapter.cpp",
       "#include \"adapter.h\"\n#include \"made.h\"\n"
       "int main() { return Answer(answer()); }\n"},
      {"made.h", "int answer();\n"}};
  submission_.sources[0].content =
      "#include \"made.h\"\nint answer() { return 7; }\n";
  const Build build = BuildIt(grader_);
  ASSERT_TRUE(build.ok) << build.log;
  EXPECT_EQ(EndOf(build), Termination(Exited{7}));

  submission_.scaffold.generated[1].content = "int answer();\nint more();\n";
  const Build changed = BuildIt(grader_);
  EXPECT_FALSE(changed.cached);
  EXPECT_TRUE(changed.ok) << changed.log;
}

TEST_F(ScaffoldBuildTest, TwoGradersAtOnceAgree) {
  Grader other(folder_.path() / "cache");
  Build theirs;
  std::thread thread([&] { theirs = BuildIt(other); });
  const Build ours = BuildIt(grader_);
  thread.join();
  ASSERT_TRUE(ours.ok) << ours.log;
  ASSERT_TRUE(theirs.ok) << theirs.log;
  EXPECT_EQ(ours.command.argv, theirs.command.argv);
  EXPECT_EQ(ours.command.driver, theirs.command.driver);
}

TEST_F(ScaffoldBuildTest, DriverThatDoesNotCompileIsNotTheSubmissionsFault) {
  Write("p/driver.cpp", "int main() { return missing; }\n");
  const auto build = BuildSubmission(submission_, grader_.workshop());
  EXPECT_EQ(build.status().code(), absl::StatusCode::kInternal);
  EXPECT_THAT(std::string(build.status().message()), HasSubstr("missing"));
}

TEST_F(ScaffoldBuildTest, LimitThatAPartReachesIsNamed) {
  submission_.scaffold.driver_language.build_limits.cpu = absl::Milliseconds(1);
  const auto build = BuildSubmission(submission_, grader_.workshop());
  EXPECT_EQ(build.status().code(), absl::StatusCode::kInternal);
  EXPECT_THAT(std::string(build.status().message()),
              AllOf(HasSubstr("driver"), HasSubstr("reached a limit"),
                    HasSubstr("of processor time")));
}

TEST_F(ScaffoldBuildTest, MessagesNameTheLearnersFileAndNoneOfOurs) {
  submission_.sources[0].content =
      "#include \"p.h\"\nint answer() {\n  return std::strin(7);\n}\n";
  const Build build = BuildIt(grader_);
  EXPECT_FALSE(build.ok);
  ASSERT_FALSE(build.diagnostics.empty());
  EXPECT_EQ(build.diagnostics[0].file, "solution.cpp");
  EXPECT_EQ(build.diagnostics[0].line, 3);
  EXPECT_EQ(build.diagnostics[0].column, 15);
  EXPECT_THAT(build.log, Not(HasSubstr(folder_.path().string())));
  EXPECT_THAT(build.log, Not(HasSubstr("prelude")));
}

TEST_F(ScaffoldBuildTest, MissingFunctionIsAskedForByTheProblem) {
  submission_.sources[0].content = "int other() { return 7; }\n";
  const Build build = BuildIt(grader_);
  EXPECT_FALSE(build.ok);
  ASSERT_EQ(build.diagnostics.size(), 1u) << build.log;
  EXPECT_THAT(build.diagnostics[0].message,
              HasSubstr("`answer()` is not defined: the problem asks for it"))
      << build.log;
}

TEST_F(ScaffoldBuildTest, MainOfTheLearnersIsTheProblemsAlready) {
  submission_.sources[0].content =
      "int answer() { return 7; }\nint main() {}\n";
  const Build build = BuildIt(grader_);
  EXPECT_FALSE(build.ok);
  ASSERT_FALSE(build.diagnostics.empty()) << build.log;
  EXPECT_THAT(build.diagnostics[0].message,
              HasSubstr("`main` is already defined by the problem"))
      << build.log;
}

TEST_F(ScaffoldBuildTest, FailedBuildIsKeptWithItsMessages) {
  submission_.sources[0].content = "int answer() { return x; }\n";
  const Build first = BuildIt(grader_);
  const Build second = BuildIt(grader_);
  EXPECT_FALSE(first.ok);
  EXPECT_TRUE(second.cached);
  EXPECT_FALSE(second.ok);
  EXPECT_EQ(second.diagnostics, first.diagnostics);
  EXPECT_EQ(second.log, first.log);
}

TEST_F(ScaffoldBuildTest, SubmissionCannotReadTheDriver) {
  submission_.sources[0].content =
      absl::StrCat("#include \"", folder_.path().string(), "/p/driver.cpp\"\n");
  const Build build = BuildIt(grader_);
  EXPECT_FALSE(build.ok);
  EXPECT_THAT(build.log, HasSubstr("not found"));
}

}  // namespace
}  // namespace grader
