// What `grader watch` shows of a unit beside the report: pages for the
// terminal.
#ifndef GRADER_CLI_WATCH_PAGES_H_
#define GRADER_CLI_WATCH_PAGES_H_

#include <string>

#include "grader/problem/problem.h"
#include "grader/report/page.h"

namespace grader {

// "2 Concurrent request processing".
std::string NumberedTitle(const Problem& problem);

std::string StatementPage(const Problem& problem, const TextStyle& style);

// The first `seen` of its hints.
std::string HintPage(const Problem& problem, int seen, const TextStyle& style);

// The keys.
std::string WatchHelpPage(const TextStyle& style);

}  // namespace grader

#endif  // GRADER_CLI_WATCH_PAGES_H_
