#include "grader/verify/equivalent.h"

#include <optional>
#include <system_error>
#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/files.h"
#include "grader/problem/limits.h"
#include "grader/problem/schema.h"
#include "grader/problem/yaml_reader.h"

namespace grader {
namespace {

constexpr Value kLines{.scalar = Scalar::kText};
constexpr Value kLinesOrNone{.scalar = Scalar::kText, .may_be_empty = true};
constexpr Key kMutantKeys[] = {
    {.name = "was",
     .value = &kLines,
     .required = true,
     .description = "The lines that are changed.",
     .example = "if (free > 0) {"},
    {.name = "becomes",
     .value = &kLinesOrNone,
     .required = true,
     .description = "What they are changed into.",
     .example = "if (free >= 0) {"},
    {.name = "reason",
     .value = &kLines,
     .required = true,
     .description = "Why nothing can tell the two apart.",
     .example = "free is never 0 here"},
};
constexpr Record kMutantRecord{
    .name = "a mutant", .title = "Mutant", .keys = kMutantKeys};
constexpr Value kMutant{.record = &kMutantRecord};
constexpr Value kMutants{.items = &kMutant};
constexpr Key kFileKeys[] = {
    {.name = "equivalent",
     .value = &kMutants,
     .required = true,
     .description = "Mutants that nothing can tell from the reference.",
     .example = "[{was: a + 0, becomes: a - 0, reason: the same}]"},
};
constexpr Record kFileRecord{
    .name = "the file", .title = "Equivalent mutants", .keys = kFileKeys};

// The words, with one blank between them: layout makes no difference.
std::string Words(absl::string_view text) {
  return absl::StrJoin(
      absl::StrSplit(text, absl::ByAnyChar(" \t\n"), absl::SkipEmpty()), " ");
}

}  // namespace

absl::StatusOr<std::vector<EquivalentMutant>> LoadEquivalents(
    const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / "equivalent.yaml";
  std::vector<EquivalentMutant> equivalents;
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return equivalents;
  auto text = ReadRegularFile(path, kMiB);
  if (!text.ok()) return text.status();
  AuthorErrors errors(path.string(), *std::move(text));
  std::optional<YamlNode> root = ReadYaml(errors);
  if (root) CheckRecord(*root, kFileRecord, errors);
  if (!errors.empty()) return errors.ToStatus();
  for (const YamlNode& node : root->Find("equivalent")->items) {
    equivalents.push_back({node.Find("was")->text, node.Find("becomes")->text,
                           node.Find("reason")->text});
  }
  return equivalents;
}

const EquivalentMutant* FindEquivalent(
    const std::vector<EquivalentMutant>& equivalents, const MutantDiff& diff) {
  for (const EquivalentMutant& one : equivalents) {
    if (Words(one.was) == Words(diff.was) &&
        Words(one.becomes) == Words(diff.becomes)) {
      return &one;
    }
  }
  return nullptr;
}

}  // namespace grader
