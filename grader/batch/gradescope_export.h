// Who handed in what, as Gradescope's export of an assignment says.
#ifndef GRADER_BATCH_GRADESCOPE_EXPORT_H_
#define GRADER_BATCH_GRADESCOPE_EXPORT_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/batch/roster.h"

namespace grader {

// The file of the export that holds it.
inline constexpr char kGradescopeMetadata[] = "submission_metadata.yml";

struct GradescopeHandIn {
  std::vector<Learner> learners;  // several where a group handed in
  std::optional<absl::Time> time;
};

// Of each folder, as `yaml`, the text of that file, says. What is not as
// Gradescope writes it is left out.
std::map<std::string, GradescopeHandIn> ReadGradescopeMetadata(
    absl::string_view yaml);

}  // namespace grader

#endif  // GRADER_BATCH_GRADESCOPE_EXPORT_H_
