#include "grader/course/reading.h"

#include <system_error>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "grader/problem/course_units.h"
#include "grader/problem/readable.h"
#include "re2/re2.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using BlockKind = LessonBlock::Kind;

constexpr double kWordsPerMinute = 200;
constexpr double kLinesPerMinute = 40;
// How far the minutes that are stated may be from those.
constexpr double kFewest = 0.5;
constexpr double kMost = 2;

std::size_t Words(absl::string_view text) {
  const std::vector<absl::string_view> words =
      absl::StrSplit(text, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty());
  return words.size();
}

double MinutesOf(const LessonText& text, const Material& material) {
  double minutes = 0;
  for (const LessonBlock& block : text) {
    switch (block.kind) {
      case BlockKind::kMarkdown:
      case BlockKind::kDrawing:
      case BlockKind::kExecution:
      case BlockKind::kVariables:
      case BlockKind::kOutput:
      case BlockKind::kErrors:
      case BlockKind::kTime:
        minutes += static_cast<double>(Words(block.body)) / kWordsPerMinute;
        break;
      case BlockKind::kProgram: {
        const LessonProgram* const program = material.FindProgram(block.name);
        if (program == nullptr) break;
        const std::string lines =
            LinesOf(program->content, block.first, block.last);
        minutes +=
            static_cast<double>(absl::c_count(lines, '\n')) / kLinesPerMinute;
        break;
      }
      case BlockKind::kReveal:
        minutes += MinutesOf(block.parts, material);
        break;
    }
  }
  return minutes;
}

// Whether a link of the text leads somewhere that is there. Other sites are
// not asked.
std::string LinkFault(absl::string_view target, const Material& material) {
  if (absl::StartsWith(target, "https://") ||
      absl::StartsWith(target, "http://") || absl::StartsWith(target, "#")) {
    return "";
  }
  std::error_code error;
  if (absl::ConsumePrefix(&target, "unit:")) {
    const fs::path unit =
        material.directory.parent_path() / std::string(target);
    return HoldsMaterial(unit) || fs::exists(unit / "problem.yaml", error)
               ? ""
               : absl::StrCat("there is no unit ", Quoted(target));
  }
  const fs::path file = material.directory / std::string(target);
  return fs::exists(file, error)
             ? ""
             : absl::StrCat("there is no file ", Quoted(target));
}

void CheckLinks(const Material& material, std::vector<TextFault>& faults) {
  static const RE2 kLink(R"((!?)\[([^\]\n]*)\]\(([^)\s]+)(?:\s+"[^"]*")?\))");
  ForEachBlock(material.text, [&](const LessonBlock& block) {
    if (block.kind != BlockKind::kMarkdown) return;
    re2::StringPiece rest(block.body);
    std::string image;
    std::string words;
    std::string target;
    while (RE2::FindAndConsume(&rest, kLink, &image, &words, &target)) {
      const std::size_t end = rest.data() - block.body.data();
      const std::size_t length =
          image.size() + words.size() + target.size() + 4;
      const Place place = {block.body_place.offset + end - length, length};
      if (!image.empty() && absl::StripAsciiWhitespace(words).empty()) {
        faults.push_back({true, place,
                          "an image needs words for those who do not see it: "
                          "![what it shows](file)"});
      }
      const std::string fault = LinkFault(target, material);
      if (!fault.empty()) faults.push_back({true, place, fault});
    }
  });
}

// Whether `hint` holds what is to be found out.
bool GivesAway(absl::string_view hint, absl::string_view answer) {
  const std::string text = absl::AsciiStrToLower(hint);
  const std::string wanted =
      absl::AsciiStrToLower(absl::StripAsciiWhitespace(answer));
  return !wanted.empty() && absl::StrContains(text, wanted);
}

void CheckHints(const Material& material, std::vector<TextFault>& faults) {
  for (const Question& question : material.questions) {
    bool given = question.kind == QuestionKind::kFillIn &&
                 GivesAway(question.hint, question.answer);
    for (const Choice& choice : question.choices) {
      given |= choice.right && GivesAway(question.hint, choice.text);
    }
    if (given) {
      faults.push_back({false, question.place,
                        absl::StrCat("question ", question.id,
                                     ": the hint holds the answer")});
    }
  }
}

void CheckMinutes(const Material& material, std::vector<TextFault>& faults) {
  if (material.kind == Material::Kind::kQuiz) return;
  const double needed = ReadingMinutes(material);
  // A short text takes a minute, too.
  if (material.minutes <= 1 && needed < 1) return;
  if (material.minutes >= needed * kFewest &&
      material.minutes <= needed * kMost) {
    return;
  }
  faults.push_back(
      {false, material.minutes_place,
       absl::StrFormat("minutes: its words and programs take about %.0f",
                       needed)});
}

}  // namespace

double ReadingMinutes(const Material& material) {
  double minutes = MinutesOf(material.text, material);
  for (const Question& question : material.questions) {
    minutes += MinutesOf(question.text, material);
    for (const Choice& choice : question.choices) {
      minutes += static_cast<double>(Words(choice.text)) / kWordsPerMinute;
    }
  }
  return minutes;
}

std::vector<TextFault> ReadingFaults(const Material& material) {
  std::vector<TextFault> faults;
  CheckLinks(material, faults);
  CheckHints(material, faults);
  CheckMinutes(material, faults);
  return faults;
}

}  // namespace grader
