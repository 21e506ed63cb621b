// One case of an HTML report.
#ifndef GRADER_REPORT_HTML_CASE_H_
#define GRADER_REPORT_HTML_CASE_H_

#include <cstddef>
#include <optional>
#include <string>

#include "grader/report/report.h"

namespace grader {

// The case at `index` of `view`, which is a LearnerView: an article with the id
// "case-N", N counted from 1; unfolded if the case failed.
std::string HtmlCase(const Report& view, std::size_t index);

// What an error means and what to try; empty if that is not known.
std::string HtmlExplained(const std::optional<Explained>& explained);

}  // namespace grader

#endif  // GRADER_REPORT_HTML_CASE_H_
