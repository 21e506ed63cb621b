// A Suite: tests in a framework of their own that an instructor has already,
// run as the cases of a problem; and one SuiteTest of it. The list of tests is
// made by running the suite (execute/list_tests.h), not by reading it.
//
// Or the other way round: the suite is what a learner hands in, and each case
// is an Implementation of the author's that it is run with.
#ifndef GRADER_PROBLEM_SUITE_H_
#define GRADER_PROBLEM_SUITE_H_

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "grader/problem/points.h"

namespace grader {

// What the tests are worth whose name matches a pattern.
struct TestPoints {
  std::string pattern;  // as in a shell: `*` is any text, `?` any character
  Points points = 1;

  bool operator==(const TestPoints&) const = default;
};

// What tests that are handed in are run with. Nothing of it but its text
// reaches them.
struct Implementation {
  bool right = false;   // the tests have to pass with it; else one has to fail
  bool mutant = false;  // the grader made it of a right one
  std::string content;

  bool operator==(const Implementation&) const = default;
};

// How many mutants of a right implementation tests are run with, and what each
// is worth.
struct Mutants {
  int most = 0;
  Points points = 1;
  bool visible = false;  // learners are told what was changed

  bool operator==(const Mutants&) const = default;
};

struct Suite {
  std::string framework;       // "unittest", …: a row of suite_framework.h
  std::string language;        // what framework and submission are written in
  std::filesystem::path file;  // absolute; empty if it is handed in
  std::vector<std::filesystem::path> files;  // beside it, absolute
  // The file name by which the suite knows the submission: of "leap.py" it
  // imports `leap`, of "leap.h" it includes that.
  std::string submission;
  // It is handed in, and this is what is built to begin with: a right one. Then
  // `submission` is the name by which it knows an implementation.
  std::optional<Implementation> with;
  std::optional<Mutants> mutants;  // of `with`
  std::vector<TestPoints> points;  // the first that matches counts; else 1
  // Patterns of the tests that are hidden from learners; the suite is, too.
  std::vector<std::string> hidden;
  bool shared = false;  // all of its tests are kShared

  bool operator==(const Suite&) const = default;
};

// What the file that was handed in is called when it is built and run.
inline std::string NameOfSubmission(const Suite& suite) {
  if (!suite.with) return suite.submission;
  return suite.language == "python" ? "tests.py" : "tests.cpp";
}

// By which name the tests know a file of the suite's: its path from where they
// lie, or its name alone if it lies elsewhere.
inline std::string NameInSuite(const Suite& suite,
                               const std::filesystem::path& file) {
  const std::filesystem::path beside =
      file.lexically_relative(suite.file.parent_path());
  const bool is_below = !beside.empty() && *beside.begin() != "..";
  return (is_below ? beside : file.filename()).string();
}

struct SuiteTest {
  enum class Kind {
    // The suite runs in the driver's process and calls the submission in
    // another one: what a test reports is the suite's own word.
    kApart,
    // Both share a process, so what a test reports is a claim.
    kShared,
    // All tests that were handed in, run with one implementation.
    kHandedIn,
  };

  std::string id;  // what the framework knows it by
  Kind kind = Kind::kShared;
  std::string file;  // of the suite, by its name alone
  int line = 0;      // where the test begins; 0: not known
  std::string code;  // its source
  int task = 0;      // which of an exercise's tasks it belongs to; 0: none
  std::vector<std::string> args;  // what the suite's driver is told to run it
  Implementation with;            // of kHandedIn

  bool operator==(const SuiteTest&) const = default;
};

}  // namespace grader

#endif  // GRADER_PROBLEM_SUITE_H_
