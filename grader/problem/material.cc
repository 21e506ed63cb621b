#include "grader/problem/material.h"

namespace grader {

const LessonProgram* Material::FindProgram(absl::string_view name) const {
  for (const LessonProgram& program : programs) {
    if (program.name == name) return &program;
  }
  return nullptr;
}

const Execution* Material::FindExecution(absl::string_view program) const {
  for (const Execution& execution : executions) {
    if (execution.program == program) return &execution;
  }
  return nullptr;
}

absl::string_view QuestionKindName(QuestionKind kind) {
  switch (kind) {
    case QuestionKind::kChooseOne:
      return "choose one";
    case QuestionKind::kChooseSeveral:
      return "choose several";
    case QuestionKind::kFillIn:
      return "fill in";
  }
  return "";
}

std::string LinesOf(absl::string_view content, int first, int last) {
  if (first == 0) return std::string(content);
  std::string lines;
  int number = 1;
  while (!content.empty() && number <= last) {
    const std::size_t end = content.find('\n');
    const std::size_t size =
        end == absl::string_view::npos ? content.size() : end + 1;
    if (number >= first) lines.append(content.data(), size);
    content.remove_prefix(size);
    ++number;
  }
  return lines;
}

}  // namespace grader
