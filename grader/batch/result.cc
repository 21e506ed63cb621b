#include "grader/batch/result.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <system_error>
#include <vector>

#include "absl/strings/str_format.h"
#include "grader/problem/files.h"
#include "grader/report/json_values.h"
#include "grader/report/visibility.h"

namespace grader {
namespace {

// FNV-1a, twice, from different beginnings.
class Hash {
 public:
  void Add(absl::string_view text) {
    for (const char c : text) AddByte(static_cast<unsigned char>(c));
    // Where one text ends and the next begins is a part of it.
    for (std::size_t size = text.size(), i = 0; i < 8; ++i, size >>= 8) {
      AddByte(static_cast<unsigned char>(size & 0xFF));
    }
  }

  std::string Digits() const {
    return absl::StrFormat("%016x%016x", first_, second_);
  }

 private:
  void AddByte(unsigned char byte) {
    constexpr std::uint64_t kPrime = 0x100000001b3;
    first_ = (first_ ^ byte) * kPrime;
    second_ = (second_ ^ byte) * kPrime;
  }

  std::uint64_t first_ = 0xcbf29ce484222325;
  std::uint64_t second_ = 0x6c62272e07bb0142;
};

Result Begin(const HandIn& hand_in) {
  Result result;
  result.learner = hand_in.learner;
  result.problem = hand_in.problem->id;
  for (const TestCase& test_case : hand_in.problem->cases) {
    result.max_score += test_case.points;
  }
  return result;
}

}  // namespace

Result ResultOf(const HandIn& hand_in, const Report& report) {
  Result result = Begin(hand_in);
  result.language = report.language;
  result.verdict = std::string(VerdictName(report.verdict.word));
  result.reason = report.verdict.reason;
  result.message = LearnerView(report).verdict.message;
  result.score = report.score;
  result.max_score = report.max_score;
  return result;
}

Result ResultOf(const HandIn& hand_in, const absl::Status& status) {
  Result result = Begin(hand_in);
  const bool learners = status.code() == absl::StatusCode::kNotFound ||
                        status.code() == absl::StatusCode::kInvalidArgument;
  result.verdict = std::string(VerdictName(
      learners ? VerdictWord::kCompileError : VerdictWord::kJudgeError));
  result.reason = learners ? "unreadable" : "grader";
  result.message = std::string(status.message());
  return result;
}

std::string ToJsonLine(const Result& result) {
  const Json object = {
      {"learner", result.learner},   {"problem", result.problem},
      {"language", result.language}, {"verdict", result.verdict},
      {"reason", result.reason},     {"message", result.message},
      {"score", result.score},       {"max_score", result.max_score},
      {"report", result.report},     {"hash", result.hash}};
  return object.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n";
}

std::optional<Result> FromJsonLine(absl::string_view line) {
  try {
    const Json object = Json::parse(line);
    Result result;
    result.learner = object.at("learner");
    result.problem = object.at("problem");
    result.language = object.at("language");
    result.verdict = object.at("verdict");
    result.reason = object.at("reason");
    result.message = object.at("message");
    result.score = object.at("score");
    result.max_score = object.at("max_score");
    result.report = object.at("report");
    result.hash = object.at("hash");
    return result;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

std::string HashOf(const Submission& submission, const Problem& problem) {
  namespace fs = std::filesystem;
  Hash hash;
  hash.Add(submission.language.name);
  for (const SourceFile& source : submission.sources) {
    hash.Add(source.name);
    hash.Add(source.content);
  }
  std::error_code error;
  std::vector<fs::path> files;
  for (const auto& entry :
       fs::recursive_directory_iterator(problem.directory, error)) {
    if (entry.is_regular_file(error)) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    hash.Add(file.lexically_relative(problem.directory).string());
    hash.Add(ReadFile(file).value_or(""));
  }
  return hash.Digits();
}

}  // namespace grader
