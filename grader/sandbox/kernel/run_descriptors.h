// The numbers of the descriptors that the programs of a run are born with,
// beside the usual three.
#ifndef GRADER_SANDBOX_KERNEL_RUN_DESCRIPTORS_H_
#define GRADER_SANDBOX_KERNEL_RUN_DESCRIPTORS_H_

namespace grader::sandbox {

// The driver's alone: its trace, one message per event.
inline constexpr int kTraceDescriptor = 3;
// Through this the driver and the submission talk to each other.
inline constexpr int kLinkDescriptor = 4;
// An interactor's, in place of those two: what it is told, to be opened by name
// (/proc/self/fd/3), and from kFeedbackDescriptor on what it writes to
// (isolation/feedback_folder.h).
inline constexpr int kInteractorInput = 3;
inline constexpr int kInteractorAnswer = 4;
inline constexpr int kFeedbackDescriptor = 5;
// Programs have some of the descriptors below this one. Process 1 keeps all of
// them taken, so that whatever else it or a launch opens lies above.
inline constexpr int kRunDescriptors = 11;

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_KERNEL_RUN_DESCRIPTORS_H_
