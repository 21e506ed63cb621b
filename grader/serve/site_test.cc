// Requests in, responses out; no network.
#include "grader/serve/site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/serve/grading.h"
#include "grader/store/credentials.h"
#include "grader/testing/site_course.h"

namespace grader {
namespace {

using ::testing::ContainsRegex;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kScript[] = "<script>alert(1)</script>";
constexpr char kReload[] =
    "<noscript><meta http-equiv=\"refresh\" content=\"0\"></noscript>";

class SiteTest : public SiteCourse {};

TEST_F(SiteTest, NobodySeesNothingButTheDoor) {
  for (const std::string path :
       {"/", "/units/echo", "/class", "/class.csv", "/submissions/x",
        "/class/invitations", "/class/people/x"}) {
    const HttpResponse response = Show({}, path);
    EXPECT_EQ(response.status, 303) << path;
    EXPECT_EQ(HeaderOf(response, "Location"), "/sign-in") << path;
  }
  EXPECT_EQ(Show({}, "/sign-in").status, 200);
  EXPECT_EQ(Show({"session=forged", "", ""}, "/").status, 303);
}

TEST_F(SiteTest, EveryPageForbidsScriptsOfOthers) {
  const Browser ana = Arrive("Ana", true);
  for (const std::string path :
       {"/", "/units/echo", "/units/gather-introduction", "/class",
        "/class/invitations", "/nowhere"}) {
    const HttpResponse response = Show(ana, path);
    const std::string policy = HeaderOf(response, "Content-Security-Policy");
    EXPECT_THAT(policy, HasSubstr("default-src 'none'")) << path;
    EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'")) << path;
    EXPECT_THAT(policy, Not(ContainsRegex("script-src[^;]*unsafe"))) << path;
    EXPECT_EQ(HeaderOf(response, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(HeaderOf(response, "Cache-Control"), "no-store");
  }
  EXPECT_THAT(HeaderOf(Show(ana, "/units/gather-introduction"),
                       "Content-Security-Policy"),
              HasSubstr("script-src 'sha256-"));
}

TEST_F(SiteTest, FirstLinkMakesTheInstructorOnce) {
  const auto link = site_->InstructorLink(false);
  ASSERT_TRUE(link.ok());
  ASSERT_TRUE(absl::StartsWith(*link, "http://there/join/"));
  const std::string path = link->substr(std::string("http://there").size());
  EXPECT_EQ(Show({}, path).status, 200);
  EXPECT_EQ(Ask(Posting({}, path, "name=Ina&password=short")).status, 400);
  const std::string form = "name=Ina&password=long+enough";
  const HttpResponse made = Ask(Posting({}, path, form));
  EXPECT_EQ(made.status, 303);
  EXPECT_THAT(HeaderOf(made, "Set-Cookie"),
              ContainsRegex("^session=[0-9a-f]{64}; Path=/; HttpOnly; "
                            "SameSite=Lax; Max-Age=2592000$"));
  EXPECT_EQ(Ask(Posting({}, path, form)).status, 404);
  EXPECT_EQ(Show({}, path).status, 404);
  EXPECT_EQ(*site_->InstructorLink(false), "");
  const std::string cookie = HeaderOf(made, "Set-Cookie");
  EXPECT_EQ(Show({cookie.substr(0, cookie.find(';')), "", ""}, "/class").status,
            200);
}

TEST_F(SiteTest, LaterFirstLinkReplacesTheEarlier) {
  const std::string earlier = *site_->InstructorLink(false);
  ASSERT_TRUE(site_->InstructorLink(false).ok());
  EXPECT_EQ(Show({}, earlier.substr(std::string("http://there").size())).status,
            404);
}

TEST_F(SiteTest, InvitationFixesTheName) {
  const Browser instructor = Arrive("Ina", true);
  const HttpResponse links =
      Ask(Posting(instructor, "/class/invitations",
                  Form({{"csrf", instructor.csrf}, {"names", "Bo\n\n"}})));
  ASSERT_EQ(links.status, 200);
  const std::size_t at = links.body.find("/join/");
  ASSERT_NE(at, std::string::npos);
  const std::string path = links.body.substr(at, 6 + 64);
  const HttpResponse made =
      Ask(Posting({}, path, "name=Ina&password=long+enough"));
  EXPECT_EQ(made.status, 303);
  EXPECT_EQ((*store_->Learners())[0].name, "Bo");
  EXPECT_FALSE((*store_->Learners())[0].instructor);
  EXPECT_EQ(Ask(Posting({}, "/sign-in", "name=bo&password=long+enough")).status,
            303);
  EXPECT_EQ(Ask(Posting({}, "/sign-in", "name=bo&password=long+enougH")).status,
            403);
}

TEST_F(SiteTest, PasswordsCannotBeTriedForLong) {
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ(Ask(Posting({}, "/sign-in", "name=x&password=yyyyyyyy")).status,
              403);
  }
  EXPECT_EQ(Ask(Posting({}, "/sign-in", "name=X&password=yyyyyyyy")).status,
            429);
  EXPECT_EQ(Ask(Posting({}, "/sign-in", "name=z&password=yyyyyyyy")).status,
            403);
  now_ += absl::Minutes(16);
  EXPECT_EQ(Ask(Posting({}, "/sign-in", "name=x&password=yyyyyyyy")).status,
            403);
}

TEST_F(SiteTest, SignedOutSessionIsOver) {
  const Browser ana = Arrive("Ana", false);
  EXPECT_EQ(Show(ana, "/").status, 200);
  EXPECT_EQ(Ask(Posting(ana, "/sign-out", "csrf=" + ana.csrf)).status, 303);
  EXPECT_EQ(Show(ana, "/").status, 303);
}

TEST_F(SiteTest, FormOfAnotherSiteOrSessionDoesNothing) {
  const Browser ana = Arrive("Ana", false);
  const Browser bo = Arrive("Bo", false);
  const auto ask = [&](const std::string& csrf, const std::string& header,
                       const std::string& value) {
    HttpRequest request = HandingIn(ana, csrf, "solution.py", "1");
    if (!header.empty()) request.headers[header] = value;
    return Ask(request).status;
  };
  EXPECT_EQ(ask("", "", ""), 403);
  EXPECT_EQ(ask(bo.csrf, "", ""), 403);
  EXPECT_EQ(ask(ana.csrf, "origin", "http://elsewhere"), 403);
  EXPECT_EQ(ask(ana.csrf, "origin", "null"), 403);
  EXPECT_EQ(ask(ana.csrf, "sec-fetch-site", "cross-site"), 403);
  EXPECT_EQ(ask(ana.csrf, "sec-fetch-site", "same-site"), 403);
  HttpRequest door = Posting({}, "/sign-in", "name=x&password=yyyyyyyy");
  door.headers["origin"] = "http://elsewhere";
  EXPECT_THAT(Ask(door).body, HasSubstr("another site"));
  EXPECT_THAT(*store_->Submissions(""), IsEmpty());
  EXPECT_EQ(ask(ana.csrf, "", ""), 303);
}

TEST_F(SiteTest, SubmissionIsStoredBeforeItIsAnswered) {
  const Browser ana = Arrive("Ana", false);
  const std::string path = HandIn(ana, "print(input())\r\n");
  const auto ungraded = *store_->Ungraded();
  ASSERT_THAT(ungraded, SizeIs(1));
  EXPECT_EQ(path, "/submissions/" + ungraded[0].id);
  EXPECT_EQ(ungraded[0].person, ana.id);
  EXPECT_EQ(queue_.Ahead(ungraded[0].id), 0);
  const HttpResponse waits = Show(ana, path);
  EXPECT_THAT(waits.body, HasSubstr(kReload));
  EXPECT_TRUE(waits.may_change);
  EXPECT_THAT(waits.body, HasSubstr("building"));
}

TEST_F(SiteTest, ResultIsTheReport) {
  const Browser ana = Arrive("Ana", false);
  const Browser instructor = Arrive("Ina", true);
  const std::string path = HandIn(ana, "print(1)");
  const std::string id = path.substr(path.rfind('/') + 1);
  ASSERT_TRUE(store_
                  ->SetOutcome(id, {"wrong_answer", 1, 2, "<p>for her</p>",
                                    "<p>for all</p>"})
                  .ok());
  const HttpResponse result = Show(ana, path);
  EXPECT_THAT(result.body, HasSubstr("<p>for her</p>"));
  EXPECT_THAT(result.body, HasSubstr("print(1)"));
  EXPECT_THAT(result.body, Not(HasSubstr("for all")));
  EXPECT_THAT(result.body, Not(HasSubstr(kReload)));
  EXPECT_THAT(Show(instructor, path).body, HasSubstr("<p>for all</p>"));
  EXPECT_THAT(Show(ana, "/").body, HasSubstr("wrong answer"));
  EXPECT_THAT(Show(instructor, "/class").body, HasSubstr("1/2"));
  EXPECT_THAT(Show(instructor, "/class.csv").body,
              HasSubstr("Ana,echo,1,1,2,wrong_answer,1,2023-11-14 22:13:20"));
  EXPECT_THAT(Show(instructor, "/class/people/" + ana.id).body,
              HasSubstr(path));
}

TEST_F(SiteTest, EditorHasTheStarterThenWhatWasHandedIn) {
  const Browser ana = Arrive("Ana", false);
  EXPECT_THAT(Show(ana, "/units/echo").body, HasSubstr("nothing yet"));
  HandIn(ana, "\nx = '</textarea>&amp;'");
  const std::string page = Show(ana, "/units/echo").body;
  EXPECT_THAT(page, HasSubstr(">\n\nx = '&lt;/textarea&gt;&amp;amp;'<"));
  EXPECT_THAT(page, Not(HasSubstr("nothing yet")));
  EXPECT_THAT(Show(ana, "/units/echo", "from=starter").body,
              HasSubstr("nothing yet"));
}

TEST_F(SiteTest, WorkOfOthersIsNotThere) {
  const Browser ana = Arrive("Ana", false);
  const Browser bo = Arrive("Bo", false);
  const std::string path = HandIn(ana, "secret = 1");
  EXPECT_EQ(Show(ana, path).status, 200);
  const HttpResponse other = Show(bo, path);
  EXPECT_EQ(other.status, 404);
  EXPECT_EQ(other.body, Show(bo, "/submissions/0").body)
      << "whether it exists cannot be told";
  EXPECT_THAT(Show(bo, "/units/echo").body, Not(HasSubstr("secret")));
  for (const std::string page :
       {"/class", "/class.csv", "/class/invitations", "/class/people/"}) {
    EXPECT_EQ(Show(bo, page == "/class/people/" ? page + ana.id : page).status,
              404)
        << page;
  }
  EXPECT_EQ(Ask(Posting(bo, "/class/invitations",
                        Form({{"csrf", bo.csrf}, {"names", "x"}})))
                .status,
            404);
}

TEST_F(SiteTest, PathsLeadNowhereElse) {
  const Browser ana = Arrive("Ana", true);
  for (const std::string path :
       {"/units/..", "/units/../class", "/units/%2e%2e", "/units/echo/",
        "/units/", "//", "/units/echo/problem.yaml", "/units/echo%00",
        "/submissions/", "/submissions/' OR 1=1 --", "/class/people/%",
        "/class/", "/CLASS", "/join/", "/.git/config", "/etc/passwd"}) {
    EXPECT_EQ(Show(ana, path).status, 404) << path;
  }
}

TEST_F(SiteTest, OtherMethodsAreRefused) {
  const Browser ana = Arrive("Ana", false);
  EXPECT_EQ(Ask(Posting(ana, "/", "csrf=" + ana.csrf)).status, 405);
  const HttpResponse response = Show(ana, "/sign-out");
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(HeaderOf(response, "Allow"), "POST");
  EXPECT_EQ(Show(ana, "/").status, 200) << "a link signs nobody out";
}

TEST_F(SiteTest, NamesOfFilesStayInTheirFolder) {
  const Browser ana = Arrive("Ana", false);
  for (const std::string name : {"../x.py", "/etc/x.py", "a/b.py", "", ".x.py",
                                 "..", "-x.py", "a\x01.py", "a\xff.py"}) {
    EXPECT_EQ(Ask(HandingIn(ana, ana.csrf, name, "1")).status, 400) << name;
  }
  HttpRequest twice = HandingIn(ana, ana.csrf, "a.py", "1");
  twice.body = absl::StrCat(
      "--X\r\nContent-Disposition: form-data; "
      "name=\"file:a.py\"\r\n\r\n2\r\n",
      twice.body);
  EXPECT_EQ(Ask(twice).status, 400);
  EXPECT_THAT(*store_->Submissions(""), IsEmpty());
}

TEST_F(SiteTest, TooMuchIsRefused) {
  const Browser ana = Arrive("Ana", false);
  EXPECT_EQ(
      Ask(HandingIn(ana, ana.csrf, "a.py", std::string(1'100'000, 'x'))).status,
      400);
  for (int i = 0; i < 20; ++i) HandIn(ana, "1");
  const HttpResponse full = Ask(HandingIn(ana, ana.csrf, "a.py", "1"));
  EXPECT_EQ(full.status, 429);
  EXPECT_EQ(HeaderOf(full, "Retry-After"), "10");
  EXPECT_EQ(LongestBody("/sign-in"), 64 << 10);
}

TEST_F(SiteTest, ScriptsInTextsAreTexts) {
  const Browser instructor = Arrive(absl::StrCat("I", kScript), true);
  const Browser ana = Arrive(absl::StrCat("A", kScript), false);
  const std::string path = HandIn(ana, kScript);
  std::string id = path.substr(path.rfind('/') + 1);
  ASSERT_TRUE(store_->SetOutcome(id, {kScript, 1, 2, "", ""}).ok());
  std::vector<std::string> bodies;
  for (const std::string& page :
       {std::string("/"), std::string("/class"), std::string("/units/echo"),
        path, "/class/people/" + ana.id, std::string("/class/invitations")}) {
    bodies.push_back(Show(instructor, page).body);
    bodies.push_back(Show(ana, page).body);
  }
  bodies.push_back(
      Show(ana, "/units/echo", absl::StrCat("lang=", kScript)).body);
  bodies.push_back(Ask(Posting({}, "/sign-in",
                               absl::StrCat("name=", kScript, "&password=x")))
                       .body);
  bodies.push_back(
      Ask(HandingIn(ana, ana.csrf, absl::StrCat("../", kScript), "1")).body);
  bodies.push_back(
      Ask(Posting(instructor, "/class/invitations",
                  Form({{"csrf", instructor.csrf},
                        {"names", absl::StrCat(kScript, "\n\x1b")}})))
          .body);
  bodies.push_back(
      Ask(Posting(instructor, "/class/invitations",
                  Form({{"csrf", instructor.csrf}, {"names", kScript}})))
          .body);
  for (const std::string& body : bodies) {
    // None but those that are files of the server's.
    EXPECT_THAT(body, Not(HasSubstr("<script>"))) << body;
  }
  // A spreadsheet takes no name for a formula.
  Arrive("=1+1", false);
  EXPECT_THAT(Show(instructor, "/class.csv").body, HasSubstr("\n'=1+1,"));
}

TEST_F(SiteTest, OddNamesAreRefused) {
  const Browser instructor = Arrive("Ina", true);
  for (const std::string name : {"a\x1b[2J", "a\xe2\x80\xae", "\xff", "a\tb"}) {
    EXPECT_EQ(Ask(Posting(instructor, "/class/invitations",
                          Form({{"csrf", instructor.csrf}, {"names", name}})))
                  .status,
              400)
        << name;
  }
}

TEST_F(SiteTest, NewPasswordComesByALinkOfTheInstructor) {
  const Browser instructor = Arrive("Ina", true);
  const Browser ana = Arrive("Ana", false);
  const std::string page = "/class/people/" + ana.id + "/password";
  EXPECT_EQ(Ask(Posting(ana, page, "csrf=" + ana.csrf)).status, 404);
  EXPECT_EQ(Ask(Posting(instructor, page, "")).status, 403);
  std::vector<std::string> links;
  for (int i = 0; i < 2; ++i) {
    const HttpResponse made =
        Ask(Posting(instructor, page, "csrf=" + instructor.csrf));
    ASSERT_EQ(made.status, 200);
    const std::size_t at = made.body.find("/join/");
    ASSERT_NE(at, std::string::npos);
    links.push_back(made.body.substr(at, 6 + 64));
  }
  EXPECT_THAT(Show({}, links[0]).body, HasSubstr("Choose a new password"));
  EXPECT_EQ(Show(ana, "/").status, 200) << "nothing has changed yet";
  const std::string form = "name=Eve&password=another+one";
  const HttpResponse changed = Ask(Posting({}, links[0], form));
  ASSERT_EQ(changed.status, 303);
  EXPECT_EQ(Show(ana, "/").status, 303) << "earlier sessions are over";
  const std::string cookie = HeaderOf(changed, "Set-Cookie");
  const Browser now = {cookie.substr(0, cookie.find(';')), "", ""};
  EXPECT_THAT(Show(now, "/").body, HasSubstr("Ana"));
  EXPECT_EQ(Show(now, "/class").status, 404) << "who she is has not changed";
  for (const std::string& link : links) {
    EXPECT_EQ(Ask(Posting({}, link, form)).status, 404) << link;
  }
  EXPECT_THAT(*store_->Learners(), SizeIs(1));
  EXPECT_EQ(
      Ask(Posting({}, "/sign-in", "name=Ana&password=another+one")).status,
      303);
}

TEST_F(SiteTest, AnotherInstructorCanBeMade) {
  Arrive("Ina", true);
  EXPECT_EQ(*site_->InstructorLink(false), "");
  EXPECT_THAT(*site_->InstructorLink(true), HasSubstr("/join/"));
}

TEST_F(SiteTest, WhatTheGraderCannotDoIsAnOutcome) {
  const Browser ana = Arrive("Ana", false);
  HandIn(ana, "throws");
  HandIn(ana, "fails");
  JobQueue queue;
  int asked = 0;
  Grading grading(
      *course_, *store_, queue,
      [&](const Problem&, const FilesToGrade& submission,
          const auto&) -> absl::StatusOr<Report> {
        if (++asked == 2) queue.Stop();
        if (submission.files[0].content == "throws") {
          throw std::runtime_error("no room");
        }
        return absl::InternalError("no compiler");
      },
      [](const Event&) {});
  ASSERT_TRUE(grading.Collect().ok());
  grading.Work();
  EXPECT_THAT(*store_->Ungraded(), IsEmpty());
  const auto heads = *store_->Submissions(ana.id);
  ASSERT_THAT(heads, SizeIs(2));
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(heads[i].verdict, "judge_error");
    EXPECT_THAT(Show(ana, "/submissions/" + heads[i].id).body,
                HasSubstr(i == 0 ? "no room" : "no compiler"));
  }
}

TEST_F(SiteTest, GradingGoesOnWhereItWas) {
  const Browser ana = Arrive("Ana", false);
  HandIn(ana, "1");
  HandIn(ana, "2");
  // A new start: the queue is empty, the store is not.
  JobQueue queue;
  int graded = 0;
  std::vector<std::string> told;
  Grading grading(
      *course_, *store_, queue,
      [&](const Problem& problem, const FilesToGrade& submission,
          const auto& on_progress) {
        on_progress("building");
        Report report;
        report.problem = problem.id;
        report.title = submission.files[0].content;
        report.verdict.word = VerdictWord::kAccepted;
        if (++graded == 2) queue.Stop();
        return report;
      },
      [&](const Event& event) {
        EXPECT_EQ(event.person, ana.id);
        told.push_back(StateName(event.state) + event.doing);
      });
  ASSERT_TRUE(grading.Collect().ok());
  grading.Work();
  EXPECT_EQ(graded, 2);
  EXPECT_THAT(told, ElementsAre("grading", "gradingbuilding", "graded",
                                "grading", "gradingbuilding", "graded"));
  EXPECT_THAT(*store_->Ungraded(), IsEmpty());
  const auto heads = *store_->Submissions(ana.id);
  for (const SubmissionHead& head : heads) {
    EXPECT_EQ(head.verdict, "accepted");
    EXPECT_EQ(grading.Doing(head.id), "");
  }
}

}  // namespace
}  // namespace grader
