#include "grader/verify/course_draft.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "grader/problem/material_schema.h"
#include "grader/problem/schema_docs.h"
#include "grader/verify/templates.h"

namespace grader {

std::vector<DraftFile> DraftCourse() {
  std::vector<DraftFile> files;
  for (const TemplateFile& file : Templates()) {
    absl::string_view path = file.name;
    if (!absl::ConsumePrefix(&path, "course/")) continue;
    files.push_back({std::string(path), std::string(file.content)});
  }
  return files;
}

std::vector<DraftFile> DraftReference() {
  std::vector<DraftFile> files;
  for (const FileKind& kind : FileKinds()) {
    files.push_back({absl::StrCat("problems/", kind.name, ".schema.json"),
                     JsonSchema(*kind.record)});
  }
  files.push_back({"problems/README.md", ReferenceOfAll()});
  return files;
}

}  // namespace grader
