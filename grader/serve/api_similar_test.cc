// What programs are told of submissions that are alike.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "grader/serve/api_test_fixture.h"
#include "grader/testing/compare_bytes.h"
#include "nlohmann/json.hpp"

namespace grader {
namespace {

using ReplyJson = nlohmann::json;

constexpr char kSimilar[] = "/api/units/echo/similar";
constexpr char kCompareApi[] = "/api/units/echo/compare";

TEST_F(ApiTest, SimilarSubmissionsAreTold) {
  compare_ = CompareBytes;
  const Browser bo = Arrive("Bo", false);
  const std::string copy(
      "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  std::string hers;
  for (const auto& [who, content] :
       {std::pair(ana_, copy), std::pair(bo, copy),
        std::pair(Arrive("Cy", false), std::string("short"))}) {
    const std::string path = HandIn(who, content);
    const std::string id = path.substr(path.rfind('/') + 1);
    if (hers.empty()) hers = id;
    ASSERT_TRUE(store_->SetOutcome(id, {"wrong_answer", 0, 1}).ok());
  }
  const std::string all = MakeToken(Arrive("Ina", true));
  const auto told = [&] {
    const HttpResponse response = Call("GET", kSimilar, all);
    EXPECT_EQ(response.status, 200);
    return ReplyJson::parse(response.body);
  };
  EXPECT_EQ(told(), ReplyJson::parse(R"({"comparing": false})"));
  const HttpResponse asked = Call("POST", kCompareApi, all);
  EXPECT_EQ(asked.status, 202);
  EXPECT_EQ(ReplyJson::parse(asked.body).at("similar"), kSimilar);
  EXPECT_EQ(told(), ReplyJson::parse(R"({"comparing": true})"));
  similarity_->CompareNext();
  const ReplyJson found = told();
  EXPECT_EQ(found.at("comparing"), false);
  EXPECT_EQ(found.at("compared"), "2023-11-14T22:13:20.000Z");
  ASSERT_EQ(found.at("pairs").size(), 1);
  const ReplyJson& pair = found.at("pairs")[0];
  EXPECT_EQ(pair.at("overlap"), 100);
  EXPECT_EQ(pair.at("tokens"), 62);
  EXPECT_EQ(pair.at("a"),
            ReplyJson({{"name", "Ana"}, {"submission", hers}, {"share", 100}}));
  EXPECT_EQ(pair.at("b").at("name"), "Bo");
  EXPECT_EQ(pair.at("regions")[0].at("b"), ReplyJson::parse(R"(
            {"file": "solution.py", "first_line": 1, "last_line": 1})"));
  EXPECT_EQ(found.at("not_compared")[0].at("name"), "Cy");
  compare_ = [](const auto&, const auto&, const auto&) {
    return absl::UnavailableError("no sandbox");
  };
  Call("POST", kCompareApi, all);
  EXPECT_EQ(told().at("pairs").size(), 1) << "until that is done";
  similarity_->CompareNext();
  EXPECT_EQ(told().at("failed"), "no sandbox");
}

TEST_F(ApiTest, InstructorsAloneAreToldWhatIsSimilar) {
  const std::string hers = MakeToken(ana_);
  const std::string all = MakeToken(Arrive("Ina", true));
  for (const auto& [method, path] :
       {std::pair("GET", "/similar"), std::pair("POST", "/compare")}) {
    const std::string unit = std::string("/api/units/echo") + path;
    EXPECT_EQ(Call(method, unit, hers).status, 404);
    EXPECT_EQ(Call(method, std::string("/api/units/none") + path, all).status,
              404);
  }
  EXPECT_FALSE(similarity_->IsAsked("echo"));
}

}  // namespace
}  // namespace grader
