#include "grader/execute/instances.h"

#include <filesystem>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace grader {

std::set<std::string> QuotedIncludes(absl::string_view text) {
  std::set<std::string> names;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    line = absl::StripLeadingAsciiWhitespace(line);
    if (!absl::ConsumePrefix(&line, "#")) continue;
    line = absl::StripLeadingAsciiWhitespace(line);
    if (!absl::ConsumePrefix(&line, "include")) continue;
    line = absl::StripLeadingAsciiWhitespace(line);
    if (!absl::ConsumePrefix(&line, "\"")) continue;
    const std::size_t end = line.find('"');
    if (end != absl::string_view::npos) names.emplace(line.substr(0, end));
  }
  return names;
}

bool MayUseInstances(absl::string_view instances,
                     const std::vector<SourceFile>& sources,
                     const SourceFile& source) {
  const std::set<std::string> of = QuotedIncludes(instances);
  return absl::c_includes(QuotedIncludes(source.content), of) &&
         absl::c_none_of(sources, [&of](const SourceFile& file) {
           return of.contains(
               std::filesystem::path(file.name).filename().string());
         });
}

}  // namespace grader
