// Whatever is sent to a server, nobody sees or changes what is not theirs, and
// it goes on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/cli/serve_hostile_test_fixture.h"

namespace grader {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST_F(ServeHostileTest, WhatIsOthersIsNotThere) {
  const std::vector<std::string> pages = {page_,
                                          person_,
                                          person_ + "/password",
                                          "/class",
                                          "/class.csv",
                                          "/class/units/echo",
                                          "/class/units/echo/similar",
                                          "/class/invitations",
                                          page_ + "/events",
                                          "/class/events",
                                          person_ + "/row"};
  const std::string id = page_.substr(page_.rfind('/') + 1);
  const std::string token = ana_.cookie.substr(8);
  for (const std::string& page : pages) {
    for (const char* const method : {"GET", "HEAD"}) {
      // A page that only takes forms says so.
      const std::string expected =
          absl::EndsWith(page, "password") ? "405" : "404";
      Attempt(HeadOf(method, page, bo_.cookie) + "\r\n", expected);
      const std::string& door =
          absl::EndsWith(page, "password") ? "405" : "303";
      // Cookies that are nobody's.
      for (const std::string& cookie : std::vector<std::string>{
               std::string(), std::string("session="), "session=" + id,
               "session=" + ana_.csrf, "session=" + token.substr(1),
               "session=" + token + "0", "Session=" + token,
               "session=' OR '1'='1", bo_.cookie + "; " + ana_.cookie,
               ana_.cookie + "; " + bo_.cookie, "xsession=" + token}) {
        Attempt(HeadOf(method, page, cookie) + "\r\n", door);
      }
    }
  }
  // Whom a header says to be.
  for (const std::string header :
       {"Authorization: Basic SW5hOmxvbmcgZW5vdWdo", "X-Forwarded-User: Ina",
        "X-Original-URL: /class", "X-HTTP-Method-Override: POST",
        "X-Forwarded-For: 127.0.0.1", "Forwarded: for=127.0.0.1"}) {
    Attempt(HeadOf("GET", "/class", bo_.cookie) + header + "\r\n\r\n", "404");
  }
  // Ids that are not quite it.
  for (const std::string& other : std::vector<std::string>{
           id.substr(1), id + "0", "%" + id, absl::AsciiStrToUpper(id),
           id + "/", id + "%00", "../submissions/" + id, "0", "' OR 1=1 --",
           "*", std::string(10'000, 'a')}) {
    const std::string target =
        absl::StrCat("/submissions/", absl::StrReplaceAll(other, {{" ", "+"}}));
    Attempt(HeadOf("GET", target, bo_.cookie) + "\r\n", "404");
  }
}

TEST_F(ServeHostileTest, FormsOfOthersChangeNothing) {
  const std::string form = "application/x-www-form-urlencoded";
  // With a right body but for what proves that it is one's own.
  for (const std::string& csrf : std::vector<std::string>{
           std::string(), bo_.csrf, ana_.csrf.substr(1), ana_.csrf + "0",
           std::string(64, '0'), "' OR '1'='1", ana_.cookie.substr(8)}) {
    Browser forged = ana_;
    forged.csrf = csrf;
    Attempt(HandingIn(forged, "solution.py", "1"), "403");
    Attempt(PostingForm(ana_, "/sign-out", "csrf=" + csrf), "403");
  }
  // Bo's own token opens nothing that is the instructor's.
  for (const std::string& page :
       {std::string("/class/invitations"), person_ + "/password"}) {
    Attempt(PostingForm(bo_, page, "names=Eve&csrf=" + bo_.csrf), "404");
    Attempt(PostingForm(bo_, page, "names=Eve&csrf=" + ina_.csrf), "404");
    Attempt(PostingForm({}, page, "names=Eve&csrf=" + ina_.csrf), "403");
    Attempt(PostingForm(ina_, page, "names=Eve&csrf=" + bo_.csrf), "403");
    Attempt(PostingForm(ina_, page, "names=Eve"), "403");
  }
  // Nor does anybody else comment, set points or deadlines, or have work
  // graded again.
  for (const std::string& page :
       {page_ + "/comments", page_ + "/points", page_ + "/regrade",
        std::string("/class/regrade"), std::string("/class/export"),
        std::string("/class/units/echo/deadline"),
        std::string("/class/units/echo/compare"),
        std::string("/class/units/echo/extensions")}) {
    const std::string fields =
        "text=x&points=2&reason=x&unit=echo&name=Bo&extension=2d&csrf=";
    for (const Browser& browser : {ana_, bo_}) {
      Attempt(PostingForm(browser, page, fields + browser.csrf), "404");
      Attempt(PostingForm(browser, page, fields + ina_.csrf), "404");
    }
    Attempt(PostingForm({}, page, fields + ina_.csrf), "403");
    Attempt(PostingForm(ina_, page, fields + ana_.csrf), "403");
    Attempt(PostingForm(ina_, page, fields), "403");
    Attempt(
        HeadOf("GET", page + "?" + fields + ina_.csrf, ina_.cookie) + "\r\n",
        "405");
  }
  // Sent by another site, though with the right token.
  const std::string right = "csrf=" + ana_.csrf;
  for (const std::string header :
       {"Origin: http://elsewhere", "Origin: null", "Origin: http://h:81",
        "Origin: http://h.elsewhere", "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site"}) {
    for (const std::string page : {"/sign-out", "/units/echo"}) {
      Attempt(absl::StrCat(HeadOf("POST", page, ana_.cookie), header,
                           "\r\nContent-Type: ", form, "\r\nContent-Length: ",
                           right.size(), "\r\n\r\n", right),
              "403");
    }
  }
  // By another method, with all that a POST would have.
  for (const char* const method :
       {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"}) {
    Attempt(HeadOf(method, "/sign-out", ana_.cookie) + "\r\n", "405");
  }
  Attempt(HeadOf("GET", "/sign-out?" + right, ana_.cookie) + "\r\n", "405");
  Attempt(PostingForm(ana_, page_, right), "405");
}

TEST_F(ServeHostileTest, HalfARequestIsNone) {
  for (const std::string& whole :
       {HandingIn(ana_, "solution.py", "print(2)\n"),
        PostingForm(ana_, "/sign-out", "csrf=" + ana_.csrf)}) {
    for (std::size_t part = 1; part < 20; ++part) {
      ++attempts_;
      // Half a header is no request, half a body is answered by nothing.
      EXPECT_THAT(Send(whole.substr(0, whole.size() * part / 20)),
                  AnyOf("", StartsWith("HTTP/1.1 400")));
    }
  }
}

TEST_F(ServeHostileTest, RequestsHaveOneMeaning) {
  const std::string get = "GET / HTTP/1.1\r\n";
  const std::string post = "POST /sign-in HTTP/1.1\r\nHost: h\r\n";
  const std::string hidden = "GET /class HTTP/1.1\r\nHost: h\r\n\r\n";
  const std::string chunked = "Transfer-Encoding: chunked\r\n";
  for (const auto& [bytes, status] :
       std::vector<std::pair<std::string, std::string>>{
           {"nonsense\r\n\r\n", "400"},
           {std::string("\0\1\2\r\n\r\n", 7), "400"},
           {"\x16\x03\x01\x02", "400"},
           {"GET / HTTP/9.9\r\nHost: h\r\n\r\n", "400"},
           {"GET  / HTTP/1.1\r\nHost: h\r\n\r\n", "400"},
           {get + "\r\n", "400"},
           {get + "Host: h\r\nHost: i\r\n\r\n", "400"},
           {get + "Host : h\r\n\r\n", "400"},
           {get + "Host: h\r\n X: folded\r\n\r\n", "303"},
           {get + "Host: h\r\nX\r\n\r\n", "400"},
           {get + "Host: h\r\n: x\r\n\r\n", "400"},
           {"GET http://h/class HTTP/1.1\r\nHost: h\r\n\r\n", "400"},
           {"GET class HTTP/1.1\r\nHost: h\r\n\r\n", "400"},
           {get + "Host: h\r\nContent-Length: 5\r\n\r\nhello", "400"},
           {get + "Host: h\r\n" + std::string(20'000, 'x') + ": 1\r\n\r\n",
            "4"},
           {"GET /" + std::string(20'000, 'x') + " HTTP/1.1\r\n\r\n", "4"},
           {post + "\r\n", "411"},
           {post + "Content-Length: 9999999\r\n\r\n", "413"},
           {post + "Content-Length: 99999\r\n\r\n", "413"},
           {post + "Content-Length: 99999999999999999999999\r\n\r\n", "400"},
           {post + "Content-Length: -1\r\n\r\n", "400"},
           {post + "Content-Length: +1\r\n\r\nx", "400"},
           {post + "Content-Length: 0x1\r\n\r\nx", "400"},
           {post + "Content-Length: 1, 2\r\n\r\nxx", "400"},
           {post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx", "400"},
           {post + chunked + "\r\n0\r\n\r\n" + hidden, "501"},
           {post + chunked + "Content-Length: 5\r\n\r\n0\r\n\r\n" + hidden,
            "400"},
           {post + "Content-Length: 5\r\n" + chunked + "\r\n0\r\n\r\n" + hidden,
            "400"},
           {post + "Content-Length: 1\r\nTransfer-Encoding: identity\r\n\r\nx",
            "400"},
           {post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + hidden,
            "501"},
           {post + "Transfer-Encoding:\tchunked\r\n\r\n0\r\n\r\n" + hidden,
            "501"}}) {
    Attempt(bytes, status);
  }
  // A flood of headers.
  std::string flood = get + "Host: h\r\n";
  for (int i = 0; i < 5000; ++i) absl::StrAppend(&flood, "X", i, ": 1\r\n");
  Attempt(flood + "\r\n", "4");
  // Connections that are begun and left open keep nobody else waiting.
  std::vector<int> slow;
  for (int i = 0; i < 50; ++i) {
    slow.push_back(Connect());
    (void)!send(slow.back(), "POST /x", 7, MSG_NOSIGNAL);
  }
  EXPECT_THAT(Get(ana_, "/"), StartsWith("HTTP/1.1 200"));
  for (const int fd : slow) close(fd);
}

TEST_F(ServeHostileTest, NoPathLeadsToAFile) {
  for (const std::string path : {"/../data/class.sqlite",
                                 "/units/../../etc/passwd",
                                 "/units/..",
                                 "/units/%2e%2e",
                                 "/units/%2e%2e%2fproblem.yaml",
                                 "/units/echo%00",
                                 "/units/echo/problem.yaml",
                                 "/units/echo/../twice",
                                 "/units//echo",
                                 "/units/..%5c..%5cdata",
                                 "/etc/passwd",
                                 "//etc/passwd",
                                 "/.git/config",
                                 "/data/class.sqlite",
                                 "/class.sqlite",
                                 "/units/echo;.css",
                                 "/units/\xc0\xae\xc0\xae",
                                 "/units/\xef\xbc\x8e\xef\xbc\x8e",
                                 "/CLASS",
                                 "/class/",
                                 "/class%2f",
                                 "/join/",
                                 "/join/..",
                                 "/submissions/..",
                                 "/class/people/..",
                                 "/favicon.ico",
                                 "/robots.txt"}) {
    Attempt(HeadOf("GET", path, ina_.cookie) + "\r\n", "404");
  }
}

TEST_F(ServeHostileTest, ScriptsAndNamesAreTexts) {
  for (const std::string field : {"lang", "from", "csrf"}) {
    Attempt(
        HeadOf("GET", absl::StrCat("/units/echo?", field, "=", kScriptInUrl),
               bo_.cookie) +
            "\r\n",
        "200");
  }
  Attempt(HeadOf("GET", absl::StrCat("/", kScriptInUrl), bo_.cookie) + "\r\n",
          "404");
  Attempt(HeadOf("GET", absl::StrCat("/", kScript), bo_.cookie) + "\r\n",
          "404");
  Attempt(PostingForm({}, "/sign-in",
                      absl::StrCat("name=", kScriptInUrl, "&password=x")),
          "403");
  Attempt(
      PostingForm(ina_, "/class/invitations",
                  absl::StrCat("csrf=", ina_.csrf, "&names=", kScriptInUrl)),
      "200");
  Attempt(PostingForm(ina_, "/class/invitations",
                      absl::StrCat("csrf=", ina_.csrf, "&names=", kScriptInUrl,
                                   "%0Aa%1B")),
          "400");
  for (const std::string& name :
       {std::string("../x.py"), std::string("/etc/x.py"), std::string("a/b.py"),
        std::string("..\\x.py"), std::string(".x.py"), std::string(".."),
        std::string("-x.py"), std::string("a\x01.py"), std::string("a\xff.py"),
        std::string("a\0.py", 5), std::string("a\xe2\x80\xae.py"),
        std::string("con\n.py"), std::string(300, 'a') + ".py",
        std::string(kScript)}) {
    Attempt(HandingIn(bo_, name, "1"), "400");
  }
  Attempt(Posting(bo_, "/units/echo", kScript, "csrf=" + bo_.csrf), "400");
  Attempt(Posting(bo_, "/units/echo", "multipart/form-data", "x"), "400");
  Attempt(Posting(bo_, "/units/echo", "multipart/form-data; boundary=", "----"),
          "400");
  // An account whose name is one.
  const Browser named = Learner(ina_, kScriptInUrl);
  before_ = State();
  for (const Browser& browser : {named, ina_}) {
    for (const std::string page : {"/", "/class", "/units/echo"}) {
      EXPECT_THAT(Get(browser, page), Not(HasSubstr(kScript)));
    }
  }
}

TEST_F(ServeHostileTest, NobodyAnswersForOthersOrBeforeTheClock) {
  const std::string page = "/units/numbers/quiz";
  const std::string begin = "take=0&action=begin&time=1";
  // Without a session, with the token of somebody else, from another site, by a
  // link.
  Attempt(PostingForm({}, page, begin), "403");
  Attempt(PostingForm(bo_, page, begin), "403");
  Attempt(PostingForm(bo_, page, absl::StrCat(begin, "&csrf=", ana_.csrf)),
          "403");
  const std::string own = absl::StrCat(begin, "&csrf=", bo_.csrf);
  Attempt(absl::StrCat(HeadOf("POST", page, bo_.cookie),
                       "Origin: http://elsewhere\r\nContent-Type: "
                       "application/x-www-form-urlencoded\r\nContent-Length: ",
                       own.size(), "\r\n\r\n", own),
          "403");
  Attempt(HeadOf("GET", absl::StrCat(page, "?", own), bo_.cookie) + "\r\n",
          "405");
  const std::string unbegun = Get(bo_, "/units/numbers");
  EXPECT_THAT(unbegun, HasSubstr("value=\"begin\""));
  // A quiz is not handed in, and none has a badge that was not earned.
  Attempt(Posting(bo_, "/units/numbers", "multipart/form-data; boundary=X",
                  absl::StrCat("--X\r\nContent-Disposition: form-data; "
                               "name=\"csrf\"\r\n\r\n",
                               bo_.csrf, "\r\n--X--\r\n")),
          "404");
  for (const std::string file : {"badge.json", "badge.svg"}) {
    Attempt(HeadOf("GET", "/units/numbers/" + file, bo_.cookie) + "\r\n",
            "404");
    Attempt(HeadOf("GET", "/units/echo/" + file, bo_.cookie) + "\r\n", "404");
  }
  // Before it is begun there is nothing to answer; of another time neither.
  for (const std::string form :
       {"take=0&action=answer&question=sum&attempt=0&text=7",
        "take=1&action=answer&question=sum&attempt=0&text=7",
        "take=-1&action=begin&time=1", "take=0&action=next",
        "take=0&action=hint"}) {
    Attempt(PostingForm(bo_, page, absl::StrCat(form, "&csrf=", bo_.csrf)),
            "303");
  }
  for (const std::string form :
       {"take=0&action=begin&time=1e9", "take=0&action=begin&time=0",
        "take=0&action=begin", "take=0&action=cheat", "take=0"}) {
    Attempt(PostingForm(bo_, page, absl::StrCat(form, "&csrf=", bo_.csrf)),
            "400");
  }
  Attempt(PostingForm(bo_, page, std::string(70'000, 'x')), "413");
  EXPECT_EQ(Get(bo_, "/units/numbers"), unbegun);
  // What is written in an answer is text.
  ASSERT_THAT(StepQuiz(bo_, begin), StartsWith("HTTP/1.1 303"));
  for (const std::string& text :
       {std::string(kScriptInUrl),
        std::string("%3C/textarea%3E") + kScriptInUrl,
        std::string("%22%0A%0D%00%1B"), std::string(60'000, '7')}) {
    Attempt(PostingForm(bo_, page,
                        absl::StrCat("take=1&action=hint&question=sum&attempt="
                                     "0&csrf=",
                                     bo_.csrf, "&text=", text)),
            "200");
  }
  Attempt(PostingForm(bo_, page,
                      absl::StrCat("take=1&action=answer&question=sum&attempt="
                                   "0&csrf=",
                                   bo_.csrf, "&text=%FF%C0%80")),
          "400");
  EXPECT_THAT(Get(bo_, "/units/numbers"), Not(HasSubstr("attempt left")));
}

}  // namespace
}  // namespace grader
