// What instructors see of submissions that are alike.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "grader/testing/compare_bytes.h"
#include "grader/testing/site_course.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kSimilarPage[] = "/class/units/echo/similar";
constexpr char kCompare[] = "/class/units/echo/compare";

class SimilarPagesTest : public SiteCourse {
 protected:
  SimilarPagesTest() { compare_ = CompareBytes; }

  std::string Graded(const Browser& browser, const std::string& content) {
    const std::string path = HandIn(browser, content);
    EXPECT_TRUE(store_
                    ->SetOutcome(path.substr(path.rfind('/') + 1),
                                 {"wrong_answer", 0, 1})
                    .ok());
    return path;
  }

  int Compare(const Browser& browser) {
    return Ask(Posting(browser, kCompare, Form({{"csrf", browser.csrf}})))
        .status;
  }

  Browser ana_ = Arrive("Ana", false);
  Browser bo_ = Arrive("<b>Bo</b>", false);
  Browser cy_ = Arrive("Cy", false);
  Browser ina_ = Arrive("Ina", true);
  const std::string copy_ =
      "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<br>";
};

TEST_F(SimilarPagesTest, PairIsListedAndShownSideBySide) {
  Graded(ana_, "print(1)");
  const std::string last = Graded(ana_, copy_);
  Graded(bo_, copy_);
  Graded(cy_, "too short");
  EXPECT_THAT(Show(ina_, "/class/units/echo").body,
              HasSubstr(absl::StrCat("href=\"", kSimilarPage, "\"")));
  EXPECT_THAT(Show(ina_, kSimilarPage).body, Not(HasSubstr("Compared ")));
  ASSERT_EQ(Compare(ina_), 303);
  const HttpResponse waits = Show(ina_, kSimilarPage);
  EXPECT_THAT(waits.body, HasSubstr("Is being compared"));
  EXPECT_EQ(HeaderOf(waits, "Refresh"), absl::StrCat("2; url=", kSimilarPage));
  similarity_->CompareNext();
  const HttpResponse list = Show(ina_, kSimilarPage);
  EXPECT_EQ(HeaderOf(list, "Refresh"), "");
  EXPECT_THAT(list.body,
              HasSubstr(absl::StrCat("<a href=\"", kSimilarPage,
                                     "?pair=1\">100 %</a></td><td>&lt;b&gt;Bo"
                                     "&lt;/b&gt;</td>")));
  EXPECT_THAT(list.body, HasSubstr("<li>Cy, echo: 9 tokens of their own"));
  const std::string pair = Show(ina_, kSimilarPage, "pair=1").body;
  EXPECT_THAT(pair, HasSubstr(absl::StrCat("<a href=\"", last, "\">Ana</a>")));
  EXPECT_THAT(pair, HasSubstr("YZ&lt;br&gt;"));
  EXPECT_THAT(pair, HasSubstr("class=\"both\""));
  EXPECT_THAT(pair, Not(HasSubstr("<b>Bo")));
  for (const std::string none : {"0", "2", "-1", "x", ""}) {
    EXPECT_EQ(Show(ina_, kSimilarPage, "pair=" + none).status, 404) << none;
  }
}

TEST_F(SimilarPagesTest, OnlyInstructorsAskAndOnlyForProblems) {
  EXPECT_EQ(Show(ana_, kSimilarPage).status, 404);
  EXPECT_EQ(Compare(ana_), 404);
  EXPECT_FALSE(similarity_->IsAsked("echo"));
  EXPECT_EQ(Ask(Posting(ina_, kCompare, "")).status, 403);
  EXPECT_EQ(Show(ina_, kSimilarPage, "pair=1").status, 404)
      << "nothing is compared";
  for (const std::string unit : {"numbers", "gather-introduction", "none"}) {
    const std::string page = absl::StrCat("/class/units/", unit);
    EXPECT_EQ(Show(ina_, page + "/similar").status, 404);
    EXPECT_EQ(Ask(Posting(ina_, page + "/compare", Form({{"csrf", ina_.csrf}})))
                  .status,
              404);
  }
}

TEST_F(SimilarPagesTest, WhatIsVeryLongIsLeftOutAndWhatFailsIsSaid) {
  Graded(ana_, std::string(SimilaritySearch::kMostBytes + 1, 'x'));
  Graded(bo_, copy_);
  ASSERT_EQ(Compare(ina_), 303);
  similarity_->CompareNext();
  EXPECT_THAT(Show(ina_, kSimilarPage).body,
              HasSubstr("<li>Ana, echo: more than 262144 bytes</li>"));
  compare_ = [](const auto&, const auto&, const auto&) {
    return absl::UnavailableError("no <sandbox>");
  };
  ASSERT_EQ(Compare(ina_), 303);
  similarity_->CompareNext();
  EXPECT_THAT(Show(ina_, kSimilarPage).body,
              HasSubstr("That failed: no &lt;sandbox&gt;."));
}

TEST_F(SimilarPagesTest, FewAreKept) {
  for (std::size_t i = 0; i <= SimilaritySearch::kMostKept; ++i) {
    similarity_->Ask(absl::StrCat("unit", i));
    similarity_->Ask(absl::StrCat("unit", i));
    similarity_->CompareNext();
    EXPECT_FALSE(similarity_->IsAsked(absl::StrCat("unit", i)));
  }
  EXPECT_EQ(similarity_->Found("unit0"), nullptr);
  EXPECT_NE(similarity_->Found("unit1"), nullptr);
}

}  // namespace
}  // namespace grader
