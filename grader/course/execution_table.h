// The tables of a recorded run: what happens step by step, and what tasks and
// variables are at chosen moments. As cells, and as Markdown. Pure.
#ifndef GRADER_COURSE_EXECUTION_TABLE_H_
#define GRADER_COURSE_EXECUTION_TABLE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/course/program_run.h"
#include "grader/problem/material.h"

namespace grader {

struct TableCell {
  std::string text;
  bool code = false;       // a value of a variable
  bool time = false;       // a WaitedText
  absl::Duration at = {};  // of that
  std::size_t offset = 0;  // where it stands, if it was read
  std::size_t length = 0;
};

using TableRow = std::vector<TableCell>;
using Table = std::vector<TableRow>;  // first its head

// Step, Action, Time, a column for each task and each variable; a row for each
// step that the run came to.
Table ExecutionTable(const Execution& execution, const ProgramRun& run);

// A column for each moment that the author chose; a row for each variable and
// each task.
Table VariableTable(const Execution& execution, const ProgramRun& run);

// `table` in GitHub's Markdown.
std::string MarkdownTable(const Table& table);

// The cells of a table in Markdown, without the line below its head; of
// anything else whatever there is. Values of variables are still in backticks.
Table ReadMarkdownTable(absl::string_view text);

// What a cell is called in messages: `"Task 2" of step 4`.
std::string CellName(const Table& table, std::size_t row, std::size_t column);

}  // namespace grader

#endif  // GRADER_COURSE_EXECUTION_TABLE_H_
