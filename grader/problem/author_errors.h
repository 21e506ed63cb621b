// Everything that is wrong with one file an author wrote, each error with its
// line, its column and the line itself; filled while problem.yaml is read.
#ifndef GRADER_PROBLEM_AUTHOR_ERRORS_H_
#define GRADER_PROBLEM_AUTHOR_ERRORS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace grader {

// Some bytes of the file.
struct Place {
  std::size_t offset = 0;
  std::size_t length = 1;
};

class AuthorErrors {
 public:
  // `file` is the path as messages show it, `text` what the file holds.
  AuthorErrors(std::string file, std::string text);

  // Says `message` about the text at `place`; one that lies beyond the end
  // counts as the end. Said twice it is told once; behind the first 200 others
  // are only counted.
  void Add(Place place, absl::string_view message);

  bool empty() const { return errors_.empty(); }
  const std::string& file() const { return file_; }
  const std::string& text() const { return text_; }

  // The number of the line (from 1) that holds `place`.
  int Line(Place place) const;

  // Ok, or kInvalidArgument with the errors in the order of the file, one below
  // the other, and how many more there were:
  //   FILE:LINE:COLUMN: error: MESSAGE
  //      14 | the line, shortened if it is long
  //         | ^~~~
  // Columns count characters from 1, as editors do.
  absl::Status ToStatus() const;

 private:
  struct Error {
    Place place;
    std::string message;
  };

  std::string Render(const Error& error) const;

  std::string file_;
  std::string text_;
  std::vector<std::size_t> line_starts_;
  std::vector<Error> errors_;
  std::size_t more_ = 0;
};

}  // namespace grader

#endif  // GRADER_PROBLEM_AUTHOR_ERRORS_H_
