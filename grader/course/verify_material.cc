#include "grader/course/verify_material.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "grader/course/claim.h"
#include "grader/course/execution_table.h"
#include "grader/course/reading.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/files.h"
#include "grader/problem/readable.h"
#include "grader/problem/units.h"

namespace grader {
namespace {

using BlockKind = LessonBlock::Kind;

constexpr std::int64_t kMaxTextBytes = kMiB;

// `message`, as it is said about a place in a file.
std::string Located(const std::string& file, const std::string& text,
                    Place place, absl::string_view message) {
  AuthorErrors errors(file, text);
  errors.Add(place, message);
  return std::string(errors.ToStatus().message());
}

std::string Stripped(absl::string_view cell) {
  if (cell.size() >= 2 && cell.front() == '`' && cell.back() == '`') {
    cell = cell.substr(1, cell.size() - 2);
  }
  return std::string(cell);
}

class Verification {
 public:
  Verification(const Material& material, const ProgramRuns& runs)
      : material_(material),
        runs_(runs),
        text_(ReadRegularFile(material.text_file, kMaxTextBytes).value_or("")) {
  }

  void Programs(ProofPart& part) {
    part.summary = Counted(material_.programs.size(), "program");
    for (const LessonProgram& program : material_.programs) {
      const auto run = runs_.find(program.name);
      if (run == runs_.end()) continue;
      if (!run->second.complaint.empty()) {
        part.complaints.push_back(
            InYaml(program.place,
                   absl::StrCat(program.file, " ", run->second.complaint)));
        continue;
      }
      CheckSteps(program, run->second, part);
    }
  }

  void Shown(ProofPart& part) {
    int count = 0;
    ForEachBlock(material_.text, [&](const LessonBlock& block) {
      if (!block.recorded()) return;
      ++count;
      CheckShown(block, part);
    });
    part.summary = Counted(count, "block");
  }

  void Questions(ProofPart& part) {
    part.summary = Counted(material_.questions.size(), "question");
    for (const Question& question : material_.questions) {
      CheckQuestion(question, part);
    }
  }

  void Reading(ProofPart& part) {
    part.summary = absl::StrCat(material_.minutes, " min");
    for (const TextFault& fault : ReadingFaults(material_)) {
      part.complaints.push_back(fault.in_text
                                    ? InText(fault.place, fault.message)
                                    : InYaml(fault.place, fault.message));
    }
  }

 private:
  std::string InYaml(Place place, absl::string_view message) const {
    return Located(material_.file, material_.source, place, message);
  }
  std::string InText(Place place, absl::string_view message) const {
    return Located(material_.text_file, text_, place, message);
  }

  void CheckSteps(const LessonProgram& program, const ProgramRun& run,
                  ProofPart& part) {
    const Execution* const execution = material_.FindExecution(program.name);
    if (execution == nullptr) return;
    const std::size_t steps = execution->steps.size();
    // The start and the end are moments, too.
    if (run.moments.size() >= steps + 2) return;
    const std::size_t missing =
        run.moments.size() < 2 ? 0 : run.moments.size() - 2;
    const ExecutionStep& step = execution->steps[std::min(missing, steps - 1)];
    part.complaints.push_back(
        InYaml(step.place, absl::StrCat("step ", missing + 1, ", ",
                                        Quoted(step.name), ", did not happen ",
                                        missing == 0 ? ""
                                                     : "after the step "
                                                       "before it ",
                                        "in the run of ", program.file)));
  }

  void CheckShown(const LessonBlock& block, ProofPart& part) {
    const auto found = runs_.find(block.name);
    // A program that fails has been told of already.
    if (found == runs_.end() || !found->second.complaint.empty()) return;
    const ProgramRun& run = found->second;
    const std::string wanted = RecordedBody(block, material_, runs_);
    if (block.kind == BlockKind::kTime) {
      if (!IsWaited(block.body, run.waited)) Differs(block, wanted, part);
    } else if (block.kind == BlockKind::kExecution ||
               block.kind == BlockKind::kVariables) {
      CheckTable(block, run, part);
    } else if (absl::StripAsciiWhitespace(block.body) !=
               absl::StripAsciiWhitespace(wanted)) {
      CheckLines(block, wanted, part);
    }
  }

  void Differs(const LessonBlock& block, const std::string& wanted,
               ProofPart& part) {
    const absl::string_view shown = absl::StripAsciiWhitespace(block.body);
    const Place place = shown.empty()
                            ? block.place
                            : Place{block.body_place.offset +
                                        static_cast<std::size_t>(
                                            shown.data() - block.body.data()),
                                    shown.size()};
    part.complaints.push_back(InText(
        place, absl::StrCat("the run of ", block.name, " gave ",
                            Quoted(absl::StripAsciiWhitespace(wanted)))));
  }

  // How many bytes of the file a line of the block is.
  static std::size_t InFile(const LessonBlock& block, absl::string_view line) {
    return line.size() + (line.empty() ? 0 : block.indent);
  }

  // Names the first line that differs.
  void CheckLines(const LessonBlock& block, const std::string& wanted,
                  ProofPart& part) {
    const std::vector<std::string> expected =
        absl::StrSplit(absl::StripTrailingAsciiWhitespace(wanted), '\n');
    const std::vector<std::string> shown =
        absl::StrSplit(absl::StripTrailingAsciiWhitespace(block.body), '\n');
    std::size_t offset = block.body_place.offset;
    std::size_t line = 0;
    while (line < expected.size() && line < shown.size() &&
           expected[line] == shown[line]) {
      offset += InFile(block, shown[line]) + 1;
      ++line;
    }
    const bool there = line < shown.size() && !shown[line].empty();
    const Place place = there ? Place{offset, shown[line].size()} : block.place;
    part.complaints.push_back(InText(
        place,
        absl::StrCat("line ", line + 1, " of what ", block.name, " printed: ",
                     line < expected.size()
                         ? absl::StrCat("its run gave ", Quoted(expected[line]))
                         : "its run gave no such line")));
  }

  void CheckTable(const LessonBlock& block, const ProgramRun& run,
                  ProofPart& part) {
    const Execution& execution = *material_.FindExecution(block.name);
    const Table wanted = block.kind == BlockKind::kExecution
                             ? ExecutionTable(execution, run)
                             : VariableTable(execution, run);
    const Table shown = ReadMarkdownTable(block.body);
    if (shown.size() != wanted.size()) {
      part.complaints.push_back(InText(
          block.place, absl::StrCat("the table has ", shown.size(),
                                    " rows with its head, the run of ",
                                    block.name, " gave ", wanted.size())));
      return;
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      for (std::size_t j = 0; j < wanted[i].size(); ++j) {
        CheckCell(block, wanted, shown, i, j, part);
      }
    }
  }

  void CheckCell(const LessonBlock& block, const Table& wanted,
                 const Table& shown, std::size_t row, std::size_t column,
                 ProofPart& part) {
    const TableCell& expected = wanted[row][column];
    const bool there = column < shown[row].size();
    if (there) {
      const TableCell& cell = shown[row][column];
      const bool same =
          expected.time ? IsWaited(cell.text, expected.at)
                        : (expected.code ? Stripped(cell.text) : cell.text) ==
                              expected.text;
      if (same) return;
    }
    Place place = block.place;
    if (there) {
      const TableCell& cell = shown[row][column];
      const auto lines = absl::c_count(
          absl::string_view(block.body).substr(0, cell.offset), '\n');
      place = {block.body_place.offset + cell.offset +
                   static_cast<std::size_t>(lines + 1) * block.indent,
               cell.length};
    }
    part.complaints.push_back(InText(
        place, absl::StrCat(CellName(wanted, row, column), ": the run of ",
                            block.name, " gave ", Quoted(expected.text))));
  }

  void CheckQuestion(const Question& question, ProofPart& part) {
    if (question.kind == QuestionKind::kFillIn) {
      const auto run = runs_.find(question.program);
      if (run != runs_.end() && !IsOutput(question.answer, run->second)) {
        part.complaints.push_back(
            InYaml(question.place,
                   absl::StrCat("question ", question.id, ": the answer is ",
                                "not what ", question.program,
                                " prints: ", Quoted(run->second.out()))));
      }
      return;
    }
    for (std::size_t i = 0; i < question.choices.size(); ++i) {
      const Choice& choice = question.choices[i];
      const std::string why_not = WhyNot(choice.claim, material_, runs_);
      if (why_not.empty() == choice.right) continue;
      part.complaints.push_back(InYaml(
          choice.place,
          absl::StrCat("question ", question.id, ", choice ", i + 1, ": ",
                       choice.right
                           ? "it is marked as right, but what it claims of " +
                                 choice.claim.program +
                                 " does not hold: " + why_not
                           : "it is not marked as right, but what it claims "
                             "of " +
                                 choice.claim.program + " holds")));
    }
  }

  const Material& material_;
  const ProgramRuns& runs_;
  const std::string text_;
};

}  // namespace

Proof VerifyMaterial(const Material& material, const ProgramRuns& runs,
                     const std::vector<std::string>& only) {
  Verification verification(material, runs);
  Proof proof;
  proof.problem = material.id;
  const auto add = [&](absl::string_view name,
                       void (Verification::*make)(ProofPart&)) {
    if (!only.empty() && !absl::c_linear_search(only, name)) return;
    ProofPart part;
    part.name = std::string(name);
    (verification.*make)(part);
    proof.parts.push_back(std::move(part));
  };
  add("programs", &Verification::Programs);
  if (material.kind == Material::Kind::kLesson) {
    add("shown", &Verification::Shown);
  }
  if (!material.questions.empty()) add("questions", &Verification::Questions);
  add("reading", &Verification::Reading);
  return proof;
}

std::string RecordedBody(const LessonBlock& block, const Material& material,
                         const ProgramRuns& runs) {
  const auto found = runs.find(block.name);
  if (found == runs.end()) return block.body;
  const ProgramRun& run = found->second;
  const auto line = [](std::string text) {
    if (!text.empty() && text.back() != '\n') text += '\n';
    return text;
  };
  switch (block.kind) {
    case BlockKind::kOutput:
      return line(LinesOf(run.out(), block.first, block.last));
    case BlockKind::kErrors:
      return line(run.last_error());
    case BlockKind::kTime:
      return line(WaitedText(run.waited));
    case BlockKind::kExecution:
      return MarkdownTable(
          ExecutionTable(*material.FindExecution(block.name), run));
    case BlockKind::kVariables:
      return MarkdownTable(
          VariableTable(*material.FindExecution(block.name), run));
    case BlockKind::kMarkdown:
    case BlockKind::kProgram:
    case BlockKind::kReveal:
    case BlockKind::kDrawing:
      break;
  }
  return block.body;
}

std::string Recorded(const Material& material, absl::string_view text,
                     const ProgramRuns& runs) {
  std::string recorded;
  std::size_t at = 0;
  ForEachBlock(material.text, [&](const LessonBlock& block) {
    if (!block.recorded()) return;
    const Place place = block.body_place;
    absl::StrAppend(&recorded, text.substr(at, place.offset - at));
    const std::string wanted = RecordedBody(block, material, runs);
    // What holds already stays as it is: a rounded figure does not change
    // back and forth.
    const auto run = runs.find(block.name);
    const bool holds = block.kind == BlockKind::kTime && run != runs.end() &&
                       IsWaited(block.body, run->second.waited);
    absl::StrAppend(&recorded,
                    Indented(holds ? block.body : wanted, block.indent));
    at = place.offset + place.length;
  });
  absl::StrAppend(&recorded, text.substr(at));
  return recorded;
}

}  // namespace grader
