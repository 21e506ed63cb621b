#include "grader/execute/build_messages.h"

#include <gtest/gtest.h>

namespace grader {
namespace {

Diagnostic At(int line, Severity severity, const std::string& message) {
  Diagnostic one;
  one.file = "Main.java";
  one.line = line;
  one.severity = severity;
  one.message = message;
  return one;
}

TEST(ErrorsInWordsTest, LeavesOutWarnings) {
  std::vector<Diagnostic> all = {At(3, Severity::kError, "cannot find symbol"),
                                 At(9, Severity::kNote, "declared here"),
                                 At(1, Severity::kWarning, "found raw type"),
                                 At(2, Severity::kNote, "of the warning")};
  all[0].column = 7;
  all[0].excerpt = {"  x = 1;", "  ^"};
  EXPECT_EQ(ErrorsInWords(all, "Main.java:1: warning: found raw type\n"),
            "Main.java:3:7: error: cannot find symbol\n"
            "  x = 1;\n"
            "  ^\n"
            "Main.java:9: note: declared here\n");
}

TEST(ErrorsInWordsTest, SaysHowManyMoreThereAre) {
  const std::vector<Diagnostic> all(8, At(3, Severity::kError, "no"));
  const std::string words = ErrorsInWords(all, "");
  EXPECT_EQ(words.substr(words.size() - 37),
            "Main.java:3: error: no\n"
            "3 more errors\n")
      << words;
}

TEST(ErrorsInWordsTest, OfNoPlaceIsTheMessageAlone) {
  Diagnostic one;
  one.message = "undefined reference to `main'";
  EXPECT_EQ(ErrorsInWords({one}, "ld: undefined"),
            "error: undefined reference to `main'\n");
}

TEST(ErrorsInWordsTest, IsTheLogWhereNothingWasUnderstood) {
  EXPECT_EQ(ErrorsInWords({}, "segmentation fault\n"), "segmentation fault\n");
  EXPECT_EQ(ErrorsInWords({At(1, Severity::kWarning, "w")}, "ld failed\n"),
            "ld failed\n");
}

}  // namespace
}  // namespace grader
