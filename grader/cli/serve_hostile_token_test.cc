// A program's token opens the API of whoever made it, and nothing else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "grader/cli/serve_hostile_test_fixture.h"

namespace grader {
namespace {

using ::testing::StartsWith;

TEST_F(ServeHostileTest, TokenOpensOnlyWhatIsOnesOwn) {
  const auto token_of = [&](const Browser& browser) {
    return Between(Send(PostingForm(browser, "/account/tokens",
                                    "name=CI&csrf=" + browser.csrf)),
                   "aria-label=\"the token\">\n", "</pre>");
  };
  const std::string token = token_of(bo_);
  ASSERT_EQ(token.size(), 64);
  const auto asking = [](const std::string& method, const std::string& path,
                         const std::string& header,
                         const std::string& body = "") {
    return absl::StrCat(
        method, " ", path, " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n",
        header, header.empty() ? "" : "\r\n",
        method == "POST" ? absl::StrCat("Content-Length: ", body.size(), "\r\n")
                         : "",
        "\r\n", body);
  };
  const std::string bearer = "Authorization: Bearer ";
  const std::string hers = "/api" + page_;
  for (const std::string& path :
       {hers + "/comments", hers + "/points", hers + "/regrade",
        std::string("/api/units/echo/regrade")}) {
    const std::string body = R"({"text": "x", "points": 2, "reason": "x"})";
    Attempt(asking("POST", path, bearer + token, body), "404");
    Attempt(asking("POST", path, "Cookie: " + ina_.cookie, body), "401");
    Attempt(asking("GET", path, bearer + token), "405");
  }
  Attempt(asking("GET", "/api/class/events", bearer + token), "404");
  Attempt(asking("GET", "/api/class/events", "Cookie: " + ina_.cookie), "401");
  for (const std::string& end :
       {std::string(), std::string("/report"), std::string("/events"),
        std::string("/history")}) {
    Attempt(asking("GET", hers + end, bearer + token), "404");
    Attempt(asking("HEAD", hers + end, bearer + token), "404");
    Attempt(asking("POST", hers + end, bearer + token), "405");
    for (const std::string& header :
         {std::string(), bearer, bearer + token + "x", bearer + token.substr(1),
          bearer + " " + token, bearer + std::string(64, '0'),
          bearer + ana_.cookie.substr(8), "Authorization: Basic " + token,
          "Authorization: " + token, "Cookie: " + ana_.cookie,
          "Cookie: token=" + token, "X-Authorization: Bearer " + token,
          bearer + token + "\r\n" + bearer + token, bearer + "' OR 1=1 --"}) {
      Attempt(asking("GET", hers + end, header), "401");
    }
  }
  // A token is no session, and what a session may, a token may not.
  Attempt(HeadOf("GET", page_, "session=" + token) + "\r\n", "303");
  Attempt(asking("GET", page_, bearer + token), "303");
  Attempt(asking("GET", "/class", bearer + token), "303");
  Attempt(asking("POST", "/account/tokens", bearer + token, "name=x"), "403");
  for (const std::string path :
       {"/api", "/api/", "/api/..", "/api/units/..", "/api/class",
        "/api/submissions/", "/api/submissions/..", "/api/units/echo",
        "/api/openapi.json/", "/api/units/%2e%2e/x"}) {
    Attempt(asking("GET", path, bearer + token), "404");
  }
  const std::string place = "/api/units/echo/submissions";
  for (const std::string& body :
       {std::string(), std::string("{"), std::string(200'000, '['),
        std::string("{\"files\":[{\"name\":\"../x.py\",\"content\":\"\"}]}"),
        std::string("{\"files\":[{\"name\":\"\\u0000.py\",\"content\":\"\"}]}"),
        std::string("{\"files\":[{\"name\":\"\\ud800.py\",\"content\":\"\"}]}"),
        std::string("{\"files\":[{\"name\":\"a\xff.py\",\"content\":\"\"}]}"),
        absl::StrCat("{\"language\":\"", kScript, "\",\"files\":[]}")}) {
    Attempt(asking("POST", place, bearer + token, body), "400");
  }
  Attempt(absl::StrCat("POST ", place, " HTTP/1.1\r\nHost: h\r\n", bearer,
                       token, "\r\nContent-Length: 3000000\r\n\r\n"),
          "413");
  Attempt(
      absl::StrCat("POST ", place, " HTTP/1.1\r\nHost: h\r\n", bearer, token,
                   "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
      "501");
  // Nobody withdraws what is somebody else's.
  const std::string path =
      Between(Get(bo_, "/account"), "action=\"/account/tokens/", "\"");
  Attempt(PostingForm(ana_, "/account/tokens/" + path, "csrf=" + ana_.csrf),
          "404");
  Attempt(PostingForm(bo_, "/account/tokens/" + path, "csrf=" + ana_.csrf),
          "403");
  EXPECT_THAT(Send(asking("GET", "/api/units", bearer + token)),
              StartsWith("HTTP/1.1 200"));
}

}  // namespace
}  // namespace grader
