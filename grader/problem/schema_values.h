// Values that the keys of several kinds of files take: problems, lessons,
// quizzes.
#ifndef GRADER_PROBLEM_SCHEMA_VALUES_H_
#define GRADER_PROBLEM_SCHEMA_VALUES_H_

#include "grader/problem/schema.h"

namespace grader {

inline constexpr Value kText{.scalar = Scalar::kText};
inline constexpr Value kTextOrEmpty{.scalar = Scalar::kText,
                                    .may_be_empty = true};
inline constexpr Value kExactText{
    .scalar = Scalar::kText, .may_be_empty = true, .exact = true};
inline constexpr Value kLine{.scalar = Scalar::kText,
                             .pattern = R"([^\n]*\S[^\n]*)",
                             .meaning = "one line of text",
                             .longest = 200};
inline constexpr Value kId{
    .scalar = Scalar::kText,
    .pattern = "[a-z0-9]+(-[a-z0-9]+)*",
    .meaning = "lower-case words and digits joined by \"-\""};
inline constexpr Value kFileName{
    .scalar = Scalar::kText, .meaning = "a file name in the problem's folder"};
inline constexpr Value kWritten{.scalar = Scalar::kWritten,
                                .may_be_empty = true};
inline constexpr Value kBoolean{.scalar = Scalar::kBoolean};
inline constexpr Value kSomeCount{
    .scalar = Scalar::kWhole, .min = 1, .max = 1000000};
inline constexpr Value kExitCode{.scalar = Scalar::kWhole, .max = 255};
inline constexpr Value kDuration{.scalar = Scalar::kDuration};
inline constexpr Value kArgs{.may_be_empty = true, .items = &kWritten};
inline constexpr absl::string_view kDifficulties[] = {"easy", "medium", "hard"};
inline constexpr Value kDifficulty{.scalar = Scalar::kChoice,
                                   .choices = kDifficulties};

}  // namespace grader

#endif  // GRADER_PROBLEM_SCHEMA_VALUES_H_
