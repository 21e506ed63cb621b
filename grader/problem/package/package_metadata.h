// PackageMetadata: what the problem.yaml of a package says, in whichever
// version.
#ifndef GRADER_PROBLEM_PACKAGE_PACKAGE_METADATA_H_
#define GRADER_PROBLEM_PACKAGE_PACKAGE_METADATA_H_

#include <optional>
#include <string>
#include <vector>

#include "grader/problem/author_errors.h"
#include "grader/problem/author_files.h"
#include "grader/problem/constants.h"
#include "grader/problem/limits.h"
#include "grader/problem/yaml_reader.h"

namespace grader {

enum class PackageVersion { kLegacy, k2025 };

struct PackageMetadata {
  PackageVersion version = PackageVersion::kLegacy;
  bool draft = false;  // of version 2025-09
  // Groups are described in testdata.yaml, by the keys of the legacy versions.
  bool legacy_groups = true;
  std::string name;  // in English, else in the first language; may be empty
  std::vector<std::string> keywords;
  std::vector<std::string> languages;  // of the grader's table; empty: all
  bool has_time_limit = false;
  TimeMargins time_margins;
  Limits limits;                  // of submissions
  Limits validation_limits;       // of the package's output validator
  bool custom_validator = false;  // legacy alone says so here
  bool interactive = false;       // that validator is an interactor
  bool multi_pass = false;        // that validator may ask for more passes
  bool answers = false;           // what is handed in are the answers
  int passes = 2;                 // at most, where it may
  bool scoring = false;           // there are points for groups
  bool validator_scores = false;  // that validator gives each case's (legacy)
  std::vector<std::string> validator_flags;
  Constants constants;
  std::vector<std::string> notes;  // for the author
};

// What the format's language `code` is called in the grader's table; "" if
// that has none.
std::string LanguageOfCode(const std::string& code);

// Whether the format has a language of that code, known here or not.
bool IsCodeOfFormat(absl::string_view code);

// The format's languages that the grader's table has.
std::vector<std::string> LanguageCodes();

// Adds to `errors` what is wrong, and what is not supported.
PackageMetadata ReadPackageMetadata(const std::optional<YamlNode>& root,
                                    AuthorErrors& errors);

// The words of a string of flags, as the format has them: white space
// separates.
std::vector<std::string> SplitFlags(absl::string_view flags);

// Says at `node` that `what` is not supported, and what to do about it.
void AddUnsupported(const YamlNode& node, absl::string_view what,
                    AuthorErrors& errors, absl::string_view cure = "");

}  // namespace grader

#endif  // GRADER_PROBLEM_PACKAGE_PACKAGE_METADATA_H_
