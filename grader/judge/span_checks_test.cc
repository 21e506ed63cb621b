#include "grader/judge/span_checks.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

absl::Duration Ms(int milliseconds) { return absl::Milliseconds(milliseconds); }

// A span of "f"; without `end` it never ended.
Span F(const std::string& id, int begin, std::optional<int> end) {
  Span span{"f", id, Ms(begin), std::nullopt};
  if (end) span.end = Ms(*end);
  return span;
}

CheckResult Check(const SpanExpectation& expectation,
                  const std::vector<Span>& spans) {
  Observation observation;
  observation.trace.spans = spans;
  const std::vector<CheckResult> checks = CheckSpans(expectation, observation);
  EXPECT_THAT(checks, SizeIs(1));
  return checks.empty() ? CheckResult{} : checks[0];
}

SpanExpectation Of() {
  SpanExpectation expectation;
  expectation.name = "f";
  return expectation;
}
SpanExpectation Count(std::optional<std::int64_t> min,
                      std::optional<std::int64_t> max) {
  SpanExpectation expectation = Of();
  expectation.count = {min, max};
  return expectation;
}
SpanExpectation InFlight(std::optional<std::int64_t> min,
                         std::optional<std::int64_t> max) {
  SpanExpectation expectation = Of();
  expectation.max_in_flight = {min, max};
  return expectation;
}
SpanExpectation Elapsed(std::optional<absl::Duration> min,
                        std::optional<absl::Duration> max) {
  SpanExpectation expectation = Of();
  expectation.elapsed = {min, max};
  return expectation;
}
SpanExpectation Total(std::optional<absl::Duration> min,
                      std::optional<absl::Duration> max) {
  SpanExpectation expectation = Of();
  expectation.total = {min, max};
  return expectation;
}

std::vector<Span> Serial(int n) {
  std::vector<Span> spans;
  for (int i = 0; i < n; ++i) {
    spans.push_back(F(absl::StrCat(i), 100 * i, 100 * (i + 1)));
  }
  return spans;
}

TEST(CheckSpansTest, ChecksOnlyWhatIsExpected) {
  EXPECT_THAT(CheckSpans(Of(), Observation{}), SizeIs(0));
}

TEST(CheckSpansTest, StandInTheOrderOfTheExpectation) {
  SpanExpectation all = Of();
  all.count = {1, 1};
  all.elapsed = {Ms(1), Ms(1)};
  all.total = {Ms(1), Ms(1)};
  all.max_in_flight = {1, 1};
  all.begin_order = {"1"};
  all.end_order = {"1"};
  all.after = "g";
  Observation observation;
  observation.trace.spans = {{"g", "-", Ms(0), Ms(1)}, F("1", 1, 2)};
  std::string names;
  for (const CheckResult& check : CheckSpans(all, observation)) {
    EXPECT_TRUE(check.passed) << check.name << ": " << check.message;
    absl::StrAppend(&names, check.name, " ");
  }
  EXPECT_EQ(names,
            "spans.f.count spans.f.elapsed spans.f.total "
            "spans.f.max_in_flight spans.f.begin_order spans.f.end_order "
            "spans.f.after ");
}

TEST(CheckSpansTest, OtherNamesDoNotCount) {
  EXPECT_TRUE(Check(Count(0, 0), {{"ff", "-", Ms(0), Ms(1)}}).passed);
}

TEST(SpanCountTest, CountsWhatFinished) {
  EXPECT_TRUE(Check(Count(2, 2), Serial(2)).passed);
  const CheckResult few = Check(Count(3, 3), Serial(2));
  EXPECT_EQ(few.message, "f ran only 2 times, exactly 3 expected");
  EXPECT_EQ(few.actual, "2");
  EXPECT_EQ(few.kind, CheckKind::kTrace);
  EXPECT_EQ(Check(Count(3, std::nullopt), {}).message,
            "f never ran, at least 3 expected");
  EXPECT_EQ(Check(Count(std::nullopt, 1), Serial(2)).message,
            "f ran 2 times, at most 1 expected");
}

TEST(SpanCountTest, ASpanThatNeverEndedIsNotDone) {
  const std::vector<Span> spans = {F("1", 0, 10), F("2", 0, std::nullopt)};
  const CheckResult check = Check(Count(2, 2), spans);
  EXPECT_FALSE(check.passed);
  EXPECT_THAT(check.message, HasSubstr("1 of 2 f never finished"));
  EXPECT_EQ(check.actual, "1 finished, 1 did not");
}

TEST(SpanCountTest, ASpanThatNeverEndedIsStillOneTooMany) {
  EXPECT_FALSE(
      Check(Count(1, 1), {F("1", 0, 10), F("2", 0, std::nullopt)}).passed);
}

TEST(SpanElapsedTest, BoundsAreExact) {
  EXPECT_TRUE(Check(Elapsed(Ms(100), Ms(150)), {F("-", 0, 100)}).passed);
  EXPECT_TRUE(Check(Elapsed(Ms(100), Ms(150)), {F("-", 0, 150)}).passed);
  Span longer = F("-", 0, 150);
  *longer.end += absl::Nanoseconds(1);
  const CheckResult check = Check(Elapsed(Ms(100), Ms(150)), {longer});
  EXPECT_FALSE(check.passed);
  EXPECT_EQ(check.actual, "150.000001 ms");
  EXPECT_EQ(check.kind, CheckKind::kTiming);
}

TEST(SpanElapsedTest, NamesTheWorstSpan) {
  EXPECT_EQ(Check(Elapsed(std::nullopt, Ms(150)), {F("-", 0, 1000)}).message,
            "f took 1 s, at most 150 ms expected");
  const CheckResult check =
      Check(Elapsed(std::nullopt, Ms(150)),
            {F("1", 0, 100), F("2", 0, 300), F("3", 0, 200)});
  EXPECT_EQ(check.message,
            "f 2 took 300 ms, at most 150 ms expected (2 of 3 are out of "
            "bounds)");
  EXPECT_EQ(check.actual, "100 ms to 300 ms");
  EXPECT_EQ(check.expected, "at most 150 ms each");
}

TEST(SpanElapsedTest, TooShortIsWrongToo) {
  EXPECT_THAT(Check(Elapsed(Ms(100), Ms(150)), {F("-", 0, 2)}).message,
              HasSubstr("f took 2 ms, at least 100 ms expected. Is everything "
                        "it has to wait for really awaited?"));
}

TEST(SpanElapsedTest, NothingToMeasureFailsUnlessNothingIsAllowed) {
  EXPECT_EQ(Check(Elapsed(std::nullopt, Ms(1)), {}).message, "f never ran");
  SpanExpectation none_allowed = Elapsed(std::nullopt, Ms(1));
  none_allowed.count = {0, 5};
  const std::vector<CheckResult> checks =
      CheckSpans(none_allowed, Observation{});
  EXPECT_TRUE(checks[1].passed);
}

TEST(SpanElapsedTest, ASpanWithoutEndFails) {
  EXPECT_THAT(
      Check(Elapsed(Ms(0), std::nullopt), {F("1", 0, std::nullopt)}).message,
      HasSubstr("1 of 1 f never finished"));
}

TEST(SpanTotalTest, GoesFromTheFirstBeginToTheLastEnd) {
  const std::vector<Span> spans = {F("1", 10, 200), F("2", 20, 50)};
  EXPECT_TRUE(Check(Total(Ms(190), Ms(190)), spans).passed);
  EXPECT_EQ(Check(Total(std::nullopt, Ms(100)), spans).message,
            "all 2 f together took 190 ms, at most 100 ms expected");
}

TEST(SpanTotalTest, ASpanWithoutEndFails) {
  EXPECT_FALSE(
      Check(Total(Ms(0), Ms(1000)), {F("1", 0, 10), F("2", 0, std::nullopt)})
          .passed);
}

TEST(SpanInFlightTest, OneAfterAnotherIsNamed) {
  const CheckResult check = Check(InFlight(10, std::nullopt), Serial(20));
  EXPECT_EQ(check.message,
            "f ran one after another: never more than 1 at a time, at least 10 "
            "expected");
  EXPECT_EQ(check.kind, CheckKind::kConcurrency);
  EXPECT_EQ(check.actual, "1");
}

TEST(SpanInFlightTest, SomeAtOnceIsNamed) {
  EXPECT_EQ(Check(InFlight(10, std::nullopt),
                  {F("1", 0, 10), F("2", 5, 15), F("3", 10, 20)})
                .message,
            "at most 2 f were in flight, at least 10 expected");
  EXPECT_EQ(Check(InFlight(2, std::nullopt), {F("1", 0, 10)}).message,
            "at most 1 f was in flight, at least 2 expected");
  EXPECT_EQ(Check(InFlight(2, std::nullopt), {}).message,
            "f never ran, at least 2 at once expected");
}

TEST(SpanInFlightTest, TooManyAtOnceIsNamed) {
  EXPECT_EQ(
      Check(InFlight(std::nullopt, 1), {F("1", 0, 10), F("2", 5, 15)}).message,
      "2 f at once, the limit is 1");
}

TEST(SpanInFlightTest, BlockingIsNamedAsTheCause) {
  Observation observation;
  observation.trace.spans = Serial(10);
  observation.blocking_sleeps = {{Ms(0), Ms(100)}, {Ms(100), Ms(1000)}};
  SpanExpectation expectation = InFlight(10, std::nullopt);
  expectation.total = {std::nullopt, Ms(150)};
  expectation.count = {11, 11};
  const std::vector<CheckResult> checks = CheckSpans(expectation, observation);
  ASSERT_THAT(checks, SizeIs(3));
  EXPECT_THAT(checks[0].message, Not(HasSubstr("event loop")));
  for (int i : {1, 2}) {
    EXPECT_THAT(checks[static_cast<std::size_t>(i)].message,
                AllOf(HasSubstr("blocks the event loop"), HasSubstr("1 s")));
  }
}

TEST(SpanChecksTest, TooFewInFlightAreTooLateByWhatWouldHaveSufficed) {
  const std::vector<Span> spans = {F("1", 0, 100), F("2", 0, 100),
                                   F("3", 130, 230), F("4", 240, 340)};
  EXPECT_EQ(Check(InFlight(3, {}), spans).excess, Ms(30));
  EXPECT_EQ(Check(InFlight(4, {}), spans).excess, Ms(140));
  EXPECT_EQ(Check(InFlight(5, {}), spans).excess, Ms(0));
  EXPECT_EQ(Check(InFlight(2, {}), spans).excess, Ms(0));  // passed
  EXPECT_EQ(Check(InFlight({}, 1), spans).excess, Ms(0));  // too many
}

TEST(MaxInFlightTest, CountsWhatIsOpenAtOnce) {
  EXPECT_EQ(MaxInFlight({}), 0);
  EXPECT_EQ(MaxInFlight(Serial(20)), 1);
  EXPECT_EQ(MaxInFlight({F("1", 0, 30), F("2", 10, 20), F("3", 20, 30)}), 2);
  EXPECT_EQ(MaxInFlight({F("1", 0, 30), F("2", 10, 30), F("3", 29, 31)}), 3);
}

TEST(MaxInFlightTest, AnEndAndABeginAtOneMomentDoNotOverlap) {
  EXPECT_EQ(MaxInFlight({F("1", 0, 10), F("2", 10, 20)}), 1);
}

TEST(MaxInFlightTest, ASpanWithoutEndStaysOpen) {
  EXPECT_EQ(MaxInFlight({F("1", 0, std::nullopt), F("2", 10, 20),
                         F("3", 500, std::nullopt)}),
            2);
}

TEST(MaxInFlightTest, SpansWithoutLengthAreAtMostOneAtATime) {
  EXPECT_EQ(MaxInFlight({F("1", 5, 5), F("2", 5, 5), F("3", 5, 5)}), 1);
  EXPECT_EQ(MaxInFlight({F("1", 0, 10), F("2", 10, 10), F("3", 10, 20)}), 1);
}

SpanExpectation BeginOrder(const std::vector<std::string>& ids) {
  SpanExpectation expectation = Of();
  expectation.begin_order = ids;
  return expectation;
}
SpanExpectation EndOrder(const std::vector<std::string>& ids) {
  SpanExpectation expectation = Of();
  expectation.end_order = ids;
  return expectation;
}

TEST(SpanOrderTest, BeginsFollowTheTrace) {
  const std::vector<Span> spans = {F("b", 0, 9), F("a", 0, 5), F("c", 2, 3)};
  EXPECT_TRUE(Check(BeginOrder({"b", "a", "c"}), spans).passed);
  const CheckResult check = Check(BeginOrder({"a", "b", "c"}), spans);
  EXPECT_EQ(check.message, "f a should begin first, but b did");
  EXPECT_EQ(check.actual, "b, a, c");
  EXPECT_EQ(check.kind, CheckKind::kTrace);
}

TEST(SpanOrderTest, EndsFollowTheClock) {
  const std::vector<Span> spans = {F("b", 0, 9), F("a", 0, 5), F("c", 2, 3)};
  EXPECT_TRUE(Check(EndOrder({"c", "a", "b"}), spans).passed);
  EXPECT_EQ(Check(EndOrder({"c", "b", "a"}), spans).message,
            "f b should end after c, but a did");
}

TEST(SpanOrderTest, EndsOfOneMomentHaveNoOrder) {
  const std::vector<Span> spans = {F("a", 0, 5), F("b", 0, 5), F("c", 0, 7)};
  EXPECT_TRUE(Check(EndOrder({"b", "a", "c"}), spans).passed);
  EXPECT_TRUE(Check(EndOrder({"a", "b", "c"}), spans).passed);
  EXPECT_FALSE(Check(EndOrder({"c", "a", "b"}), spans).passed);
}

TEST(SpanOrderTest, NothingMayBeMissingOrTooMuch) {
  EXPECT_EQ(Check(BeginOrder({"0", "1", "2"}), Serial(2)).message,
            "f 2 should begin after 1, but never began");
  EXPECT_EQ(Check(EndOrder({"1"}), {F("1", 0, std::nullopt)}).message,
            "f 1 should end first, but never did");
  EXPECT_EQ(Check(BeginOrder({"0", "1"}), Serial(3)).message,
            "f 2 should not begin after the 2 that are expected");
}

SpanExpectation After(const std::string& name) {
  SpanExpectation expectation = Of();
  expectation.after = name;
  return expectation;
}

TEST(SpanAfterTest, BeginsWhenAllOfTheOtherNameEnded) {
  const Span early{"g", "1", Ms(0), Ms(5)};
  const Span late{"g", "2", Ms(0), Ms(10)};
  const Span open{"g", "3", Ms(0), std::nullopt};
  EXPECT_TRUE(Check(After("g"), {early, late, F("1", 10, 20)}).passed);
  EXPECT_EQ(Check(After("g"), {early, late, F("1", 9, 20)}).message,
            "f 1 began while g 2 was not done yet: wait for it first");
  EXPECT_THAT(Check(After("g"), {early, open, F("1", 90, 95)}).actual,
              HasSubstr("g 3 never ended"));
}

TEST(SpanAfterTest, NeedsTheOtherNameOnlyIfThereIsSomethingToBegin) {
  EXPECT_EQ(Check(After("g"), {F("1", 0, 5)}).message,
            "f 1 began, but g never ran");
  EXPECT_TRUE(Check(After("g"), {}).passed);
}

TEST(CheckSpansTest, NamesOfAnyBytesAreReadable) {
  const CheckResult check =
      Check(Elapsed(Ms(5), std::nullopt), {F("\x1b[2J", 0, 1)});
  EXPECT_THAT(check.message, HasSubstr("\\x1b[2J"));
}

}  // namespace
}  // namespace grader
