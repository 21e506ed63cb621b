// Any bytes as a table that an instructor wrote; what is read is written and
// read again.
#include <string>
#include <vector>

#include "grader/batch/csv.h"
#include "grader/testing/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data,
                                      std::size_t size) {
  const auto rows = grader::ParseCsv(grader::Bytes(data, size));
  std::string written;
  for (const std::vector<std::string>& row : rows) {
    written += grader::CsvRow(row);
  }
  // A formula has got a ' in front, which makes it none.
  std::string again;
  for (const std::vector<std::string>& row : grader::ParseCsv(written)) {
    again += grader::CsvRow(row);
  }
  grader::Require(again == written,
                  "a table that is written again is the same");
  return 0;
}
