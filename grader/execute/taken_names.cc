#include "grader/execute/taken_names.h"

#include <filesystem>

#include "grader/execute/build_messages.h"
#include "grader/problem/files.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// Of files that are imported by their names: those of `part`.
void AddImported(const Submission& submission, const Part& part,
                 const std::string& main, std::vector<Diagnostic>& taken) {
  const auto add = [&](const fs::path& name, const auto& content) {
    for (const SourceFile& source : submission.sources) {
      if (source.name == main || source.name != name ||
          source.content == content()) {
        continue;
      }
      taken.push_back(NameIsTaken(source.name));
    }
  };
  for (const fs::path& file : part.files) {
    add(file.filename(), [&] { return ReadFile(file).value_or(""); });
  }
  for (const GeneratedFile& text : part.texts) {
    add(text.name, [&] { return text.content; });
  }
}

// Of files that are included, in whichever folder they lie.
void AddIncluded(const Submission& submission, const fs::path& name,
                 std::vector<Diagnostic>& taken) {
  for (const SourceFile& source : submission.sources) {
    if (fs::path(source.name).filename() == name.filename()) {
      taken.push_back(NameIsTaken(source.name));
    }
  }
}

}  // namespace

std::vector<Diagnostic> TakenNames(const Submission& submission,
                                   const Plan& plan, const std::string& main) {
  std::vector<Diagnostic> taken;
  if (plan.folder) {
    AddImported(submission, plan.parts[*plan.folder], main, taken);
  }
  if (submission.scaffold.suite == nullptr || !plan.headers) return taken;
  const Part& included = plan.parts[*plan.headers];
  for (const GeneratedFile& text : included.texts) {
    AddIncluded(submission, text.name, taken);
  }
  if (plan.framework == nullptr) return taken;
  for (const fs::path& file : included.files) {
    AddIncluded(submission, file, taken);
  }
  return taken;
}

}  // namespace grader
