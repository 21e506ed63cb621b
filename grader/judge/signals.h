// Signals as a learner reads them.
#ifndef GRADER_JUDGE_SIGNALS_H_
#define GRADER_JUDGE_SIGNALS_H_

#include <string>

#include "absl/strings/string_view.h"

namespace grader {

// "SIGSEGV"; "SIG50" for one without a name (signal(7)).
std::string SignalName(int signal);

// What commonly leads to it, in plain words; empty if there is nothing to say.
absl::string_view SignalMeaning(int signal);

}  // namespace grader

#endif  // GRADER_JUDGE_SIGNALS_H_
