// The frame of every page of a course in the browser: what stands above it, its
// style, and the headers that it is sent with.
#ifndef GRADER_SERVE_PAGE_FRAME_H_
#define GRADER_SERVE_PAGE_FRAME_H_

#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/serve/http.h"
#include "grader/store/store.h"

namespace grader {

// The links above a page, and the form that signs out; nothing for nobody.
std::string Navigation(const Person* person, absl::string_view csrf);

// What a page has beyond its text.
struct PageParts {
  absl::string_view style = "";
  absl::string_view asset = "";  // the name of its script
  // With what that may add styles to the page; empty: it cannot.
  absl::string_view style_nonce = "";
  absl::string_view head = "";  // HTML for its head
};

// A whole page: `title` is text, `above` and `body` are HTML.
HttpResponse PageResponse(int status, absl::string_view title,
                          absl::string_view above, absl::string_view body,
                          const PageParts& parts = {});

// A document that is complete; `scripts` and `styles` are those that its policy
// allows (Content Security Policy Level 3, 2.3.1).
HttpResponse DocumentResponse(int status, std::string document,
                              absl::string_view scripts = "",
                              absl::string_view styles = "'unsafe-inline'");

// A paragraph that says what is wrong with what was sent; empty for nothing.
std::string Complaint(absl::string_view complaint);

// "See other" (RFC 9110, 15.4.4): the browser asks for `place` next.
HttpResponse Redirect(const std::string& place);

// A page that says what is wrong, and what to do.
HttpResponse Refused(int status, absl::string_view above,
                     absl::string_view what);

// The header that says how long to wait (RFC 9110, 10.2.3).
std::pair<std::string, std::string> RetryAfter(absl::Duration wait);

// The hidden field that proves that a form is one of ours.
std::string CsrfField(absl::string_view csrf);

}  // namespace grader

#endif  // GRADER_SERVE_PAGE_FRAME_H_
