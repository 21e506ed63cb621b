// Comma-separated values (RFC 4180): read from instructors, written for
// spreadsheets.
#ifndef GRADER_BATCH_CSV_H_
#define GRADER_BATCH_CSV_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace grader {

// The rows of `text`. Quoted fields may hold commas, quotes and line ends; a
// byte order mark and empty lines are skipped.
std::vector<std::vector<std::string>> ParseCsv(absl::string_view text);

// A row with its line end. What a spreadsheet would take for a formula begins
// with a ' instead.
std::string CsvRow(const std::vector<std::string>& fields);

}  // namespace grader

#endif  // GRADER_BATCH_CSV_H_
