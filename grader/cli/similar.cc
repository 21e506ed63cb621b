// grader similar: which hand-ins of a class are alike.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/batch/hand_ins.h"
#include "grader/cli/commands.h"
#include "grader/cli/course_option.h"
#include "grader/cli/locate.h"
#include "grader/cli/runner.h"
#include "grader/cli/tools.h"
#include "grader/course/unit_files.h"
#include "grader/execute/side_by_side.h"
#include "grader/problem/given_files.h"
#include "grader/problem/read_submission.h"
#include "grader/problem/units.h"
#include "grader/problem/whole_file.h"
#include "grader/report/sanitize.h"
#include "grader/similarity/compare.h"
#include "grader/similarity/ranked_pairs.h"
#include "grader/similarity/read_tokens.h"
#include "grader/similarity/similarity_report.h"

namespace grader {
namespace {

constexpr std::size_t kMostTold = 10;  // pairs, in the terminal

struct SimilarArguments {
  std::string source;
  std::string problem;
  std::string problems;
  std::string roster;
  std::string output = "similar";
  unsigned jobs = HardwareThreads();
};

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
    const std::vector<HandIn>& hand_ins, unsigned jobs) {
  std::vector<ReadHandIn> all(hand_ins.size());
  Turns turns(hand_ins.size());
  std::mutex mutex;
  absl::Status broken;
  SideBySide(
      std::clamp<std::size_t>(hand_ins.size(), 1, jobs), [&](std::size_t) {
        const auto runner = MakeRunner();
        absl::Status mine = runner.status();
        while (const auto turn = mine.ok() ? turns.Next() : std::nullopt) {
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

void Tell(const SimilarityReport& report, const std::string& output) {
  const std::vector<RankedPair> pairs = RankedPairs(report);
  for (std::size_t i = 0; i < std::min(kMostTold, pairs.size()); ++i) {
    const RankedPair& one = pairs[i];
    std::cout << ForTerminal(absl::StrCat(
        one.overlap(), " %  ", one.a().learner, " and ", one.b().learner, ", ",
        one.in->problem, ": ", Counted(one.pair->shared, "token"), "\n"));
  }
  std::cerr << Counted(pairs.size(), "pair") << ", "
            << Counted(report.left_out.size(), "hand-in")
            << " not compared; see " << output << "/similar.html\n"
            << kWhatSimilarityTells << "\n";
}

ExitCode Similar(const SimilarArguments& arguments) {
  std::vector<std::string> chosen = {arguments.problem};
  std::erase(chosen, "");
  const auto problems = ChosenProblems(arguments.problems, chosen, "");
  if (!problems.ok()) return Fail(problems.status());
  std::vector<Learner> roster;
  if (!arguments.roster.empty()) {
    auto read = ReadRoster(arguments.roster);
    if (!read.ok()) return Fail(read.status());
    roster = *std::move(read);
  }
  const auto tools = MakeTools();
  if (!tools.ok()) return Fail(tools.status());
  const auto hand_ins =
      FindHandIns(arguments.source, *problems, roster, (*tools)->workspace);
  if (!hand_ins.ok()) return Fail(hand_ins.status());
  auto read = ReadAll(hand_ins->all, arguments.jobs);
  if (!read.ok()) return Fail(read.status());
  const auto report =
      Compare(hand_ins->all, *std::move(read), *(*tools)->runner);
  if (!report.ok()) return Fail(report.status());
  const std::filesystem::path output = arguments.output;
  absl::Status written =
      ReplaceFile(output / "similar.csv", SimilarityCsv(*report));
  written.Update(ReplaceFile(output / "similar.html", SimilarityHtml(*report)));
  if (!written.ok()) return Fail(written);
  Tell(*report, arguments.output);
  return std::cout ? kAllWell : kGraderFailed;
}

}  // namespace

void AddSimilarCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<SimilarArguments>();
  CLI::App* similar =
      app.add_subcommand("similar", "Show which hand-ins of a class are alike");
  similar
      ->add_option("SOURCE", arguments->source,
                   "what the class handed in, as for batch")
      ->required();
  similar->add_option(
      "--problem", arguments->problem,
      "all of it is for this problem: its id, number or folder");
  similar->add_option("--roster", arguments->roster,
                      "who is in the class, as for batch");
  AddCourseOptions(*similar, arguments->problems);
  similar
      ->add_option("--output", arguments->output,
                   "the folder for similar.html and similar.csv")
      ->capture_default_str();
  similar->add_option("--jobs", arguments->jobs, "hand-ins read at a time")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  similar->footer(
      absl::StrCat("Compares what was handed in for one problem in one "
                   "language, by the tokens of its\nsyntax, and shows what "
                   "pairs share.\n\n",
                   kWhatSimilarityTells,
                   "\n\nExit status: 0 compared, 2 wrong usage, 3 the grader "
                   "could not do its work."));
  similar->callback(
      [arguments, &exit_code] { exit_code = Similar(*arguments); });
}

}  // namespace grader
