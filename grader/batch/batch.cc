#include "grader/batch/batch.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/batch/gradebook.h"
#include "grader/report/html_report.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

using Key = std::pair<std::string, std::string>;  // learner, problem

// The results of an earlier run; later lines replace earlier ones.
std::map<Key, Result> ReadResults(const fs::path& file) {
  std::map<Key, Result> results;
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    if (std::optional<Result> result = FromJsonLine(line)) {
      const Key key(result->learner, result->problem);
      results.insert_or_assign(key, *std::move(result));
    }
  }
  return results;
}

// Whole or not at all, for whoever reads it meanwhile.
absl::Status Replace(const fs::path& file, const std::string& text) {
  const fs::path fresh = file.string() + ".new";
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  std::ofstream stream(fresh, std::ios::binary | std::ios::trunc);
  stream << text;
  stream.close();
  if (stream) fs::rename(fresh, file, error);
  return stream && !error ? absl::OkStatus()
                          : absl::InternalError(
                                absl::StrCat("cannot write ", file.string()));
}

// `name` as the name of a folder anywhere, and unlike that of any other name.
std::string FileName(const std::string& name) {
  std::string safe;
  for (const char c : name) {
    const bool harmless = absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
                          c == '-' || c == '_';
    if (harmless) {
      safe += c;
    } else {
      absl::StrAppend(
          &safe, "%",
          absl::Hex(static_cast<unsigned char>(c), absl::kZeroPad2));
    }
  }
  return safe;
}

class Batch {
 public:
  Batch(const HandIns& hand_ins, const BatchOptions& options, Cache& cache)
      : hand_ins_(hand_ins.all),
        options_(options),
        cache_(cache),
        results_(hand_ins_.size()) {}

  absl::Status Run() {
    const fs::path file = options_.output / "results.jsonl";
    if (options_.resume) earlier_ = ReadResults(file);
    std::error_code error;
    fs::create_directories(options_.output, error);
    journal_.open(file, options_.resume ? std::ios::app : std::ios::trunc);
    if (!journal_) {
      return absl::InternalError(absl::StrCat("cannot write ", file.string()));
    }
    std::vector<std::thread> workers;
    for (unsigned i = 0; i < std::max(1u, options_.jobs); ++i) {
      workers.emplace_back([this] { Work(); });
    }
    for (std::thread& worker : workers) worker.join();
    journal_.close();
    if (!broken_.ok()) return broken_;
    std::string sorted;
    for (const Result& result : results_) sorted += ToJsonLine(result);
    return Replace(file, sorted);
  }

  std::vector<Result> results() && { return std::move(results_); }

 private:
  void Work() {
    auto workspace = Workspace::Create();
    auto runner = options_.make_runner();
    if (!workspace.ok() || !runner.ok()) {
      Break(workspace.ok() ? runner.status() : workspace.status());
      return;
    }
    for (std::size_t i; (i = next_++) < hand_ins_.size();) {
      {
        const std::lock_guard lock(mutex_);
        if (!broken_.ok()) return;
      }
      GradeOne(i, {cache_, *workspace, **runner, {}, options_.reuse});
    }
  }

  void GradeOne(std::size_t index, const Workshop& workshop) {
    const HandIn& hand_in = hand_ins_[index];
    const auto submission = LoadSubmission(*hand_in.problem, hand_in.path, "");
    if (!submission.ok()) {
      Done(index, ResultOf(hand_in, submission.status()), /*fresh=*/true);
      return;
    }
    const std::string hash = HashOf(*submission, *hand_in.problem);
    if (const auto it = earlier_.find({hand_in.learner, hand_in.problem->id});
        it != earlier_.end() && it->second.hash == hash) {
      Done(index, it->second, /*fresh=*/false);
      return;
    }
    auto report =
        Grade(*hand_in.problem, *submission, options_.grade, workshop);
    if (!report.ok()) {
      // Without a hash: worth another try.
      Done(index,
           ResultOf(hand_in, absl::InternalError(report.status().message())),
           /*fresh=*/true);
      return;
    }
    AddRightRuns(*hand_in.problem, *report, workshop);
    Result result = ResultOf(hand_in, *report);
    if (report->verdict.word != VerdictWord::kJudgeError) result.hash = hash;
    const std::string name = absl::StrCat("reports/", FileName(hand_in.learner),
                                          "/", hand_in.problem->id, ".html");
    if (absl::Status written =
            Replace(options_.output / name, HtmlReport(*report));
        !written.ok()) {
      Break(written);
      return;
    }
    // A link to it; '%' of the file's name would be read as an escape.
    result.report = absl::StrReplaceAll(name, {{"%", "%25"}});
    Done(index, std::move(result), /*fresh=*/true);
  }

  void Done(std::size_t index, Result result, bool fresh) {
    const std::lock_guard lock(mutex_);
    ++ready_;
    if (fresh) {
      journal_ << ToJsonLine(result) << std::flush;
      if (!journal_)
        broken_.Update(absl::InternalError("cannot write results"));
      if (options_.on_result) {
        options_.on_result(result, ready_, hand_ins_.size());
      }
    }
    results_[index] = std::move(result);
  }

  void Break(const absl::Status& status) {
    const std::lock_guard lock(mutex_);
    broken_.Update(status);
  }

  const std::vector<HandIn>& hand_ins_;
  const BatchOptions& options_;
  Cache& cache_;
  std::map<Key, Result> earlier_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;  // of all below
  std::vector<Result> results_;
  std::ofstream journal_;
  std::size_t ready_ = 0;
  absl::Status broken_;
};

}  // namespace

absl::StatusOr<std::vector<Result>> RunBatch(
    const HandIns& hand_ins, const std::vector<Problem>& problems,
    const BatchOptions& options, Cache& cache) {
  Batch batch(hand_ins, options, cache);
  if (absl::Status done = batch.Run(); !done.ok()) return done;
  std::vector<Result> results = std::move(batch).results();
  absl::Status written = Replace(options.output / "gradebook.csv",
                                 GradebookCsv(results, problems));
  written.Update(Replace(options.output / "gradebook.html",
                         GradebookHtml(results, problems)));
  if (!written.ok()) return written;
  return results;
}

}  // namespace grader
