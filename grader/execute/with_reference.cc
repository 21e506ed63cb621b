#include "grader/execute/with_reference.h"

#include <optional>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/build_messages.h"
#include "grader/problem/files.h"
#include "grader/problem/suite.h"

namespace grader {
namespace {

using nlohmann::json;

constexpr char kFile[] = "answer";

std::optional<json> Kept(const ReferenceQuestion& question,
                         const std::string& name, const Cache& cache) {
  const CacheEntryPtr entry = cache.Find(name);
  if (entry == nullptr) return std::nullopt;
  try {
    json kept = json::parse(ReadFile(*entry / kFile).value_or(""));
    if (question.is_answer(kept)) return kept;
  } catch (const json::exception&) {
    // It is found out anew.
  }
  return std::nullopt;
}

absl::Status DoesNotCompile(const Problem& problem, const Build& build) {
  const Suite& suite = *problem.suite;
  return absl::InvalidArgumentError(absl::StrCat(
      (suite.with ? problem.directory : suite.file).string(),
      ": error: the reference does not compile with ",
      suite.with ? "a right implementation" : "the suite", ": ", build.message,
      "\n", ErrorsInWords(build.diagnostics, build.log)));
}

}  // namespace

absl::StatusOr<json> WithReference(const Problem& problem,
                                   const ReferenceQuestion& question,
                                   const Workshop& workshop) {
  const auto reference = LoadReference(problem, problem.suite->language);
  if (!reference.ok()) return reference.status();
  const auto known = FindBuild(*reference, workshop.cache);
  if (!known.ok()) return known.status();
  if (*known && (*known)->ok) {
    auto kept = Kept(question, question.name(**known), workshop.cache);
    if (kept) return *std::move(kept);
  }
  const Workshop of_author = workshop.OfAuthor();
  workshop.runner.StartSession();
  const auto build = BuildSubmission(*reference, of_author);
  if (!build.ok()) return build.status();
  if (!build->ok) return DoesNotCompile(problem, *build);
  const absl::Cleanup remove = [&] { RemoveBuild(*build, workshop.workspace); };
  auto answer = question.find_out(*reference, *build, of_author);
  if (answer.ok()) {
    workshop.cache
        .Store(question.name(*build), "", {}, {{kFile, answer->dump()}})
        .IgnoreError();
  }
  return answer;
}

}  // namespace grader
