#include "grader/verify/package_limit.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/execute/content_hash.h"
#include "grader/execute/toolchain_command.h"
#include "grader/grade.h"
#include "grader/problem/author_files.h"
#include "grader/problem/files.h"
#include "grader/problem/package/load_package.h"
#include "grader/problem/package/package_limits.h"
#include "grader/problem/submission.h"
#include "grader/verify/example_grading.h"
#include "grader/verify/time_limit.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// Whoever must be in time is given this much to show how long that is.
constexpr absl::Duration kLongest = absl::Seconds(60);
constexpr char kFile[] = "limit";

// What the limit depends on: the package, who runs it and on which clock.
std::string NameOf(const Problem& problem, ClockKind clock,
                   const Workshop& workshop) {
  ContentHash hash("time limit 1");
  hash.Add(workshop.runner.Identity()).Add(static_cast<std::int64_t>(clock));
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(problem.directory, error), end;
       !error && entry != end; entry.increment(error)) {
    std::error_code gone;
    if (entry->is_regular_file(gone)) files.push_back(entry->path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    hash.Add(file.lexically_relative(problem.directory).native());
    hash.AddFile(file);
  }
  for (const Language& language : *problem.languages) {
    hash.Add(ToolchainHash(language));
  }
  return hash.Digest();
}

// As Keep has written it.
std::optional<PackageLimit> Find(const std::string& name,
                                 const Workshop& workshop) {
  const CacheEntryPtr entry = workshop.cache.Find(name);
  if (entry == nullptr) return std::nullopt;
  const std::string text = ReadFile(*entry / kFile).value_or("");
  const std::pair<std::string, std::string> parts =
      absl::StrSplit(text, absl::MaxSplits('\n', 1));
  std::int64_t nanoseconds = 0;
  if (!absl::SimpleAtoi(parts.first, &nanoseconds) || nanoseconds <= 0) {
    return std::nullopt;
  }
  return PackageLimit{absl::Nanoseconds(nanoseconds), parts.second};
}

void Keep(const std::string& name, const PackageLimit& limit,
          const Workshop& workshop) {
  const std::string text =
      absl::StrCat(absl::ToInt64Nanoseconds(limit.limit), "\n", limit.reason);
  workshop.cache.Store(name, "", {}, {{kFile, text}}).IgnoreError();
}

// How long those take that must be in time.
absl::StatusOr<SubmissionTimes> TimesOf(const Problem& problem,
                                        const AuthorFiles& files,
                                        ClockKind clock,
                                        const Workshop& workshop) {
  Problem patient = problem;
  SetTimeLimit(kLongest, patient);
  GradeOptions options;
  options.clock = clock;
  SubmissionTimes times;
  for (const Example& example : files.examples) {
    if (!BoundsFromBelow(example.rule)) continue;
    workshop.Tell(absl::StrCat(
        "the time limit: ",
        example.path.lexically_relative(files.example_folder).string()));
    auto submission = LoadExample(patient, example);
    // What is wrong with it, verifying says.
    if (!submission.ok() || submission->refusal) continue;
    const auto report = Grade(patient, *submission, options, workshop);
    if (!report.ok()) return report.status();
    times.Add(*report, example.rule);
  }
  return times;
}

}  // namespace

bool WantsTimeLimit(const Problem& problem) {
  const std::optional<AuthorFiles> files = FindPackageFiles(problem.directory);
  return files && files->time_margins.wanted;
}

void SetTimeLimit(absl::Duration limit, Problem& problem) {
  const double seconds = absl::ToDoubleSeconds(limit);
  SetTimes(seconds, problem.limits);
  for (TestCase& one : problem.cases) SetTimes(seconds, one.limits);
}

absl::StatusOr<std::optional<PackageLimit>> SettleTimeLimit(
    Problem& problem, ClockKind clock, const Workshop& workshop) {
  const std::optional<AuthorFiles> files = FindPackageFiles(problem.directory);
  if (!files || !files->time_margins.wanted) return std::nullopt;
  const Workshop of_author = workshop.OfAuthor();
  const std::string name = NameOf(problem, clock, of_author);
  std::optional<PackageLimit> limit = Find(name, of_author);
  if (!limit) {
    const auto times = TimesOf(problem, *files, clock, of_author);
    if (!times.ok()) return times.status();
    const ComputedLimit computed =
        ComputeTimeLimit(*times, files->time_margins);
    if (!computed.limit) {
      return absl::InvalidArgumentError(absl::StrCat(
          problem.id,
          ": no time limit is given, and none follows from the "
          "submissions: ",
          computed.reason,
          "; expected limits.time_limit in problem.yaml, or a submission in "
          "submissions/accepted"));
    }
    limit = {*computed.limit, computed.reason};
    Keep(name, *limit, of_author);
  }
  SetTimeLimit(limit->limit, problem);
  return limit;
}

std::string InWords(const PackageLimit& limit) {
  return absl::StrCat("the time limit is ", absl::ToDoubleSeconds(limit.limit),
                      " s: ", limit.reason);
}

}  // namespace grader
