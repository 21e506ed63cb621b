// A file of answers: what a learner hands in for a quiz.
#ifndef GRADER_PROBLEM_ANSWERS_READER_H_
#define GRADER_PROBLEM_ANSWERS_READER_H_

#include <filesystem>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grader/problem/material.h"

namespace grader {

// The answer to each question that is answered, by its id: the numbers of the
// choices, from 1, sorted, with a comma between them; or the text filled in.
using Answers = std::map<std::string, std::string>;

// Reads the file of answers at `path` to the questions of `material`:
//   answers:
//     first-question: b
//     second-question: [a, c]
//     third-question: |
//       text
// Letters count the choices as the author has them. Fails with kNotFound when
// there is nothing to read, and with kInvalidArgument, file, line and column
// when it is no such file.
absl::StatusOr<Answers> LoadAnswers(const std::filesystem::path& path,
                                    const Material& material);

// "b", "a, c" or "ac": the choices of `question` as in Answers, sorted, once
// each. kInvalidArgument and the reason if it is none of them, or several where
// one is to be chosen.
absl::StatusOr<std::string> ReadChoices(absl::string_view letters,
                                        const Question& question);

}  // namespace grader

#endif  // GRADER_PROBLEM_ANSWERS_READER_H_
