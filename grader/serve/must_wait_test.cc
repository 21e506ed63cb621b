// Submissions that nobody can grade now: what is said of them, and that they
// are graded once when somebody can.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grader/serve/grading.h"
#include "grader/store/credentials.h"
#include "grader/testing/site_course.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kWhy[] = "Grading waits: no worker has python.";

class MustWaitTest : public SiteCourse {
 protected:
  // Whoever grades, which lets what it is given wait until `can_`.
  GradeFiles Grader() {
    return [this](const Problem&, const FilesToGrade& files,
                  const auto&) -> absl::StatusOr<Grades> {
      asked_.push_back(files.files[0].content + files.again);
      if (asked_.size() == stop_after_) queue_.Stop();
      if (!can_) return MustWait{kWhy};
      return Outcome{"accepted", 1, 1, "<p>here</p>", "", "{}", ""};
    };
  }

  void WorkUntil(Grading& grading, std::size_t asked) {
    stop_after_ = asked;
    grading.Work();
  }

  Browser ana_ = Arrive("Ana", false);
  std::vector<std::string> asked_;
  std::size_t stop_after_ = 0;
  bool can_ = false;
};

TEST_F(MustWaitTest, PageAndProgramsAreToldWhatItWaitsFor) {
  const std::string page = HandIn(ana_, "1");
  const std::string id = page.substr(page.rfind('/') + 1);
  progress_.clear();
  std::vector<std::string> told;
  Grading grading(*course_, *store_, queue_, Grader(), [&](const Event& event) {
    told.push_back(StateName(event.state) + event.doing);
  });
  WorkUntil(grading, 1);
  EXPECT_THAT(told, ElementsAre("grading", std::string("waiting") + kWhy));
  EXPECT_EQ(grading.WaitsFor(id), kWhy);
  EXPECT_THAT(Show(ana_, page).body, HasSubstr(kWhy));
  EXPECT_EQ(Show(ana_, page + "/events").body,
            absl::StrCat("data: {\"id\":\"", id,
                         "\",\"state\":\"waiting\",\"ahead\":0,\"doing\":\"",
                         kWhy, "\"}\n\n"));
  EXPECT_THAT(*store_->Ungraded(), ::testing::SizeIs(1)) << "it is not lost";
}

TEST_F(MustWaitTest, WhatIsRecalledIsGradedOnce) {
  HandIn(ana_, "1");
  HandIn(Arrive("Bo", false), "2");
  JobQueue queue;
  int asked = 0;
  std::map<std::string, int> graded;
  Grading grading(
      *course_, *store_, queue,
      [&](const Problem&, const FilesToGrade& files,
          const auto&) -> absl::StatusOr<Grades> {
        if (++asked <= 2) {
          // Somebody can before it is put aside.
          if (asked == 2) queue.Recall();
          return MustWait{kWhy};
        }
        if (asked == 4) queue.Stop();
        ++graded[files.files[0].content];
        return Outcome{"accepted", 1, 1, "<p>here</p>", "", "{}", ""};
      },
      [](const Event&) {});
  ASSERT_TRUE(grading.Collect().ok());
  grading.Work();
  EXPECT_EQ(graded, (std::map<std::string, int>{{"1", 1}, {"2", 1}}));
  EXPECT_THAT(*store_->Ungraded(), IsEmpty());
}

// As it is where several servers have the same class.
TEST_F(MustWaitTest, WhatIsCollectedAgainIsGradedOnce) {
  HandIn(ana_, "1");
  HandIn(ana_, "2");
  can_ = true;
  Grading grading(*course_, *store_, queue_, Grader(),
                  [&](const Event&) { EXPECT_TRUE(grading.Collect().ok()); });
  EXPECT_TRUE(grading.Collect().ok());
  EXPECT_THAT(queue_.Waiting(), ::testing::SizeIs(2));
  WorkUntil(grading, 2);
  EXPECT_THAT(asked_, ElementsAre("2", "1"));
  EXPECT_THAT(*store_->ToGrade(), IsEmpty());
  EXPECT_THAT(queue_.Waiting(), IsEmpty());
}

// A new start must find the result of what was sent before it.
TEST_F(MustWaitTest, WhatIsGradedAgainHasANameOfItsOwn) {
  const Browser ina = Arrive("Ina", true);
  const std::string page = HandIn(ana_, "1");
  const std::string id = page.substr(page.rfind('/') + 1);
  can_ = true;
  const auto grade = [&] {
    JobQueue queue;
    const auto asked = asked_.size() + 1;
    Grading grading(
        *course_, *store_, queue,
        [&](const auto&... all) {
          auto grades = Grader()(all...);
          if (asked_.size() == asked) queue.Stop();
          return grades;
        },
        [](const Event&) {});
    EXPECT_TRUE(grading.Collect().ok());
    grading.Work();
  };
  grade();
  ASSERT_TRUE(store_->AskRegrade(id, ina.id, now_).ok());
  can_ = false;
  grade();
  ASSERT_TRUE(
      store_->AddDeed({id, ina.id, now_, Deed::Kind::kComment, {}, "Hm."})
          .ok());
  can_ = true;
  grade();
  ASSERT_TRUE(store_->AskRegrade(id, ina.id, now_).ok());
  grade();
  EXPECT_THAT(asked_, ElementsAre("1", "1" + id + " 1", "1" + id + " 1",
                                  "1" + id + " 2"));
}

}  // namespace
}  // namespace grader
