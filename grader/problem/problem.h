// A Problem: what one problem.yaml says, as plain values. Made by LoadProblem,
// read by everything to its right.
#ifndef GRADER_PROBLEM_PROBLEM_H_
#define GRADER_PROBLEM_PROBLEM_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "grader/problem/build_options.h"
#include "grader/problem/constants.h"
#include "grader/problem/construct_rule.h"
#include "grader/problem/deduction.h"
#include "grader/problem/expectation.h"
#include "grader/problem/explanation.h"
#include "grader/problem/language.h"
#include "grader/problem/limits.h"
#include "grader/problem/points.h"

namespace grader {

struct Interface;
struct Suite;
struct SuiteTest;

enum class Difficulty { kEasy, kMedium, kHard };
enum class Visibility { kVisible, kHidden };

// A file that lies in the submission's working directory when it starts.
struct InputFile {
  std::string name;  // relative, no ".."
  std::string content;
  bool operator==(const InputFile&) const = default;
};

// A program of the author's that prints a case's input.
struct Generator {
  std::filesystem::path program;  // absolute
  std::vector<std::string> args;
  std::vector<std::filesystem::path> with = {};  // files built with it
  bool operator==(const Generator&) const = default;
};

// What a package's generator may write instead, and with the ending .ans beside
// it: then what it prints counts for nothing.
inline constexpr char kGeneratedName[] = "testcase";

// How many schedules of a case's threads are tried, and from which seed on.
struct Exploration {
  int schedules = 0;
  std::uint64_t seed = 1;
  bool operator==(const Exploration&) const = default;
};

struct TestCase {
  std::string name;
  Visibility visibility = Visibility::kVisible;
  std::vector<std::string> args;
  std::map<std::string, std::string> environment;
  std::string input;                   // stdin
  std::optional<Generator> generator;  // where the input comes from instead
  std::vector<InputFile> files;
  std::optional<Exploration> explore;
  std::vector<std::string> needs;  // earlier cases; skipped if one fails
  Points points = 1;               // 0 in a group
  // Beyond the points that there are: whoever fails it is accepted all the
  // same.
  bool bonus = false;
  std::string group;  // that its points are given with; empty: its own
  Limits limits;
  // Who prints too much is not stopped at that limit, only told of it.
  bool prints_on = false;
  Expectation expect;
  std::string why;  // for learners: what this case is there to find
  std::shared_ptr<const SuiteTest> test;  // of a suite, if it is one, or null
  // What the author's validators of input are called with, by their names; ""
  // is whichever is not named.
  std::map<std::string, std::vector<std::string>> input_validator_args;
};

// Cases whose points are given together.
struct CaseGroup {
  std::string name;
  Points points = 1;
  std::vector<std::string> cases;  // by name; not empty
  // What counts is the share that the worst of them gets; else all or none.
  bool worst_counts = false;
  bool bonus = false;  // its points are beyond those that there are

  bool operator==(const CaseGroup&) const = default;
};

// One step of help.
struct Hint {
  std::string text;
  // What it is for: names of cases, or reasons of verdicts and kinds of checks
  // ("timing", "stdout", "deadlock", …); empty: whatever fails.
  std::vector<std::string> when;

  bool operator==(const Hint&) const = default;
};

struct Problem {
  std::string id;
  std::optional<int> number;  // place in the course; unique
  std::string title;
  Difficulty difficulty = Difficulty::kEasy;
  std::vector<std::string> tags;
  std::vector<std::string> offered_in;    // languages; empty: see LanguagesOf
  std::vector<Hint> hints;                // from a nudge to nearly the code
  std::vector<Explanation> explanations;  // of messages, the author's own
  std::vector<ConstructRule> construct_rules;
  std::vector<Deduction> deductions;  // of points, for how it is written
  Limits limits;                      // each case starts from these
  BuildOptions build;
  // That submissions in C and C++ are built with: "address", "undefined".
  std::vector<std::string> sanitizers;
  std::shared_ptr<const Interface> interface;  // of one with functions, or null
  // At least one; of a suite none until its tests are listed.
  std::vector<TestCase> cases;
  std::shared_ptr<const Suite> suite;  // of tests that are its cases, or null
  std::vector<CaseGroup> groups;       // of some of them
  std::filesystem::path directory;     // absolute; holds problem.yaml
  Constants constants;                 // for the author's own texts
  // Sources and headers that every submission is built with, in the place of
  // its own of the same name; by language.
  std::map<std::string, std::vector<InputFile>> included;
  // What submissions may be written in: the built-in table, with the rows of
  // languages.yaml in the folder of problems if there is one.
  std::shared_ptr<const LanguageTable> languages = BuiltInLanguages();
};

}  // namespace grader

#endif  // GRADER_PROBLEM_PROBLEM_H_
