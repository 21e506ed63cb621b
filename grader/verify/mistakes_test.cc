// Everyday mistakes, fixtures/mistakes/LANGUAGE/NAME.EXTENSION: the line that
// is wrong, if one is, ends in "HERE", and NAME.txt has the row of
// explanations.yaml that is to be told, and its words. UPDATE_BASELINES=1 in
// the environment writes the latter: read the difference before you commit it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/execute/side_by_side.h"
#include "grader/grade.h"
#include "grader/problem/explanation.h"
#include "grader/problem/load_problem.h"
#include "grader/problem/submission.h"
#include "grader/report/words.h"
#include "grader/testing/build_fixture.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

const fs::path kRepository = GRADER_SOURCE_DIR;
const fs::path kMistakes = kRepository / "fixtures" / "mistakes";

std::string ContentOf(const fs::path& path) {
  std::ostringstream content;
  content << std::ifstream(path, std::ios::binary).rdbuf();
  return content.str();
}

fs::path ExplanationOf(fs::path mistake) {
  return mistake.replace_extension(".txt");
}

std::vector<fs::path> MistakesIn(const std::string& language) {
  std::vector<fs::path> sources;
  for (const auto& file : fs::directory_iterator(kMistakes / language)) {
    if (file.path().extension() != ".txt") sources.push_back(file.path());
  }
  std::sort(sources.begin(), sources.end());
  return sources;
}

// The number of the line that ends in "HERE"; 0 if none does.
int LineMarked(const fs::path& mistake) {
  int number = 0;
  for (const absl::string_view line :
       absl::StrSplit(ContentOf(mistake), '\n')) {
    ++number;
    if (absl::EndsWith(line, " HERE")) return number;
  }
  return 0;
}

// The place that a learner reads first.
CodePlace FirstPlace(const Report& report) {
  const CaseReport one =
      report.cases.empty() ? CaseReport() : report.cases.front();
  if (one.verdict.place.line > 0) return one.verdict.place;
  if (one.explained && one.explained->place.line > 0) {
    return one.explained->place;
  }
  for (const Diagnostic& diagnostic : report.build.diagnostics) {
    if (diagnostic.severity == Severity::kNote) continue;
    return {diagnostic.file, diagnostic.line};
  }
  return {};
}

std::string Explanation(const Report& report) {
  const std::optional<Explained>& explained =
      report.cases.empty() ? report.explained : report.cases.front().explained;
  if (!explained) return "";
  return absl::StrCat(explained->name, "\n", InWords(*explained), "\n");
}

void ExpectToldRight(const fs::path& mistake, const Report& report) {
  SCOPED_TRACE(mistake.filename().string());
  EXPECT_NE(report.verdict.word, VerdictWord::kAccepted);
  EXPECT_NE(report.verdict.word, VerdictWord::kJudgeError)
      << report.verdict.message;
  const int line = LineMarked(mistake);
  const CodePlace place = FirstPlace(report);
  EXPECT_EQ(place.line, line);
  EXPECT_EQ(place.file, line > 0 ? mistake.filename().string() : "");
  const fs::path expected = ExplanationOf(mistake);
  const std::string said = Explanation(report);
  if (std::getenv("UPDATE_BASELINES") == nullptr) {
    EXPECT_EQ(said, ContentOf(expected));
  } else if (said.empty()) {
    fs::remove(expected);
  } else {
    std::ofstream(expected, std::ios::binary) << said;
  }
}

// Both languages have the same driver, which is built once.
fs::path CacheFolder() {
  static const TemporaryFolder folder;
  return folder.path() / "cache";
}

// Grades the mistakes, two at a time.
void ExpectAllToldRight(const std::string& language) {
  const Problem problem =
      *LoadProblem(kRepository / "problems" / "concurrent-requests");
  const std::vector<fs::path> mistakes = MistakesIn(language);
  ASSERT_GE(mistakes.size(), 50);
  std::vector<absl::StatusOr<Report>> reports(mistakes.size());
  Turns turns(mistakes.size());
  SideBySide(2, [&](std::size_t) {
    Grader grader(CacheFolder());
    GradeOptions options;
    options.clock = ClockKind::kVirtual;
    options.only_case = "ten requests";
    while (const auto i = turns.Next()) {
      const auto submission = LoadSubmission(problem, mistakes[*i], language);
      reports[*i] = submission.ok() ? Grade(problem, *submission, options,
                                            grader.workshop())
                                    : submission.status();
    }
  });
  for (std::size_t i = 0; i < mistakes.size(); ++i) {
    ASSERT_TRUE(reports[i].ok()) << mistakes[i] << reports[i].status();
    ExpectToldRight(mistakes[i], *reports[i]);
  }
}

TEST(MistakesTest, CppIsToldAtTheLearnersLineAndExplained) {
  ExpectAllToldRight("cpp");
}

TEST(MistakesTest, PythonIsToldAtTheLearnersLineAndExplained) {
  ExpectAllToldRight("python");
}

TEST(MistakesTest, EachExplanationHasAMistakeOfEachOfItsLanguages) {
  std::set<std::string> explained;
  for (const std::string language : {"cpp", "python"}) {
    for (const fs::path& mistake : MistakesIn(language)) {
      const std::vector<std::string> lines =
          absl::StrSplit(ContentOf(ExplanationOf(mistake)), '\n');
      explained.insert(absl::StrCat(language, " ", lines.front()));
    }
  }
  for (const grader::Explanation& row : BuiltInExplanations()) {
    EXPECT_THAT(row.languages, ::testing::Not(::testing::IsEmpty()));
    for (const std::string& language : row.languages) {
      EXPECT_THAT(explained,
                  ::testing::Contains(absl::StrCat(language, " ", row.name)));
    }
  }
}

}  // namespace
}  // namespace grader
