// The frame of every page of a course in the browser: what stands above it, its
// style, and the headers that it is sent with.
#ifndef GRADER_SERVE_PAGE_FRAME_H_
#define GRADER_SERVE_PAGE_FRAME_H_

#include <string>

#include "absl/strings/string_view.h"
#include "grader/serve/http.h"
#include "grader/store/store.h"

namespace grader {

// The links above a page, and the form that signs out; nothing for nobody.
std::string Navigation(const Person* person, absl::string_view csrf);

// A whole page: `title` is text, `above` and `body` are HTML.
HttpResponse PageResponse(int status, absl::string_view title,
                          absl::string_view above, absl::string_view body);

// A document that is complete, whose one script, if any, is `script`.
HttpResponse DocumentResponse(int status, std::string document,
                              absl::string_view script = "");

// "See other" (RFC 9110, 15.4.4): the browser asks for `place` next.
HttpResponse Redirect(const std::string& place);

// A page that says what is wrong, and what to do.
HttpResponse Refused(int status, absl::string_view above,
                     absl::string_view what);

// The hidden field that proves that a form is one of ours.
std::string CsrfField(absl::string_view csrf);

}  // namespace grader

#endif  // GRADER_SERVE_PAGE_FRAME_H_
