#include "grader/course/lesson_html.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "grader/course/execution_table.h"
#include "grader/course/lesson_page.h"
#include "grader/course/lesson_script.h"
#include "grader/problem/units.h"
#include "grader/report/html_page.h"
#include "grader/report/markdown_html.h"
#include "grader/report/markup.h"
#include "re2/re2.h"

namespace grader {
namespace {

using BlockKind = LessonBlock::Kind;

// A program's lines, each with its number, so that the one that runs can be
// marked.
std::string ProgramHtml(const LessonBlock& block, const Material& material) {
  const LessonProgram* const program = material.FindProgram(block.name);
  if (program == nullptr) return "";
  const std::string code = LinesOf(program->content, block.first, block.last);
  std::string lines;
  int number = std::max(block.first, 1);
  for (const absl::string_view line :
       absl::StrSplit(absl::StripTrailingAsciiWhitespace(code), '\n')) {
    absl::StrAppend(&lines, "<span class=\"line\" data-line=\"", number++,
                    "\">", line.empty() ? " " : Markup(line), "</span>");
  }
  return absl::StrCat("<figure class=\"program\" data-program=\"",
                      MarkupAttribute(program->name), "\">\n<figcaption><code>",
                      Markup(program->file),
                      "</code></figcaption>\n<pre tabindex=\"0\" "
                      "role=\"group\" aria-label=\"",
                      MarkupAttribute(program->file), "\">", lines,
                      "</pre>\n</figure>\n");
}

std::string Shown(absl::string_view caption, absl::string_view text) {
  return absl::StrCat("<figure>\n<figcaption>", Markup(caption),
                      "</figcaption>\n", HtmlPre(caption, text), "</figure>\n");
}

// A cell's text, which is Markdown of our own making: backticks at most.
std::string CellHtml(absl::string_view text) {
  if (text.size() >= 2 && text.front() == '`' && text.back() == '`') {
    return absl::StrCat("<code>", Markup(text.substr(1, text.size() - 2)),
                        "</code>");
  }
  return Markup(text);
}

std::string HeadHtml(const TableRow& head) {
  std::string html = "<thead>\n<tr>";
  for (const TableCell& cell : head) {
    absl::StrAppend(&html, "<th scope=\"col\">", Markup(cell.text), "</th>");
  }
  return html + "</tr>\n</thead>\n";
}

// The rows; what differs from the cell `before` it is marked, in words, too.
std::string TableHtml(const Table& table, absl::string_view caption,
                      const Execution* steps) {
  std::string html = absl::StrCat(
      "<div class=\"wide\" tabindex=\"0\" role=\"group\" "
      "aria-label=\"",
      MarkupAttribute(caption), "\">\n<table>\n<caption>", Markup(caption),
      "</caption>\n", HeadHtml(table[0]), "<tbody>\n");
  constexpr std::size_t kFirstState = 3;  // behind step, action, time
  for (std::size_t i = 1; i < table.size(); ++i) {
    if (steps == nullptr) {
      html += "<tr>";
    } else {
      const int line = i <= steps->steps.size() ? steps->steps[i - 1].line : 0;
      absl::StrAppend(&html, "<tr data-step=\"", i, "\" data-line=\"", line,
                      "\">");
    }
    for (std::size_t j = 0; j < table[i].size(); ++j) {
      const std::string cell = CellHtml(table[i][j].text);
      if (j == 0) {
        absl::StrAppend(&html, "<th scope=\"row\">", cell, "</th>");
        continue;
      }
      const bool changed = steps != nullptr && j >= kFirstState && i > 1 &&
                           j < table[i - 1].size() &&
                           table[i - 1][j].text != table[i][j].text;
      absl::StrAppend(&html, changed ? "<td class=\"changed\">" : "<td>", cell,
                      changed ? " <small>changed</small>" : "", "</td>");
    }
    html += "</tr>\n";
  }
  return html + "</tbody>\n</table>\n</div>\n";
}

std::string ExecutionHtml(const LessonBlock& block, const Material& material) {
  const Table table = ReadMarkdownTable(block.body);
  if (table.empty()) return "";
  return absl::StrCat(
      "<section class=\"execution\" aria-label=\"",
      MarkupAttribute(absl::StrCat("Execution of ", block.name)),
      "\" data-program=\"", MarkupAttribute(block.name), "\">\n",
      TableHtml(table, absl::StrCat("What ", block.name, " does, step by step"),
                material.FindExecution(block.name)),
      "</section>\n");
}

std::string VariablesHtml(const LessonBlock& block) {
  const Table table = ReadMarkdownTable(block.body);
  if (table.empty()) return "";
  return TableHtml(table, absl::StrCat("Variables and tasks of ", block.name),
                   nullptr);
}

// Another unit is no file beside the page: it is named as commands take it.
std::string WithUnits(std::string html) {
  static const RE2 kUnit(R"re(<a href="unit:([a-z0-9-]+)">(.*?)</a>)re");
  RE2::GlobalReplace(&html, kUnit, "\\2 (<code>\\1</code>)");
  return html;
}

std::string BlockHtml(const LessonBlock& block, const Material& material) {
  switch (block.kind) {
    case BlockKind::kMarkdown:
      return WithUnits(MarkdownHtml(block.body));
    case BlockKind::kProgram:
      return ProgramHtml(block, material);
    case BlockKind::kOutput:
      return Shown("It prints", block.body);
    case BlockKind::kErrors:
      return Shown("It fails", block.body);
    case BlockKind::kTime:
      return absl::StrCat("<p>It takes <strong>",
                          Markup(absl::StripAsciiWhitespace(block.body)),
                          "</strong>.</p>\n");
    case BlockKind::kExecution:
      return ExecutionHtml(block, material);
    case BlockKind::kVariables:
      return VariablesHtml(block);
    case BlockKind::kReveal:
      return HtmlFolded(block.name, LessonTextHtml(block.parts, material));
    case BlockKind::kDrawing:
      return absl::StrCat(
          "<figure>\n<pre tabindex=\"0\" role=\"img\" "
          "aria-label=\"",
          MarkupAttribute(block.name), "\">\n", Markup(block.body),
          "</pre>\n<figcaption>", Markup(block.name),
          "</figcaption>\n</figure>\n");
  }
  return "";
}

// The choices; of a lesson whether each is right, since it is looked up there.
std::string ChoicesHtml(const Question& question, const Material& material,
                        bool with_answers) {
  const char* const type =
      question.kind == QuestionKind::kChooseSeveral ? "checkbox" : "radio";
  std::string html;
  char letter = 'a';
  for (const Choice& choice : question.choices) {
    const std::string name(1, letter++);
    absl::StrAppend(&html, "<label><input type=\"", type, "\" name=\"",
                    question.id, "\" value=\"", name, "\"> ", name, ") ",
                    ChoiceHtml(choice, material), "</label>\n");
    if (!with_answers) continue;
    absl::StrAppend(&html, "<div class=\"feedback\" data-right=\"",
                    choice.right ? "yes" : "no", "\" hidden>",
                    choice.right
                        ? "<p class=\"good\">Right.</p>"
                        : absl::StrCat("<p class=\"bad\">Not this.</p>",
                                       MarkdownHtml(choice.feedback)),
                    "</div>\n");
  }
  return html;
}

std::string AnswerHtml(const Question& question, const Material& material) {
  std::string answer;
  if (question.kind == QuestionKind::kFillIn) {
    answer = HtmlPre("the answer", question.answer);
  }
  char letter = 'a';
  for (const Choice& choice : question.choices) {
    const std::string name(1, letter++);
    if (!choice.right) continue;
    absl::StrAppend(&answer, "<div>", name, ") ", ChoiceHtml(choice, material),
                    "</div>\n");
  }
  return HtmlFolded("Answer", answer + MarkdownHtml(question.explanation));
}

std::string QuestionHtml(const Question& question, int number,
                         const Material& material) {
  const bool is_lesson = material.kind == Material::Kind::kLesson;
  std::string html =
      absl::StrCat("<fieldset class=\"question\" id=\"question-", question.id,
                   "\" data-question=\"", question.id, "\" data-kind=\"",
                   QuestionKindName(question.kind), "\">\n<legend>Question ",
                   number, ", ", question.category, "</legend>\n",
                   LessonTextHtml(question.text, material));
  if (question.kind == QuestionKind::kFillIn) {
    absl::StrAppend(&html, "<label>What it prints <textarea name=\"",
                    question.id, "\" rows=\"4\"></textarea></label>\n");
  }
  absl::StrAppend(&html, ChoicesHtml(question, material, is_lesson));
  if (is_lesson) {
    absl::StrAppend(&html, HtmlFolded("Hint", MarkdownHtml(question.hint)),
                    AnswerHtml(question, material));
  }
  return html + "</fieldset>\n";
}

std::string QuestionsHtml(const Material& material) {
  if (material.questions.empty()) return "";
  std::string html = "<section aria-label=\"Questions\">\n<h2>Questions</h2>\n";
  int number = 0;
  for (const Question& question : material.questions) {
    html += QuestionHtml(question, ++number, material);
  }
  if (material.kind == Material::Kind::kQuiz) {
    absl::StrAppend(
        &html, "<h2>Hand in</h2>\n<p>Each answer is a line of a file; ",
        "<code>grader check ", material.id, " answers.yaml</code> grades it. ",
        "In a terminal <code>grader quiz ", material.id,
        "</code> asks the same, with a clock.</p>\n<label>answers.yaml "
        "<textarea id=\"answers\" rows=\"",
        material.questions.size() + 2, "\" readonly>answers:\n");
    for (const Question& question : material.questions) {
      absl::StrAppend(&html, "  ", question.id, ": \"\"\n");
    }
    html += "</textarea></label>\n";
  }
  return html + "</section>\n";
}

}  // namespace

std::string LessonTextHtml(const LessonText& text, const Material& material) {
  std::string html;
  for (const LessonBlock& block : text) html += BlockHtml(block, material);
  return html;
}

std::string ChoiceHtml(const Choice& choice, const Material& material) {
  std::string html = MarkdownHtml(ChoiceMarkdown(choice, material));
  if (absl::StartsWith(html, "<p>") &&
      html.find("<p>", 1) == std::string::npos) {
    html = absl::StrReplaceAll(html, {{"<p>", ""}, {"</p>", ""}});
  }
  return std::string(absl::StripAsciiWhitespace(html));
}

std::string LessonHtml(const Material& material, absl::string_view above) {
  const bool is_quiz = material.kind == Material::Kind::kQuiz;
  std::string body = absl::StrCat(above, "<main>\n");
  if (is_quiz) {
    absl::StrAppend(&body, "<h1>", Markup(material.title), "</h1>\n");
  }
  absl::StrAppend(&body, "<p class=\"faint\">", Markup(material.summary), " ",
                  Counted(material.minutes, "minute"), ".</p>\n",
                  LessonTextHtml(material.text, material),
                  QuestionsHtml(material), "</main>\n");
  return HtmlPage(material.title, body, kLessonScript, kLessonStyle);
}

}  // namespace grader
