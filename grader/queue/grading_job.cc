#include "grader/queue/grading_job.h"

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/content_hash.h"
#include "grader/queue/wire_json.h"

namespace grader {
namespace {

constexpr char kJobSchema[] = "grader.job/2";

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
                     {"again", job.again}});
}

absl::StatusOr<GradingJob> JobFromJson(absl::string_view json) {
  return FromWire<GradingJob>(json, kJobSchema, [](const Json& object) {
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
    return job;
  });
}

JobNeeds NeedsOf(const GradingJob& job) {
  return {job.grader, job.clock, job.language};
}

std::string Words(const JobNeeds& needs) {
  return absl::StrCat(needs.language, ", the ", ClockName(needs.clock),
                      " clock, grader ", needs.grader);
}

std::string SubjectPart(const JobNeeds& needs) {
  return absl::StrCat(Token(needs.grader), "-", ClockName(needs.clock), "-",
                      Token(needs.language));
}

}  // namespace grader
