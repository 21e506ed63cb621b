// Outputs that no submission should get away with, made from what the reference
// printed and judged in its place: shows expectations that look away. Pure; no
// process runs.
#ifndef GRADER_VERIFY_JUNK_H_
#define GRADER_VERIFY_JUNK_H_

#include <string>
#include <vector>

#include "grader/report/report.h"

namespace grader {

struct Junk {
  std::string name;  // "nothing", "cut short", …
  std::string text;

  bool operator==(const Junk&) const = default;
};

// What might be printed instead of `right`: nothing, a blank line, `visible`
// (the output of the visible case), all but the last line, two lines swapped, a
// number one more and one less. None is `right` itself.
std::vector<Junk> JunkOutputs(const std::string& right,
                              const std::string& visible);

// Where `reference`, an accepted report, stays accepted with junk in the place
// of what it printed: `case "one" accepts nothing`. Order is no error where the
// expectation says so, nor is a number where it allows for others. Cases with a
// checker program, or that expect no output, are left out.
std::vector<std::string> AcceptedJunk(const Report& reference);

}  // namespace grader

#endif  // GRADER_VERIFY_JUNK_H_
