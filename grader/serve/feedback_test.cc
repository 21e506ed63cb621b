// What instructors do with submissions, and what learners see of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "grader/serve/grading.h"
#include "grader/testing/site_course.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class FeedbackTest : public SiteCourse {
 protected:
  FeedbackTest() {
    page_ = HandIn(ana_, "print(1)");
    id_ = page_.substr(page_.rfind('/') + 1);
    queue_.Done(*queue_.Take());
    EXPECT_TRUE(
        store_->SetOutcome(id_, {"wrong_answer", 1, 2, "<p>old</p>"}).ok());
  }

  int Post(const Browser& browser, const std::string& page,
           std::map<std::string, std::string> fields) {
    fields["csrf"] = browser.csrf;
    return Ask(Posting(browser, page, Form(fields))).status;
  }

  Browser ana_ = Arrive("Ana", false);
  Browser bo_ = Arrive("Bo", false);
  Browser ina_ = Arrive("Ina", true);
  std::string page_;
  std::string id_;
};

TEST_F(FeedbackTest, CommentIsATextForTheLearner) {
  const std::string text = "Look at <script>alert(1)</script>\nline 2";
  EXPECT_EQ(Post(ina_, page_ + "/comments", {{"text", text}}), 303);
  const std::string seen = Show(ana_, page_).body;
  EXPECT_THAT(seen, HasSubstr("Ina, 2023-11-14 22:13:20 UTC: wrote<p "
                              "class=\"said\">Look at "
                              "&lt;script&gt;alert(1)&lt;/script&gt;\nline 2"));
  EXPECT_THAT(seen, HasSubstr("<p>old</p>"));
  EXPECT_THAT(seen, Not(HasSubstr("<textarea")));
  EXPECT_THAT(Show(ina_, page_).body, HasSubstr("name=\"text\""));
  for (const std::string& bad :
       {std::string(), std::string(" \n"), std::string("\x1b[2J"),
        std::string("\xff"), std::string("a\xe2\x80\xae"),
        std::string(10'001, 'x')}) {
    EXPECT_EQ(Post(ina_, page_ + "/comments", {{"text", bad}}), 400) << bad;
  }
  EXPECT_THAT(*store_->Deeds(id_), SizeIs(1));
}

TEST_F(FeedbackTest, PointsThatAreSetCountAndTheGradersAreShown) {
  EXPECT_EQ(
      Post(ina_, page_ + "/points", {{"points", "1.5"}, {"reason", "Nearly."}}),
      303);
  EXPECT_THAT(
      Show(ana_, page_).body,
      testing::AllOf(HasSubstr("gave 1.5 of 2 points; the grader gave 1."),
                     HasSubstr("Nearly.")));
  EXPECT_THAT(Show(ana_, "/units/echo").body,
              HasSubstr("1 of 2 points; an instructor gave 1.5 of 2 points"));
  EXPECT_THAT(Show(ina_, "/class").body,
              HasSubstr("1.5/2, set by an instructor"));
  EXPECT_THAT(Show(ina_, "/class.csv").body,
              HasSubstr("Ana,echo,1,1.5,2,wrong_answer,1.5,2023-11-14 22:13:20 "
                        "UTC,\"best set by an instructor, graded 1;"));
  for (const std::string points : {"2.1", "-1", "two", "1e0", "0x1"}) {
    EXPECT_EQ(
        Post(ina_, page_ + "/points", {{"points", points}, {"reason", "x"}}),
        400)
        << points;
  }
  EXPECT_EQ(Post(ina_, page_ + "/points", {{"points", "1"}}), 400)
      << "without a reason";
  EXPECT_EQ(
      Post(ina_, page_ + "/points", {{"points", ""}, {"reason", "Wrong."}}),
      303);
  EXPECT_THAT(Show(ina_, "/class").body,
              HasSubstr("best <a href=\"" + page_ + "\">1/2</a>"));
  EXPECT_THAT(Show(ana_, page_).body,
              testing::AllOf(HasSubstr("Nearly."), HasSubstr("Wrong.")));
}

TEST_F(FeedbackTest, GradedAgainBehindAllOthersWhileTheOldResultHolds) {
  EXPECT_EQ(
      Post(ina_, page_ + "/points", {{"points", "2"}, {"reason", "Right."}}),
      303);
  EXPECT_EQ(Post(ina_, "/class/regrade", {{"unit", "echo"}}), 303);
  EXPECT_EQ(Post(ina_, page_ + "/regrade", {}), 303) << "it waits already";
  progress_.clear();
  const HttpResponse waits = Show(ana_, page_);
  EXPECT_THAT(waits.body, testing::AllOf(HasSubstr("<p>old</p>"),
                                         HasSubstr("It is graded again"),
                                         HasSubstr("Waits; 0 before it.")));
  EXPECT_FALSE(waits.may_change);
  EXPECT_THAT(Show(ana_, page_ + "/events").body, HasSubstr("waiting"));
  EXPECT_THAT(Show(ina_, "/class").body, HasSubstr(", being graded again"));
  HandIn(bo_, "2");
  EXPECT_EQ(queue_.Ahead(id_), 1);
  // After a new start.
  JobQueue queue;
  std::vector<std::string> graded;
  std::vector<bool> anew;
  Grading grading(
      *course_, *store_, queue,
      [&](const Problem& problem, const FilesToGrade& submission, const auto&) {
        graded.push_back(submission.files[0].content);
        anew.push_back(submission.anew);
        if (graded.size() == 2) queue.Stop();
        Report report;
        report.problem = problem.id;
        report.title = "the new one";
        report.verdict.word = VerdictWord::kAccepted;
        return report;
      },
      [](const Event&) {});
  ASSERT_TRUE(grading.Collect().ok());
  grading.Work();
  EXPECT_THAT(graded, ElementsAre("2", "print(1)"));
  EXPECT_THAT(anew, ElementsAre(false, true));
  EXPECT_THAT(*store_->Regrading(), IsEmpty());
  const std::string seen = Show(ana_, page_).body;
  EXPECT_THAT(seen, Not(HasSubstr("<p>old</p>")));
  EXPECT_THAT(seen, HasSubstr("before, it was<p class=\"said\">wrong answer, "
                              "1 of 2 points"));
  EXPECT_THAT(seen, HasSubstr("An instructor gave 2 of 0 points"))
      << "points that are set are kept";
}

TEST_F(FeedbackTest, NobodyElseDoesThat) {
  const std::map<std::string, std::map<std::string, std::string>> forms = {
      {page_ + "/comments", {{"text", "x"}}},
      {page_ + "/points", {{"points", "2"}, {"reason", "x"}}},
      {page_ + "/regrade", {}},
      {"/class/regrade", {{"unit", "echo"}}}};
  for (const auto& [page, fields] : forms) {
    EXPECT_EQ(Post(ana_, page, fields), 404) << page;
    EXPECT_EQ(Post(bo_, page, fields), 404) << page;
    EXPECT_EQ(Post({}, page, fields), 403) << page;
    EXPECT_EQ(Show(ina_, page).status, 405) << page;
    std::map<std::string, std::string> forged = fields;
    forged["csrf"] = ana_.csrf;
    EXPECT_EQ(Ask(Posting(ina_, page, Form(forged))).status, 403) << page;
  }
  EXPECT_THAT(*store_->Deeds(id_), IsEmpty());
  EXPECT_EQ(Post(ina_, "/submissions/0/comments", {{"text", "x"}}), 404);
  EXPECT_EQ(Post(ina_, "/class/regrade", {{"unit", "numbers"}}), 404);
  EXPECT_EQ(Post(ina_, "/class/regrade", {}), 404);
}

}  // namespace
}  // namespace grader
