// What problems of other judges become here: a section of the page on all keys.
#ifndef GRADER_PROBLEM_OTHER_JUDGES_H_
#define GRADER_PROBLEM_OTHER_JUDGES_H_

#include "absl/strings/string_view.h"

namespace grader {

inline constexpr absl::string_view kOtherJudges = R"(
## Other judges' problems

What a task of CMS or DMOJ says has a key here: files in and out are `files`, a grader
or stub is a main program (`main.cpp`, `main.py`, … in the problem's folder), a manager
or custom judge an interactor, two steps are `passes`, batches are `groups` and `needs`,
answers that are handed in alone an ICPC package. Decided otherwise on purpose:

| what | there | here | because |
|---|---|---|---|
| memory that is reserved and not used | counts (DMOJ) | does not count, as in CMS | a machine lacks what is used |
| memory that a language's own machine takes (of Java, C#, JavaScript) | counts | is given beside the limit | the limit is for the program |
| a limit of memory that nothing fits into | all programs exceed it (DMOJ) | an author's error, at its line | it is a mistake |
| a system call that may not be | ends the program (DMOJ) | fails with an error; what the program does then decides | a library may try, and do without |
| a conversation in which nobody flushes | is flushed for the program (`unbuffered`, DMOJ) | a deadlock, named at once | that is how a pipe behaves anywhere |
| waiting for ever | the limit of real time | the limit of time, reason deadlock | nothing could wake it |
| some of the points | accepted (DMOJ) | not accepted, "partially accepted" | accepted is all points |
| files beside those of the task | cannot be made (CMS) | can be, up to `limits.files` | programs may need some |
| a class of Java in a package, or not public | compile error (DMOJ) | is started | it is right Java |
| `/dev/full`, an empty file handed in | refused, judged (DMOJ) | is there; refused | nothing is lost by the one, nothing can be graded in the other |
| constructs that are not allowed | an exception when it runs (DMOJ) | `forbid`: a compile error at its line | learners see where |
| macros of the judge (`SIGNATURE_GRADER`, DMOJ) | are defined | are not; the header that is given can define one | a program should be the same anywhere |
| a checker that judges memory or time | can be (DMOJ) | `limits` | a limit can be told to learners |
| a program and answers in one hand-in | can be (CMS) | two problems | |
)";

}  // namespace grader

#endif  // GRADER_PROBLEM_OTHER_JUDGES_H_
