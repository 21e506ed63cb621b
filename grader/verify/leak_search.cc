#include "grader/verify/leak_search.h"

#include <optional>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/interactor.h"
#include "grader/problem/package/answers_language.h"
#include "grader/verify/leak.h"

namespace grader {
namespace {

bool IsInteractive(const Report& report) {
  return absl::c_any_of(report.cases, [](const CaseReport& one) {
    return InteractorOf(one.test_case) != nullptr;
  });
}

// The dump was run, and whoever saw its output saw what it printed.
bool HasDump(const Report& report) {
  return absl::c_any_of(report.cases, [](const CaseReport& one) {
    return absl::StrContains(one.observation.out.Joined(), "dump of argv") ||
           absl::StrContains(one.observation.err.Joined(), "dump of argv");
  });
}

bool HidesNothing(const Problem& problem) {
  return absl::c_none_of(problem.cases, [](const TestCase& one) {
    return one.visibility == Visibility::kHidden;
  });
}

// The reference in `language`, made to print all it sees; none if there is no
// reference that could print. Fails like WithDump.
absl::StatusOr<std::optional<Submission>> DumpIn(const Problem& problem,
                                                 const std::string& language) {
  auto reference = LoadReference(problem, language);
  // Where answers are handed in, nothing could print.
  if (!reference.ok() || language == kAnswersLanguage) return std::nullopt;
  auto dumping = WithDump(*std::move(reference));
  if (!dumping.ok()) return dumping.status();
  return *std::move(dumping);
}

std::string NameOfDump(const std::string& language) {
  return absl::StrCat("dump in ", language);
}

}  // namespace

void AnnounceDumps(const Problem& problem,
                   const std::vector<std::string>& languages,
                   ExampleGrading& grading) {
  if (HidesNothing(problem)) return;
  for (const std::string& language : languages) {
    const auto dumping = DumpIn(problem, language);
    if (!dumping.ok() || !*dumping) continue;
    grading.Announce(NameOfDump(language), **dumping);
  }
}

void SearchLeaks(const Problem& problem,
                 const std::vector<std::string>& languages,
                 ExampleGrading& grading, ProofPart& part) {
  if (HidesNothing(problem)) {
    part.summary = "nothing is hidden";
    return;
  }
  for (const std::string& language : languages) {
    const auto dumping = DumpIn(problem, language);
    if (!dumping.ok()) {
      part.warnings.push_back(
          absl::StrCat("not looked for: ", dumping.status().message()));
      continue;
    }
    if (!*dumping) continue;
    Finding finding;
    const auto report = grading.Grade(NameOfDump(language), **dumping, finding);
    if (report && !HasDump(*report) && IsInteractive(*report)) {
      part.warnings.push_back(absl::StrCat(
          "not looked for: in a conversation, a submission in ", language,
          " that prints all it sees would wait for the end of that"));
      continue;
    }
    if (report && report->verdict.reason == "framework_name") {
      part.warnings.push_back(
          absl::StrCat("not looked for: beside these tests a submission in ",
                       language, " may not have what prints before they run"));
      continue;
    }
    if (!report || !HasDump(*report)) {
      part.complaints.push_back(
          absl::StrCat("a submission in ", language,
                       " that prints all it sees could not be run: ",
                       report ? report->verdict.message : finding.complaint));
      continue;
    }
    for (const std::string& leak : Leaks(*report)) {
      part.complaints.push_back(
          absl::StrCat("to a submission that prints all it sees, ", leak));
    }
  }
  for (const auto& [submission, leaks] : grading.leaks()) {
    for (const std::string& leak : leaks) {
      part.complaints.push_back(absl::StrCat(submission, ": ", leak));
    }
  }
  part.summary = absl::StrCat(grading.leaks().size() + languages.size(),
                              " reports searched");
}

}  // namespace grader
