// Any bytes as a table that an instructor wrote; what is read is written and
// read again.
#include <string>
#include <vector>

#include "grader/batch/csv.h"
#include "grader/testing/fuzz/require.h"

namespace {

std::string WrittenAgain(const std::string& text) {
  grader::AuthorErrors errors("fuzz.csv", text);
  std::string written;
  for (const std::vector<grader::CsvField>& row : grader::ReadCsv(errors)) {
    std::vector<std::string> fields;
    for (const grader::CsvField& field : row) fields.push_back(field.text);
    written += grader::CsvRow(fields);
  }
  (void)errors.ToStatus();
  return written;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data,
                                      std::size_t size) {
  const std::string written =
      WrittenAgain(std::string(grader::Bytes(data, size)));
  // A formula has got a ' in front, which makes it none.
  grader::Require(WrittenAgain(written) == written,
                  "a table that is written again is the same");
  return 0;
}
