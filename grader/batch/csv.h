// Comma-separated values (RFC 4180): read from instructors, written for
// spreadsheets.
#ifndef GRADER_BATCH_CSV_H_
#define GRADER_BATCH_CSV_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/problem/author_errors.h"

namespace grader {

struct CsvField {
  std::string text;
  Place place;
};

// A column that somebody looks for.
struct CsvColumn {
  std::string name;  // what messages call it
  std::vector<std::string>
      aliases;  // in lower case; what else it may be called
  bool needed = false;
};

// Rows under a header.
struct CsvTable {
  // For each column that was asked for, where it is.
  std::vector<std::optional<std::size_t>> columns;
  std::vector<std::vector<CsvField>> rows;

  // The field of `row` in the column that was asked for as the `column`th;
  // without blanks around it, empty if there is none.
  CsvField Field(const std::vector<CsvField>& row, std::size_t column) const;
};

// The rows of errors.text(). Fields are separated by whichever of `,`, `;` and
// tab the first line has most of; quoted ones may hold those, quotes and line
// ends. A byte order mark and empty lines are skipped. Reports text that is not
// UTF-8, and quotes that do not end or that something follows.
std::vector<std::vector<CsvField>> ReadCsv(AuthorErrors& errors);

// As ReadCsv, with the first row as the header, in which `columns` are looked
// for without regard to capitals. Reports in addition: a needed column that is
// missing, one that is there twice or almost has a name of those, and rows with
// more or fewer fields than the header.
CsvTable ReadCsvTable(const std::vector<CsvColumn>& columns,
                      AuthorErrors& errors);

// A row with its line end. What a spreadsheet would take for a formula begins
// with a ' instead.
std::string CsvRow(const std::vector<std::string>& fields);

}  // namespace grader

#endif  // GRADER_BATCH_CSV_H_
