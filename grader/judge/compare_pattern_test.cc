#include "grader/judge/compare_pattern.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Pattern Ordered(const std::string& text,
                const std::vector<std::string>& distinct = {}) {
  return {text, distinct, false};
}
Pattern Unordered(const std::string& text,
                  const std::vector<std::string>& distinct = {}) {
  return {text, distinct, true};
}

struct KindCase {
  std::string pattern;
  std::string actual;
  bool passed;
};

TEST(ComparePatternTest, KindsTakeWhatTheySay) {
  const KindCase cases[] = {
      {"{x:int}", "42", true},
      {"{x:int}", "-7", true},
      {"{x:int}", "4.2", false},
      {"{x:int}", "", false},
      {"{x:hex8}", "00ffa9c1", true},
      {"{x:hex8}", "00ffa9c", false},
      {"{x:hex8}", "00ffa9c12", false},
      {"{x:hex8}", "00ffa9cg", false},
      {"{x:float}", "-1.5e+3", true},
      {"{x:float}", "3", true},
      {"{x:float}", "1.", false},
      {"took {x:float}.", "took 1.5.", true},
      {"{x:float}e", "3e", true},
      {"{x:word}", "a-b.c", true},
      {"{x:word}", "a b", false},
      {"{x:word}, {y:word}", "a, b", true},
      {"{x:text}", "anything at all", true},
      {"<{x:text}>", "<>", true},
      {"{{{x:int}}}", "{5}", true},
      {"{{}}", "{}", true},
      {"a.b", "axb", false},
      {"{x:text}{y:word}", "a b c", true},
  };
  for (const KindCase& one : cases) {
    EXPECT_EQ(ComparePattern(Ordered(one.pattern), one.actual).passed,
              one.passed)
        << one.pattern << " against " << one.actual;
  }
}

TEST(ComparePatternTest, CapturesMustAgree) {
  const Pattern pattern = Ordered("[{id:hex8}] start\n[{id}] done\n");
  EXPECT_TRUE(
      ComparePattern(pattern, "[0000000a] start\n[0000000a] done\n").passed);
  EXPECT_EQ(
      ComparePattern(pattern, "[0000000a] start\n[0000000b] done\n").message,
      "line 2: id is \"0000000b\" here, but was \"0000000a\" before");
}

TEST(ComparePatternTest, CapturesAgreeWithinALine) {
  EXPECT_TRUE(ComparePattern(Ordered("{a:text} {a}"), "x y x y").passed);
  EXPECT_FALSE(ComparePattern(Ordered("{a:text} {a}"), "x y x z").passed);
  EXPECT_TRUE(ComparePattern(Ordered("{a:word}-{a}"), "x-x-x-x").passed);
}

TEST(ComparePatternTest, DistinctCapturesMustDiffer) {
  const Pattern pattern = Ordered("{a:int}\n{b:int}\n{c:int}", {"a", "b"});
  EXPECT_TRUE(ComparePattern(pattern, "1\n2\n1").passed);
  EXPECT_EQ(ComparePattern(pattern, "1\n1\n2").message,
            "line 2: b is \"1\", as a is: they must be different");
}

TEST(ComparePatternTest, NamesTheFormThatALineDoesNotHave) {
  const Comparison result =
      ComparePattern(Ordered("a {x:int}\nb {y:int}"), "a 1\nb x");
  EXPECT_EQ(result.message,
            "line 2: does not have the form \"b <a whole number: y>\"");
  EXPECT_THAT(result.expected, HasSubstr("> 2 | b <a whole number: y>"));
  EXPECT_THAT(result.actual, HasSubstr("> 2 | b x"));
}

TEST(ComparePatternTest, CountsLines) {
  EXPECT_EQ(ComparePattern(Ordered("a\nb\nc"), "a").message,
            "2 lines are missing");
  EXPECT_EQ(ComparePattern(Ordered("a"), "a\nb").message, "1 line too many");
  EXPECT_EQ(ComparePattern(Ordered("a"), "").message,
            "nothing was printed, 1 line expected");
  EXPECT_TRUE(ComparePattern(Ordered(""), "").passed);
  EXPECT_TRUE(ComparePattern(Ordered("a\r\n"), "a").passed);
}

TEST(ComparePatternTest, APatternThatIsNoneFails) {
  const Comparison result = ComparePattern(Ordered("{x}"), "a");
  EXPECT_FALSE(result.passed);
  EXPECT_THAT(result.message, HasSubstr("not a pattern"));
}

// The pattern of `n` requests that each log three lines, and such a log with
// the requests interleaved.
std::string RequestPattern(int n) {
  std::string text;
  for (int i = 0; i < n; ++i) absl::StrAppend(&text, "[{r", i, ":hex8}] in\n");
  for (int i = 0; i < n; ++i) {
    absl::StrAppend(&text, "[{r", i, "}] user ", i, "\n");
  }
  for (int i = 0; i < n; ++i) absl::StrAppend(&text, "[{r", i, "}] out\n");
  return text;
}

std::vector<std::string> RequestNames(int n) {
  std::vector<std::string> names;
  for (int i = 0; i < n; ++i) names.push_back(absl::StrCat("r", i));
  return names;
}

std::string RequestLog(int n, int ids) {
  std::string log;
  const auto id = [&](int i) {
    return absl::StrCat(absl::Hex(0xabc00000U + unsigned(i % ids)));
  };
  for (int i = n; i-- > 0;) absl::StrAppend(&log, "[", id(i), "] in\n");
  for (int i = n; i-- > 0;) {
    const int user = (i * 7) % n;
    absl::StrAppend(&log, "[", id(user), "] user ", user, "\n");
  }
  for (int i = 0; i < n; ++i) absl::StrAppend(&log, "[", id(i), "] out\n");
  return log;
}

TEST(CompareUnorderedPatternTest, FindsInterleavedRequests) {
  for (const int n : {1, 3, 50, 101, 333}) {
    EXPECT_TRUE(ComparePattern(Unordered(RequestPattern(n), RequestNames(n)),
                               RequestLog(n, n))
                    .passed)
        << n;
  }
}

TEST(CompareUnorderedPatternTest, SeesOneIdUsedTwice) {
  const Comparison result = ComparePattern(
      Unordered(RequestPattern(50), RequestNames(50)), RequestLog(50, 49));
  EXPECT_FALSE(result.passed);
  EXPECT_THAT(result.message, HasSubstr("must be different, but both are"));
}

TEST(CompareUnorderedPatternTest, SeesMixedUpCaptures) {
  const Comparison result = ComparePattern(
      Unordered("[{a:int}] in\n[{a}] out\n[{b:int}] in\n[{b}] out\n"),
      "[1] in\n[1] out\n[2] in\n[1] out\n");
  EXPECT_FALSE(result.passed);
  EXPECT_THAT(result.message, HasSubstr("the captures do not agree"));
  EXPECT_THAT(result.actual, HasSubstr("[2] in"));
}

TEST(CompareUnorderedPatternTest, CapturesFirstUsedLaterMayComeFirst) {
  EXPECT_TRUE(
      ComparePattern(Unordered("start {x:int}\nend {x}\n"), "end 5\nstart 5\n")
          .passed);
}

TEST(CompareUnorderedPatternTest, NamesWhatHasNoPartner) {
  const Comparison result =
      ComparePattern(Unordered("a {x:int}\nb {y:int}\nc"), "c\nb 1\nd 1");
  EXPECT_EQ(result.message, "no line has the form \"a <a whole number: x>\"");
  EXPECT_EQ(result.expected, "> 1 | a <a whole number: x>");
  EXPECT_EQ(result.actual, "> 3 | d 1");
}

TEST(CompareUnorderedPatternTest, CountsLinesThatFit) {
  EXPECT_EQ(ComparePattern(Unordered("{x:int}"), "1\n2\n3").message,
            "2 lines too many");
  EXPECT_EQ(ComparePattern(Unordered("{x:int}\n{y:int}"), "1").message,
            "1 line is missing");
}

TEST(CompareUnorderedPatternTest, HostileChoicesEndAndAreNotAccepted) {
  // Every start fits every id, and one id has no end: without a bound, all
  // orders of thirty would be tried.
  std::string pattern;
  std::string log;
  for (int i = 0; i < 30; ++i) {
    absl::StrAppend(&pattern, "in {r", i, ":int}\nout {r", i, "}\n");
    absl::StrAppend(&log, "in ", i, "\nout ", i == 29 ? 28 : i, "\n");
  }
  const Comparison result = ComparePattern(Unordered(pattern), log);
  EXPECT_FALSE(result.passed);
  EXPECT_THAT(result.message, HasSubstr("the captures do not agree"));
}

TEST(CompareUnorderedPatternTest, CountsLinesOfOneForm) {
  // Without a look at the numbers, or at lines that are the same, all orders of
  // the forty would be tried.
  std::string pattern = "failed {n:int}\n";
  std::string log = "failed 1\n";
  for (int i = 0; i < 40; ++i) {
    absl::StrAppend(&pattern, "ok\n");
    absl::StrAppend(&log, i == 20 ? "failed 2\n" : "ok\n");
  }
  const Comparison result = ComparePattern(Unordered(pattern), log);
  EXPECT_FALSE(result.passed);
  EXPECT_EQ(result.message,
            "every line has an expected form, but there are too many of one of "
            "them: nothing is left for \"ok\"");
  EXPECT_THAT(result.actual, HasSubstr("failed 2"));
}

TEST(CompareUnorderedPatternTest, SameLinesAreTriedOnce) {
  // What fails has more candidates than all that comes twice, and so comes
  // after it: each choice between two lines that are the same would double
  // what there is to try.
  std::string twice;
  for (int i = 0; i < 30; ++i) {
    absl::StrAppend(&twice, "step ", i, "\nstep ", i, "\n");
  }
  const Comparison result =
      ComparePattern(Unordered(twice + "in {a:int}\nin {b:int}\nin {c:int}\n"
                                       "out {a}\nout {b}\nout {c}\n"),
                     twice + "in 1\nin 2\nin 3\nout 1\nout 2\nout 2\n");
  EXPECT_FALSE(result.passed);
  EXPECT_THAT(result.message, HasSubstr("the captures do not agree"));
  EXPECT_THAT(result.message, Not(HasSubstr("stopped looking")));
}

TEST(CompareUnorderedPatternTest, FormsThatShareLinesGetThem) {
  // "a" must have the only line that it fits, whoever took that first.
  EXPECT_TRUE(ComparePattern(Unordered("{x:word}\n{y:text}\na\na b"),
                             "a b\na\na b c\nd")
                  .passed);
  const Comparison result = ComparePattern(
      Unordered("{x:word}\n{y:word}\n{z:text}\n{w:text}"), "a b\na c\na d\nd");
  EXPECT_FALSE(result.passed);
  EXPECT_THAT(result.message, HasSubstr("nothing is left for \"<a word: "));
}

TEST(ComparePatternTest, HostileLinesEndAndAreNotAccepted) {
  const Pattern pattern = Ordered("{a:text}x{b:text}x{c:text}x{d:text}y");
  const Comparison result =
      ComparePattern(pattern, std::string(1'000'000, 'x'));
  EXPECT_FALSE(result.passed);
  EXPECT_THAT(result.message, HasSubstr("the grader stopped looking"));
}

TEST(ComparePatternTest, HostileNumbersOfLinesEnd) {
  const std::string lines(1'000'000, '\n');
  EXPECT_FALSE(ComparePattern(Unordered(RequestPattern(100)), lines).passed);
  EXPECT_FALSE(ComparePattern(Ordered(RequestPattern(100)), lines).passed);
}

TEST(ComparePatternTest, AnyBytesAreRead) {
  const std::string bytes("\0\xff\x80", 3);
  EXPECT_TRUE(
      ComparePattern(Ordered("{x:text}\n{x}"), bytes + "\n" + bytes).passed);
  EXPECT_FALSE(ComparePattern(Ordered("{x:int}"), bytes).passed);
}

}  // namespace
}  // namespace grader
