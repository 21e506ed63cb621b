// Texts and files that mean harm: scripts in every field that is shown, names
// that look like others, archives with names that lead elsewhere, and bodies
// that never come to their end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/cli/serve_hostile_test_fixture.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST_F(ServeHostileTest, EveryTextIsShownAsText) {
  const std::string texts[] = {kScriptInUrl,
                               absl::StrCat("%22%3E", kScriptInUrl),
                               absl::StrCat("'%3E", kScriptInUrl),
                               absl::StrCat("%3C/textarea%3E", kScriptInUrl),
                               absl::StrCat("%3C/p%3E%3C!--", kScriptInUrl),
                               "%3Cimg+src=x+onerror=alert(1)%3E",
                               "javascript:alert(1)",
                               "%3C%2Fscript%3E%3Csvg%2Fonload=alert(1)%3E"};
  const std::string elements[] = {kScript, "<img src=x", "<svg/onload", "<!--"};
  for (const std::string& text : texts) {
    ++attempts_;
    Send(PostingForm(ina_, page_ + "/comments",
                     absl::StrCat("csrf=", ina_.csrf, "&text=", text)));
    Send(PostingForm(
        ina_, page_ + "/points",
        absl::StrCat("csrf=", ina_.csrf, "&points=1&reason=", text)));
    Send(PostingForm(bo_, "/account/tokens",
                     absl::StrCat("csrf=", bo_.csrf, "&name=", text)));
  }
  for (const auto& [browser, page] :
       std::vector<std::pair<Browser, std::string>>{{ana_, page_},
                                                    {ina_, page_},
                                                    {ina_, "/class"},
                                                    {ina_, person_},
                                                    {ina_, "/class/units/echo"},
                                                    {bo_, "/account"}}) {
    const std::string seen = Get(browser, page);
    EXPECT_THAT(seen, StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(seen, Not(HasSubstr("href=\"javascript")));
    for (const std::string& element : elements) {
      EXPECT_THAT(seen, Not(HasSubstr(element))) << page;
    }
  }
  EXPECT_THAT(Get(ana_, page_), HasSubstr("&lt;img src=x")) << "it is there";
  // That the points are set is the instructor's own doing.
  before_ = State();
}

TEST_F(ServeHostileTest, NamesThatLookLikeOthersAreNobodys) {
  const std::string names[] = {
      "An%61%00",         // an end in the middle
      "Ana%E2%80%8B",     // a space of no width
      "%E2%80%AEanA",     // from right to left
      "Ana%EF%BB%BF",     // a mark of the order of bytes
      "Ana%C2%85",        // a next line
      "Ana%E2%80%A8Ina",  // a line separator
      "%C0%C1na",         // no UTF-8
      "%ED%A0%80",        // half of a pair
      "%F4%90%80%80",     // beyond the last
      "%C1%81na",         // an overlong A
      "%1B]0;Ana%07",     // what a terminal obeys
  };
  for (const std::string& name : names) {
    Attempt(PostingForm(ina_, "/class/invitations",
                        absl::StrCat("csrf=", ina_.csrf, "&names=", name)),
            "400");
    Attempt(
        PostingForm({}, "/sign-in",
                    absl::StrCat("name=", name, "&password=not+the+right+one")),
        "4");
  }
  // One that is the same to whoever reads it is taken.
  for (const std::string name :
       {"ANA", "%EF%BC%A1%EF%BD%8E%EF%BD%81", "ana", "A%6Ea"}) {
    const std::string links =
        Send(PostingForm(ina_, "/class/invitations",
                         absl::StrCat("csrf=", ina_.csrf, "&names=", name)));
    const std::string link = "/join/" + Between(links, "/join/", "<");
    Attempt(PostingForm({}, link, "password=long+enough"), "400");
  }
  // Files, too.
  for (const std::string& name : std::vector<std::string>{
           "a\xe2\x80\x8b.py", "\xe2\x80\xaeyp.a", "\xef\xbb\xbf.py",
           "..\xc0\xaf..\xc0\xaf.py", "a\xed\xa0\x80.py", "a\xc2\x85.py",
           "a\xe2\x80\xa8.py", "%2e%2e/x.py", "a/../../x.py"}) {
    Attempt(HandingIn(bo_, name, "1"), "400");
  }
}

// A zip file of one entry, stored, called `name`; without what a reader would
// need to check it.
std::string ZipWith(const std::string& name, const std::string& content) {
  const auto number = [](std::size_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i));
    return text;
  };
  const std::string sizes = number(0, 4) + number(content.size(), 4) +
                            number(content.size(), 4) + number(name.size(), 2);
  const std::string local = absl::StrCat("PK\3\4", number(20, 2), number(0, 8),
                                         sizes, number(0, 2), name, content);
  const std::string entry =
      absl::StrCat("PK\1\2", number(20, 4), number(0, 8), sizes, number(0, 16),
                   number(0, 2), name);
  return absl::StrCat(local, entry, "PK\5\6", number(0, 4), number(1, 2),
                      number(1, 2), number(entry.size(), 4),
                      number(local.size(), 4), number(0, 2));
}

TEST_F(ServeHostileTest, ArchivesAreNotUnpacked) {
  for (const std::string& name : std::vector<std::string>{
           "../../evil.py", "/evil.py", "..\\evil.py", "a/../../evil.py",
           ".ssh/evil.py", std::string("evil\0.py", 8), "con", "evil.py/",
           std::string(5000, 'e'), "\xff\xfe.py"}) {
    ++attempts_;
    const auto part = [](const std::string& what, const std::string& value) {
      return absl::StrCat("--X\r\nContent-Disposition: form-data; ", what,
                          "\r\n\r\n", value, "\r\n");
    };
    const std::string answer =
        Send(Posting(bo_, "/units/echo", "multipart/form-data; boundary=X",
                     absl::StrCat(part("name=\"csrf\"", bo_.csrf),
                                  part("name=\"language\"", "python"),
                                  part("name=\"upload\"; filename=\"a.zip\"",
                                       ZipWith(name, "print(input())")),
                                  "--X--\r\n")));
    const std::string page = Between(answer, "Location: ", "\r\n");
    ASSERT_THAT(page, StartsWith("/submissions/")) << answer;
    EXPECT_THAT(Result(bo_, page), Not(HasSubstr("✓ accepted")));
  }
  // What the server is still working in comes and goes.
  std::error_code gone;
  for (std::filesystem::recursive_directory_iterator entry(path(), gone), end;
       !gone && entry != end; entry.increment(gone)) {
    EXPECT_THAT(entry->path().filename().string(), Not(HasSubstr("evil")));
  }
  EXPECT_FALSE(std::filesystem::exists(path().parent_path() / "evil.py"));
  EXPECT_FALSE(std::filesystem::exists("/evil.py"));
  before_ = State();
}

TEST_F(ServeHostileTest, SlowBodiesKeepNobodyWaiting) {
  std::vector<int> slow;
  const std::string whole = HandingIn(ana_, "solution.py", "print(2)\n");
  const std::string form = PostingForm(ana_, "/sign-out", "csrf=" + ana_.csrf);
  for (int i = 0; i < 60; ++i) {
    ++attempts_;
    slow.push_back(Connect());
    // All but the last byte, or the header alone, or a part of the body.
    const std::string& bytes = i % 2 == 0 ? whole : form;
    const std::size_t header = bytes.find("\r\n\r\n") + 4;
    const std::size_t length = i % 3 == 0   ? bytes.size() - 1
                               : i % 3 == 1 ? header
                                            : header + 10;
    EXPECT_EQ(send(slow.back(), bytes.data(), length, MSG_NOSIGNAL),
              static_cast<ssize_t>(length));
  }
  EXPECT_THAT(Get(ana_, "/"), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(Get(ina_, "/class"), StartsWith("HTTP/1.1 200"));
  // Who is cut off has sent nothing.
  for (const int fd : slow) close(fd);
  EXPECT_THAT(Get(ana_, "/"), StartsWith("HTTP/1.1 200"));
}

}  // namespace
}  // namespace grader
