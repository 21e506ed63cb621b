// How `serve` has submissions graded: in this process, or by workers.
#ifndef GRADER_CLI_GRADE_ELSEWHERE_H_
#define GRADER_CLI_GRADE_ELSEWHERE_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "grader/queue/job_exchange.h"
#include "grader/serve/grading.h"

namespace grader {

// What `grader check --reveal` reports on a folder with these files.
absl::StatusOr<Grades> GradeHere(
    const Problem& problem, const FilesToGrade& files,
    const std::function<void(const std::string&)>& on_progress);

// The same from a worker; what cannot be graded by anybody (nothing in it, no
// text) is told here.
absl::StatusOr<Grades> GradeElsewhere(
    JobExchange& exchange, const Problem& problem, const FilesToGrade& files,
    const std::function<void(const std::string&)>& on_progress);

}  // namespace grader

#endif  // GRADER_CLI_GRADE_ELSEWHERE_H_
