// Who hears what of submissions, and when.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/store/credentials.h"
#include "grader/testing/site_course.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class LiveTest : public SiteCourse {
 protected:
  static std::string IdOf(const std::string& page) {
    return page.substr(page.rfind('/') + 1);
  }

  std::string Said(const HttpResponse& response) {
    return response.stream == nullptr ? "no stream" : response.stream->Take();
  }

  Browser ana_ = Arrive("Ana", false);
  Browser bo_ = Arrive("Bo", false);
  Browser ina_ = Arrive("Ina", true);
};

TEST_F(LiveTest, StreamBeginsWithWhatIsTheCase) {
  const std::string page = HandIn(ana_, "1");
  const std::string id = IdOf(page);
  const auto state = [&](const std::string& what) {
    return absl::StrCat("data: {\"id\":\"", id, "\",\"state\":\"", what,
                        "}\n\n");
  };
  progress_.clear();
  const HttpResponse waits = Show(ana_, page + "/events");
  EXPECT_EQ(HeaderOf(waits, "Content-Type"), "text/event-stream");
  EXPECT_EQ(HeaderOf(waits, "Cache-Control"), "no-store");
  EXPECT_EQ(waits.body, state("waiting\",\"ahead\":0"));
  EXPECT_FALSE(waits.stream->ended());
  queue_.Take();
  EXPECT_EQ(Show(ana_, page + "/events").body, state("grading\""));
  progress_ = "case 3 of 8";
  EXPECT_EQ(Show(ana_, page + "/events").body,
            state("grading\",\"doing\":\"case 3 of 8\""));
  ASSERT_TRUE(store_->SetOutcome(id, {"accepted", 2, 2}).ok());
  const HttpResponse graded = Show(ana_, page + "/events");
  EXPECT_EQ(graded.body, state("graded\""));
  EXPECT_TRUE(graded.stream->ended());
  site_->Tell({id, ana_.id, Event::State::kGraded});
  EXPECT_EQ(Said(waits), state("graded\""));
  EXPECT_TRUE(waits.stream->ended());
}

TEST_F(LiveTest, PlacesMoveWithTheQueue) {
  progress_.clear();
  const std::string first = HandIn(ana_, "1");
  const HttpResponse hers = Show(ana_, first + "/events");
  const HttpResponse his = Show(bo_, HandIn(bo_, "1") + "/events");
  EXPECT_THAT(his.body, HasSubstr("\"ahead\":1"));
  EXPECT_THAT(hers.body, HasSubstr("\"ahead\":0"));
  // A newer one of hers takes the place of the older.
  HandIn(ana_, "2");
  EXPECT_THAT(Said(hers), HasSubstr("\"ahead\":2"));
  const Job job = *queue_.Take();
  site_->Tell({job.submission, job.person, Event::State::kGrading});
  EXPECT_THAT(Said(his), HasSubstr("\"ahead\":0"));
  EXPECT_THAT(Said(hers), HasSubstr("\"ahead\":1"));
}

// Whoever looked at the queue first may be the last to tell.
TEST_F(LiveTest, PlacesNeverMoveBack) {
  progress_.clear();
  constexpr int kBefore = 600;
  for (int i = 0; i < kBefore; ++i) {
    queue_.Add({absl::StrCat("job ", i), absl::StrCat("person ", i)});
  }
  const HttpResponse hers = Show(ana_, HandIn(ana_, "1") + "/events");
  std::atomic<int> at_work = 3;
  const auto grade = [&] {
    for (int i = 0; i < kBefore / 3; ++i) {
      const Job job = *queue_.Take();
      site_->Tell({job.submission, job.person, Event::State::kGrading});
      queue_.Done(job);
    }
    --at_work;
  };
  const std::jthread one(grade);
  const std::jthread another(grade);
  const std::jthread third(grade);
  std::vector<int> places;
  for (bool last = false; !last;) {
    last = at_work == 0;
    const std::string said = Said(hers);
    const std::vector<std::string> parts = absl::StrSplit(said, "\"ahead\":");
    if (parts.size() == 2) places.push_back(std::stoi(parts[1]));
  }
  EXPECT_TRUE(absl::c_is_sorted(places, std::greater<>()))
      << absl::StrJoin(places, " ");
  EXPECT_EQ(places.back(), 0);
}

TEST_F(LiveTest, NobodyHearsOfOthers) {
  const std::string page = HandIn(ana_, "1");
  for (const std::string& path :
       {page + "/events", std::string("/class/events"),
        absl::StrCat("/class/people/", ana_.id, "/row")}) {
    EXPECT_EQ(Show({}, path).status, 303) << path;
    EXPECT_EQ(Show(bo_, path).status, 404) << path;
    EXPECT_EQ(Show(bo_, path).stream, nullptr) << path;
    EXPECT_EQ(Show(ina_, path).status, 200) << path;
  }
  EXPECT_EQ(Show(ana_, "/class/events").status, 404);
  EXPECT_EQ(Show(ina_, "/submissions/0/events").status, 404);
  const HttpResponse his = Show(bo_, HandIn(bo_, "1") + "/events");
  site_->Tell({IdOf(page), ana_.id, Event::State::kGraded});
  EXPECT_EQ(Said(his), "");
}

TEST_F(LiveTest, ClassHearsWhoseRowHasChanged) {
  const HttpResponse hears = Show(ina_, "/class/events");
  const std::string page = HandIn(ana_, "1");
  EXPECT_EQ(Said(hears), absl::StrCat("data: {\"id\":\"", IdOf(page),
                                      "\",\"state\":\"received\",\"person\":\"",
                                      ana_.id, "\"}\n\n"));
  const std::string row =
      Show(ina_, absl::StrCat("/class/people/", ana_.id, "/row")).body;
  EXPECT_THAT(row, HasSubstr("not graded yet"));
  EXPECT_THAT(row, Not(HasSubstr("Bo")));
  const std::string whole = Show(ina_, "/class").body;
  constexpr std::size_t kTable = sizeof "<table><tbody>" - 1;
  EXPECT_THAT(whole, HasSubstr(row.substr(kTable, row.find("</tr>") - kTable)))
      << "a row is that of the table";
  EXPECT_EQ(Show(ina_, absl::StrCat("/class/people/", ina_.id, "/row")).status,
            404);
}

TEST_F(LiveTest, NobodyHasMoreThanFour) {
  const std::string page = HandIn(ana_, "1");
  std::vector<HttpResponse> own;
  for (int i = 0; i < 4; ++i) own.push_back(Show(ana_, page + "/events"));
  const HttpResponse refused = Show(ana_, page + "/events");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(HeaderOf(refused, "Retry-After"), "10");
  EXPECT_EQ(Show(ina_, page + "/events").status, 200);
  own.pop_back();
  EXPECT_EQ(Show(ana_, page + "/events").status, 200);
}

TEST_F(LiveTest, StreamsEndWithTheSession) {
  const std::string page = HandIn(ana_, "1");
  const HttpResponse first = Show(ana_, page + "/events");
  const HttpResponse other = Show(ina_, page + "/events");
  Ask(Posting(ana_, "/sign-out", "csrf=" + ana_.csrf));
  EXPECT_TRUE(first.stream->ended());
  EXPECT_FALSE(other.stream->ended());
  ASSERT_TRUE(
      store_->AddInvitation({TokenDigest("join", "x"), "Ina", false, ina_.id})
          .ok());
  Ask(Posting({}, "/join/x", "password=another+one"));
  EXPECT_TRUE(other.stream->ended());
}

// Whatever ended it, and whenever the stream began.
TEST_F(LiveTest, StreamKnowsWhetherItsCredentialHolds) {
  const std::string page = HandIn(ana_, "1");
  const std::string token = ana_.cookie.substr(sizeof "session=" - 1);
  const HttpResponse hers = Show(ana_, page + "/events");
  const HttpResponse of_class = Show(ina_, "/class/events");
  HttpRequest asked;
  asked.method = "GET";
  asked.path = "/api" + page + "/events";
  asked.headers["authorization"] = "Bearer secret";
  ASSERT_TRUE(store_
                  ->AddToken({"1", ana_.id, "CI", now_},
                             TokenDigest("api", "secret"),
                             TokenDigest("session", token))
                  .ok());
  const HttpResponse of_program = Ask(asked);
  ASSERT_NE(of_program.stream, nullptr) << of_program.body;
  EXPECT_TRUE(hers.may_listen());
  EXPECT_TRUE(of_class.may_listen());
  EXPECT_TRUE(of_program.may_listen());
  ASSERT_TRUE(store_->RemoveSession(TokenDigest("session", token)).ok());
  EXPECT_FALSE(hers.may_listen());
  EXPECT_TRUE(of_class.may_listen());
  now_ += absl::Hours(2);
  EXPECT_FALSE(of_class.may_listen()) << "its time is over";
  EXPECT_TRUE(of_program.may_listen());
  ASSERT_TRUE(store_->RemoveToken(ana_.id, "1").ok());
  EXPECT_FALSE(of_program.may_listen());
}

}  // namespace
}  // namespace grader
