// What `grader serve` finds alike, with the tools of the machine.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "grader/problem/files.h"
#include "grader/testing/echo_problem.h"
#include "grader/testing/served_course.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class ServeSimilarTest : public ServedCourse {
 protected:
  ServeSimilarTest() {
    Write("problems/echo/problem.yaml", EchoProblem("hello", "number: 1\n"));
  }

  static std::string Accepted(const std::string& name) {
    return ReadFile(GRADER_SOURCE_DIR "/fixtures/problems/ttl-cache/accepted/" +
                    name)
        .value_or("");
  }
};

TEST_F(ServeSimilarTest, CopyIsFoundAndTheStarterIsNobodysOwn) {
  const std::string original = Accepted("event.py");
  const std::string starter = Accepted("spawned_fetch.py");
  Write("starters/echo/solution.py", starter);
  ASSERT_TRUE(Start());
  const Browser instructor = Instructor();
  const auto hand_in = [&](const std::string& name, const std::string& text) {
    const Browser browser = Learner(instructor, name);
    Result(browser, HandIn(browser, text));
  };
  hand_in("Ana", original);
  hand_in("Bo",
          "# all my own\n" + absl::StrReplaceAll(original, {{"entry", "x"}}));
  hand_in("Cy", starter);
  const std::string page = "/class/units/echo/similar";
  EXPECT_THAT(Send(PostingForm(instructor, "/class/units/echo/compare",
                               "csrf=" + instructor.csrf)),
              StartsWith("HTTP/1.1 303"));
  std::string found;
  for (int i = 0; i < 1000; ++i) {
    found = Get(instructor, page);
    if (!absl::StrContains(found, "Is being compared")) break;
    absl::SleepFor(absl::Milliseconds(50));
  }
  EXPECT_THAT(found, HasSubstr("1 pair</caption>"));
  EXPECT_THAT(found, HasSubstr("?pair=1\">100 %</a></td><td>Ana</td>"));
  EXPECT_THAT(found, HasSubstr("<li>Cy, echo: 0 tokens of their own"));
  const std::string pair = Get(instructor, page + "?pair=1");
  EXPECT_THAT(pair, HasSubstr("Ana: solution.py"));
  EXPECT_THAT(pair, HasSubstr("Bo: solution.py"));
  EXPECT_EQ(End(SIGTERM), 0);
}

}  // namespace
}  // namespace grader
