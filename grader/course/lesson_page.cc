#include "grader/course/lesson_page.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/problem/units.h"
#include "grader/report/markdown_page.h"

namespace grader {
namespace {

using BlockKind = LessonBlock::Kind;

std::string Quotation(const std::string& markdown) {
  std::string quoted;
  for (const absl::string_view line : absl::StrSplit(markdown, '\n')) {
    absl::StrAppend(&quoted, line.empty() ? ">" : "> ", line, "\n");
  }
  return quoted;
}

std::string Lines(const LessonBlock& block) {
  if (block.first == 0) return "";
  return block.first == block.last
             ? absl::StrCat(", line ", block.first)
             : absl::StrCat(", lines ", block.first, " to ", block.last);
}

std::string BlockMarkdown(const LessonBlock& block, const Material& material) {
  switch (block.kind) {
    case BlockKind::kMarkdown:
      return block.body;
    case BlockKind::kProgram: {
      const LessonProgram* const program = material.FindProgram(block.name);
      if (program == nullptr) return "";
      return absl::StrCat(
          "\n`", program->file, "`", Lines(block), ":\n\n",
          CodeBlock("", LinesOf(program->content, block.first, block.last)));
    }
    case BlockKind::kOutput:
      return absl::StrCat("\nIt prints:\n\n", CodeBlock("", block.body));
    case BlockKind::kErrors:
      return absl::StrCat("\nIt fails:\n\n", CodeBlock("", block.body));
    case BlockKind::kTime:
      return absl::StrCat("\nIt takes **", block.body, "**.\n");
    case BlockKind::kExecution:
    case BlockKind::kVariables:
      return absl::StrCat("\n", block.body, "\n");
    case BlockKind::kReveal:
      return absl::StrCat("\n**", block.name, "**\n\n",
                          Quotation(PlainMarkdown(block.parts, material)));
    case BlockKind::kDrawing:
      return absl::StrCat("\n", block.name, "\n\n", CodeBlock("", block.body));
  }
  return "";
}

std::string QuestionsMarkdown(const Material& material) {
  std::string text;
  int number = 0;
  for (const Question& question : material.questions) {
    absl::StrAppend(&text, "\n## Question ", ++number, "\n\n",
                    PlainMarkdown(question.text, material), "\n");
    char letter = 'a';
    for (const Choice& choice : question.choices) {
      absl::StrAppend(&text, "\n", std::string(1, letter++), ") ",
                      ChoiceMarkdown(choice, material), "\n");
    }
  }
  if (number > 0) {
    absl::StrAppend(&text, "\nAnswer them with `grader quiz ", material.id,
                    "`.\n");
  }
  return text;
}

std::string QuizMarkdown(const Material& material) {
  std::string text =
      absl::StrCat("# ", material.title, "\n\n", material.summary, "\n\n");
  for (const Question& question : material.questions) {
    absl::StrAppend(&text, "- ", question.category, ", ",
                    question.level == Difficulty::kHard     ? "hard"
                    : question.level == Difficulty::kMedium ? "medium"
                                                            : "easy",
                    ": ", QuestionKindName(question.kind), ", ",
                    FormatElapsed(question.time), ", ",
                    Counted(question.attempts, "attempt"), "\n");
  }
  if (!material.badge.empty()) {
    absl::StrAppend(&text, "\nAll right earns the badge *", material.badge,
                    "*.\n");
  }
  absl::StrAppend(&text, "\n`grader quiz ", material.id, "` asks them.\n");
  return text;
}

}  // namespace

std::string CodeBlock(absl::string_view info, absl::string_view code) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : code) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(std::max<std::size_t>(longest + 1, 3), '`');
  return absl::StrCat(fence, info, "\n", code,
                      code.empty() || code.back() == '\n' ? "" : "\n", fence,
                      "\n");
}

std::string PlainMarkdown(const LessonText& text, const Material& material) {
  std::string markdown;
  for (const LessonBlock& block : text) {
    markdown += Indented(BlockMarkdown(block, material), block.indent);
  }
  return markdown;
}

std::string ChoiceMarkdown(const Choice& choice, const Material& material) {
  if (!choice.text.empty()) return choice.text;
  const LessonProgram* const program =
      material.FindProgram(choice.code.program);
  if (program == nullptr) return "";
  return absl::StrCat("\n\n",
                      CodeBlock("", LinesOf(program->content, choice.code.first,
                                            choice.code.last)));
}

std::string AnswerForm(const Material& material) {
  std::string form = absl::StrCat("# ", material.title, "\nanswers:\n");
  for (const Question& question : material.questions) {
    const char* const how = question.kind == QuestionKind::kFillIn
                                ? "what it prints, behind a |"
                            : question.kind == QuestionKind::kChooseSeveral
                                ? "letters, as in [a, c]"
                                : "a letter";
    std::string text = PlainMarkdown(question.text, material);
    char letter = 'a';
    for (const Choice& choice : question.choices) {
      absl::StrAppend(&text, "\n", std::string(1, letter++), ") ",
                      ChoiceMarkdown(choice, material));
    }
    form += '\n';
    for (const absl::string_view line : absl::StrSplit(text, '\n')) {
      absl::StrAppend(&form, line.empty() ? "  #" : "  # ", line, "\n");
    }
    absl::StrAppend(&form, "  ", question.id, ": \"\"  # ", how, "\n");
  }
  return form;
}

std::string LessonPage(const Material& material, const TextStyle& style) {
  if (material.kind == Material::Kind::kQuiz) {
    return MarkdownPage(QuizMarkdown(material), style);
  }
  return MarkdownPage(absl::StrCat(PlainMarkdown(material.text, material),
                                   QuestionsMarkdown(material)),
                      style);
}

}  // namespace grader
