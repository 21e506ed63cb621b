// The canary: a submission whose report is known, graded before others are.
#ifndef GRADER_QUEUE_CANARY_H_
#define GRADER_QUEUE_CANARY_H_

#include <string>

#include "absl/status/status.h"
#include "grader/execute/command.h"
#include "grader/execute/workshop.h"

namespace grader {

// Grades a right and a wrong program in `language`, from their sources on: ok
// if both get the verdicts that they must; else what they got instead.
absl::Status TryCanary(const std::string& language, ClockKind clock,
                       Workshop workshop);

}  // namespace grader

#endif  // GRADER_QUEUE_CANARY_H_
