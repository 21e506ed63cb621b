#include "grader/batch/deadline.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "grader/batch/moment.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using testing::HasSubstr;

constexpr char kDue[] = "2026-03-01 23:59 +01:00";

std::string Read(absl::string_view text) {
  const absl::TimeZone course = absl::FixedTimeZone(3600);
  const auto moment = ReadMoment(text, &course);
  if (!moment.ok()) return std::string(moment.status().message());
  return FormatMoment(moment->time, absl::UTCTimeZone());
}

TEST(MomentTest, TimesOfCourseSystemsAreRead) {
  EXPECT_EQ(Read("2026-03-01 23:59"), "2026-03-01 22:59 +00:00");
  EXPECT_EQ(Read("2026-03-01T23:59:07Z"), "2026-03-01 23:59:07 +00:00");
  EXPECT_EQ(Read("2026-03-01 23:59:07.459384000 Z"),
            "2026-03-01 23:59:07 +00:00");
  EXPECT_EQ(Read("2026-03-01T23:59:00-0530"), "2026-03-02 05:29 +00:00");
  EXPECT_EQ(Read("2026-07-01 12:00 Europe/Berlin"), "2026-07-01 10:00 +00:00");
  EXPECT_EQ(Read("Wednesday, 10 June 2026, 2:14 PM"),
            "2026-06-10 13:14 +00:00");
  EXPECT_EQ(Read("Wednesday, September 23, 2020, 12:05 AM"),
            "2020-09-22 23:05 +00:00");
  EXPECT_EQ(Read("10 June 2026, 14:14"), "2026-06-10 13:14 +00:00");
}

TEST(MomentTest, OtherTextsAreToldFromTimes) {
  for (const char* text : {"", "-", "tomorrow", "2026-03-01", "23:59",
                           "10 Foo 2026, 2:14 PM", "10 June 2026, 14:14 PM"}) {
    EXPECT_THAT(Read(text), HasSubstr("2026-03-01 23:59")) << text;
  }
  EXPECT_THAT(Read("2026-02-30 10:00"), HasSubstr("there is no"));
  EXPECT_THAT(Read("2026-02-03 24:00"), HasSubstr("there is no"));
  EXPECT_THAT(Read("2026-02-03 10:00 Mars/North"),
              HasSubstr("no time zone is called \"Mars/North\""));
  EXPECT_THAT(Read("2026-02-03 10:00 +19:00"), HasSubstr("no zone is +19:00"));
}

TEST(MomentTest, EarlierOfTwoTimesIsMeant) {
  EXPECT_EQ(Read("2026-10-25 02:30 Europe/Berlin"), "2026-10-25 00:30 +00:00");
}

TEST(MomentTest, ZoneIsAlsoWhatTzsetReads) {
  EXPECT_EQ(TzVariable(absl::FixedTimeZone(3600)), "<fixed>-01:00");
  EXPECT_EQ(TzVariable(absl::FixedTimeZone(-19800)), "<fixed>+05:30");
  EXPECT_EQ(TzVariable(absl::UTCTimeZone()), "UTC");
}

TEST(MomentTest, SpansHaveDays) {
  EXPECT_EQ(*ReadSpan("2d"), absl::Hours(48));
  EXPECT_EQ(*ReadSpan("1.5d"), absl::Hours(36));
  EXPECT_EQ(*ReadSpan("1w"), absl::Hours(168));
  EXPECT_EQ(*ReadSpan("30m"), absl::Minutes(30));
  EXPECT_FALSE(ReadSpan("d").ok());
  EXPECT_FALSE(ReadSpan("2 days").ok());
  EXPECT_EQ(FormatSpan(absl::Hours(27)), "1 day 3 h");
  EXPECT_EQ(FormatSpan(absl::Hours(48)), "2 days");
  EXPECT_EQ(FormatSpan(absl::Minutes(90)), "1 h 30 min");
  EXPECT_EQ(FormatSpan(absl::Seconds(61)), "1 min");
  EXPECT_EQ(FormatSpan(absl::Milliseconds(3)), "1 s");
}

// "DEDUCTED; WORDS" of 8 of 10 points that came `late` after the deadline.
std::string Deducted(absl::string_view rule, absl::Duration late,
                     const Extension& extension = {}) {
  const auto deadline = ReadDeadline(kDue, rule);
  if (!deadline.ok()) return std::string(deadline.status().message());
  const Lateness lateness =
      LatenessOf({deadline->due + late}, *deadline, extension, 8, 10);
  return absl::StrCat(ExactPoints(lateness.deducted), "; ", lateness.words);
}

TEST(DeadlineTest, NothingIsSaidOfWhatIsInTime) {
  EXPECT_EQ(Deducted("10% per day", absl::ZeroDuration()), "0; ");
  EXPECT_EQ(Deducted("10% per day", -absl::Hours(30)), "0; ");
  EXPECT_EQ(Deducted("10% per day, grace 15m", absl::Minutes(15)), "0; ");
  EXPECT_EQ(Deducted("10% per day", absl::Hours(48), {absl::Hours(48), {}}),
            "0; ");
}

TEST(DeadlineTest, EachDayThatHasBegunCounts) {
  EXPECT_EQ(Deducted("10% per day", absl::Seconds(1)),
            "1; handed in 2026-03-01 23:59:01 +01:00, 1 s late: 1 of 10 points "
            "deducted (10% per day)");
  EXPECT_EQ(Deducted("10% per day", absl::Hours(24)),
            "1; handed in 2026-03-02 23:59 +01:00, 1 day late: 1 of 10 points "
            "deducted (10% per day)");
  EXPECT_EQ(Deducted("10% per day", absl::Hours(25)),
            "2; handed in 2026-03-03 00:59 +01:00, 1 day 1 h late: 2 of 10 "
            "points deducted (10% per day, 2 begun)");
}

TEST(DeadlineTest, AmountsAreOfThePointsThereAreOrOfTheScoreOrPoints) {
  const absl::Duration late = absl::Minutes(90);
  EXPECT_THAT(Deducted("10% of score per hour", late), HasSubstr("1.6;"));
  EXPECT_THAT(Deducted("12.5% per hour", late), HasSubstr("2.5;"));
  EXPECT_THAT(Deducted("1.5 points per hour", late), HasSubstr("3;"));
  EXPECT_THAT(Deducted("3 points", late), HasSubstr("3;"));
  EXPECT_THAT(Deducted("1 point per week", late), HasSubstr("1;"));
  EXPECT_THAT(Deducted("", late), HasSubstr("0; handed in"));
}

TEST(DeadlineTest, DeductionHasBounds) {
  EXPECT_THAT(Deducted("10% per day, at most 30%", absl::Hours(24 * 9)),
              HasSubstr("3 of 10 points deducted (10% per day, 9 begun, as "
                        "much as can be)"));
  EXPECT_THAT(Deducted("10% per day", absl::Hours(24 * 30)), HasSubstr("8;"));
  EXPECT_THAT(Deducted("900000 points per hour", absl::Hours(999999)),
              HasSubstr("8;"));
  EXPECT_THAT(Deducted("10% per day, until 7d", absl::Hours(24 * 7)),
              HasSubstr("7;"));
  EXPECT_EQ(Deducted("10% per day, until 7d", absl::Hours(24 * 7 + 1)),
            "8; handed in 2026-03-09 00:59 +01:00, 7 days 1 h late: nothing "
            "counts after 2026-03-08 23:59 +01:00");
  EXPECT_THAT(Deducted("until 2026-03-02 23:59", absl::Hours(25)),
              HasSubstr("nothing counts after 2026-03-02 23:59"));
}

TEST(DeadlineTest, LatenessIsThatAfterTheLearnersOwnDeadline) {
  EXPECT_EQ(
      Deducted("10% per day, until 2d", absl::Hours(49), {absl::Hours(48), {}}),
      "1; handed in 2026-03-04 00:59 +01:00, 1 h late with an extension "
      "until 2026-03-03 23:59 +01:00: 1 of 10 points deducted (10% per "
      "day)");
  const auto extension =
      ReadExtension("2026-03-02 12:00", absl::FixedTimeZone(3600));
  EXPECT_THAT(Deducted("10% per day", absl::Hours(13), *extension),
              HasSubstr("59 min late with an extension until 2026-03-02 "
                        "12:00 +01:00"));
  EXPECT_FALSE(ReadExtension("soon", absl::UTCTimeZone()).ok());
}

TEST(DeadlineTest, NothingIsDeductedWhereNobodyKnowsWhen) {
  const Deadline deadline = *ReadDeadline(kDue, "10% per day");
  const auto words = [&](HandInTime::Mark mark) {
    const Lateness lateness =
        LatenessOf({{}, mark}, deadline, Extension(), 8, 10);
    EXPECT_EQ(lateness.deducted, 0);
    return lateness.words;
  };
  EXPECT_EQ(words(HandInTime::Mark::kInTime), "");
  EXPECT_THAT(words(HandInTime::Mark::kLate), HasSubstr("please check"));
  EXPECT_THAT(words(HandInTime::Mark::kNone), HasSubstr("is not known"));
}

TEST(DeadlineTest, MistakesAreToldWithTheCure) {
  const auto message = [](absl::string_view due, absl::string_view rule) {
    return std::string(ReadDeadline(due, rule).status().message());
  };
  EXPECT_THAT(message("2026-03-01 23:59", ""),
              HasSubstr("does not say in which time zone"));
  EXPECT_THAT(message("soon", ""),
              HasSubstr("--deadline: \"soon\" is no time"));
  for (const char* rule :
       {"10", "10%%", "110% per day", "10% per month", "10% a day", "at most",
        "at most half", "grace", "grace 15", "until never",
        "until 2026-02-01 10:00", "10% per day, 5 points", "10% per day,"}) {
    EXPECT_THAT(message(kDue, rule), HasSubstr("--late: \"")) << rule;
    EXPECT_THAT(message(kDue, rule), HasSubstr("10% per day, 2 points"))
        << rule;
  }
  EXPECT_THAT(message(kDue, "grace 2d, until 1d"), HasSubstr("the grace"));
}

}  // namespace
}  // namespace grader
