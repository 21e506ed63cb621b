#include "grader/batch/candidates.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/batch/problem_meant.h"

namespace grader {
namespace {

using By = ProblemMeant::By;

bool EndsLike(absl::string_view name, const std::vector<std::string>& endings) {
  return absl::c_any_of(endings, [&](const std::string& ending) {
    return absl::EndsWithIgnoreCase(name, ending);
  });
}

// How much a name promises to be what is graded, the most first.
enum class Kind { kSource, kHeader, kOther };

Kind KindOf(const HandedInPart& part, const Problem& problem) {
  std::error_code error;
  if (std::filesystem::is_directory(part.path, error)) return Kind::kSource;
  Kind kind = Kind::kOther;
  for (const Language& language : *problem.languages) {
    if (EndsLike(part.name, language.extensions)) return Kind::kSource;
    if (EndsLike(part.name, language.headers)) kind = Kind::kHeader;
  }
  return kind;
}

struct Candidate {
  HandedInPart part;
  ProblemMeant meant;
  Kind kind = Kind::kOther;

  // The first one is taken. What sorts equal but for its name is told by
  // nothing that a course system wrote.
  auto Rank() const {
    return std::make_tuple(kind, -part.order, meant.by, -meant.upload);
  }
  bool operator<(const Candidate& other) const {
    return std::make_tuple(Rank(), part.name, part.shown) <
           std::make_tuple(other.Rank(), other.part.name, other.part.shown);
  }
};

// Why `taken` comes before `next`.
absl::string_view Why(const Candidate& taken, const Candidate& next) {
  if (taken.kind != next.kind) return "the source";
  if (taken.part.order != next.part.order) return "the latest upload";
  if (taken.meant.by != next.meant.by) return "the nearest name";
  if (taken.meant.upload != next.meant.upload) return "the latest by its name";
  return "the first by name";
}

std::string Shown(std::vector<Candidate>::const_iterator begin,
                  std::vector<Candidate>::const_iterator end) {
  return absl::StrJoin(begin, end, ", ",
                       [](std::string* out, const Candidate& one) {
                         absl::StrAppend(out, one.part.shown);
                       });
}

// Takes the headers of the language of `source` out of `candidates`.
std::vector<HandedInPart> TakeHeaders(const HandedInPart& source,
                                      const Problem& problem,
                                      std::vector<Candidate>& candidates) {
  std::map<std::string, HandedInPart> headers;  // the latest of each name
  for (const Language& language : *problem.languages) {
    if (!EndsLike(source.name, language.extensions)) continue;
    std::erase_if(candidates, [&](const Candidate& one) {
      if (!EndsLike(one.part.name, language.headers)) return false;
      headers.emplace(one.part.name, one.part);
      return true;
    });
  }
  std::vector<HandedInPart> parts;
  for (auto& [name, part] : headers) parts.push_back(std::move(part));
  return parts;
}

std::string NoteOn(const std::vector<Candidate>& candidates) {
  const Candidate& taken = candidates[0];
  std::vector<std::string> notes;
  if (candidates.size() > 1) {
    notes.push_back(absl::StrCat(
        taken.part.shown, " was taken, ", Why(taken, candidates[1]), "; not ",
        Shown(candidates.begin() + 1, candidates.end())));
  }
  if (taken.meant.unsure()) {
    notes.push_back(absl::StrCat(
        taken.part.shown, " was taken for ", taken.meant.problem->id,
        taken.meant.by == By::kTypingMistake ? ", a similar name"
                                             : " by the number in its name",
        ": please check"));
  }
  return absl::StrJoin(notes, "; ");
}

// Adds what is to be graded for `problem`, if any of `candidates` is.
void Choose(const Problem& problem, std::vector<Candidate>& candidates,
            std::vector<Candidate>* headers, ChosenParts& choice) {
  std::sort(candidates.begin(), candidates.end());
  Chosen chosen;
  chosen.problem = &problem;
  chosen.parts = {candidates[0].part};
  for (std::vector<Candidate>* from : {&candidates, headers}) {
    if (from == nullptr) continue;
    for (HandedInPart& header :
         TakeHeaders(candidates[0].part, problem, *from)) {
      chosen.parts.push_back(std::move(header));
    }
  }
  chosen.note = NoteOn(candidates);
  choice.chosen.push_back(std::move(chosen));
}

}  // namespace

bool IsSourceOrHeader(absl::string_view name, const Problem& problem) {
  return absl::c_any_of(*problem.languages, [&](const Language& language) {
    return EndsLike(name, language.extensions) ||
           EndsLike(name, language.headers);
  });
}

ChosenParts ChooseParts(const std::vector<HandedInPart>& parts,
                        const std::vector<Problem>& problems) {
  ChosenParts choice;
  std::map<const Problem*, std::vector<Candidate>> by_problem;
  std::vector<Candidate> others;
  for (const HandedInPart& part : parts) {
    const ProblemMeant meant = MeantBy(part.name, problems);
    const Problem* const problem = meant.problem;
    const Kind kind =
        KindOf(part, problem != nullptr ? *problem : problems.front());
    (problem != nullptr ? by_problem[problem] : others)
        .push_back({part, meant, kind});
  }
  std::sort(others.begin(), others.end());
  const bool alone = problems.size() == 1;
  for (const Problem& problem : problems) {
    std::vector<Candidate>& candidates = by_problem[&problem];
    if (candidates.empty()) continue;
    const auto builds = [](const Candidate& one) {
      return one.kind == Kind::kSource;
    };
    if (alone && absl::c_none_of(candidates, builds) &&
        absl::c_any_of(others, builds)) {
      // Its header is called like the problem, and the source is not.
      others.insert(others.end(), candidates.begin(), candidates.end());
      continue;
    }
    Choose(problem, candidates, alone ? &others : nullptr, choice);
  }
  for (const Candidate& other : others) choice.others.push_back(other.part);
  return choice;
}

}  // namespace grader
