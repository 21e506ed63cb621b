#include "grader/sandbox/isolation/feedback_folder.h"

#include <unistd.h>

#include "absl/strings/str_cat.h"

namespace grader::sandbox {

bool MakeFeedbackLinks(const std::string& path) {
  for (std::size_t i = 0; i < kFeedbackCount; ++i) {
    const std::string to = absl::StrCat(
        "/proc/self/fd/", static_cast<std::size_t>(kFeedbackDescriptor) + i);
    if (symlink(to.c_str(),
                absl::StrCat(path, "/", kFeedbackFiles[i]).c_str()) != 0) {
      return false;
    }
  }
  return true;
}

}  // namespace grader::sandbox
