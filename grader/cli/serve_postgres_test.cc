// Two servers of one class, whose database is PostgreSQL's: what one does the
// other shows, and whatever is killed, each submission is graded once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <iostream>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "grader/testing/nats_server.h"
#include "grader/testing/postgres_server.h"
#include "grader/testing/served_course.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ServePostgresTest : public ServedCourse {
 protected:
  void SetUp() override {
    const std::string why_not = PostgresServer::WhyNot();
    if (!why_not.empty()) GTEST_SKIP() << why_not;
    postgres_ = std::make_unique<PostgresServer>();
    url_ = postgres_->NewDatabase();
    kept_ = absl::StrCat("--store '", url_, "'");
  }
  ~ServePostgresTest() override {
    Switch();
    End(SIGKILL);
    Switch();
  }

  // To the other server.
  void Switch() { std::swap(running_, other_); }

  // What comes over `fd` until `what` has; all of it if that never does.
  static std::string ReadUntil(int fd, const std::string& what) {
    std::string all;
    char buffer[4096];
    while (!absl::StrContains(all, what)) {
      const ssize_t length = read(fd, buffer, sizeof buffer);
      if (length <= 0) break;
      all.append(buffer, length);
    }
    return all;
  }

  // A stream of events, when it has begun.
  int BeginToListen(const Browser& browser, const std::string& page) const {
    const int fd = Connect();
    const std::string head = HeadOf("GET", page, browser.cookie) + "\r\n";
    EXPECT_GT(send(fd, head.data(), head.size(), MSG_NOSIGNAL), 0);
    EXPECT_THAT(ReadUntil(fd, "\r\n\r\n"), HasSubstr("text/event-stream"));
    return fd;
  }

  // What the database knows to be the case of all submissions.
  std::string Count(const std::string& where) {
    return postgres_->Ask(
        url_, absl::StrCat("SELECT count(*) FROM submissions WHERE ", where));
  }

  static std::string ReportOf(const std::string& page) {
    return Between(page, "<h1>", "<section aria-label=\"Changes\">");
  }

  std::unique_ptr<PostgresServer> postgres_;
  std::string url_;
  Running other_;
};

TEST_F(ServePostgresTest, WhatOneServerDoesTheOtherShows) {
  ASSERT_TRUE(Start());
  const Browser instructor = Instructor();
  const Browser ana = Learner(instructor, "Ana");
  const int listening = BeginToListen(instructor, "/class/events");
  Switch();
  ASSERT_TRUE(Start());
  EXPECT_THAT(said_, Not(HasSubstr("/join/"))) << "there is an instructor";
  // Signed in there, she hands in here.
  const std::string page = HandIn(ana, "print(input())\n");
  const std::string id = page.substr(page.rfind('/') + 1);
  const std::string graded =
      absl::StrCat("{\"id\":\"", id, "\",\"state\":\"graded\"");
  EXPECT_THAT(ReadUntil(listening, graded), HasSubstr(graded));
  close(listening);
  const std::string here = Result(ana, page);
  EXPECT_THAT(here, HasSubstr("accepted"));
  Switch();
  EXPECT_EQ(ReportOf(Get(ana, page)), ReportOf(here));
  EXPECT_THAT(Get(instructor, "/class.csv"), HasSubstr("Ana,echo,1,1,1,"));
  // And signed out there, she is so here.
  Send(PostingForm(instructor, "/sign-out", "csrf=" + instructor.csrf));
  Switch();
  EXPECT_THAT(Get(instructor, "/class"), Not(HasSubstr("200 OK")));
  EXPECT_EQ(End(SIGTERM), 0);
  Switch();
  EXPECT_EQ(End(SIGTERM), 0);
}

// Nobody works for the queue, so what is handed in waits.
TEST_F(ServePostgresTest, WhatWaitsAtOneServerWaitsAtTheOther) {
  const NatsServer queue;
  options_ = absl::StrCat("--queue ", queue.url(), " 2>>log");
  ASSERT_TRUE(Start());
  const Browser instructor = Instructor();
  const Browser ana = Learner(instructor, "Ana");
  Switch();
  ASSERT_TRUE(Start());
  Switch();
  const std::string page = HandIn(ana, "print(input())\n");
  Switch();
  EXPECT_THAT(Get(ana, page), HasSubstr("Waits for its turn."));
  // As when somebody has begun with it.
  postgres_->Ask(url_, "UPDATE claims SET begun = 1");
  EXPECT_THAT(Get(ana, page), HasSubstr("Is being graded."));
  postgres_->Ask(url_, "UPDATE claims SET begun = 0");
  EXPECT_THAT(Get(ana, page), HasSubstr("Waits for its turn."));
}

TEST_F(ServePostgresTest, DeadlineThatIsSetAtOneServerIsToldAtTheOther) {
  ASSERT_TRUE(Start());
  const Browser instructor = Instructor();
  const int listening = BeginToListen(instructor, "/class/events");
  Switch();
  ASSERT_TRUE(Start());
  EXPECT_THAT(Send(PostingForm(instructor, "/class/units/echo/deadline",
                               absl::StrCat("csrf=", instructor.csrf,
                                            "&deadline=2026-03-01+23:59+UTC"))),
              HasSubstr("303"));
  const std::string told = "{\"state\":\"deadline\",\"unit\":\"echo\"}";
  EXPECT_THAT(ReadUntil(listening, told), HasSubstr(told));
  close(listening);
}

TEST_F(ServePostgresTest, ClassIsMovedFromAFolder) {
  const std::string there = std::exchange(kept_, "--data data");
  ASSERT_TRUE(Start());
  const Browser instructor = Instructor();
  const Browser ana = Learner(instructor, "Ana");
  const std::string page = HandIn(ana, "print(input())\n");
  const std::string here = Result(ana, page);
  const std::string move = absl::StrCat("serve --move --data data ", there);
  const Finished served = Run(".", move);
  EXPECT_EQ(served.status, 2);
  EXPECT_THAT(served.out, HasSubstr("another process has data open"));
  EXPECT_EQ(End(SIGTERM), 0);

  const Finished moved = Run(".", move);
  EXPECT_EQ(moved.status, 0) << moved.out;
  EXPECT_THAT(moved.out, HasSubstr("  people 2\n"));
  EXPECT_THAT(moved.out, HasSubstr("  submissions 1\n"));
  const Finished again = Run(".", move);
  EXPECT_EQ(again.status, 2);
  EXPECT_THAT(again.out, HasSubstr("the database has a class already (rows: "
                                   "people 2, "));
  kept_ = there;
  ASSERT_TRUE(Start());
  EXPECT_THAT(said_, Not(HasSubstr("/join/"))) << "there is an instructor";
  EXPECT_EQ(ReportOf(Get(ana, page)), ReportOf(here));
  EXPECT_THAT(Get(instructor, "/class.csv"), HasSubstr("Ana,echo,1,1,1,"));
  EXPECT_THAT(Result(ana, HandIn(ana, "print(1)\n")),
              HasSubstr("wrong answer"));
  for (const char* const half :
       {"serve --move --data data", "serve --move --store postgresql://h/d"}) {
    const Finished wrong = Run(".", half);
    EXPECT_EQ(wrong.status, 2);
    EXPECT_THAT(wrong.out, HasSubstr("Expected both --data FOLDER and"));
  }
  const Finished nothing =
      Run(".", absl::StrCat("serve --move --data none ", there));
  EXPECT_EQ(nothing.status, 2);
  EXPECT_THAT(nothing.out, HasSubstr("none: there is no class in it"));
}

TEST_F(ServePostgresTest, WhateverIsKilledEachIsGradedOnce) {
  ASSERT_TRUE(Start());
  const Browser instructor = Instructor();
  // Each hands in at a server of their own.
  const std::array<Browser, 2> learners = {Learner(instructor, "Ana"),
                                           Learner(instructor, "Bo")};
  Switch();
  ASSERT_TRUE(Start());
  std::map<std::string, std::size_t> received;  // by whom
  const auto hand_in = [&](std::size_t who) {
    const std::string page =
        HandIn(learners[who],
               absl::StrCat("print(input())  # ", received.size(), "\n"));
    if (!page.empty()) received[page] = who;
    return !page.empty();
  };
  const auto hand_in_some = [&] {
    for (int i = 0; i < 5; ++i) {
      for (std::size_t who = 0; who < learners.size(); ++who) {
        EXPECT_TRUE(hand_in(who));
        Switch();
      }
    }
  };
  const auto expect_all_graded = [&] {
    for (const auto& [page, who] : received) {
      EXPECT_THAT(Result(learners[who], page), HasSubstr("accepted"));
    }
  };
  hand_in_some();
  End(SIGKILL);
  std::cout << "left when one server was killed: " << Count("graded = 0");
  Switch();
  expect_all_graded();
  Switch();
  ASSERT_TRUE(Start());

  hand_in_some();
  postgres_->Kill();
  EXPECT_FALSE(hand_in(0)) << "nobody says that it was received";
  Switch();
  EXPECT_FALSE(hand_in(1));
  Switch();
  postgres_->Start();
  expect_all_graded();
  hand_in_some();
  End(SIGKILL);
  Switch();
  End(SIGKILL);
  ASSERT_TRUE(Start());
  expect_all_graded();
  EXPECT_EQ(Count("true"), absl::StrCat(received.size(), "\n"));
  EXPECT_EQ(Count("graded = 1 AND verdict = 'accepted'"),
            absl::StrCat(received.size(), "\n"));
  EXPECT_EQ(postgres_->Ask(url_, "SELECT count(*) FROM claims"), "0\n");
  EXPECT_EQ(End(SIGTERM), 0);
}

// GRADER_KILLS=200 GRADER_SEED=7 in the environment kill more often, and at
// other moments.
TEST_F(ServePostgresTest, WhatWasReceivedOutlastsKillsAtAnyMoment) {
  const unsigned kills = Number("GRADER_KILLS", 6);
  const unsigned seed = Number("GRADER_SEED", 1);
  SCOPED_TRACE(absl::StrCat("GRADER_SEED=", seed));
  std::mt19937 random(seed);
  std::uniform_int_distribution<int> microseconds(50'000, 800'000);
  ASSERT_TRUE(Start());
  const Browser instructor = Instructor();
  Switch();
  ASSERT_TRUE(Start());
  std::map<std::string, Browser> received;  // by whom
  std::size_t unanswered = 0;
  for (unsigned i = 0; i < kills; ++i) {
    const Browser learner = Learner(instructor, absl::StrCat("L", i));
    std::atomic<bool> is_dead = false;
    const int pause = microseconds(random);
    // One of the servers, or the database of both.
    const bool database = i % 3 == 0;
    std::jthread killer([&, program = running_.program] {
      usleep(pause);
      if (database) {
        postgres_->Kill();
      } else {
        kill(program, SIGKILL);
      }
      is_dead = true;
    });
    while (!is_dead) {
      for (int server = 0; server < 2; ++server) {
        const std::string page = HandIn(
            learner, absl::StrCat("print(input())  # ", received.size()));
        if (page.empty()) {
          ++unanswered;
        } else {
          received[page] = learner;
        }
        Switch();
      }
    }
    killer.join();
    if (database) {
      postgres_->Start();
    } else {
      End(0);
      ASSERT_TRUE(Start());
    }
    Switch();  // the other one is next
  }
  for (const auto& [page, learner] : received) {
    EXPECT_THAT(Result(learner, page), HasSubstr("accepted"));
  }
  // Whoever was not answered may have been received all the same.
  int rows = 0;
  EXPECT_TRUE(absl::SimpleAtoi(Count("true"), &rows));
  EXPECT_GE(rows, received.size());
  EXPECT_LE(rows, received.size() + unanswered);
  while (Count("graded = 0") != "0\n") continue;
  EXPECT_EQ(Count("verdict <> 'accepted'"), "0\n");
  EXPECT_EQ(postgres_->Ask(url_, "SELECT count(*) FROM claims"), "0\n");
  std::cout << received.size() << " received, " << unanswered
            << " not answered, " << kills << " kills\n";
}

TEST_F(ServePostgresTest, SaysWhatIsWrong) {
  const Finished password =
      Run(".", "serve --store postgresql://u:secret@h/d --listen 127.0.0.1:0");
  EXPECT_EQ(password.status, 2);
  EXPECT_THAT(password.out, HasSubstr("PGPASSWORD"));
  EXPECT_THAT(password.out, Not(HasSubstr("secret")));
  const Finished both = Run(".", "serve --store postgresql://h/d --data data");
  EXPECT_EQ(both.status, 2);
  EXPECT_THAT(both.out, HasSubstr("one of --data FOLDER and --store"));
  postgres_->Kill();
  const Finished away =
      Run(".", absl::StrCat("serve --listen 127.0.0.1:0 ", kept_));
  EXPECT_EQ(away.status, 3);
  EXPECT_THAT(away.out, HasSubstr("connection to server"));
}

}  // namespace
}  // namespace grader
