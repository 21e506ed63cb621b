// Why a submission does not compile, as text. Part of the text report.
#ifndef GRADER_REPORT_TEXT_BUILD_H_
#define GRADER_REPORT_TEXT_BUILD_H_

#include <optional>
#include <string>

#include "grader/execute/build.h"
#include "grader/report/page.h"
#include "grader/report/report.h"

namespace grader {

// "solution.cpp:12:5", as editors and terminals know it.
std::string PlaceInWords(const Diagnostic& diagnostic);

// Writes the first errors of `build`, each with its notes; only those in the
// file of the first one, which is the learner's if any is. Without any, the
// first lines of the log.
void WriteErrors(const Build& build, const std::optional<Explained>& explained,
                 Page& page);

// Writes the first warnings of `build`, if there are any: beside a case that
// fails they often say why.
void WriteWarnings(int indent, const Build& build, Page& page);

// Writes what an error means and what to try, if that is known.
void WriteExplained(int indent, const std::optional<Explained>& explained,
                    Page& page);

}  // namespace grader

#endif  // GRADER_REPORT_TEXT_BUILD_H_
