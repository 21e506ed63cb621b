#include "grader/verify/example_orders.h"

#include "grader/problem/submission.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

const SubmissionRule& MustBeAccepted() {
  static const auto& rule = *new SubmissionRule{"", {"AC"}, {}, "", {}};
  return rule;
}

// What a track's learners begin with need not even be compiled.
const SubmissionRule& MustBeRejected() {
  static const auto& rule =
      *new SubmissionRule{"", {}, {"WA", "TLE", "RTE", "CE"}, "", {}};
  return rule;
}

const SubmissionRule& MayBeRight() {
  static const auto& rule =
      *new SubmissionRule{"", {}, {"AC", "WA", "TLE", "RTE", "CE"}, "", {}};
  return rule;
}

// A starter is a program that works, only not well enough.
const SubmissionRule& MustBeBuiltAndRejected() {
  static const auto& rule =
      *new SubmissionRule{"", {}, {"WA", "TLE", "RTE"}, "", {}};
  return rule;
}

// What is said of the reference at `path`.
const SubmissionRule& RuleOf(const AuthorFiles& files, const fs::path& path) {
  for (const Example& example : files.examples) {
    if (example.path == path) return example.rule;
  }
  return MustBeAccepted();
}

// The folder of `problem` in the course's folder `of`.
fs::path FolderIn(const Problem& problem, const std::string& of) {
  return problem.directory.parent_path().parent_path() / of / problem.id;
}

}  // namespace

fs::path ReferenceIn(const Problem& problem, const AuthorFiles& files,
                     const std::string& language) {
  if (!files.of_contest) return FolderIn(problem, "solutions");
  for (const fs::path& path : files.references) {
    const auto one = LoadSubmission(problem, path, "");
    if (one.ok() && !one->refusal && one->language.name == language) {
      return path;
    }
  }
  return {};
}

std::vector<ExampleOrder> StarterOrders(
    const Problem& problem, const AuthorFiles& files,
    const std::vector<std::string>& languages) {
  std::vector<ExampleOrder> orders;
  for (const std::string& language : languages) {
    if (files.starter.empty()) {
      orders.push_back(
          {FolderIn(problem, "starters"), language, MustBeBuiltAndRejected()});
    } else {
      orders.push_back(
          {files.starter, language,
           files.starter_may_be_right ? MayBeRight() : MustBeRejected(),
           /*until_rejected=*/true});
    }
  }
  return orders;
}

std::vector<ExampleOrder> ReferenceOrders(
    const Problem& problem, const AuthorFiles& files,
    const std::vector<std::string>& languages) {
  std::vector<ExampleOrder> orders;
  for (const std::string& language : languages) {
    const fs::path reference = ReferenceIn(problem, files, language);
    // A contest is open in languages that its author did not use.
    if (reference.empty()) continue;
    orders.push_back({reference, language, RuleOf(files, reference)});
  }
  return orders;
}

std::vector<ExampleOrder> AcceptedOrders(const std::vector<Example>& examples) {
  std::vector<ExampleOrder> orders;
  for (const Example& example : examples) {
    if (example.right()) orders.push_back({example.path, "", example.rule});
  }
  return orders;
}

std::vector<ExampleOrder> RejectedOrders(const std::vector<Example>& examples) {
  std::vector<ExampleOrder> orders;
  for (const Example& example : examples) {
    if (example.right()) continue;
    orders.push_back({example.path, "", example.rule,
                      /*until_rejected=*/false, /*slowness=*/true});
  }
  return orders;
}

}  // namespace grader
