// grader similar: which hand-ins of a class are alike.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/batch/hand_ins.h"
#include "grader/cli/commands.h"
#include "grader/cli/compare_hand_ins.h"
#include "grader/cli/course_option.h"
#include "grader/cli/locate.h"
#include "grader/cli/tools.h"
#include "grader/cli/usage.h"
#include "grader/execute/side_by_side.h"
#include "grader/problem/units.h"
#include "grader/problem/whole_file.h"
#include "grader/report/sanitize.h"
#include "grader/similarity/ranked_pairs.h"
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
  const auto report = CompareHandIns(hand_ins->all, arguments.jobs);
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
      ->check(AboveZero())
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
