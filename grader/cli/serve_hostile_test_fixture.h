// What the tests of hostile requests share: a server with two learners, one of
// whom has handed something in.
#ifndef GRADER_CLI_SERVE_HOSTILE_TEST_FIXTURE_H_
#define GRADER_CLI_SERVE_HOSTILE_TEST_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>
#include <regex>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/testing/served_course.h"

namespace grader {

inline constexpr char kSecret[] = "wage_of_ana";
inline constexpr char kScript[] = "<script>alert(1)</script>";
inline constexpr char kScriptInUrl[] = "%3Cscript%3Ealert(1)%3C/script%3E";

class ServeHostileTest : public ServedCourse {
 protected:
  void SetUp() override {
    ASSERT_TRUE(Start());
    ina_ = Instructor();
    ana_ = Learner(ina_, "Ana");
    bo_ = Learner(ina_, "Bo");
    page_ = HandIn(ana_, absl::StrCat("print(input())  # ", kSecret, "\n"));
    ASSERT_THAT(page_, ::testing::StartsWith("/submissions/"));
    ASSERT_THAT(Result(ana_, page_), ::testing::HasSubstr(kSecret));
    person_ =
        "/class/people/" + Between(Get(ina_, "/class"), "/class/people/", "\"");
    before_ = State();
  }

  // The server lives, and all is as it was.
  void TearDown() override {
    EXPECT_EQ(State(), before_);
    EXPECT_EQ(End(SIGTERM), 0);
    std::cout << attempts_ << " attempts\n";
  }

  std::string State() const {
    const std::string pages = Get(ina_, "/class.csv") +
                              Get(ana_, "/units/echo") +
                              Get(bo_, "/units/echo");
    // Each answer has a nonce of its own.
    return std::regex_replace(
        pages, std::regex("nonce-[0-9a-f]+|nonce=\"[^\"]*"), "nonce");
  }

  // Sends these bytes, whose answer has one of the statuses `allowed` (the
  // first digits do) and tells nothing.
  void Attempt(const std::string& bytes, const std::string& allowed) {
    ++attempts_;
    const std::string answer = Send(bytes);
    const std::string head = answer.substr(0, answer.find("\r\n"));
    SCOPED_TRACE(bytes.substr(0, 300));
    EXPECT_THAT(head, ::testing::StartsWith("HTTP/1.1 " + allowed));
    EXPECT_THAT(answer, ::testing::Not(::testing::HasSubstr(kSecret)));
    EXPECT_THAT(answer, ::testing::Not(::testing::HasSubstr(kScript)));
  }

  Browser ina_, ana_, bo_;
  std::string page_;    // Ana's submission
  std::string person_;  // what the instructor sees of Ana
  std::string before_;
  int attempts_ = 0;
};

}  // namespace grader

#endif  // GRADER_CLI_SERVE_HOSTILE_TEST_FIXTURE_H_
