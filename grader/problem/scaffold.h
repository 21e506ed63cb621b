// The Scaffold: what a problem brings to a submission's program, and what
// runs beside it. Part of every Submission.
#ifndef GRADER_PROBLEM_SCAFFOLD_H_
#define GRADER_PROBLEM_SCAFFOLD_H_

#include <filesystem>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grader/problem/generated_files.h"
#include "grader/problem/language.h"
#include "grader/problem/problem.h"

namespace grader {

// What the submission runs with, written by the author or generated from the
// problem's interface.
struct Scaffold {
  std::filesystem::path driver;  // source of the trusted program
  Language driver_language;
  std::filesystem::path adapter;  // source, in the submission's language;
                                  // empty if it is generated
  // Where there is no driver, source of the program that calls what the learner
  // writes, in the submission's language; empty if that is a whole program.
  std::filesystem::path main;
  // The suite of tests that driver and adapter have beside them, or null.
  std::shared_ptr<const Suite> suite;
  // In the submission's language, what nobody has written by hand: the adapter,
  // and what the learner includes or imports.
  std::vector<GeneratedFile> generated;
  // What submissions are likely to make of templates: headers to precompile,
  // each on top of the one before.
  std::vector<std::string> instances;
  std::filesystem::path problem;  // the folder of driver and adapter, or main
  // Libraries for the driver, and for the adapter, in their languages; the
  // second without a driver: for a whole program.
  std::filesystem::path driver_support;
  std::filesystem::path support;
  // The runtime that decides which thread goes on, for problems that explore
  // schedules in languages where that can be done; else empty.
  std::filesystem::path schedules;

  // Whether the submission is run alone.
  bool empty() const { return driver.empty(); }
};

// Where the libraries for drivers and adapters in the language called
// `language` are, for the problems in the folder `problems`: the course's own
// if it has any, else the grader's.
std::filesystem::path SupportFolder(const std::filesystem::path& problems,
                                    absl::string_view language);

// Scaffold::instances of programs in `language` that have nothing but the
// library `support`.
std::vector<std::string> LibraryInstances(const std::filesystem::path& support,
                                          const Language& language);

// The Scaffold of `problem` for submissions in `language`. Fails with
// kInvalidArgument when there is a driver but no adapter for the language, and
// none that could be generated, or a main program in other languages alone.
absl::StatusOr<Scaffold> FindScaffold(const Problem& problem,
                                      const Language& language);

}  // namespace grader

#endif  // GRADER_PROBLEM_SCAFFOLD_H_
