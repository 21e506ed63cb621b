// Deadlines that programs set.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grader/serve/api_test_fixture.h"
#include "nlohmann/json.hpp"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ReplyJson = nlohmann::json;

TEST_F(ApiTest, InstructorsSetDeadlinesAndPointsCountByThem) {
  const std::string token = MakeToken(ana_);
  const std::string all = MakeToken(Arrive("Ina", true));
  const std::string unit = "/api/units/echo";
  const std::string deadline =
      R"({"deadline": "2023-11-14T22:00:00Z", "late": "1 point per hour"})";
  const std::string extension = R"({"name": "Ana", "extension": "10m"})";
  for (const std::string path : {"/deadline", "/extensions"}) {
    const std::string& body = path == "/deadline" ? deadline : extension;
    EXPECT_EQ(Call("POST", unit + path, token, body).status, 404);
    EXPECT_EQ(Call("POST", "/api/units/none" + path, all, body).status, 404);
    EXPECT_EQ(Call("POST", unit + path, all, "{}").status, 400);
  }
  EXPECT_EQ(Call("POST", unit + "/extensions", all, extension).status, 404)
      << "there is no deadline yet";
  const HttpResponse set = Call("POST", unit + "/deadline", all, deadline);
  EXPECT_EQ(set.status, 200);
  EXPECT_EQ(ReplyJson::parse(set.body).at("due"), "2023-11-14T22:00:00.000Z");
  const HttpResponse wrong =
      Call("POST", unit + "/deadline", all,
           R"({"deadline": "2023-11-14T22:00:00Z", "late": "much"})");
  EXPECT_EQ(wrong.status, 400);
  EXPECT_THAT(std::string(ReplyJson::parse(wrong.body).at("error")),
              HasSubstr("late: \"much\""));
  const HttpResponse extended =
      Call("POST", unit + "/extensions", all, extension);
  EXPECT_EQ(extended.status, 200);
  EXPECT_EQ(ReplyJson::parse(extended.body).at("extensions"),
            ReplyJson::parse(R"([
      {"name": "Ana", "extension": "10m", "due": "2023-11-14T22:10:00.000Z"}
      ])"));
  EXPECT_EQ(ReplyJson::parse(extended.body).at("changes"), ReplyJson::parse(R"([
      {"by": "Ina", "at": "2023-11-14T22:13:20.000Z", "name": "Ana",
       "extension": "10m"},
      {"by": "Ina", "at": "2023-11-14T22:13:20.000Z",
       "deadline": "2023-11-14T22:00:00Z", "late": "1 point per hour"}])"));
  const ReplyJson units =
      ReplyJson::parse(Call("GET", "/api/units", token).body);
  EXPECT_EQ(units.at("units")[0].at("due"), "2023-11-14T22:10:00.000Z");
  EXPECT_EQ(units.at("units")[0].at("late"), "1 point per hour");
  // It is 22:13:20.
  const std::string place =
      HeaderOf(Call("POST", unit + "/submissions", token, kHandIn), "Location");
  const std::string id = place.substr(place.rfind('/') + 1);
  ASSERT_TRUE(store_->SetOutcome(id, {"accepted", 3, 3}).ok());
  const ReplyJson state = ReplyJson::parse(Call("GET", place, token).body);
  EXPECT_EQ(state.at("points"), 3);
  EXPECT_EQ(state.at("deducted"), 1);
  EXPECT_EQ(state.at("counted"), 2);
  EXPECT_THAT(std::string(state.at("late")), HasSubstr("3 min late"));
  ReplyJson none = ReplyJson::parse(
      Call("POST", unit + "/deadline", all, R"({"deadline": "", "late": ""})")
          .body);
  EXPECT_EQ(none.at("changes").size(), 3);
  none.erase("changes");
  EXPECT_EQ(none, ReplyJson::parse(
                      R"({"deadline": "", "late": "", "extensions": []})"));
  EXPECT_FALSE(
      ReplyJson::parse(Call("GET", place, token).body).contains("late"));
}

}  // namespace
}  // namespace grader
