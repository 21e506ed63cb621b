// When units are due: set by instructors, seen by learners, and what counts
// after that.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "grader/testing/site_course.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class DeadlinesTest : public SiteCourse {
 protected:
  int Set(const Browser& browser, const std::string& deadline,
          const std::string& late) {
    return Ask(Posting(browser, "/class/units/echo/deadline",
                       Form({{"csrf", browser.csrf},
                             {"deadline", deadline},
                             {"late", late}})))
        .status;
  }

  int Extend(const std::string& name, const std::string& extension) {
    return Ask(Posting(ina_, "/class/units/echo/extensions",
                       Form({{"csrf", ina_.csrf},
                             {"name", name},
                             {"extension", extension}})))
        .status;
  }

  // Hands in `after` the deadline; gives the path.
  std::string Graded(const Browser& browser, absl::Duration after,
                     Points points) {
    now_ = kDue + after;
    const std::string path = HandIn(browser, "print(1)");
    EXPECT_TRUE(store_
                    ->SetOutcome(path.substr(path.rfind('/') + 1),
                                 {"wrong_answer", points, 10})
                    .ok());
    return path;
  }

  const absl::Time kDue = absl::FromUnixSeconds(1'699'910'000);
  Browser ana_ = Arrive("Ana Lee", false);
  Browser bo_ = Arrive("Bo & Co", false);
  Browser ina_ = Arrive("Ina", true);
};

constexpr char kDeadline[] = "2023-11-13 22:13:20 Europe/Berlin";

TEST_F(DeadlinesTest, LearnersSeeTheirOwn) {
  now_ = kDue;
  EXPECT_THAT(Show(ana_, "/").body, Not(HasSubstr("ue 2")));
  EXPECT_THAT(Show(ana_, "/units/echo").body, Not(HasSubstr("ue 2")));
  ASSERT_EQ(Set(ina_, kDeadline, "10% per day"), 303);
  ASSERT_EQ(Extend("Bo & Co", "2d"), 303);
  EXPECT_THAT(Show(ana_, "/").body,
              HasSubstr("<span class=\"faint\">Due 2023-11-13 21:13:20 UTC<"));
  EXPECT_THAT(Show(ana_, "/units/echo").body,
              HasSubstr("<p>Due 2023-11-13 21:13:20 UTC; what comes "
                        "later: 10% per day.</p>"));
  EXPECT_THAT(Show(bo_, "/units/echo").body,
              HasSubstr("Due 2023-11-15 21:13:20 UTC, with your extension;"));
  now_ += absl::Hours(1);
  EXPECT_THAT(Show(ana_, "/units/echo").body, HasSubstr("<p>Was due"));
}

TEST_F(DeadlinesTest, WhatCountsIsWhatIsLeftEverywhere) {
  ASSERT_EQ(Set(ina_, kDeadline, "10% per day"), 303);
  Graded(ana_, -absl::Hours(1), 5);
  const std::string path = Graded(ana_, absl::Hours(25), 9);
  const std::string page = Show(ana_, path).body;
  EXPECT_THAT(page, HasSubstr("It was handed in 2023-11-14 22:13:20 +00:00, 1 "
                              "day 1 h late: 2 of 10 points deducted (10% per "
                              "day, 2 begun). 7 of 10 points count."));
  EXPECT_THAT(Show(ana_, "/").body,
              HasSubstr("9 of 10 points; late, 7 of 10 points count"));
  EXPECT_THAT(Show(ina_, "/class").body, HasSubstr("\">7/10, late</a>"));
  EXPECT_THAT(Show(ina_, "/class/units/echo").body, HasSubstr("mean 7,"));
  EXPECT_THAT(Show(ina_, "/class.csv").body,
              HasSubstr("Ana Lee,echo,2,7,10,wrong_answer,7,"));
  EXPECT_THAT(Ask(Posting(ina_, "/class/export",
                          Form({{"csrf", ina_.csrf}, {"for", "canvas"}})))
                  .body,
              HasSubstr("Ana Lee,,,,,7,"));
  const std::string moodle =
      Ask(Posting(ina_, "/class/export",
                  Form({{"csrf", ina_.csrf}, {"for", "moodle"}})))
          .body;
  EXPECT_THAT(moodle, HasSubstr("Ana Lee,,,7,"));
  EXPECT_THAT(moodle, HasSubstr("1 day 1 h late: 2 of 10 points deducted"));
  ASSERT_EQ(Extend("Ana Lee", "3d"), 303);
  EXPECT_THAT(Show(ina_, "/class").body, HasSubstr("\">9/10</a>"));
  EXPECT_THAT(Show(ana_, path).body, Not(HasSubstr("It was handed in")));
  ASSERT_EQ(Extend("Ana Lee", ""), 303);
  ASSERT_EQ(Set(ina_, kDeadline, "10% per day, until 1d"), 303);
  EXPECT_THAT(Show(ina_, "/class").body, HasSubstr("\">5/10</a>"))
      << "of what came later nothing counts";
}

TEST_F(DeadlinesTest, InstructorsAloneSetThemAndAreToldWhatIsWrong) {
  EXPECT_EQ(Set(ana_, kDeadline, ""), 404);
  EXPECT_EQ(Extend("Ana Lee", "2d"), 404) << "there is none to extend";
  const auto told = [&](const std::string& deadline, const std::string& late) {
    const HttpResponse response = Ask(Posting(
        ina_, "/class/units/echo/deadline",
        Form({{"csrf", ina_.csrf}, {"deadline", deadline}, {"late", late}})));
    EXPECT_EQ(response.status, 400);
    return response.body;
  };
  EXPECT_THAT(told("2023-11-14 23:13", ""),
              HasSubstr("<p class=\"bad\" id=\"deadline-wrong\">deadline: "));
  const std::string wrong = told(kDeadline, "a <lot>");
  EXPECT_THAT(wrong, HasSubstr("<p class=\"bad\" id=\"late-wrong\">late: "));
  EXPECT_THAT(wrong, HasSubstr("value=\"a &lt;lot&gt;\" aria-invalid=\"true\" "
                               "autofocus aria-describedby=\"late-wrong\">"));
  EXPECT_THAT(wrong, HasSubstr(absl::StrCat("value=\"", kDeadline, "\">")));
  EXPECT_THAT(told("", "1 point"), HasSubstr("set that, too"));
  EXPECT_THAT(told(kDeadline, std::string(201, ' ') + std::string(201, 'x')),
              HasSubstr("at most 200 bytes"));
  for (const std::string unit : {"gather-introduction", "none"}) {
    EXPECT_EQ(
        Ask(Posting(ina_, absl::StrCat("/class/units/", unit, "/deadline"),
                    Form({{"csrf", ina_.csrf}, {"deadline", kDeadline}})))
            .status,
        404);
  }
  EXPECT_THAT(Show(ina_, "/class/units/echo").body, HasSubstr("There is none"));
  ASSERT_EQ(Set(ina_, kDeadline, "1 point"), 303);
  EXPECT_EQ(Extend("Ina", "2d"), 404) << "no learner";
  const HttpResponse refused = Ask(Posting(
      ina_, "/class/units/echo/extensions",
      Form({{"csrf", ina_.csrf}, {"name", "Bo & Co"}, {"extension", "long"}})));
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(refused.body, HasSubstr("<option selected>Bo &amp; Co<"));
  EXPECT_THAT(refused.body, HasSubstr("id=\"extension-wrong\">"));
  EXPECT_EQ(Extend("Bo & Co", "2d"), 303);
  const std::string page = Show(ina_, "/class/units/echo").body;
  EXPECT_THAT(page, HasSubstr("Due 2023-11-13 21:13:20 UTC."));
  EXPECT_THAT(page, HasSubstr("value=\"1 point\""));
  EXPECT_THAT(page, HasSubstr("<li>Bo &amp; Co: 2d, until 2023-11-15 21:13:20 "
                              "UTC</li>"));
  ASSERT_EQ(Set(ina_, "", ""), 303);
  EXPECT_THAT(Show(ina_, "/class/units/echo").body, HasSubstr("There is none"));
}

TEST_F(DeadlinesTest, WhoChangedThemIsSaidToInstructorsAlone) {
  const std::string page = "/class/units/echo";
  EXPECT_THAT(Show(ina_, page).body, Not(HasSubstr("Who changed it")));
  ASSERT_EQ(Set(ina_, kDeadline, "10% per day"), 303);
  now_ += absl::Minutes(1);
  const Browser ivo = Arrive("Ivo <b>", true);
  ASSERT_EQ(Set(ivo, kDeadline, ""), 303);
  now_ += absl::Minutes(1);
  ASSERT_EQ(Extend("Bo & Co", "2d"), 303);
  const std::string body = Show(ina_, page).body;
  EXPECT_THAT(body, HasSubstr("Who changed it: last Ina, 2023-11-14 22:15:20 "
                              "UTC"));
  EXPECT_THAT(body, HasSubstr("<li>Ina, 2023-11-14 22:15:20 UTC: Bo &amp; Co: "
                              "extension, 2d</li>"));
  EXPECT_THAT(body,
              HasSubstr(absl::StrCat("<li>Ivo &lt;b&gt;, 2023-11-14 22:14:20 "
                                     "UTC: due ",
                                     kDeadline,
                                     "; what comes later: nothing is "
                                     "deducted</li>")));
  EXPECT_THAT(body, HasSubstr("what comes later: 10% per day</li>"));
  ASSERT_EQ(Extend("Bo & Co", ""), 303);
  ASSERT_EQ(Set(ina_, "", ""), 303);
  const std::string none = Show(ina_, page).body;
  EXPECT_THAT(none, HasSubstr("UTC: no deadline any more</li>"));
  EXPECT_THAT(none, HasSubstr("Bo &amp; Co: no extension any more</li>"));
  EXPECT_THAT(Show(ana_, "/units/echo").body, Not(HasSubstr("Who changed")));
}

TEST_F(DeadlinesTest, TableOfTheClassHearsOfThem) {
  const HttpResponse hears = Show(ina_, "/class/events");
  ASSERT_NE(hears.stream, nullptr);
  EXPECT_EQ(hears.stream->Take(), "");
  ASSERT_EQ(Set(ina_, kDeadline, ""), 303);
  EXPECT_EQ(hears.stream->Take(),
            "data: {\"state\":\"deadline\",\"unit\":\"echo\"}\n\n");
  ASSERT_EQ(Extend("Bo & Co", "2d"), 303);
  EXPECT_EQ(hears.stream->Take(),
            absl::StrCat("data: {\"state\":\"deadline\",\"unit\":\"echo\","
                         "\"person\":\"",
                         bo_.id, "\"}\n\n"));
  EXPECT_EQ(Extend("Bo & Co", "long"), 400);
  EXPECT_EQ(hears.stream->Take(), "");
  EXPECT_THAT(Show(ina_, "/class").body,
              HasSubstr("</a><br><span class=\"faint\">Due 2023-11-13 21:13:20 "
                        "UTC</span></th>"));
}

}  // namespace
}  // namespace grader
