// Holds a submission against the rules on what it may be written with.
#ifndef GRADER_EXECUTE_CONSTRUCT_CHECK_H_
#define GRADER_EXECUTE_CONSTRUCT_CHECK_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grader/execute/command.h"
#include "grader/execute/diagnostic.h"
#include "grader/execute/runner.h"
#include "grader/problem/construct_rule.h"
#include "grader/problem/submission.h"
#include "grader/syntax/rule_match.h"

namespace grader {

// The parser, which prints where the sources of `submission` are written with
// what its rules speak of (DecodeMatches). kUnavailable if the grader has none
// for the language.
absl::StatusOr<Command> RulesCommand(const Submission& submission);

// What the author is told of the query for which the parser, given `rules`,
// ended with kQueryFaultExit and printed `output`: see QueryError. kInternal if
// it printed something else.
absl::Status BadQuery(const std::vector<ConstructRule>& rules,
                      absl::string_view output);

// Has the parser read those of `rules` that are queries, whatever the language,
// and gives what BadQuery says of each that is none. Fails if there is no
// parser for one.
absl::StatusOr<std::vector<std::string>> BadQueries(
    const std::vector<ConstructRule>& rules, Runner& runner);

// An error for each place where a rule is broken, in the order of the places;
// then one without a place for each construct that is missing. `matches` are
// those of `rules` in `sources`. Pure.
std::vector<Diagnostic> BrokenRules(const std::vector<ConstructRule>& rules,
                                    std::vector<RuleMatch> matches,
                                    const std::vector<SourceFile>& sources);

// What a learner is told first of `broken`, which is not empty.
std::string BrokenRulesInWords(const std::vector<Diagnostic>& broken);

}  // namespace grader

#endif  // GRADER_EXECUTE_CONSTRUCT_CHECK_H_
