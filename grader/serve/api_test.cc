// What programs may do with a token.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "grader/report/json_report.h"
#include "grader/serve/api_test_fixture.h"
#include "nlohmann/json.hpp"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ReplyJson = nlohmann::json;

TEST_F(ApiTest, SubmissionGoesFromHandInToReport) {
  const std::string token = MakeToken(ana_);
  const HttpResponse received =
      Call("POST", "/api/units/echo/submissions", token, kHandIn);
  ASSERT_EQ(received.status, 202) << received.body;
  const std::string place = HeaderOf(received, "Location");
  const std::string id = ReplyJson::parse(received.body).at("id");
  EXPECT_EQ(place, "/api/submissions/" + id);
  ASSERT_THAT(*store_->Ungraded(), SizeIs(1));
  EXPECT_EQ(queue_.Ahead(id), 0);
  progress_.clear();
  const HttpResponse waits = Call("GET", place, token);
  EXPECT_TRUE(waits.may_change);
  const ReplyJson state = ReplyJson::parse(waits.body);
  EXPECT_EQ(state.at("graded"), false);
  EXPECT_EQ(state.at("ahead"), 0);
  queue_.Take();
  progress_ = "building";
  EXPECT_EQ(ReplyJson::parse(Call("GET", place, token).body).at("doing"),
            "building");
  const HttpResponse early = Call("GET", place + "/report", token);
  EXPECT_EQ(early.status, 409);
  EXPECT_EQ(HeaderOf(early, "Retry-After"), "1");
  Report report;
  report.problem = "echo";
  const std::string for_her = JsonReport(report);
  report.title = "all of it";
  const std::string for_all = JsonReport(report);
  ASSERT_TRUE(store_
                  ->SetOutcome(id, {"wrong_answer", Points::Millionths(500'000),
                                    2, "", "", for_her, for_all})
                  .ok());
  const ReplyJson graded = ReplyJson::parse(Call("GET", place, token).body);
  EXPECT_EQ(graded.at("verdict"), "wrong_answer");
  EXPECT_EQ(graded.at("points"), 0.5);
  EXPECT_EQ(Call("GET", place + "/report", token).body, for_her);
  EXPECT_EQ(ReplyJson::parse(Call("GET", "/api/submissions", token).body)
                .at("submissions"),
            ReplyJson::array({graded}));
  const std::string all = MakeToken(Arrive("Ina", true));
  EXPECT_EQ(Call("GET", place + "/report", all).body, for_all);
}

TEST_F(ApiTest, WhatBecomesOfASubmissionIsToldAsItHappens) {
  const std::string token = MakeToken(ana_);
  const HttpResponse received =
      Call("POST", "/api/units/echo/submissions", token, kHandIn);
  const std::string events = HeaderOf(received, "Location") + "/events";
  const HttpResponse hears = Call("GET", events, token);
  EXPECT_EQ(hears.status, 200);
  EXPECT_THAT(hears.body, HasSubstr("\"doing\":\"building\""));
  progress_.clear();
  EXPECT_THAT(Call("GET", events, token).body, HasSubstr("\"ahead\":0"));
  const std::string his = MakeToken(Arrive("Bo", false));
  EXPECT_EQ(Call("GET", events, his).status, 404);
  EXPECT_EQ(Call("GET", "/api/class/events", his).status, 404);
  std::vector<HttpResponse> all;
  const std::string hers = MakeToken(Arrive("Ina", true));
  for (int i = 0; i < 4; ++i) {
    all.push_back(Call("GET", "/api/class/events", hers));
    EXPECT_EQ(all.back().status, 200);
  }
  for (const std::string& path : {events, std::string("/api/class/events")}) {
    EXPECT_EQ(Call("GET", path, hers).status, 429) << path;
  }
}

TEST_F(ApiTest, InstructorsCommentSetPointsAndHaveItGradedAgain) {
  const std::string token = MakeToken(ana_);
  const std::string all = MakeToken(Arrive("Ina", true));
  const HttpResponse received =
      Call("POST", "/api/units/echo/submissions", token, kHandIn);
  const std::string place = HeaderOf(received, "Location");
  const std::string comment = R"({"text": "Well <done>.\n"})";
  const std::string points = R"({"points": 1.5, "reason": "Nearly."})";
  EXPECT_EQ(Call("POST", place + "/points", all, points).status, 409);
  EXPECT_EQ(Call("POST", place + "/regrade", all).status, 409);
  queue_.Take();
  const std::string id = ReplyJson::parse(received.body).at("id");
  ASSERT_TRUE(store_->SetOutcome(id, {"wrong_answer", 1, 2}).ok());
  // As if it were not there.
  for (const auto& [path, body] :
       std::vector<std::pair<std::string, std::string>>{
           {place + "/comments", comment},
           {place + "/points", points},
           {place + "/regrade", ""},
           {"/api/units/echo/regrade", ""}}) {
    EXPECT_EQ(Call("POST", path, token, body).status, 404) << path;
  }
  EXPECT_EQ(ReplyJson::parse(Call("GET", place + "/history", token).body),
            ReplyJson::parse(R"({"history": []})"));
  EXPECT_EQ(Call("POST", place + "/comments", all, comment).status, 200);
  EXPECT_EQ(Call("POST", place + "/points", all, points).status, 200);
  for (const std::string body : {"", "[]", "{}", R"({"text": 1})",
                                 R"({"text": " "})", R"({"text": "\u001b"})"}) {
    EXPECT_EQ(Call("POST", place + "/comments", all, body).status, 400) << body;
  }
  for (const std::string body :
       {R"({"points": 2.000001, "reason": "x"})",
        R"({"points": -1, "reason": "x"})",
        R"({"points": 1e300, "reason": "x"})",
        R"({"points": "1", "reason": "x"})", R"({"points": 1})",
        R"({"points": 1, "reason": ""})", R"({"points": 1, "reason": 1})"}) {
    EXPECT_EQ(Call("POST", place + "/points", all, body).status, 400) << body;
  }
  const ReplyJson state = ReplyJson::parse(Call("GET", place, token).body);
  EXPECT_EQ(state.at("points"), 1);
  EXPECT_EQ(state.at("set_points"), 1.5);
  const ReplyJson regrades =
      ReplyJson::parse(Call("POST", place + "/regrade", all).body);
  EXPECT_EQ(regrades.at("regrades"), 1);
  EXPECT_EQ(ReplyJson::parse(Call("POST", "/api/units/echo/regrade", all).body)
                .at("regrades"),
            0)
      << "it waits already";
  EXPECT_EQ(ReplyJson::parse(Call("GET", place, token).body).at("regrading"),
            true);
  const auto job = queue_.Take();
  EXPECT_EQ(job, (Job{id, ana_.id, true}));
  ASSERT_TRUE(store_->SetRegraded(id, {"accepted", 2, 2}, now_).ok());
  const auto kinds = [&](const std::string& whose) {
    std::string all_kinds;
    const HttpResponse response = Call("GET", place + "/history", whose);
    const ReplyJson history = ReplyJson::parse(response.body).at("history");
    for (const ReplyJson& one : history) {
      EXPECT_EQ(one.at("by"), "Ina");
      absl::StrAppend(&all_kinds, one.at("kind").get<std::string>(), " ");
    }
    return all_kinds;
  };
  EXPECT_EQ(kinds(token), "comment points_set regraded ");
  EXPECT_EQ(kinds(all), "comment points_set regrade_asked regraded ");
  EXPECT_EQ(
      Call("GET", place + "/history", MakeToken(Arrive("Bo", false))).status,
      404);
  EXPECT_EQ(Call("POST", place + "/points", all,
                 R"({"points": null, "reason": "It is right."})")
                .status,
            200);
  EXPECT_FALSE(
      ReplyJson::parse(Call("GET", place, token).body).contains("set_points"));
  for (int i = 0; i < 300; ++i) {
    const Deed more = {id, ana_.id, now_, Deed::Kind::kComment, {}, "x"};
    if (!store_->AddDeed(more).ok()) break;
  }
  EXPECT_EQ(Call("POST", place + "/comments", all, comment).status, 409);
  EXPECT_EQ(Call("POST", place + "/points", all, points).status, 409);
  EXPECT_EQ(Call("POST", "/api/units/numbers/regrade", all).status, 404);
}

TEST_F(ApiTest, OnlyATokenOpensIt) {
  const std::string token = MakeToken(ana_);
  const std::string path = "/api/units";
  EXPECT_EQ(Call("GET", path, token).status, 200);
  const HttpResponse nobody = Call("GET", path, "");
  EXPECT_EQ(nobody.status, 401);
  EXPECT_EQ(HeaderOf(nobody, "WWW-Authenticate"), "Bearer");
  EXPECT_EQ(Call("GET", path, token.substr(1)).status, 401);
  EXPECT_EQ(Call("GET", path, ana_.cookie.substr(8)).status, 401)
      << "a session is no token";
  EXPECT_EQ(Show(ana_, path).status, 401)
      << "what a browser sends by itself is none";
  HttpRequest as_cookie;
  as_cookie.method = "GET";
  as_cookie.path = "/";
  as_cookie.headers["cookie"] = "session=" + token;
  EXPECT_EQ(Ask(as_cookie).status, 303) << "a token is no session";
}

TEST_F(ApiTest, TokenIsShownOnceAndEndsWhenItIsWithdrawn) {
  const std::string token = MakeToken(ana_);
  const std::string page = Show(ana_, "/account").body;
  EXPECT_THAT(page, Not(HasSubstr(token)));
  const auto tokens = *store_->Tokens(ana_.id);
  ASSERT_THAT(tokens, SizeIs(1));
  const std::string path = "/account/tokens/" + tokens[0].id + "/withdraw";
  EXPECT_THAT(page, HasSubstr(path));
  const Browser bo = Arrive("Bo", false);
  EXPECT_EQ(Ask(Posting(bo, path, "csrf=" + bo.csrf)).status, 404);
  EXPECT_EQ(Ask(Posting(ana_, path, "csrf=" + bo.csrf)).status, 403);
  EXPECT_EQ(Call("GET", "/api/units", token).status, 200);
  EXPECT_EQ(Ask(Posting(ana_, path, "csrf=" + ana_.csrf)).status, 303);
  EXPECT_EQ(Call("GET", "/api/units", token).status, 401);
}

TEST_F(ApiTest, WorkOfOthersIsNotThere) {
  const std::string path = "/api" + HandIn(ana_, "secret = 1");
  const std::string ana = MakeToken(ana_);
  const std::string bo = MakeToken(Arrive("Bo", false));
  EXPECT_EQ(Call("GET", path, ana).status, 200);
  for (const std::string& end : {std::string(), std::string("/report")}) {
    const HttpResponse other = Call("GET", path + end, bo);
    EXPECT_EQ(other.status, 404);
    EXPECT_EQ(other.body, Call("GET", "/api/submissions/0" + end, bo).body);
  }
  EXPECT_THAT(Call("GET", "/api/submissions", bo).body,
              Not(HasSubstr("\"id\"")));
}

TEST_F(ApiTest, WhatIsNoHandInIsRefused) {
  const std::string token = MakeToken(ana_);
  const std::string path = "/api/units/echo/submissions";
  for (const std::string body :
       {"", "[]", "{}", "{", R"({"files": []})", R"({"files": [1]})",
        R"({"files": {"name": 1}})", R"({"files": [{"name": "a.py"}]})",
        R"({"files": [{"name": "../a.py", "content": ""}]})",
        R"({"files": [{"name": "a.py", "content": 1}]})",
        R"({"language": 1, "files": [{"name": "a.py", "content": ""}]})",
        R"({"language": "x", "files": [{"name": "a.py", "content": ""}]})"}) {
    const HttpResponse refused = Call("POST", path, token, body);
    EXPECT_EQ(refused.status, 400) << body;
    EXPECT_TRUE(ReplyJson::parse(refused.body).at("error").is_string());
  }
  EXPECT_EQ(Call("POST", path, token, std::string(100'000, '[')).status, 400);
  EXPECT_EQ(
      Call("POST", "/api/units/numbers/submissions", token, kHandIn).status,
      404)
      << "a quiz has a clock";
  EXPECT_EQ(Call("GET", path, token).status, 405);
  EXPECT_EQ(Call("GET", "/api/", token).status, 404);
  EXPECT_EQ(HeaderOf(Call("GET", "/api/", token), "Content-Type"),
            "application/json");
  EXPECT_THAT(*store_->Submissions(""), IsEmpty());
}

// Each of them would be looked for among all that came before.
TEST_F(ApiTest, ManyKeysTakeNoLongerThanTheyMust) {
  std::string body = "{";
  for (int i = 0; i < 200'000; ++i) absl::StrAppend(&body, "\"", i, "\":0,");
  body += "\"files\":[]}";
  EXPECT_EQ(
      Call("POST", "/api/units/echo/submissions", MakeToken(ana_), body).status,
      400);
}

// It is the server that asks once more.
TEST_F(ApiTest, AnswerThatWasKeptBackCountsOnce) {
  HttpRequest request;
  request.method = "GET";
  request.path = "/api/units";
  request.headers["authorization"] = "Bearer " + MakeToken(ana_);
  request.is_again = true;
  for (int i = 0; i < 400; ++i) ASSERT_EQ(Ask(request).status, 200);
}

TEST_F(ApiTest, TooMuchIsToldWithTheTimeToWait) {
  const std::string token = MakeToken(ana_);
  const std::string path = "/api/units/echo/submissions";
  for (int i = 0; i < 20; ++i) {
    ASSERT_EQ(Call("POST", path, token, kHandIn).status, 202);
  }
  const HttpResponse waits = Call("POST", path, token, kHandIn);
  EXPECT_EQ(waits.status, 429);
  EXPECT_EQ(HeaderOf(waits, "Retry-After"), "10");
  GradeAll();
  now_ += absl::Seconds(20);
  int status = 0;
  for (int i = 0; i < 300 && status != 429; ++i) {
    const HttpResponse response = Call("GET", "/api/units", token);
    status = response.status;
    if (status == 429) {
      EXPECT_EQ(HeaderOf(response, "Retry-After"), "40");
    }
  }
  EXPECT_EQ(status, 429);
  EXPECT_EQ(Call("GET", "/api/units", MakeToken(Arrive("Bo", false))).status,
            200)
      << "somebody else's turn";
  now_ += absl::Seconds(41);
  EXPECT_EQ(Call("GET", "/api/units", token).status, 200);
}

TEST_F(ApiTest, HandInsOfAMinuteAreCountedWithThoseOfThePage) {
  const std::string token = MakeToken(ana_);
  for (int i = 0; i < 60; ++i) {
    const HttpResponse received =
        i % 2 == 0 ? Call("POST", "/api/units/echo/submissions", token, kHandIn)
                   : Ask(HandingIn(ana_, ana_.csrf, "solution.py", "1"));
    ASSERT_EQ(received.status, i % 2 == 0 ? 202 : 303);
    GradeAll();
  }
  const HttpResponse refused =
      Call("POST", "/api/units/echo/submissions", token, kHandIn);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(HeaderOf(refused, "Retry-After"), "60");
}

TEST_F(ApiTest, WhatTheStoreCannotDoIsTold) {
  const std::string token = MakeToken(ana_);
  const Finished broken = Shell(absl::StrCat(
      "python3 -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1])"
      ".execute(\"ALTER TABLE tokens RENAME TO nowhere\")' '",
      (path() / "data/class.sqlite").string(), "'"));
  ASSERT_EQ(broken.status, 0) << broken.out;
  for (const auto& [method, asked] : EveryPath()) {
    const HttpResponse failed = Call(method, asked, token, kHandIn);
    EXPECT_EQ(failed.status, 503);
    EXPECT_EQ(HeaderOf(failed, "Retry-After"), "1");
    EXPECT_THAT(failed.body, HasSubstr("Nothing was changed"));
  }
}

TEST_F(ApiTest, EveryPathAsksForATokenAndKeepsToItsTurns) {
  const std::string token = MakeToken(ana_);
  for (int i = 0; i < 300; ++i) {
    ASSERT_EQ(Call("GET", "/api/units", token).status, 200);
  }
  for (const auto& [method, path] : EveryPath()) {
    EXPECT_EQ(Call(method, path, "").status, 401) << path;
    EXPECT_EQ(Call(method, path, token).status, 429) << path;
  }
  const HttpResponse description = Call("GET", "/api/openapi.json", "");
  EXPECT_EQ(description.status, 200);
  EXPECT_EQ(ReplyJson::parse(description.body).at("openapi"), "3.1.0");
}

TEST_F(ApiTest, UnitsAreListedInTheirOrder) {
  const ReplyJson units =
      ReplyJson::parse(Call("GET", "/api/units", MakeToken(ana_)).body)
          .at("units");
  std::vector<std::string> ids;
  for (const ReplyJson& unit : units) ids.push_back(unit.at("id"));
  EXPECT_THAT(ids,
              ElementsAre("echo", "twice", "gather-introduction", "numbers"));
  EXPECT_EQ(units[0].at("languages"), ReplyJson::array({"python"}));
}

}  // namespace
}  // namespace grader
