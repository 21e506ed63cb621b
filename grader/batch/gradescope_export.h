// Who handed in what, as Gradescope's export of an assignment says.
#ifndef GRADER_BATCH_GRADESCOPE_EXPORT_H_
#define GRADER_BATCH_GRADESCOPE_EXPORT_H_

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/batch/roster.h"

namespace grader {

// The file of the export that holds it.
inline constexpr char kGradescopeMetadata[] = "submission_metadata.yml";

// The learners of each folder, several where a group handed in, as `yaml`, the
// text of that file, says. What is not as Gradescope writes it is left out.
std::map<std::string, std::vector<Learner>> ReadGradescopeMetadata(
    absl::string_view yaml);

}  // namespace grader

#endif  // GRADER_BATCH_GRADESCOPE_EXPORT_H_
