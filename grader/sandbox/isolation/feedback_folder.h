// The folder that an interactor is given for its feedback. What lies there are
// links to descriptors that only the interactor has: everybody sees the folder,
// nobody else can read its feedback or write some of their own.
#ifndef GRADER_SANDBOX_ISOLATION_FEEDBACK_FOLDER_H_
#define GRADER_SANDBOX_ISOLATION_FEEDBACK_FOLDER_H_

#include <cstddef>
#include <iterator>
#include <string>

#include "grader/sandbox/kernel/run_descriptors.h"

namespace grader::sandbox {

// Names of the ICPC problem package format; the first is the file behind
// kFeedbackDescriptor, and so on.
inline constexpr const char* kFeedbackFiles[] = {
    "teammessage.txt", "judgemessage.txt",     "judgeerror.txt",
    "score.txt",       "score_multiplier.txt", "nextpass.in"};
inline constexpr std::size_t kFeedbackCount = std::size(kFeedbackFiles);
static_assert(kFeedbackDescriptor + kFeedbackCount == kRunDescriptors);

// Fills the empty folder `path`; false and errno on failure.
bool MakeFeedbackLinks(const std::string& path);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_ISOLATION_FEEDBACK_FOLDER_H_
