// A server that is killed at any moment, and started again: what it received is
// there, and graded once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>
#include <map>
#include <random>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "grader/testing/served_course.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// How often `what` stands in `text`.
std::size_t Times(const std::string& text, const std::string& what) {
  std::size_t times = 0;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos;
       ++at) {
    ++times;
  }
  return times;
}

// A result without what it says of the submission before, which may be graded
// later.
std::string OfItself(const std::string& page) {
  const std::size_t at = page.find("<section aria-label=\"Changes\">");
  const std::string end = "</section>\n";
  // The header has the length of all.
  const std::size_t begin = page.find("<!DOCTYPE");
  if (at == std::string::npos) return page.substr(begin);
  return page.substr(begin, at - begin) +
         page.substr(page.find(end, at) + end.size());
}

class ServeKillTest : public ServedCourse {};

// GRADER_KILLS=200 GRADER_SEED=7 in the environment kill more often, and at
// other moments.
TEST_F(ServeKillTest, WhatWasReceivedIsGradedOnce) {
  const unsigned kills = Number("GRADER_KILLS", 6);
  const unsigned seed = Number("GRADER_SEED", 1);
  SCOPED_TRACE(absl::StrCat("GRADER_SEED=", seed));
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> seconds(0.2, 1.2);
  ASSERT_TRUE(Start());
  const Browser instructor = Instructor();
  const Browser ana = Learner(instructor, "Ana");
  ASSERT_EQ(End(SIGTERM), 0);

  constexpr std::size_t kOfOneStart = 8;
  std::map<std::string, std::string> received;  // the result, once it was seen
  for (unsigned i = 0; i < kills; ++i) {
    if (Start(absl::StrFormat("%.4f", seconds(random)))) {
      const std::size_t before = received.size();
      while (received.size() < before + kOfOneStart) {
        const std::string page = HandIn(
            ana, absl::StrCat("print(input())  # ", received.size(), "\n"));
        if (page.empty()) break;
        ASSERT_THAT(page, StartsWith("/submissions/"));
        received[page];
      }
      // Until it is dead.
      for (bool lives = true; lives;) {
        for (auto& [page, result] : received) {
          const std::string seen = Get(ana, page);
          lives = absl::EndsWith(seen, "</html>\n");
          if (!lives) break;
          if (absl::StrContains(seen, kWaits)) continue;
          if (result.empty()) result = OfItself(seen);
          ASSERT_EQ(OfItself(seen), result) << "an outcome has changed";
        }
        if (received.empty()) lives = !Get(ana, "/").empty();
      }
    }
    End(0);
  }
  ASSERT_TRUE(Start());
  for (const auto& [page, result] : received) {
    const std::string last = Result(ana, page);
    EXPECT_THAT(last, HasSubstr("accepted"));
    if (!result.empty()) {
      EXPECT_EQ(OfItself(last), result) << "an outcome has changed";
    }
  }
  // Whoever was not answered may have been received all the same.
  const std::string list = Get(ana, "/units/echo");
  const std::size_t rows = Times(list, "href=\"/submissions/");
  EXPECT_GE(rows, received.size());
  EXPECT_LE(rows, received.size() + kills);
  EXPECT_EQ(End(SIGTERM), 0);
  std::cout << received.size() << " received, " << kills << " kills\n";
}

// What an instructor has graded again, one by one or all of a problem, is so
// once for each time that the server said so, whenever it is killed.
TEST_F(ServeKillTest, WhatIsToBeGradedAgainIsSoOnce) {
  constexpr std::size_t kSubmissions = 5;
  const unsigned kills = Number("GRADER_KILLS", 6);
  const unsigned seed = Number("GRADER_SEED", 1);
  SCOPED_TRACE(absl::StrCat("GRADER_SEED=", seed));
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> seconds(0.2, 1.2);
  ASSERT_TRUE(Start());
  const Browser instructor = Instructor();
  const Browser ana = Learner(instructor, "Ana");
  std::map<std::string, std::size_t> asked;  // how often, so far
  while (asked.size() < kSubmissions) {
    const std::string page =
        HandIn(ana, absl::StrCat("print(input())  # ", asked.size(), "\n"));
    ASSERT_THAT(Result(ana, page), HasSubstr("accepted"));
    asked[page] = 0;
  }
  ASSERT_EQ(End(SIGTERM), 0);

  unsigned heard_of = 0;
  const auto ask = [&](const std::string& path, const std::string& fields) {
    return absl::StartsWith(
        Send(PostingForm(instructor, path,
                         absl::StrCat("csrf=", instructor.csrf, fields))),
        "HTTP/1.1 303");
  };
  for (unsigned i = 0; i < kills; ++i) {
    std::map<std::string, bool> heard;
    if (Start(absl::StrFormat("%.4f", seconds(random)))) {
      if (i % 2 == 0) {
        const bool all = ask("/class/regrade", "&unit=echo");
        for (const auto& [page, times] : asked) heard[page] = all;
      } else {
        for (const auto& [page, times] : asked) {
          if (!(heard[page] = ask(page + "/regrade", ""))) break;
        }
      }
      // Until it is dead.
      while (!Get(instructor, "/").empty()) continue;
    }
    End(0);
    ASSERT_TRUE(Start());
    for (auto& [page, times] : asked) {
      // Ends when there is nothing to wait for.
      Listen(instructor, page + "/events");
      const std::string seen = Get(instructor, page);
      EXPECT_THAT(seen, HasSubstr("accepted"));
      EXPECT_THAT(seen, Not(HasSubstr("It is graded again;")));
      const std::size_t now = Times(seen, "asked for it to be graded again");
      EXPECT_GE(now, times + (heard[page] ? 1 : 0)) << "it was forgotten";
      EXPECT_LE(now, times + 1);
      EXPECT_EQ(Times(seen, "had it graded again"), now);
      heard_of += heard[page] ? 1 : 0;
      times = now;
    }
    ASSERT_EQ(End(SIGTERM), 0);
  }
  std::cout << heard_of << " heard of, " << kills << " kills\n";
}

// Each learner answers the first question wrong, then right; what was heard of
// is there after every kill, and no attempt counts twice.
TEST_F(ServeKillTest, WhatWasAnsweredInAQuizIsKept) {
  const unsigned kills = Number("GRADER_KILLS", 6);
  const unsigned seed = Number("GRADER_SEED", 1);
  SCOPED_TRACE(absl::StrCat("GRADER_SEED=", seed));
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> seconds(0.2, 0.6);
  ASSERT_TRUE(Start());
  const Browser instructor = Instructor();
  std::map<std::string, Browser> learners;
  for (unsigned i = 0; i < kills; ++i) {
    const std::string name = absl::StrCat("L", i);
    learners[name] = Learner(instructor, name);
  }
  ASSERT_EQ(End(SIGTERM), 0);

  const std::string moved = "HTTP/1.1 303";
  const std::string answer = "take=1&question=sum&action=answer&attempt=";
  unsigned heard = 0;
  for (auto& [name, learner] : learners) {
    // What has been heard of: begun, one attempt, right.
    int done = 0;
    const std::string steps[] = {"take=0&action=begin&time=untimed",
                                 answer + "0&text=8", answer + "1&text=7"};
    const std::string seen[] = {"Question 1 of 3", "1 attempt left",
                                "Three and four are seven."};
    Start(absl::StrFormat("%.4f", seconds(random)));
    while (done < 3 && absl::StartsWith(StepQuiz(learner, steps[done]), moved))
      ++done;
    // Until it is dead.
    while (!Get(learner, "/").empty()) continue;
    End(0);
    ASSERT_TRUE(Start());
    if (done > 0) {
      const std::string page = Get(learner, "/units/numbers");
      EXPECT_TRUE(absl::StrContains(page, seen[done - 1]) ||
                  (done < 3 && absl::StrContains(page, seen[done])))
          << page;
    }
    // Whoever was not answered sends all of it once more.
    for (const std::string& step : steps) StepQuiz(learner, step);
    EXPECT_THAT(Get(learner, "/units/numbers"), HasSubstr(seen[2]));
    heard += done;
    EXPECT_EQ(End(SIGTERM), 0);
  }
  std::cout << heard << " steps heard of, " << kills << " kills\n";
}

}  // namespace
}  // namespace grader
