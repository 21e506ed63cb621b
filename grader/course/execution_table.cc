#include "grader/course/execution_table.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace grader {
namespace {

TableCell Plain(std::string text) {
  TableCell cell;
  cell.text = std::move(text);
  return cell;
}

TableCell ValueCell(const std::string& text) {
  TableCell cell = Plain(text);
  cell.code = text != kUnset;
  return cell;
}

TableCell Time(absl::Duration at) {
  TableCell cell = Plain(WaitedText(at));
  cell.time = true;
  cell.at = at;
  return cell;
}

std::string Heading(int moment, int steps) {
  if (moment == 0) return "Start";
  if (moment > steps) return "End";
  return absl::StrCat("After step ", moment);
}

// Where the columns of `row`, one line, begin and end.
TableRow ReadRow(absl::string_view line, std::size_t offset) {
  TableRow row;
  std::size_t at = 0;
  const auto end_of_cell = [&](std::size_t from) {
    for (std::size_t i = from; i < line.size(); ++i) {
      if (line[i] == '|' && (i == 0 || line[i - 1] != '\\')) return i;
    }
    return line.size();
  };
  if (!line.empty() && line[0] == '|') at = 1;
  while (at < line.size()) {
    const std::size_t end = end_of_cell(at);
    const absl::string_view text = line.substr(at, end - at);
    const absl::string_view shown = absl::StripAsciiWhitespace(text);
    TableCell cell = Plain(absl::StrReplaceAll(shown, {{"\\|", "|"}}));
    cell.offset = offset + (shown.empty() ? at : shown.data() - line.data());
    cell.length = std::max<std::size_t>(shown.size(), 1);
    row.push_back(std::move(cell));
    at = end + 1;
  }
  return row;
}

bool IsRule(absl::string_view line) {
  return line.find('-') != absl::string_view::npos &&
         line.find_first_not_of("|-: \t\r") == absl::string_view::npos;
}

}  // namespace

Table ExecutionTable(const Execution& execution, const ProgramRun& run) {
  Table table = {{Plain("Step"), Plain("Action"), Plain("Time")}};
  for (const auto& [name, function] : execution.tasks) {
    table[0].push_back(Plain(name));
  }
  for (const std::string& name : execution.variables) {
    table[0].push_back(Plain(name));
  }
  for (std::size_t i = 0; i < execution.steps.size(); ++i) {
    if (i + 1 >= run.moments.size()) break;
    const RunMoment& moment = run.moments[i + 1];
    TableRow row = {Plain(absl::StrCat(i + 1)), Plain(execution.steps[i].name),
                    Time(moment.at)};
    for (const std::string& state : moment.tasks) row.push_back(Plain(state));
    for (const std::string& value : moment.variables) {
      row.push_back(ValueCell(value));
    }
    table.push_back(std::move(row));
  }
  return table;
}

Table VariableTable(const Execution& execution, const ProgramRun& run) {
  const int steps = static_cast<int>(execution.steps.size());
  Table table = {{Plain("Variable")}};
  for (const std::string& name : execution.variables) {
    table.push_back({Plain(name)});
  }
  for (const auto& [name, function] : execution.tasks) {
    table.push_back({Plain(name)});
  }
  for (const int moment : execution.moments) {
    if (moment >= static_cast<int>(run.moments.size())) break;
    const RunMoment& seen = run.moments[moment];
    table[0].push_back(Plain(Heading(moment, steps)));
    std::size_t row = 1;
    for (const std::string& value : seen.variables) {
      table[row++].push_back(ValueCell(value));
    }
    for (const std::string& state : seen.tasks) {
      table[row++].push_back(Plain(state));
    }
  }
  return table;
}

std::string MarkdownTable(const Table& table) {
  std::string text;
  for (std::size_t i = 0; i < table.size(); ++i) {
    text += '|';
    for (const TableCell& cell : table[i]) {
      const std::string shown = absl::StrReplaceAll(cell.text, {{"|", "\\|"}});
      absl::StrAppend(&text, " ", cell.code ? "`" : "", shown,
                      cell.code ? "`" : "", " |");
    }
    text += '\n';
    if (i > 0) continue;
    text += '|';
    for (std::size_t j = 0; j < table[i].size(); ++j) text += "---|";
    text += '\n';
  }
  return text;
}

Table ReadMarkdownTable(absl::string_view text) {
  Table table;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const absl::string_view line = text.substr(at, end - at);
    const absl::string_view shown = absl::StripAsciiWhitespace(line);
    if (!shown.empty() && !IsRule(shown)) {
      table.push_back(ReadRow(shown, shown.data() - text.data()));
    }
    at = end + 1;
  }
  return table;
}

std::string CellName(const Table& table, std::size_t row, std::size_t column) {
  const std::string head = column < table[0].size()
                               ? table[0][column].text
                               : absl::StrCat("column ", column + 1);
  if (row == 0) return absl::StrCat("the heading \"", head, "\"");
  if (table[0][0].text == "Step") {
    return absl::StrCat("\"", head, "\" of step ", table[row][0].text);
  }
  return absl::StrCat("\"", table[row][0].text, "\", ", head);
}

}  // namespace grader
