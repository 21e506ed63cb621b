#include "grader/batch/batch.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "grader/batch/course_system_csv.h"
#include "grader/batch/file_names.h"
#include "grader/batch/gradebook.h"
#include "grader/batch/grading_hash.h"
#include "grader/batch/output_folder.h"
#include "grader/batch/override.h"
#include "grader/execute/side_by_side.h"
#include "grader/problem/read_submission.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

using Key = std::pair<std::string, std::string>;  // learner, problem

// The results of an earlier batch; later lines replace earlier ones.
std::map<Key, Result> ReadResults(absl::string_view lines) {
  std::map<Key, Result> results;
  for (const absl::string_view line : absl::StrSplit(lines, '\n')) {
    if (std::optional<Result> result = FromJsonLine(line)) {
      const Key key(result->learner, result->problem);
      results.insert_or_assign(key, *std::move(result));
    }
  }
  return results;
}

// A link to the file; '%' of its name would be read as an escape.
std::string LinkTo(const std::string& file) {
  return absl::StrReplaceAll(file, {{"%", "%25"}});
}

// The file that a link leads to.
std::string FileOf(const std::string& link) {
  return absl::StrReplaceAll(link, {{"%25", "%"}});
}

class Batch {
 public:
  Batch(const HandIns& hand_ins, const BatchOptions& options, Cache& cache,
        OutputFolder& output)
      : hand_ins_(hand_ins.all),
        options_(options),
        cache_(cache),
        output_(output),
        turns_(hand_ins_.size()),
        results_(hand_ins_.size()) {}

  absl::Status Run() {
    if (options_.resume) earlier_ = ReadResults(output_.earlier_lines());
    if (absl::Status hashed = HashGradings(); !hashed.ok()) return hashed;
    const std::size_t jobs =
        std::min<std::size_t>(std::max(1u, options_.jobs), hand_ins_.size());
    SideBySide(jobs, [this](std::size_t) { Work(); });
    if (options_.elsewhere != nullptr) ReceiveAll();
    if (!broken_.ok()) return broken_;
    std::string sorted;
    for (const Result& result : results_) sorted += ToJsonLine(result);
    return output_.Replace("results.jsonl", sorted);
  }

  std::vector<Result> results() && { return std::move(results_); }

 private:
  absl::Status HashGradings() {
    const auto runner = options_.make_runner();
    if (!runner.ok()) return runner.status();
    for (const HandIn& hand_in : hand_ins_) {
      std::string& hash = gradings_[hand_in.problem];
      if (!hash.empty()) continue;
      hash = HashOfGrading(*hand_in.problem, options_.grade,
                           (*runner)->Identity());
    }
    return absl::OkStatus();
  }

  void Work() {
    auto workspace = Workspace::Create();
    auto runner = options_.make_runner();
    if (!workspace.ok() || !runner.ok()) {
      Break(workspace.ok() ? runner.status() : workspace.status());
      return;
    }
    while (const auto turn = turns_.Next()) {
      {
        const std::lock_guard lock(mutex_);
        if (!broken_.ok()) return;
      }
      GradeOne(*turn, {cache_, *workspace, **runner, {}, options_.reuse});
    }
  }

  void GradeOne(std::size_t index, const Workshop& workshop) {
    const HandIn& hand_in = hand_ins_[index];
    const auto submission = Load(hand_in);
    if (!submission.ok()) {
      const Result result = ResultOf(hand_in, submission.status());
      const auto it = earlier_.find({hand_in.learner, hand_in.problem->id});
      Done(index, result, it == earlier_.end() || !(it->second == result));
      return;
    }
    const std::string hash = HashOf(*submission, gradings_.at(hand_in.problem));
    if (const Result* known = Known(hand_in, hash, ReportName(hand_in))) {
      Done(index, *known, /*fresh=*/false);
      return;
    }
    if (options_.elsewhere != nullptr && !submission->refusal) {
      const std::lock_guard lock(mutex_);
      sent_[index] = hash;
      broken_.Update(
          options_.elsewhere->Send(index, *hand_in.problem, *submission));
      return;
    }
    const auto report =
        GradeForBatch(*hand_in.problem, *submission, options_.grade, workshop);
    if (report.ok()) {
      Finish(index, hash, GradedOf(*hand_in.problem, *report));
    } else {
      Finish(index, hash, report.status());
    }
  }

  absl::StatusOr<Submission> Load(const HandIn& hand_in) const {
    if (!hand_in.unreadable.empty()) {
      return absl::InvalidArgumentError(hand_in.unreadable);
    }
    return options_.elsewhere != nullptr
               ? ReadSubmission(*hand_in.problem, hand_in.path)
               : LoadSubmission(*hand_in.problem, hand_in.path, "");
  }

  // Takes what was graded elsewhere, in whatever order it comes.
  void ReceiveAll() {
    while (broken_.ok() && !sent_.empty()) {
      auto answer = options_.elsewhere->Receive();
      if (!answer.ok()) {
        Break(answer.status());
        return;
      }
      const auto it = sent_.find(answer->index);
      if (it == sent_.end()) continue;
      Finish(it->first, it->second, std::move(answer->graded));
      sent_.erase(it);
    }
  }

  // Writes down what became of a hand-in whose submission has that `hash`.
  void Finish(std::size_t index, const std::string& hash,
              absl::StatusOr<Graded> graded) {
    const HandIn& hand_in = hand_ins_[index];
    if (!graded.ok()) {
      // Without a hash: worth another try.
      Done(index,
           ResultOf(hand_in, absl::InternalError(graded.status().message())),
           /*fresh=*/true);
      return;
    }
    Result result = std::move(graded->result);
    result.learner = hand_in.learner;
    if (result.verdict != VerdictName(VerdictWord::kJudgeError)) {
      result.hash = hash;
    }
    const std::string name = ReportName(hand_in);
    result.report = LinkTo(name);
    // Before the line that says where it is.
    if (absl::Status written = output_.Replace(name, graded->page);
        !written.ok()) {
      Break(written);
      return;
    }
    Done(index, std::move(result), /*fresh=*/true);
  }

  static std::string ReportName(const HandIn& hand_in) {
    return absl::StrCat("reports/", FolderNameFor(hand_in.learner), "/",
                        hand_in.problem->id, ".html");
  }

  // The result of before, if it is of the same work graded in the same way and
  // its report is there.
  const Result* Known(const HandIn& hand_in, const std::string& hash,
                      const std::string& report) const {
    const auto it = earlier_.find({hand_in.learner, hand_in.problem->id});
    if (it == earlier_.end() || it->second.hash != hash ||
        it->second.report != LinkTo(report)) {
      return nullptr;
    }
    std::error_code error;
    const auto size = fs::file_size(options_.output / report, error);
    return !error && size > 0 ? &it->second : nullptr;
  }

  void Done(std::size_t index, Result result, bool fresh) {
    const std::lock_guard lock(mutex_);
    ++ready_;
    if (fresh) {
      broken_.Update(output_.AddLine(ToJsonLine(result)));
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
  OutputFolder& output_;  // AddLine under mutex_
  std::map<Key, Result> earlier_;
  std::map<const Problem*, std::string> gradings_;  // see HashOfGrading
  Turns turns_;
  std::mutex mutex_;  // of all below, and of options_.elsewhere
  std::map<std::size_t, std::string> sent_;  // by index, the hash
  std::vector<Result> results_;
  std::size_t ready_ = 0;
  absl::Status broken_;
};

}  // namespace

absl::StatusOr<std::vector<Result>> RunBatch(
    const HandIns& hand_ins, const std::vector<Problem>& problems,
    const BatchOptions& options, Cache& cache) {
  const auto output = OutputFolder::Open(options.output);
  if (!output.ok()) return output.status();
  // Before anything is graded: a mistake in it is told at once.
  auto overrides = ReadOverrides(options.output / kOverridesFile,
                                 hand_ins.members, problems);
  if (!overrides.ok()) return overrides.status();
  GradingRules rules = options.rules;
  rules.overrides = *std::move(overrides);
  Batch batch(hand_ins, options, cache, **output);
  if (absl::Status done = batch.Run(); !done.ok()) return done;
  std::vector<Result> results = std::move(batch).results();
  const Gradebook book = MakeGradebook(hand_ins, results, problems, rules);
  absl::Status written =
      (*output)->Replace("gradebook.csv", GradebookCsv(book));
  written.Update((*output)->Replace("gradebook.json", GradebookJson(book)));
  written.Update((*output)->Replace("gradebook.html", GradebookHtml(book)));
  written.Update((*output)->Replace("canvas.csv", CanvasCsv(book)));
  written.Update((*output)->Replace("moodle.csv", MoodleCsv(book)));
  std::set<std::string> reports;
  for (const Result& result : results) reports.insert(FileOf(result.report));
  written.Update((*output)->RemoveReportsBut(reports));
  if (!written.ok()) return written;
  return results;
}

}  // namespace grader
