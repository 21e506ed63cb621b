// The pages of a Visit on which people make an account, sign in and sign out.
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/utf8.h"
#include "grader/report/markup.h"
#include "grader/report/sanitize.h"
#include "grader/serve/page_frame.h"
#include "grader/serve/visit.h"
#include "grader/store/credentials.h"

namespace grader {
namespace {

constexpr absl::Duration kSession = absl::Hours(24 * 30);
constexpr std::size_t kLongestName = 100;

}  // namespace

std::string Visit::SessionCookie(const std::string& token,
                                 absl::string_view more) const {
  return absl::StrCat(
      "session=", token, "; Path=/; HttpOnly; SameSite=Lax", more,
      absl::StartsWith(site_.options_.url, "https:") ? "; Secure" : "");
}

HttpResponse Visit::SignInPage(int status, absl::string_view complaint) const {
  return PageResponse(
      status, "Sign in", Above(),
      absl::StrCat(
          "<main>\n<h1>Sign in</h1>\n", Complaint(complaint),
          "<form method=\"post\" action=\"/sign-in\">\n"
          "<label for=\"name\">Name</label>\n<input id=\"name\" name=\"name\" "
          "autocomplete=\"username\" required>\n"
          "<label for=\"password\">Password</label>\n<input id=\"password\" "
          "name=\"password\" type=\"password\" "
          "autocomplete=\"current-password\" required>\n"
          "<p><button class=\"main\">Sign in</button></p>\n</form>\n"
          "<p class=\"faint\">Whoever has no account yet opens the link that "
          "the instructor gave.</p>\n</main>\n"));
}

HttpResponse Visit::ShowSignIn() {
  return person_ ? Redirect("/") : SignInPage(200, "");
}

HttpResponse Visit::Begin(const Person& person,
                          const std::string& password_hash) {
  const std::string token = DrawToken();
  const absl::Time now = site_.options_.now();
  const absl::Status added =
      site_.store_.AddSession(TokenDigest("session", token), person.id,
                              password_hash, now, now + kSession);
  if (absl::IsAborted(added)) {
    return SignInPage(403, "The password has just been changed.");
  }
  if (!added.ok()) return Failed(added);
  HttpResponse response = Redirect("/");
  response.headers.emplace_back(
      "Set-Cookie",
      SessionCookie(
          token, absl::StrCat("; Max-Age=", absl::ToInt64Seconds(kSession))));
  return response;
}

HttpResponse Visit::SignIn() {
  const std::string name(absl::StripAsciiWhitespace(Field("name")));
  const std::string password = Field("password");
  const std::string folded = Folded(name);
  const auto wrong = [this] {
    return SignInPage(403,
                      "That name and that password do not belong together.");
  };
  // Nobody's, and cheap to try, so it does not count.
  if (password.size() > kLongestPassword) return wrong();
  const absl::Duration wait =
      site_.limit_.Take(folded, request_.address, site_.options_.now());
  if (wait > absl::ZeroDuration()) {
    HttpResponse response =
        SignInPage(429, "That was tried too often. Wait a quarter of an hour.");
    response.headers.push_back(RetryAfter(wait));
    return response;
  }
  const auto account = site_.store_.FindAccount(name);
  if (!account.ok()) return Failed(account.status());
  const std::string hash = *account ? (*account)->second : "";
  if (!IsPassword(password, hash, site_.options_.password_cost)) {
    return wrong();
  }
  site_.limit_.Succeeded(folded, request_.address);
  return Begin((*account)->first, hash);
}

HttpResponse Visit::SignOut() {
  const std::string token = CookieValue(request_.Header("cookie"), "session");
  const absl::Status removed =
      site_.store_.RemoveSession(TokenDigest("session", token));
  if (!removed.ok()) return Failed(removed);
  // Those of other sessions are asked for again.
  site_.events_.EndOf(person_->id);
  HttpResponse response = Redirect("/sign-in");
  response.headers.emplace_back("Set-Cookie", SessionCookie("", "; Max-Age=0"));
  return response;
}

HttpResponse Visit::JoinPage(int status, const Invitation& invitation,
                             absl::string_view complaint) const {
  const std::string name =
      invitation.name.empty()
          ? "<label for=\"name\">Your name, with which you sign in</label>\n"
            "<input id=\"name\" name=\"name\" autocomplete=\"username\" "
            "required>\n"
          : absl::StrCat("<p>You are <strong>", Markup(invitation.name),
                         "</strong>, and sign in with that name.</p>\n");
  const char* const what =
      invitation.person.empty() ? "Make an account" : "Choose a new password";
  return PageResponse(
      status, what, Above(),
      absl::StrCat(
          "<main>\n<h1>", what, "</h1>\n", Complaint(complaint),
          "<form method=\"post\" action=\"/join/", MarkupAttribute(part_),
          "\">\n", name, "<label for=\"password\">A password of at least ",
          kShortestPassword,
          " characters</label>\n<input id=\"password\" name=\"password\" "
          "type=\"password\" autocomplete=\"new-password\" required>\n"
          "<p><button class=\"main\">",
          what,
          "</button></p>\n</form>\n"
          "</main>\n"));
}

HttpResponse Visit::ShowJoin() {
  const auto invitation =
      site_.store_.FindInvitation(TokenDigest("join", part_));
  if (!invitation.ok()) return Failed(invitation.status());
  if (!*invitation) {
    return Refuse(404, "This link was used already, or never was one.");
  }
  return JoinPage(200, **invitation, "");
}

HttpResponse Visit::Join() {
  const std::string digest = TokenDigest("join", part_);
  const auto invitation = site_.store_.FindInvitation(digest);
  if (!invitation.ok()) return Failed(invitation.status());
  if (!*invitation) {
    return Refuse(404, "This link was used already, or never was one.");
  }
  Person person = {DrawId(), (*invitation)->name, (*invitation)->instructor};
  if (person.name.empty()) {
    person.name = std::string(absl::StripAsciiWhitespace(Field("name")));
  }
  if (absl::Status fault = CheckName(person.name); !fault.ok()) {
    return JoinPage(400, **invitation, fault.message());
  }
  const std::string password = Field("password");
  if (password.size() < kShortestPassword ||
      password.size() > kLongestPassword) {
    return JoinPage(400, **invitation,
                    absl::StrCat("A password has ", kShortestPassword, " to ",
                                 kLongestPassword, " characters."));
  }
  const auto hash = HashPassword(password, site_.options_.password_cost);
  if (!hash.ok()) return Failed(hash.status());
  const bool is_new = (*invitation)->person.empty();
  const absl::Status joined = is_new
                                  ? site_.store_.Join(digest, person, *hash)
                                  : site_.store_.ChangePassword(digest, *hash);
  if (absl::IsAlreadyExists(joined)) {
    return JoinPage(400, **invitation, "Somebody has that name already.");
  }
  if (absl::IsNotFound(joined)) {
    return Refuse(404, "This link was used already.");
  }
  if (!joined.ok()) return Failed(joined);
  if (!is_new) {
    person.id = (*invitation)->person;
    site_.events_.EndOf(person.id);
  }
  return Begin(person, *hash);
}

absl::Status CheckName(absl::string_view name) {
  if (name.empty() || name.size() > kLongestName) {
    return absl::InvalidArgumentError(
        absl::StrCat("A name has 1 to ", kLongestName, " bytes."));
  }
  // What is not shown as it is, nobody could type again.
  if (FindInvalidUtf8(name) != absl::string_view::npos ||
      ForTerminal(name) != name || name.find_first_of("\n\t") != name.npos) {
    return absl::InvalidArgumentError("A name is text on one line.");
  }
  return absl::OkStatus();
}

}  // namespace grader
