#include "grader/queue/grading_job.h"

#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "grader/execute/content_hash.h"
#include "grader/problem/deduction.h"
#include "grader/queue/wire_json.h"

namespace grader {
namespace {

constexpr char kJobSchema[] = "grader.job/2";
constexpr char kNeedsSchema[] = "grader.needs/1";

// '_' begins two hexadecimal digits, and nothing else.
std::string Token(absl::string_view text) {
  std::string token;
  for (const char c : text) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c))) {
      token += c;
    } else {
      absl::StrAppend(&token, "_",
                      absl::BytesToHexString(absl::string_view(&c, 1)));
    }
  }
  return token;
}

}  // namespace

std::string JobId(const GradingJob& job) {
  ContentHash hash("job 2");
  hash.Add(job.grader)
      .Add(job.problem)
      .Add(job.problem_set)
      .Add(job.submission)
      .Add(job.language)
      .Add(ClockName(job.clock))
      .Add(std::int64_t{job.reveal})
      .Add(std::int64_t{job.both_views})
      .Add(job.again);
  return hash.Digest();
}

std::string LimitId(const GradingJob& job) {
  return ContentHash("limit 1")
      .Add(job.grader)
      .Add(job.problem_set)
      .Add(ClockName(job.clock))
      .Digest();
}

std::string ToJson(const GradingJob& job) {
  return DumpOnWire({{"schema", kJobSchema},
                     {"grader", job.grader},
                     {"problem", job.problem},
                     {"problem_set", job.problem_set},
                     {"submission", job.submission},
                     {"language", job.language},
                     {"clock", ClockName(job.clock)},
                     {"reveal", job.reveal},
                     {"both_views", job.both_views},
                     {"again", job.again},
                     {"linters", job.linters},
                     {"packed", absl::Base64Escape(job.packed)}});
}

absl::StatusOr<GradingJob> JobFromJson(absl::string_view json) {
  bool is_whole = true;
  auto read = FromWire<GradingJob>(json, kJobSchema, [&](const Json& object) {
    GradingJob job;
    job.grader = object.at("grader");
    job.problem = object.at("problem");
    job.problem_set = object.at("problem_set");
    job.submission = object.at("submission");
    job.language = object.at("language");
    job.clock =
        object.at("clock") == "real" ? ClockKind::kReal : ClockKind::kVirtual;
    job.reveal = object.at("reveal");
    job.both_views = object.at("both_views");
    job.again = object.at("again");
    // An older grader's job names none.
    job.linters = object.value("linters", std::vector<std::string>());
    is_whole = absl::Base64Unescape(object.value("packed", std::string()),
                                    &job.packed);
    return job;
  });
  if (!is_whole) {
    return absl::InvalidArgumentError("its submission is no base64");
  }
  return read;
}

JobNeeds NeedsOf(const GradingJob& job) {
  return {job.grader, job.clock, job.language, job.linters};
}

std::string LinterByPrograms(const Linter& linter) {
  return absl::StrJoin(linter.programs, "|");
}

std::vector<std::string> LintersOf(const Submission& submission) {
  std::set<std::string> linters;
  for (const Deduction& deduction : submission.deductions) {
    if (!deduction.linter.empty() && IsFor(deduction, submission.language)) {
      linters.insert(LinterByPrograms(*LinterOf(deduction)));
    }
  }
  return {linters.begin(), linters.end()};
}

bool HasLinter(const std::string& by_programs) {
  Linter linter;
  linter.programs = absl::StrSplit(by_programs, '|');
  return FindLinterProgram(linter).ok();
}

std::string ToJson(const JobNeeds& needs) {
  return DumpOnWire({{"schema", kNeedsSchema},
                     {"grader", needs.grader},
                     {"clock", ClockName(needs.clock)},
                     {"language", needs.language},
                     {"linters", needs.linters}});
}

absl::StatusOr<JobNeeds> NeedsFromJson(absl::string_view json) {
  return FromWire<JobNeeds>(json, kNeedsSchema, [](const Json& object) {
    return JobNeeds{
        object.at("grader"),
        object.at("clock") == "real" ? ClockKind::kReal : ClockKind::kVirtual,
        object.at("language"),
        object.at("linters").get<std::vector<std::string>>()};
  });
}

std::string Words(const JobNeeds& needs) {
  std::string words =
      absl::StrCat(needs.language, ", the ", ClockName(needs.clock),
                   " clock, grader ", needs.grader);
  for (const std::string& linter : needs.linters) {
    absl::StrAppend(&words, ", ", absl::StrReplaceAll(linter, {{"|", " or "}}));
  }
  return words;
}

std::string SubjectPart(const JobNeeds& needs) {
  const std::string part =
      absl::StrCat(Token(needs.grader), "-", ClockName(needs.clock), "-",
                   Token(needs.language));
  if (needs.linters.empty()) return part;
  // There may be many, with long names.
  return absl::StrCat(
      part, "-",
      ContentHash("linters 1").Add(needs.linters).Digest().substr(0, 16));
}

}  // namespace grader
