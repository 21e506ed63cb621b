// A question's choices held against the runs of its programs. Pure.
#ifndef GRADER_COURSE_CLAIM_H_
#define GRADER_COURSE_CLAIM_H_

#include <string>

#include "grader/course/program_run.h"
#include "grader/problem/material.h"

namespace grader {

// What is not so of `claim`, in words; empty: it holds.
std::string WhyNot(const Claim& claim, const Material& material,
                   const ProgramRuns& runs);

// Whether `text` is what `run` printed, as an expected stdout is compared.
bool IsOutput(absl::string_view text, const ProgramRun& run);

}  // namespace grader

#endif  // GRADER_COURSE_CLAIM_H_
