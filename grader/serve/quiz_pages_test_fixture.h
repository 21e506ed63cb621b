// What the tests of quizzes in a browser share: a learner, and what forms do.
#ifndef GRADER_SERVE_QUIZ_PAGES_TEST_FIXTURE_H_
#define GRADER_SERVE_QUIZ_PAGES_TEST_FIXTURE_H_

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/testing/site_course.h"

namespace grader {

inline constexpr char kPage[] = "/units/numbers";

// The value of the hidden field `name` of a page.
inline std::string Hidden(const std::string& page, const std::string& name) {
  const std::string start =
      absl::StrCat("type=\"hidden\" name=\"", name, "\" value=\"");
  const std::size_t at = page.find(start);
  if (at == std::string::npos) return "";
  const std::size_t from = at + start.size();
  return page.substr(from, page.find('"', from) - from);
}

class QuizPagesTest : public SiteCourse {
 protected:
  QuizPagesTest() { ana_ = Arrive("Ana", false); }

  std::string See() { return Show(ana_, kPage).body; }

  // Sends the form of `page` with these fields.
  HttpResponse SendForm(const std::string& page,
                        std::map<std::string, std::string> fields) {
    fields["csrf"] = ana_.csrf;
    for (const std::string name : {"take", "question", "attempt"}) {
      fields.emplace(name, Hidden(page, name));
    }
    return Ask(Posting(ana_, absl::StrCat(kPage, "/quiz"), Form(fields)));
  }

  // Does that, and gives what is seen then.
  std::string Step(std::map<std::string, std::string> fields) {
    const HttpResponse response = SendForm(See(), std::move(fields));
    EXPECT_EQ(response.status, 303) << response.body;
    EXPECT_EQ(HeaderOf(response, "Location"), kPage);
    return See();
  }

  std::string Begin(const std::string& time = "1") {
    return Step({{"action", "begin"}, {"time", time}});
  }
  std::string Next() { return Step({{"action", "next"}}); }
  std::string Write(const std::string& text) {
    return Step({{"action", "answer"}, {"text", text}});
  }

  // The place at which the choice with that text is shown.
  static std::string PlaceOf(const std::string& text, const std::string& page) {
    const std::size_t at = page.find(absl::StrCat(") ", text, "</label>"));
    EXPECT_NE(at, std::string::npos) << text << page;
    return std::string(1, static_cast<char>(page[at - 1] - 'a' + '1'));
  }
  std::string Choose(const std::string& text) {
    return Step({{"action", "answer"}, {"choice", PlaceOf(text, See())}});
  }

  // All right, from the first question to the last.
  std::string TakeAll() {
    Begin();
    Write("7");
    Next();
    Choose("&lt;b&gt;two&lt;/b&gt;");
    const std::string last = Next();
    return Step({{"action", "answer"},
                 {"choice:" + PlaceOf("one", last), "on"},
                 {"choice:" + PlaceOf("three", last), "on"}});
  }

  Browser ana_;
};

}  // namespace grader

#endif  // GRADER_SERVE_QUIZ_PAGES_TEST_FIXTURE_H_
