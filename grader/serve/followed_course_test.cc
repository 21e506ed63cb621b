#include "grader/serve/followed_course.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/problem/files.h"
#include "grader/serve/grading.h"
#include "grader/testing/site_course.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kStatement[] = "problems/echo/statement.md";

class FollowedCourseTest : public SiteCourse {
 protected:
  FollowedCourseTest()
      : ana_(Arrive("Ana", false)), ina_(Arrive("Ina", true)) {}

  std::string SeeEcho() { return Show(ana_, "/units/echo").body; }

  const Browser ana_;
  const Browser ina_;
};

TEST_F(FollowedCourseTest, ChangedFilesAreShownAfterTheNextLook) {
  Write(kStatement, "# Echo\n\nPrint it once more.\n");
  Write("starters/echo/solution.py", "print('another start')\n");
  EXPECT_THAT(SeeEcho(), HasSubstr("Print what you read."));
  EXPECT_THAT(SeeEcho(), HasSubstr("nothing yet"));
  course_->Look();
  EXPECT_THAT(SeeEcho(), HasSubstr("Print it once more."));
  EXPECT_THAT(SeeEcho(), HasSubstr("another start"));
  EXPECT_THAT(course_->fault(), IsEmpty());
}

TEST_F(FollowedCourseTest, UnchangedFilesAreTheSameEdition) {
  const auto before = course_->Now();
  course_->Look();
  EXPECT_EQ(course_->Now(), before);
}

TEST_F(FollowedCourseTest, BrokenFilesAreToldAndChangeNothing) {
  const std::string file = "problems/twice/problem.yaml";
  const std::string whole = *ReadFile(path() / file);
  Write(file, absl::StrCat(whole, "poinst: 3\n"));
  Write(kStatement, "# Echo\n\nAnother text.\n");
  course_->Look();
  EXPECT_THAT(course_->fault(),
              HasSubstr(absl::StrCat((path() / file).string(), ":")));
  EXPECT_THAT(SeeEcho(), HasSubstr("Print what you read."));
  EXPECT_THAT(SeeEcho(), Not(HasSubstr("poinst")));
  EXPECT_THAT(Show(ana_, "/").body, Not(HasSubstr("poinst")));
  const std::string seen = Show(ina_, "/class").body;
  EXPECT_THAT(seen, HasSubstr("cannot be loaded"));
  EXPECT_THAT(seen, HasSubstr("unknown key &quot;poinst&quot;"));
  Write(file, whole);
  course_->Look();
  EXPECT_THAT(course_->fault(), IsEmpty());
  EXPECT_THAT(Show(ina_, "/class").body, Not(HasSubstr("cannot be loaded")));
  EXPECT_THAT(SeeEcho(), HasSubstr("Another text."));
}

TEST_F(FollowedCourseTest, UnitsComeAndGo) {
  const std::string result = HandIn(ana_, "print(1)");
  std::filesystem::remove_all(path() / "problems/echo");
  course_->Look();
  EXPECT_EQ(Show(ana_, "/units/echo").status, 404);
  EXPECT_EQ(Show(ana_, result).status, 200);
  Write("problems/echo/problem.yaml", EchoProblem("hello", "number: 1\n"));
  course_->Look();
  EXPECT_EQ(Show(ana_, "/units/echo").status, 200);
}

TEST_F(FollowedCourseTest, RunKeepsTheEditionThatItBeganWith) {
  HandIn(ana_, "1");
  HandIn(ana_, "2");
  JobQueue queue;
  std::vector<std::string> statements;
  std::vector<std::filesystem::path> folders;
  Grading grading(
      *course_, *store_, queue,
      [&](const Problem& problem, const FilesToGrade&,
          const auto&) -> absl::StatusOr<Report> {
        if (statements.empty()) {
          Write(kStatement, "# Echo\n\nThe new one.\n");
          course_->Look();
          EXPECT_THAT(SeeEcho(), HasSubstr("The new one."));
        } else {
          queue.Stop();
        }
        folders.push_back(problem.directory);
        statements.push_back(*ReadFile(problem.directory / "statement.md"));
        Report report;
        report.problem = problem.id;
        report.verdict.word = VerdictWord::kAccepted;
        return report;
      },
      [](const Event&) {});
  ASSERT_TRUE(grading.Collect().ok());
  grading.Work();
  EXPECT_THAT(statements, ElementsAre(HasSubstr("Print what you read."),
                                      HasSubstr("The new one.")));
  // Nobody has the first edition any more.
  EXPECT_FALSE(std::filesystem::exists(folders[0]));
  EXPECT_TRUE(std::filesystem::exists(folders[1]));
}

TEST_F(FollowedCourseTest, LookingEndsWhenItIsStopped) {
  course_->Stop();
  course_->Work();
}

}  // namespace
}  // namespace grader
