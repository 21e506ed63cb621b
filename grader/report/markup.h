// Text put into XML and HTML: nothing that a submission printed can end an
// element or an attribute, and every character is one that XML 1.0 allows.
#ifndef GRADER_REPORT_MARKUP_H_
#define GRADER_REPORT_MARKUP_H_

#include <string>

#include "absl/strings/string_view.h"

namespace grader {

// `bytes` as the content of an element. Controls are made visible
// (ForTerminal); `& < > " '` are references.
std::string Markup(absl::string_view bytes);

// The same within the quotes of an attribute, where line ends and tabs would
// become blanks.
std::string MarkupAttribute(absl::string_view bytes);

// The same as the content of a <textarea>, every byte as it is.
std::string MarkupTextarea(absl::string_view text);

}  // namespace grader

#endif  // GRADER_REPORT_MARKUP_H_
