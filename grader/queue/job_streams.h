// Names of streams that more than one file of the JobBoard knows. For those
// alone.
#ifndef GRADER_QUEUE_JOB_STREAMS_H_
#define GRADER_QUEUE_JOB_STREAMS_H_

namespace grader {

inline constexpr char kJobStream[] = "grader-jobs";
inline constexpr char kNeedStream[] = "grader-needs";

}  // namespace grader

#endif  // GRADER_QUEUE_JOB_STREAMS_H_
