// The keys of lesson.yaml, quiz.yaml and course.yaml, as problem_schema.h has
// those of problem.yaml; and the list of all four kinds of files.
#ifndef GRADER_PROBLEM_MATERIAL_SCHEMA_H_
#define GRADER_PROBLEM_MATERIAL_SCHEMA_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "grader/problem/schema.h"

namespace grader {

extern const Record kLessonRecord;
extern const Record kQuizRecord;
extern const Record kCourseRecord;

// A kind of file that authors write: problems/ID/KIND.yaml, but the course's
// own is problems/course.yaml.
struct FileKind {
  absl::string_view name;  // "problem", …
  const Record* record;
};

// All of them, problems first.
absl::Span<const FileKind> FileKinds();

// The page that explains the keys of all of them: problems/README.md.
std::string ReferenceOfAll();

}  // namespace grader

#endif  // GRADER_PROBLEM_MATERIAL_SCHEMA_H_
