#include "grader/cli/compare_hand_ins.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/cli/runner.h"
#include "grader/course/unit_files.h"
#include "grader/execute/side_by_side.h"
#include "grader/execute/workspace.h"
#include "grader/problem/given_files.h"
#include "grader/problem/read_submission.h"
#include "grader/similarity/compare.h"
#include "grader/similarity/read_tokens.h"

namespace grader {
namespace {

// What becomes of one hand-in: a program, or why there is none.
struct ReadHandIn {
  Program program;
  std::string language;
  std::string left_out;
};

absl::StatusOr<ReadHandIn> Read(const HandIn& hand_in, Runner& runner) {
  ReadHandIn read;
  read.program.learner = hand_in.learner;
  read.left_out = hand_in.unreadable;
  if (!read.left_out.empty()) return read;
  auto submission = ReadSubmission(*hand_in.problem, hand_in.path);
  if (!submission.ok() || submission->refusal) {
    if (absl::IsUnavailable(submission.status())) return submission.status();
    read.left_out = submission.ok()
                        ? submission->refusal->message
                        : std::string(submission.status().message());
    return read;
  }
  read.language = submission->language.name;
  read.program.files = std::move(submission->sources);
  auto tokens = ReadTokens(read.language, read.program.files, runner);
  if (absl::IsInvalidArgument(tokens.status())) {
    read.left_out = std::string(tokens.status().message());
    return read;
  }
  if (!tokens.ok()) return tokens.status();
  read.program.tokens = *std::move(tokens);
  return read;
}

// All hand-ins, several at a time, each in a session of its own.
absl::StatusOr<std::vector<ReadHandIn>> ReadAll(
    const std::vector<HandIn>& hand_ins, unsigned jobs,
    const std::function<bool()>& stopped) {
  std::vector<ReadHandIn> all(hand_ins.size());
  Turns turns(hand_ins.size());
  std::mutex mutex;
  absl::Status broken;
  SideBySide(
      std::clamp<std::size_t>(hand_ins.size(), 1, jobs), [&](std::size_t) {
        const auto runner = MakeRunner();
        absl::Status mine = runner.status();
        while (const auto turn = mine.ok() ? turns.Next() : std::nullopt) {
          if (stopped && stopped()) mine = absl::CancelledError("stopped");
          if (!mine.ok()) break;
          (*runner)->StartSession();
          auto read = Read(hand_ins[*turn], **runner);
          mine = read.status();
          if (read.ok()) all[*turn] = *std::move(read);
        }
        const std::lock_guard lock(mutex);
        broken.Update(mine);
      });
  if (!broken.ok()) return broken;
  return all;
}

// What the learners of `problem` had to begin with, in `language`.
absl::StatusOr<std::vector<std::vector<SyntaxToken>>> ReadGiven(
    const Problem& problem, const std::string& language, Runner& runner) {
  std::vector<GeneratedFile> files = StarterFiles(problem, language);
  if (const Language* row = FindLanguage(*problem.languages, language)) {
    for (GeneratedFile& file : GivenFiles(problem, *row)) {
      files.push_back(std::move(file));
    }
  }
  std::vector<std::vector<SyntaxToken>> given;
  for (const GeneratedFile& file : files) {
    auto tokens = ReadTokens(language, {{file.name, file.content}}, runner);
    if (!tokens.ok()) return tokens.status();
    given.push_back(*std::move(tokens));
  }
  return given;
}

absl::StatusOr<SimilarityReport> Compare(const std::vector<HandIn>& hand_ins,
                                         std::vector<ReadHandIn> all,
                                         Runner& runner) {
  SimilarityReport report;
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>>
      groups;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string& problem = hand_ins[i].problem->id;
    if (all[i].left_out.empty()) {
      groups[{problem, all[i].language}].push_back(i);
    } else {
      report.left_out.push_back(
          {hand_ins[i].learner, problem, all[i].left_out});
    }
  }
  for (const auto& [key, members] : groups) {
    const auto given =
        ReadGiven(*hand_ins[members[0]].problem, key.second, runner);
    if (!given.ok()) return given.status();
    ComparedPrograms compared{key.first, key.second, {}, {}};
    for (const std::size_t i : members) {
      compared.programs.push_back(std::move(all[i].program));
    }
    compared.comparison = CompareClass(compared.programs, *given);
    for (NotCompared& one : TooShort(compared)) {
      report.left_out.push_back(std::move(one));
    }
    report.compared.push_back(std::move(compared));
  }
  return report;
}

}  // namespace

absl::StatusOr<SimilarityReport> CompareHandIns(
    const std::vector<HandIn>& hand_ins, unsigned jobs,
    const std::function<bool()>& stopped) {
  auto read = ReadAll(hand_ins, jobs, stopped);
  if (!read.ok()) return read.status();
  const auto runner = MakeRunner();
  if (!runner.ok()) return runner.status();
  return Compare(hand_ins, *std::move(read), **runner);
}

absl::StatusOr<SimilarityReport> CompareHere(
    const Problem& problem, const std::vector<LearnersFiles>& all,
    const std::function<bool()>& stopped) {
  auto workspace = Workspace::Create();
  if (!workspace.ok()) return workspace.status();
  std::vector<HandIn> hand_ins;
  for (const LearnersFiles& one : all) {
    const auto folder =
        workspace->MakeFolder(absl::StrCat("submission-", hand_ins.size()));
    if (!folder.ok()) return folder.status();
    for (const SourceFile& file : one.files) {
      absl::Status written = WriteFile(*folder / file.name, file.content);
      if (!written.ok()) return written;
    }
    HandIn hand_in;
    hand_in.learner = one.learner;
    hand_in.problem = &problem;
    hand_in.path = *folder;
    hand_ins.push_back(std::move(hand_in));
  }
  // One at a time: whoever waits for a verdict comes first.
  return CompareHandIns(hand_ins, 1, stopped);
}

}  // namespace grader
