// A program that asks a Site with a token, for tests.
#ifndef GRADER_SERVE_API_TEST_FIXTURE_H_
#define GRADER_SERVE_API_TEST_FIXTURE_H_

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/testing/site_course.h"

namespace grader {

inline constexpr char kHandIn[] =
    R"({"language": "python",
        "files": [{"name": "solution.py", "content": "print(1)\n"}]})";

class ApiTest : public SiteCourse {
 protected:
  ApiTest() { ana_ = Arrive("Ana", false); }

  // The token that the page of the account shows.
  std::string MakeToken(const Browser& browser) {
    const HttpResponse made =
        Ask(Posting(browser, "/account/tokens",
                    Form({{"csrf", browser.csrf}, {"name", "CI"}})));
    EXPECT_EQ(made.status, 200);
    const std::size_t at = made.body.find("aria-label=\"the token\">\n");
    EXPECT_NE(at, std::string::npos);
    return made.body.substr(at + 24, 64);
  }

  HttpResponse Call(const std::string& method, const std::string& path,
                    const std::string& token, const std::string& body = "") {
    HttpRequest request;
    request.method = method;
    request.path = path;
    request.body = body;
    if (!token.empty()) request.headers["authorization"] = "Bearer " + token;
    return Ask(request);
  }

  void GradeAll() {
    const auto waiting = *store_->Ungraded();
    for (const SubmissionHead& head : waiting) {
      EXPECT_TRUE(store_->SetOutcome(head.id, {}).ok());
    }
  }

  // All that asks for a token.
  static std::vector<std::pair<std::string, std::string>> EveryPath() {
    return {{"GET", "/api/units"},
            {"GET", "/api/submissions"},
            {"GET", "/api/submissions/x"},
            {"GET", "/api/submissions/x/report"},
            {"GET", "/api/submissions/x/events"},
            {"GET", "/api/submissions/x/history"},
            {"GET", "/api/class/events"},
            {"POST", "/api/submissions/x/comments"},
            {"POST", "/api/submissions/x/points"},
            {"POST", "/api/submissions/x/regrade"},
            {"POST", "/api/units/echo/regrade"},
            {"POST", "/api/units/echo/deadline"},
            {"POST", "/api/units/echo/extensions"},
            {"GET", "/api/units/echo/similar"},
            {"POST", "/api/units/echo/compare"},
            {"POST", "/api/units/echo/submissions"}};
  }

  Browser ana_;
};

}  // namespace grader

#endif  // GRADER_SERVE_API_TEST_FIXTURE_H_
