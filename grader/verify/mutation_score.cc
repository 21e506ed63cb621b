#include "grader/verify/mutation_score.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "grader/judge/verdict_words.h"
#include "grader/report/page.h"
#include "grader/syntax/grammars.h"
#include "grader/syntax/mutate.h"
#include "grader/syntax/syntax_tree.h"
#include "grader/verify/equivalent.h"

namespace grader {
namespace {

enum class Fate { kKilled, kSurvived, kNotBuilt };

// Grades changed references of one problem.
struct MutantGrading {
  const Problem& problem;
  const GradeOptions& options;
  const Workshop& workshop;

  absl::StatusOr<Fate> Judge(const Submission& submission) const {
    workshop.runner.StartSession();
    const auto build = BuildSubmission(submission, workshop);
    if (!build.ok()) return build.status();
    if (!build->ok) return Fate::kNotBuilt;
    const absl::Cleanup remove_build = [&] {
      RemoveBuild(*build, workshop.workspace);
    };
    const Report report =
        GradeBuild(problem, submission, *build, options, workshop);
    switch (RulingOf(report.verdict.word)) {
      case Ruling::kAccepted:
        return Fate::kSurvived;
      case Ruling::kNone:
        return absl::InternalError(report.verdict.message);
      case Ruling::kRejected:
        return Fate::kKilled;
    }
    return Fate::kKilled;
  }
};

struct FileMutant {
  std::size_t file;  // index of the source
  Mutant mutant;
};

absl::StatusOr<std::vector<FileMutant>> AllMutants(
    const Submission& reference) {
  const auto dialect = DialectOf(reference.language.name);
  if (!dialect.ok()) return dialect.status();
  std::vector<FileMutant> mutants;
  for (std::size_t i = 0; i < reference.sources.size(); ++i) {
    const auto tree =
        SyntaxTree::ParseWhole(reference.sources[i].content,
                               reference.language.name, GrammarsFolder());
    if (!tree.ok()) return tree.status();
    for (Mutant& mutant : MakeMutants(*tree, **dialect)) {
      mutants.push_back({i, std::move(mutant)});
    }
  }
  return mutants;
}

void WriteLines(absl::string_view sign, const std::string& text, Ink ink,
                Page& page) {
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    // Wrapped and not cut: an equivalent one is copied from here.
    page.Paragraph(4, line, ink, {std::string(sign), ink});
  }
}

}  // namespace

int MutationScore::equivalent() const {
  return static_cast<int>(absl::c_count_if(
      survivors, [](const Survivor& one) { return !one.reason.empty(); }));
}

int MutationScore::counted() const {
  return killed + static_cast<int>(survivors.size()) - equivalent();
}

double MutationScore::percent() const {
  return counted() == 0 ? 100 : 100.0 * killed / counted();
}

absl::StatusOr<MutationScore> ScoreMutants(
    const Problem& problem, const std::string& language,
    const GradeOptions& options, const Workshop& workshop,
    const std::function<void(int, int)>& on_progress) {
  const std::filesystem::path root =
      problem.directory.parent_path().parent_path();
  const auto reference = LoadReference(problem, language);
  if (!reference.ok()) return reference.status();
  const auto equivalents =
      LoadEquivalents(root / "fixtures/problems" / problem.id);
  if (!equivalents.ok()) return equivalents.status();
  const auto mutants = AllMutants(*reference);
  if (!mutants.ok()) return mutants.status();

  const MutantGrading grading{problem, options, workshop};
  const auto unchanged = grading.Judge(*reference);
  if (!unchanged.ok()) return unchanged.status();
  if (*unchanged != Fate::kSurvived) {
    return absl::FailedPreconditionError(absl::StrCat(
        "the reference of ", problem.id, " in ", language, " is not accepted"));
  }
  MutationScore score;
  score.problem = problem.id;
  score.language = language;
  int done = 0;
  for (const auto& [file, mutant] : *mutants) {
    on_progress(++done, static_cast<int>(mutants->size()));
    Submission changed = *reference;
    std::string& source = changed.sources[file].content;
    source = Apply(mutant, source);
    const auto fate = grading.Judge(changed);
    if (!fate.ok()) return fate.status();
    if (*fate == Fate::kKilled) ++score.killed;
    if (*fate == Fate::kNotBuilt) ++score.not_built;
    if (*fate != Fate::kSurvived) continue;
    const MutantDiff diff = DiffOf(mutant, reference->sources[file].content);
    const EquivalentMutant* same = FindEquivalent(*equivalents, diff);
    score.survivors.push_back({mutant.name, changed.sources[file].name, diff,
                               same == nullptr ? "" : same->reason});
  }
  return score;
}

std::string MutationText(const MutationScore& score, const TextStyle& style) {
  Page page(style);
  page.Line(0,
            {{absl::StrCat(score.problem, ", ", score.language), Ink::kStrong},
             {absl::StrCat("  killed ", score.killed, " of ", score.counted(),
                           " mutants")}},
            {absl::StrFormat("%.1f %%", score.percent()), Ink::kStrong});
  page.Line(
      2, {{absl::StrCat(score.equivalent(), " equivalent and ", score.not_built,
                        " that do not compile are not counted"),
           Ink::kFaint}});
  for (const Survivor& one : score.survivors) {
    if (!one.reason.empty()) continue;
    page.Gap();
    page.Line(2, {{absl::StrCat("survived: ", one.name), Ink::kCaution},
                  {absl::StrCat("  ", one.file, ":", one.diff.line)}});
    WriteLines("- ", one.diff.was, Ink::kBad, page);
    if (!one.diff.becomes.empty()) {
      WriteLines("+ ", one.diff.becomes, Ink::kGood, page);
    }
  }
  return page.text();
}

}  // namespace grader
