#include "grader/judge/tests_not_built.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "grader/problem/suite.h"

namespace grader {
namespace {

using ::testing::HasSubstr;

class TestsNotBuiltTest : public ::testing::Test {
 protected:
  TestsNotBuiltTest() {
    auto suite = std::make_shared<Suite>();
    suite->submission = "ring.h";
    tests_.scaffold.suite = std::move(suite);
    tests_.sources = {{"tests.cpp",
                       "#include \"ring.h\"\nint main() {\n"
                       "  return Ring(2).numbers_.size();\n}\n"}};
    tests_.handed_in_as = {{"tests.cpp", "mine.CPP"}};
    build_.ok = false;
  }

  static TestCase With(bool right) {
    auto test = std::make_shared<SuiteTest>();
    test->kind = SuiteTest::Kind::kHandedIn;
    test->with.right = right;
    TestCase one;
    one.test = std::move(test);
    return one;
  }

  void Error(const std::string& message, const std::string& file = "mine.CPP") {
    build_.diagnostics = {{file, 3, 18, Severity::kError, message, {}}};
  }

  // What is said of an error in the learner's file with a hidden
  // implementation, behind its place.
  std::string Hidden(const std::string& message) {
    Error(message);
    return MessageOfHidden("mine.CPP:3: ");
  }

  std::string MessageOfHidden(const std::string& begin) {
    TestCase hidden = With(true);
    hidden.visibility = Visibility::kHidden;
    const std::string message = NotBuiltWith(hidden, tests_, build_).message;
    const std::size_t at = message.find(begin);
    return at == std::string::npos ? "" : message.substr(at + begin.size());
  }

  Submission tests_;
  Build build_;
};

TEST_F(TestsNotBuiltTest, FirstErrorIsToldWithItsPlace) {
  Error("'slots_' is a private member of 'Ring'");
  const Verdict right = NotBuiltWith(With(true), tests_, build_);
  EXPECT_EQ(right.word, VerdictWord::kCompileError);
  EXPECT_EQ(right.reason, "compile_error");
  EXPECT_THAT(right.message, HasSubstr("an implementation that is right"));
  EXPECT_THAT(right.message,
              HasSubstr("; mine.CPP:3: 'slots_' is a private member of 'Ri"));
  EXPECT_EQ(right.place, (CodePlace{"mine.CPP", 3}));
  EXPECT_THAT(NotBuiltWith(With(false), tests_, build_).message,
              HasSubstr("that is wrong, which catches nothing"));
}

TEST_F(TestsNotBuiltTest, ErrorInAnotherFileHasNoPlaceOfTheLearners) {
  Error("unknown type name 'x'", "ring.h");
  const Verdict verdict = NotBuiltWith(With(true), tests_, build_);
  EXPECT_THAT(verdict.message, HasSubstr("ring.h:3: unknown type"));
  EXPECT_EQ(verdict.place, CodePlace());
  EXPECT_EQ(MessageOfHidden("they use of it what is not asked for"), "");
}

TEST_F(TestsNotBuiltTest, WhatStoppedTheCompilerIsToldAsItIs) {
  build_.reason = "build_time";
  build_.message = "The build reached its limit of 60 s";
  const Verdict verdict = NotBuiltWith(With(true), tests_, build_);
  EXPECT_EQ(verdict.reason, "build_time");
  EXPECT_THAT(verdict.message, HasSubstr(": The build reached its limit of"));
}

// What the learner wrote may stay, and the compiler's own words.
TEST_F(TestsNotBuiltTest, OfAHiddenOneNothingIsQuotedThatTheLearnerHasNot) {
  EXPECT_EQ(Hidden("no member named 'numbers_' in 'Ring'"),
            "no member named 'numbers_' in 'Ring'");
  EXPECT_EQ(Hidden("no member named 'numbers_' in 'Ring'; did you mean "
                   "'slots_'?"),
            "no member named 'numbers_' in 'Ring'; did you mean "
            "'…'?");
  EXPECT_EQ(Hidden("implicit instantiation of undefined template "
                   "'Show<40>'"),
            "implicit instantiation of undefined template '…'");
  EXPECT_EQ(Hidden("too few arguments, expected 7, have 2"),
            "too few arguments, expected …, have 2");
  EXPECT_EQ(Hidden("‘class Ring’ has no member named ‘numbers_’"),
            "‘…’ has no member named ‘numbers_’");
  EXPECT_EQ(Hidden("a quote that is 'not closed"), "a quote that is …");
  EXPECT_EQ(Hidden("static assertion failed: computed text"),
            "static assertion failed");
}

TEST_F(TestsNotBuiltTest, ErrorInAHiddenOneIsToldWhereItIsIncluded) {
  Error("expected ';' after secret");
  build_.diagnostics.push_back(
      {"ring.h", 9, 1, Severity::kNote, "where the compiler found it", {}});
  EXPECT_EQ(MessageOfHidden("mine.CPP:3: "),
            "what is included here does not compile");
}

}  // namespace
}  // namespace grader
