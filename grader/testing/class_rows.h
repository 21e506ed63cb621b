// A class as fixtures/class/make_class.py writes it, and the rows of its
// gradebook, for tests.
#ifndef GRADER_TESTING_CLASS_ROWS_H_
#define GRADER_TESTING_CLASS_ROWS_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/batch/csv.h"
#include "grader/problem/files.h"
#include "grader/testing/shell.h"

namespace grader {

// Writes the class into the new `folder`, a folder for each layout in it.
inline void MakeClass(const std::filesystem::path& folder,
                      const std::string& options) {
  const Finished script = Shell(absl::StrCat("python3 '" GRADER_SOURCE_DIR
                                             "/fixtures/class/make_class.py' ",
                                             options, " ", folder.string()));
  ASSERT_EQ(script.status, 0) << script.out;
}

struct ClassRow {
  std::string name;
  std::string points;
  std::string reason;
};

// The rows of a CSV file in which names and points stand under these words.
inline std::vector<ClassRow> ReadClassRows(const std::filesystem::path& file,
                                           const std::string& name,
                                           const std::string& points) {
  AuthorErrors errors(file.string(), ReadFile(file).value_or(""));
  const CsvTable table = ReadCsvTable(
      {{name, {}, true}, {points, {}, true}, {"reason", {}, true}}, errors);
  EXPECT_TRUE(errors.empty()) << errors.ToStatus();
  std::vector<ClassRow> rows;
  for (const auto& row : table.rows) {
    rows.push_back({table.Field(row, 0).text, table.Field(row, 1).text,
                    table.Field(row, 2).text});
  }
  return rows;
}

// What the rows of the class in `layout` have to be.
inline std::vector<ClassRow> ExpectedRows(const std::filesystem::path& layout) {
  return ReadClassRows(layout / "expected.csv", "name", "points");
}

// Holds the gradebook in `output` against them.
inline void ExpectClassRows(const std::filesystem::path& layout,
                            const std::filesystem::path& output) {
  const std::vector<ClassRow> expected = ExpectedRows(layout);
  const std::vector<ClassRow> graded =
      ReadClassRows(output / "gradebook.csv", "learner", "score");
  ASSERT_EQ(graded.size(), expected.size());
  for (std::size_t i = 0; i < graded.size(); ++i) {
    EXPECT_EQ(graded[i].name, expected[i].name);
    EXPECT_EQ(graded[i].points, expected[i].points)
        << graded[i].name << ": " << graded[i].reason;
    EXPECT_THAT(graded[i].reason, testing::HasSubstr(expected[i].reason))
        << graded[i].name;
  }
}

}  // namespace grader

#endif  // GRADER_TESTING_CLASS_ROWS_H_
