#include "grader/report/grader_version.h"

#include "absl/strings/str_cat.h"

namespace grader {

void SetGrader(const Report& report, Json& object) {
  if (!report.grader.empty()) object["grader"] = report.grader;
}

std::string GraderInWords(const Report& report) {
  if (report.grader.empty()) return "";
  return absl::StrCat("Grader ", report.grader, ".");
}

}  // namespace grader
