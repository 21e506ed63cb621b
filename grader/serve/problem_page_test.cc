// The page on which a problem is solved, and what its editor is loaded with.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "grader/serve/assets.h"
#include "grader/serve/site.h"
#include "grader/testing/site_course.h"

namespace grader {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kProblemPage[] = "/units/echo";
constexpr char kJson[] = R"({"build": {"diagnostics": [{"file": "solution.py",
  "line": 2, "column": 5, "severity": "error", "message": "invalid <syntax>"}]}})";

class ProblemPageTest : public SiteCourse {
 protected:
  // Hands in, and has it graded with that report.
  std::string Graded(const Browser& browser) {
    const std::string path = HandIn(browser, "a = 1\nb = = 2\n");
    Outcome outcome;
    outcome.verdict = "compile_error";
    outcome.max_points = 2;
    outcome.json = kJson;
    EXPECT_TRUE(
        store_->SetOutcome(path.substr(path.rfind('/') + 1), outcome).ok());
    return path;
  }

  static std::string Nonce(const HttpResponse& page) {
    const std::string before = "data-nonce=\"";
    const std::size_t at = page.body.find(before);
    if (at == std::string::npos) return "";
    const std::size_t begin = at + before.size();
    return page.body.substr(begin, page.body.find('"', begin) - begin);
  }

  HttpResponse AskForAsset(const std::string& name,
                           const std::string& accepted) {
    HttpRequest request;
    request.method = "GET";
    request.path = absl::StrCat("/assets/", name);
    request.headers["accept-encoding"] = accepted;
    return Ask(request);
  }
};

TEST_F(ProblemPageTest, LastResultIsAtItsLines) {
  const Browser ana = Arrive("Ana", false);
  EXPECT_THAT(Show(ana, kProblemPage).body, Not(HasSubstr("Checked last")));
  const std::string path = Graded(ana);
  const std::string page = Show(ana, kProblemPage).body;
  EXPECT_THAT(page, HasSubstr(absl::StrCat("Checked last: <a href=\"", path)));
  EXPECT_THAT(page, HasSubstr("data-file=\"solution.py\" data-line=\"2\" "
                              "data-column=\"5\""));
  EXPECT_THAT(page, HasSubstr("invalid &lt;syntax&gt;"));
  EXPECT_THAT(Show(ana, path).body, HasSubstr("/units/echo#solution\""));
}

TEST_F(ProblemPageTest, PackageHasItsStatement) {
  std::filesystem::copy(GRADER_SOURCE_DIR "/fixtures/packages/legacy-floats",
                        path() / "problems/legacy-floats",
                        std::filesystem::copy_options::recursive);
  course_->Look();
  const Browser ana = Arrive("Ana", false);
  const std::string page = Show(ana, "/units/legacy-floats").body;
  EXPECT_THAT(page, HasSubstr("<pre>\\problemname{Half of it}\nPrint half"));
  Write("problems/legacy-floats/problem_statement/problem.en.md",
        "Print *half* of it.\n");
  course_->Look();
  EXPECT_THAT(Show(ana, "/units/legacy-floats").body,
              HasSubstr("Print <em>half</em> of it."));
}

TEST_F(ProblemPageTest, StarterAndSubmissionThatWaitsHaveNoMarks) {
  const Browser ana = Arrive("Ana", false);
  Graded(ana);
  EXPECT_THAT(Show(ana, kProblemPage, "from=starter").body,
              Not(HasSubstr("class=\"marks\"")));
  HandIn(ana, "b = 2\n");
  const std::string page = Show(ana, kProblemPage).body;
  EXPECT_THAT(page, Not(HasSubstr("class=\"marks\"")));
  EXPECT_THAT(page, HasSubstr("not graded yet"));
}

TEST_F(ProblemPageTest, AnothersResultIsNotMarked) {
  Graded(Arrive("Ana", false));
  const Browser bo = Arrive("Bo", false);
  EXPECT_THAT(Show(bo, kProblemPage).body, Not(HasSubstr("class=\"marks\"")));
}

TEST_F(ProblemPageTest, ResultTellsWhatChangedSinceTheOneBefore) {
  const Browser ana = Arrive("Ana", false);
  const std::string first = HandIn(ana, "a = 1\nprint(a)\n");
  const std::string second = HandIn(ana, "a = 2\nprint(a)\n");
  for (const std::string& path : {first, second}) {
    ASSERT_TRUE(
        store_->SetOutcome(path.substr(path.rfind('/') + 1), {"accepted", 1, 1})
            .ok());
  }
  EXPECT_THAT(Show(ana, first).body, Not(HasSubstr("What changed")));
  for (const Browser& browser : {ana, Arrive("Ina", true)}) {
    const std::string page = Show(browser, second).body;
    EXPECT_THAT(page, HasSubstr("What changed since the one before"));
    EXPECT_THAT(page, HasSubstr("- a = 1\n+ a = 2\n  print(a)\n"));
    EXPECT_THAT(page, HasSubstr("href=\"" + first));
  }
}

TEST_F(ProblemPageTest, StylesAreThePagesAndTheEditors) {
  const Browser ana = Arrive("Ana", true);
  for (const std::string path : {"/", "/class", kProblemPage, "/nowhere"}) {
    const HttpResponse page = Show(ana, path);
    const std::string policy = HeaderOf(page, "Content-Security-Policy");
    EXPECT_THAT(policy, Not(HasSubstr("unsafe"))) << path;
    EXPECT_THAT(policy, HasSubstr("style-src 'sha256-")) << path;
    EXPECT_EQ(absl::StrContains(policy, "'nonce-"), !Nonce(page).empty())
        << path;
  }
  const HttpResponse page = Show(ana, kProblemPage);
  const std::string nonce = Nonce(page);
  // Without the editor there is nothing to allow.
  ASSERT_EQ(nonce.empty(), FindAsset("editor.js") == nullptr);
  if (nonce.empty()) {
    EXPECT_THAT(page.body, Not(HasSubstr("<script")));
    return;
  }
  EXPECT_THAT(nonce, ContainsRegex("^[0-9a-f]{64}$"));
  EXPECT_NE(Nonce(Show(ana, kProblemPage)), nonce);
  EXPECT_THAT(HeaderOf(page, "Content-Security-Policy"),
              HasSubstr(absl::StrCat(" 'nonce-", nonce, "';")));
  EXPECT_THAT(page.body, HasSubstr("<script type=\"module\" src=\"" +
                                   AssetPath("editor.js")));
}

TEST_F(ProblemPageTest, AssetsComeSmallerToThoseWhoTakeThem) {
  for (const Asset& asset : Assets()) {
    absl::string_view name = asset.name;
    const bool smaller = absl::ConsumeSuffix(&name, ".gz");
    const HttpResponse plain = AskForAsset(std::string(name), "br, identity");
    EXPECT_EQ(plain.status, 200);
    EXPECT_EQ(HeaderOf(plain, "Content-Encoding"), "");
    if (!smaller) continue;
    EXPECT_EQ(AskForAsset(std::string(asset.name), "gzip").status, 404);
    EXPECT_EQ(HeaderOf(plain, "Vary"), "Accept-Encoding");
    EXPECT_EQ(plain.body, FindAsset(name)->content);
    const HttpResponse packed = AskForAsset(std::string(name), "deflate, gzip");
    EXPECT_EQ(HeaderOf(packed, "Content-Encoding"), "gzip");
    EXPECT_EQ(HeaderOf(packed, "Vary"), "Accept-Encoding");
    EXPECT_EQ(HeaderOf(packed, "Content-Type"),
              "text/javascript; charset=utf-8");
    EXPECT_EQ(packed.body, asset.content);
    EXPECT_EQ(packed.body.substr(0, 2), "\x1f\x8b");
    EXPECT_LT(packed.body.size(), plain.body.size());
  }
}

TEST_F(ProblemPageTest, AddressOfAnAssetHasItsContent) {
  EXPECT_THAT(AssetPath("live.js"),
              ContainsRegex("^/assets/live.js\\?[0-9a-f]{16}$"));
  EXPECT_NE(AssetPath("live.js").substr(15), AssetPath("quiz.js").substr(15));
  EXPECT_EQ(AssetPath("none.js"), "/assets/none.js?");
}

}  // namespace
}  // namespace grader
