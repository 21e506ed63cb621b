// A Site on a course of four units, asked without a network: for tests of its
// pages.
#ifndef GRADER_TESTING_SITE_COURSE_H_
#define GRADER_TESTING_SITE_COURSE_H_

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/serve/site.h"
#include "grader/store/credentials.h"
#include "grader/testing/course_folder.h"
#include "grader/testing/quiz_unit.h"
#include "nlohmann/json.hpp"

namespace grader {

// Empty if there is none.
inline std::string HeaderOf(const HttpResponse& response,
                            const std::string& name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "";
}

// The body of a form.
inline std::string Form(const std::map<std::string, std::string>& fields) {
  std::string body;
  for (const auto& [name, value] : fields) {
    absl::StrAppend(
        &body, body.empty() ? "" : "&", name, "=",
        absl::StrReplaceAll(
            value, {{"%", "%25"}, {"&", "%26"}, {"+", "%2B"}, {"\n", "%0A"}}));
  }
  return body;
}

class SiteCourse : public CourseFolder {
 protected:
  SiteCourse() {
    std::filesystem::copy(GRADER_SOURCE_DIR "/problems/gather-introduction",
                          path() / "problems/gather-introduction",
                          std::filesystem::copy_options::recursive);
    Write("problems/numbers/quiz.yaml", kQuizYaml);
    Write("problems/numbers/sum.py", kQuizProgram);
    auto course = FollowedCourse::Open(path() / "problems");
    EXPECT_TRUE(course.ok()) << course.status();
    course_ = *std::move(course);
    auto store = Store::Open(path() / "data");
    EXPECT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
    SiteOptions options;
    options.url = "http://there";
    options.password_cost = PasswordCost::kLeast;
    options.now = [this] { return now_; };
    options.quiz_now = [this] {
      return QuizTime{"boot", now_ - absl::FromUnixSeconds(1'600'000'000),
                      now_};
    };
    similarity_ = std::make_unique<SimilaritySearch>(
        *course_, *store_,
        [this](const Problem& problem, const std::vector<LearnersFiles>& all,
               const std::function<bool()>& stopped) {
          return compare_(problem, all, stopped);
        },
        options.now);
    options.similarity = similarity_.get();
    options.badge_key = std::string(32, 'k');
    options.progress = [this](const std::string&) { return progress_; };
    options.waits_for = [this](const std::string& submission) {
      return queue_.WhyAside(submission);
    };
    site_ = std::make_unique<Site>(*course_, *store_, queue_, options);
  }

  // A browser that somebody has.
  struct Browser {
    std::string cookie;
    std::string csrf;
    std::string id;
  };

  // Signed in; the password is never asked for.
  Browser Arrive(const std::string& name, bool instructor) {
    const std::string token = DrawToken();
    const Person person = {DrawId(), name, instructor};
    EXPECT_TRUE(store_->AddInvitation({token}).ok());
    EXPECT_TRUE(store_->Join(token, person, "none").ok());
    EXPECT_TRUE(store_
                    ->AddSession(TokenDigest("session", token), person.id,
                                 "none", now_, now_ + absl::Hours(1))
                    .ok());
    return {"session=" + token, TokenDigest("csrf", token), person.id};
  }

  // With GRADER_EXCHANGES=FILE in the environment, what programs ask and are
  // answered is added to that file, an object of JSON on each line.
  HttpResponse Ask(const HttpRequest& request) {
    HttpResponse response = site_->Answer(request);
    // Of a stream, what it begins with.
    if (response.stream != nullptr) response.body = response.stream->Take();
    const char* const file = std::getenv("GRADER_EXCHANGES");
    if (file != nullptr && absl::StartsWith(request.path, "/api/")) {
      nlohmann::json headers;
      for (const auto& [name, value] : response.headers) headers[name] = value;
      std::ofstream(file, std::ios::app)
          << nlohmann::json({{"method", request.method},
                             {"path", request.path},
                             {"status", response.status},
                             {"headers", headers},
                             {"body", response.body}})
          << "\n";
    }
    return response;
  }

  HttpResponse Show(const Browser& browser, const std::string& path,
                    const std::string& query = "") {
    HttpRequest request;
    request.method = "GET";
    request.path = path;
    request.query = query;
    request.headers["cookie"] = browser.cookie;
    return Ask(request);
  }

  HttpRequest Posting(const Browser& browser, const std::string& path,
                      const std::string& body) {
    HttpRequest request;
    request.method = "POST";
    request.path = path;
    request.headers = {{"cookie", browser.cookie},
                       {"host", "there"},
                       {"origin", "http://there"},
                       {"content-type", "application/x-www-form-urlencoded"}};
    request.body = body;
    request.address = "1.2.3.4";
    return request;
  }

  HttpRequest HandingIn(const Browser& browser, const std::string& csrf,
                        const std::string& name, const std::string& content) {
    HttpRequest request = Posting(browser, "/units/echo", "");
    request.headers["content-type"] = "multipart/form-data; boundary=X";
    const auto part = [](const std::string& called, const std::string& value) {
      return absl::StrCat("--X\r\nContent-Disposition: form-data; name=\"",
                          called, "\"\r\n\r\n", value, "\r\n");
    };
    request.body = absl::StrCat(part("csrf", csrf), part("language", "python"),
                                part("file:" + name, content), "--X--\r\n");
    return request;
  }

  // The path of the result.
  std::string HandIn(const Browser& browser, const std::string& content) {
    const HttpResponse response =
        Ask(HandingIn(browser, browser.csrf, "solution.py", content));
    EXPECT_EQ(response.status, 303) << response.body;
    return HeaderOf(response, "Location");
  }

  // What is being done for each submission.
  std::string progress_ = "building";
  absl::Time now_ = absl::FromUnixSeconds(1'700'000'000);
  std::unique_ptr<FollowedCourse> course_;
  std::unique_ptr<Store> store_;
  JobQueue queue_;
  CompareFiles compare_ = [](const auto&, const auto&, const auto&) {
    return SimilarityReport();
  };
  std::unique_ptr<SimilaritySearch> similarity_;
  std::unique_ptr<Site> site_;
};

}  // namespace grader

#endif  // GRADER_TESTING_SITE_COURSE_H_
