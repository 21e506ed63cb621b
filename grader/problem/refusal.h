// A Refusal: why a hand-in cannot be graded. It is a finding about what the
// learner handed in, and ends as their verdict; what goes wrong on the machine
// or with the problem is an absl::Status.
#ifndef GRADER_PROBLEM_REFUSAL_H_
#define GRADER_PROBLEM_REFUSAL_H_

#include <string>

namespace grader {

struct Refusal {
  // One of: no_source (nothing there that could be built), empty, not_text,
  // too_large, unreadable (a pipe, a device, a link, no permission), file_name,
  // language (the problem does not take it), ambiguous_language.
  std::string reason;
  std::string message;  // for the learner: what is wrong, and what to do
  // Where that shows; empty and 0: nowhere in particular.
  std::string file;
  int line = 0;
  int column = 0;

  bool operator==(const Refusal&) const = default;
};

}  // namespace grader

#endif  // GRADER_PROBLEM_REFUSAL_H_
