#include "grader/judge/check.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// What RunChecks says to a case that expects `out` of a run that printed
// `printed`.
CheckResult CheckStdout(const TextExpectation& out,
                        const std::string& printed) {
  TestCase test_case;
  test_case.expect.out = out;
  Observation observation;
  observation.out.head = printed;
  return RunChecks(test_case, observation).at(0);
}

std::vector<std::string> Names(const std::vector<CheckResult>& checks) {
  std::vector<std::string> names;
  for (const CheckResult& check : checks) names.push_back(check.name);
  return names;
}

TEST(RunChecksTest, OnlyTheExitCodeIsCheckedUnasked) {
  EXPECT_THAT(Names(RunChecks(TestCase{}, Observation{})),
              ElementsAre("exit code"));
  Observation signaled;
  signaled.termination = Signaled{11};
  EXPECT_THAT(RunChecks(TestCase{}, signaled), IsEmpty());
}

TEST(RunChecksTest, StandInAFixedOrder) {
  TestCase test_case;
  test_case.expect.out = ExactText{""};
  test_case.expect.err = ExactText{""};
  test_case.expect.files = {{"b.txt", ExactText{}}, {"a.txt", ExactText{}}};
  test_case.expect.elapsed.max = absl::Seconds(1);
  SpanExpectation second;
  second.name = "second";
  second.count = {0, 0};
  SpanExpectation first;
  first.name = "first";
  first.count = {0, 0};
  test_case.expect.spans = {second, first};
  EXPECT_THAT(
      Names(RunChecks(test_case, Observation{})),
      ElementsAre("stdout", "stderr", "file a.txt", "file b.txt", "exit code",
                  "elapsed", "spans.second.count", "spans.first.count"));
}

TEST(RunChecksTest, EveryKindOfTextIsCompared) {
  struct KindCase {
    TextExpectation expectation;
    std::string accepted;
    std::string rejected;
  };
  const KindCase cases[] = {
      {ExactText{"a b"}, "a b\n", "a  b"},
      {Tokens{"a b"}, "a\nb", "a c"},
      {UnorderedLines{"a\nb"}, "b\na", "a\na"},
      {Regex{"a+"}, "aa", "ab"},
      {Pattern{"{x:int} {x}", {}, false}, "1 1", "1 2"},
      {Floats{"1.0", 0.5, 0}, "1.25", "2"},
  };
  for (const KindCase& one : cases) {
    EXPECT_TRUE(CheckStdout(one.expectation, one.accepted).passed)
        << one.accepted;
    const CheckResult rejected = CheckStdout(one.expectation, one.rejected);
    EXPECT_FALSE(rejected.passed) << one.rejected;
    EXPECT_EQ(rejected.kind, CheckKind::kStdout);
    EXPECT_FALSE(rejected.message.empty());
  }
}

CheckResult WithChecker(std::optional<int> status, const std::string& message) {
  TestCase test_case;
  test_case.expect.out = Checker{"checker"};
  Observation observation;
  observation.out.head = "7\n";
  if (status) observation.checker_end = Exited{*status};
  observation.checker_message = message;
  return RunChecks(test_case, observation).at(0);
}

TEST(RunChecksTest, ACheckerAcceptsWith42AndRejectsWith43) {
  EXPECT_TRUE(WithChecker(42, "").passed);
  EXPECT_FALSE(WithChecker(43, "").passed);
  EXPECT_EQ(WithChecker(43, "7 is no prime").message, "7 is no prime");
  EXPECT_EQ(WithChecker(43, "").message,
            "the problem's checker rejects this output");
}

std::vector<CheckResult> WithShare(int points, int status, double share) {
  TestCase test_case;
  test_case.points = points;
  test_case.expect.out = Checker{"checker"};
  Observation observation;
  observation.termination = Exited{0};
  observation.checker_end = Exited{status};
  observation.checker_share = share;
  observation.checker_message = "two of seven";
  return RunChecks(test_case, observation);
}

TEST(RunChecksTest, AShareOfThePointsIsAFailedCheckThatTellsThem) {
  const std::vector<CheckResult> checks = WithShare(100, 42, 0.29);
  EXPECT_TRUE(checks.front().passed);
  const CheckResult& share = checks.back();
  EXPECT_EQ(share.kind, CheckKind::kPartial);
  EXPECT_FALSE(share.passed);
  EXPECT_EQ(share.message, "partly right: 29 of 100 points: two of seven");
  EXPECT_EQ(share.expected, "100 of 100 points");
}

TEST(RunChecksTest, InAGroupTheShareIsToldAndNoPoints) {
  TestCase test_case;
  test_case.points = 0;
  test_case.group = "all";
  test_case.expect.out = Checker{};
  Observation observation;
  observation.termination = Exited{0};
  observation.checker_end = Exited{42};
  observation.checker_share = 0.29;
  const CheckResult share = RunChecks(test_case, observation).back();
  EXPECT_EQ(share.kind, CheckKind::kPartial);
  EXPECT_EQ(share.message, "partly right: 0.29 of 1");
  EXPECT_EQ(share.expected, "1 of 1");
}

TEST(RunChecksTest, NoCheckOfThePointsWhereTheyAreNotShared) {
  EXPECT_NE(WithShare(100, 42, 1).back().kind, CheckKind::kPartial);
  EXPECT_NE(WithShare(100, 43, 0.5).back().kind, CheckKind::kPartial);
}

TEST(RunChecksTest, AnythingElseOfACheckerIsNoAcceptance) {
  EXPECT_FALSE(WithChecker(0, "").passed);
  EXPECT_THAT(WithChecker(std::nullopt, "").message,
              HasSubstr("did not look at this output"));
}

TEST(RunChecksTest, AReferenceThatIsNotResolvedFails) {
  EXPECT_THAT(CheckStdout(FromReference{}, "x").message,
              HasSubstr("reference's output is not known"));
}

TEST(RunChecksTest, TextThatWasNotKeptWholeIsNeverRight) {
  TestCase test_case;
  test_case.expect.out = Regex{"(a|\n)*"};
  Observation observation;
  observation.out = {"aaa\n", "aaa\n", 1000};
  const CheckResult check = RunChecks(test_case, observation).at(0);
  EXPECT_FALSE(check.passed);
  EXPECT_THAT(check.message, HasSubstr("1000 bytes of it were not kept"));
  EXPECT_THAT(check.actual, HasSubstr("1000 bytes more were not kept"));
}

TEST(RunChecksTest, HeadAndTailAreOneText) {
  TestCase test_case;
  test_case.expect.out = ExactText{"abc\n"};
  Observation observation;
  observation.out = {"ab", "c\n", 0};
  EXPECT_TRUE(RunChecks(test_case, observation).at(0).passed);
}

TEST(RunChecksTest, StderrIsNamedInItsMessage) {
  TestCase test_case;
  test_case.expect.err = ExactText{"warning\n"};
  const CheckResult check = RunChecks(test_case, Observation{}).at(0);
  EXPECT_EQ(check.kind, CheckKind::kStderr);
  EXPECT_EQ(check.message, "stderr: nothing was printed, 1 line expected");
}

TEST(RunChecksTest, FilesAreComparedExactly) {
  TestCase test_case;
  test_case.expect.files = {{"out.txt", ExactText{"a\nb\n"}}};
  Observation observation;
  const auto check = [&] { return RunChecks(test_case, observation).at(0); };
  EXPECT_EQ(check().message, "the file \"out.txt\" was not written");
  EXPECT_EQ(check().kind, CheckKind::kFile);
  observation.files["out.txt"] = "";
  EXPECT_EQ(check().message, "file out.txt: the file is empty");
  observation.files["out.txt"] = "a\n";
  EXPECT_EQ(check().message, "file out.txt: line 2 is missing");
  observation.files["out.txt"] = "a\nb";
  EXPECT_TRUE(check().passed);
}

// As what is printed: the same forms, and the first difference.
TEST(RunChecksTest, FilesAreComparedInEveryForm) {
  TestCase test_case;
  Observation observation;
  observation.files["out.txt"] = "b 1.5\na\n";
  const auto check = [&](const TextExpectation& expected) {
    test_case.expect.files = {{"out.txt", expected}};
    return RunChecks(test_case, observation).at(0);
  };
  EXPECT_TRUE(check(Tokens{"b\n1.5 a"}).passed);
  EXPECT_TRUE(check(UnorderedLines{"a\nb 1.5\n"}).passed);
  EXPECT_TRUE(check(Regex{"b [0-9.]+\\na\\n"}).passed);
  EXPECT_TRUE(check(Pattern{"{x:word} {y:float}\na"}).passed);
  EXPECT_TRUE(check(Floats{"b 1.4999 a", 0.001, 0}).passed);
  const CheckResult wrong = check(Floats{"b 1.4 a", 0.001, 0});
  EXPECT_FALSE(wrong.passed);
  EXPECT_EQ(wrong.kind, CheckKind::kFile);
  EXPECT_THAT(wrong.message, HasSubstr("file out.txt: "));
  EXPECT_THAT(wrong.message, HasSubstr("1.5"));
  EXPECT_THAT(wrong.expected, HasSubstr("1.4"));
  test_case.expect.files = {{"no.txt", Tokens{"b a"}}};
  EXPECT_EQ(RunChecks(test_case, observation).at(0).message,
            "the file \"no.txt\" was not written");
}

TEST(RunChecksTest, TheExitCodeIsTheExpectedOne) {
  TestCase test_case;
  test_case.expect.exit_code = 3;
  Observation observation;
  observation.termination = Exited{3};
  EXPECT_TRUE(RunChecks(test_case, observation).at(0).passed);
  observation.termination = Exited{0};
  const CheckResult check = RunChecks(test_case, observation).at(0);
  EXPECT_EQ(check.message, "the program ended with exit code 0, 3 expected");
  EXPECT_EQ(check.kind, CheckKind::kExitCode);
}

TEST(RunChecksTest, TheElapsedTimeOfTheCaseIsBounded) {
  TestCase test_case;
  test_case.expect.elapsed = {absl::Milliseconds(100), absl::Milliseconds(200)};
  Observation observation;
  const auto check = [&] { return RunChecks(test_case, observation).at(1); };
  for (const int milliseconds : {100, 200}) {
    observation.elapsed = absl::Milliseconds(milliseconds);
    EXPECT_TRUE(check().passed) << milliseconds;
  }
  observation.elapsed = absl::Milliseconds(99);
  EXPECT_FALSE(check().passed);
  observation.elapsed = absl::Milliseconds(300);
  observation.blocking_sleeps = {{absl::ZeroDuration(), absl::Seconds(1)}};
  EXPECT_THAT(check().message,
              AllOf(HasSubstr("took 300 ms, 100 ms to 200 ms expected"),
                    HasSubstr("blocks the event loop")));
  EXPECT_EQ(check().kind, CheckKind::kTiming);
}

TEST(RunChecksTest, WhatOneCannotSeeIsNamed) {
  for (const TextExpectation& expectation :
       {TextExpectation(ExactText{"a b"}), TextExpectation(Tokens{"a b"}),
        TextExpectation(UnorderedLines{"a b"}),
        TextExpectation(Pattern{"a b", {}, false}),
        TextExpectation(Regex{"a b"}), TextExpectation(Floats{"a b", 1, 0})}) {
    EXPECT_THAT(CheckStdout(expectation, "a\u00A0b\n").message,
                HasSubstr("; there is U+00A0 (NO-BREAK SPACE"))
        << expectation.index();
    EXPECT_THAT(CheckStdout(expectation, "a c\n").message,
                Not(HasSubstr("U+")));
  }
}

TEST(RunChecksTest, APromptBeforeTheRightAnswerIsNamed) {
  for (const TextExpectation& expectation :
       {TextExpectation(ExactText{"14\n"}), TextExpectation(Tokens{"14"}),
        TextExpectation(UnorderedLines{"14"}),
        TextExpectation(Floats{"14", 1, 0})}) {
    EXPECT_THAT(CheckStdout(expectation, "Enter a number: 14\n").message,
                HasSubstr("; \"Enter a number:\" is printed before the right"))
        << expectation.index();
  }
}

}  // namespace
}  // namespace grader
