// What instructors see of a class in one problem, and take away of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "grader/serve/class_book.h"
#include "grader/testing/site_course.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr Points kHalf = Points::Millionths(500'000);

class ClassTest : public SiteCourse {
 protected:
  // Hands in, and has it graded; gives the id.
  std::string Graded(const Browser& browser, const std::string& verdict,
                     Points points, const std::string& cases = "[]") {
    const std::string path = HandIn(browser, "print(1)");
    const std::string id = path.substr(path.rfind('/') + 1);
    Outcome outcome = {verdict, points, 1};
    outcome.revealed_json = absl::StrCat("{\"cases\": ", cases, "}");
    EXPECT_TRUE(store_->SetOutcome(id, outcome).ok());
    return id;
  }

  // Bytes of a form with the choice `system` and the file `roster`.
  HttpResponse Export(const Browser& browser, const std::string& system,
                      const std::string& roster) {
    HttpRequest request = Posting(browser, "/class/export", "");
    request.headers["content-type"] = "multipart/form-data; boundary=X";
    const auto part = [](const std::string& named, const std::string& value) {
      return absl::StrCat("--X\r\nContent-Disposition: form-data; name=\"",
                          named, "\"\r\n\r\n", value, "\r\n");
    };
    request.body =
        absl::StrCat(part("csrf", browser.csrf), part("for", system),
                     part(absl::StrCat("roster\"; filename=\"",
                                       roster.empty() ? "" : "roster.csv"),
                          roster),
                     "--X--\r\n");
    return Ask(request);
  }

  Browser ana_ = Arrive("Ana Lee", false);
  Browser bo_ = Arrive("Bo", false);
  Browser cy_ = Arrive("<b>Cy</b>", false);
  Browser ina_ = Arrive("Ina", true);
};

TEST_F(ClassTest, UnitTellsWhichCaseFailsWhomAndHow) {
  Graded(ana_, "wrong_answer", 0,
         R"([{"name": "a word", "verdict": "wrong_answer", "reason": "x"}])");
  const std::string best = Graded(ana_, "wrong_answer", kHalf,
                                  R"([{"name": "a word", "verdict": "accepted"},
          {"name": "<two>", "verdict": "time_limit_exceeded",
           "reason": "elapsed"}, {"name": "third", "skipped_for": "<two>"}])");
  Graded(bo_, "accepted", 1);
  const std::string page = Show(ina_, "/class/units/echo").body;
  EXPECT_THAT(page, HasSubstr("2 learners, mean 0.75, median 0.75 of 1 point"));
  EXPECT_THAT(
      page,
      HasSubstr(absl::StrCat(
          "<th scope=\"row\">&lt;two&gt;</th><td class=\"number\">1 of 2</td>"
          "<td>time limit exceeded: elapsed (1)</td><td><a "
          "href=\"/submissions/",
          best, "\">Ana Lee</a></td>")));
  EXPECT_THAT(page, Not(HasSubstr(">a word<"))) << "the best counts";
  EXPECT_THAT(page, Not(HasSubstr(">third<")));
  EXPECT_THAT(page, HasSubstr("nothing that is graded</th><td "
                              "class=\"number\">1</td><td>&lt;b&gt;Cy"));
  EXPECT_THAT(Show(ina_, "/class").body,
              HasSubstr("href=\"/class/units/echo\""));
  EXPECT_EQ(Show(ina_, "/class/units/twice").status, 200);
  EXPECT_EQ(Show(ina_, "/class/units/numbers").status, 200);
  for (const std::string none : {"gather-introduction", "none", ".."}) {
    EXPECT_EQ(Show(ina_, "/class/units/" + none).status, 404);
  }
  EXPECT_EQ(Show(ana_, "/class/units/echo").status, 404);
}

TEST_F(ClassTest, CourseSystemsTakeTheBestOfEachLearner) {
  Graded(ana_, "wrong_answer", kHalf);
  Graded(ana_, "wrong_answer", 0);
  const std::string id = Graded(bo_, "wrong_answer", 0);
  ASSERT_EQ(Ask(Posting(ina_, absl::StrCat("/submissions/", id, "/points"),
                        Form({{"csrf", ina_.csrf},
                              {"points", "0.25"},
                              {"reason", "as agreed"}})))
                .status,
            303);
  const HttpResponse canvas = Export(ina_, "canvas", "");
  EXPECT_EQ(HeaderOf(canvas, "Content-Disposition"),
            "attachment; filename=\"canvas.csv\"");
  EXPECT_THAT(canvas.body, HasSubstr("Section,Echo,Twice,Numbers\r\n"));
  EXPECT_THAT(canvas.body, HasSubstr("Points Possible,,,,,1,1,3\r\n"));
  EXPECT_THAT(canvas.body, HasSubstr("Ana Lee,,,,,0.5,0,0\r\n"));
  EXPECT_THAT(canvas.body, HasSubstr("Bo,,,,,0.25,0,0\r\n"));
  const std::string roster =
      "Student,ID,SIS User ID,SIS Login ID,Section\n\"Lee, "
      "Ana\",17,s1,alee,A\n";
  EXPECT_THAT(Export(ina_, "canvas", roster).body,
              HasSubstr("\"Lee, Ana\",17,s1,alee,A,0.5,0,0\r\n"));
  const std::string moodle =
      Export(ina_, "moodle", "name,id,email\nAna Lee,s1,a@b.example\n").body;
  EXPECT_THAT(moodle, HasSubstr("Ana Lee,s1,a@b.example,0.5,5,"));
  EXPECT_THAT(moodle, HasSubstr("changed from 0 to 0.25 of 1 point by Ina: as "
                                "agreed"));
  const HttpResponse wrong = Export(ina_, "canvas", "colour\nred\n");
  EXPECT_EQ(wrong.status, 400);
  EXPECT_THAT(wrong.body, HasSubstr("roster:1:"));
  EXPECT_EQ(Export(ana_, "canvas", "").status, 404);
}

TEST(ClassBookTest, WhatIsNoReportHasNoCases) {
  for (const char* const json :
       {"", "{", "[]", "{}", R"({"cases": 1})", R"({"cases": [1]})"}) {
    EXPECT_THAT(CasesOf(json), IsEmpty()) << json;
  }
  EXPECT_THAT(CasesOf(R"({"cases": [{"name": "a", "verdict": 1}]})"),
              ElementsAre(CaseOutcome{"a", "", ""}));
}

}  // namespace
}  // namespace grader
