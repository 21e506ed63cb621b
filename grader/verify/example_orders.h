// What of a problem's submissions is graded for which part of a Proof.
#ifndef GRADER_VERIFY_EXAMPLE_ORDERS_H_
#define GRADER_VERIFY_EXAMPLE_ORDERS_H_

#include <filesystem>
#include <string>
#include <vector>

#include "grader/problem/author_files.h"
#include "grader/problem/problem.h"
#include "grader/problem/submission_rules.h"

namespace grader {

// A submission that comes with a problem, and what of it is wanted.
struct ExampleOrder {
  std::filesystem::path path;
  std::string language;  // empty: as its rule, or its name, says
  SubmissionRule rule;
  bool until_rejected = false;  // no more cases than up to the first
  bool slowness = false;        // and how slow it is
};

// Where the reference in `language` is; empty if there is none.
std::filesystem::path ReferenceIn(const Problem& problem,
                                  const AuthorFiles& files,
                                  const std::string& language);

// Of `problem`, whose files are `files`, the starters and the references in
// those of `languages` that there is one in.
std::vector<ExampleOrder> StarterOrders(
    const Problem& problem, const AuthorFiles& files,
    const std::vector<std::string>& languages);
std::vector<ExampleOrder> ReferenceOrders(
    const Problem& problem, const AuthorFiles& files,
    const std::vector<std::string>& languages);

// Those of `examples` that are right, and the others.
std::vector<ExampleOrder> AcceptedOrders(const std::vector<Example>& examples);
std::vector<ExampleOrder> RejectedOrders(const std::vector<Example>& examples);

}  // namespace grader

#endif  // GRADER_VERIFY_EXAMPLE_ORDERS_H_
