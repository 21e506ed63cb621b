// The main program of a suite of Catch2's, version 2: runs one test, or all of
// them to list them, and reports what each came to.
#define CATCH_CONFIG_RUNNER
// A crash is the program's, and told by its signal.
#define CATCH_CONFIG_NO_POSIX_SIGNALS
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "report.h"

namespace {

std::vector<Json> tests;
bool seen = false;

// Of tags as [task_3]: which task of an exercise a test belongs to.
int TaskOf(const Catch::TestCaseInfo& test) {
  constexpr std::string_view kPrefix = "task_";
  for (const std::string& tag : test.tags) {
    if (tag.compare(0, kPrefix.size(), kPrefix) == 0) {
      return std::atoi(tag.c_str() + kPrefix.size());
    }
  }
  return 0;
}

std::string InWords(const Catch::AssertionStats& stats) {
  const Catch::AssertionResult& result = stats.assertionResult;
  // What is thrown between two assertions has none.
  const bool has_expression =
      result.hasExpression() && result.getExpression().front() != '{';
  std::string text =
      has_expression ? result.getExpressionInMacro() : std::string();
  if (has_expression && result.hasExpandedExpression()) {
    text += "\nwith expansion:\n  " + result.getExpandedExpression();
  }
  if (result.hasMessage()) {
    if (!text.empty()) text += "\n";
    text += static_cast<std::string>(result.getMessage());
  }
  for (const Catch::MessageInfo& info : stats.infoMessages) {
    if (info.type == Catch::ResultWas::Info) text += "\n" + info.message;
  }
  return text;
}

// Keeps what comes first of each test, and prints nothing.
class Outcomes : public Catch::StreamingReporterBase<Outcomes> {
 public:
  using StreamingReporterBase::StreamingReporterBase;

  static std::string getDescription() { return "for the suite's driver"; }

  void testCaseStarting(const Catch::TestCaseInfo& test) override {
    Json one = ResultOf("error", "the test did not come to its end");
    one["id"] = test.name;
    one["file"] = BaseName(test.lineInfo.file);
    one["begins"] = test.lineInfo.line;
    one["task"] = TaskOf(test);
    tests.push_back(std::move(one));
    seen = false;
  }

  void assertionStarting(const Catch::AssertionInfo& /*info*/) override {}

  bool assertionEnded(const Catch::AssertionStats& stats) override {
    const Catch::AssertionResult& result = stats.assertionResult;
    if (seen || result.isOk() || tests.empty()) return true;
    seen = true;
    const Catch::SourceLineInfo& place = result.getSourceInfo();
    Json& kept = tests.back();
    const bool thrown =
        result.getResultType() == Catch::ResultWas::ThrewException;
    kept.update(ResultOf(thrown ? "error" : "failed", InWords(stats),
                         kept["file"] == BaseName(place.file)
                             ? static_cast<int>(place.line)
                             : 0));
    return true;
  }

  void testCaseEnded(const Catch::TestCaseStats& stats) override {
    if (tests.empty() || (seen && !stats.testInfo.okToFail())) return;
    if (stats.totals.testCases.failed == 0) {
      tests.back().update(ResultOf("passed"));
    } else if (!seen) {
      tests.back().update(
          ResultOf("failed", "it was expected to fail, and did not"));
    }
  }
};

CATCH_REGISTER_REPORTER("grader", Outcomes)

// A pattern for tests that only `name` matches.
std::string PatternFor(const std::string& name) {
  std::string pattern;
  for (const char c : name) {
    if (std::string_view("\\,[*\"").find(c) != std::string_view::npos) {
      pattern += '\\';
    }
    pattern += c;
  }
  return pattern;
}

}  // namespace

int main() {
  Catch::Session session;
  const Json asked_test = AskedTest();
  session.configData().reporterName = "grader";
  if (asked_test.is_string()) {
    session.configData().testsOrTags = {PatternFor(asked_test)};
  }
  const int failed = session.run();
  const std::size_t ran = tests.size();
  if (!asked_test.is_string()) Report(Listed(tests));
  // To a pattern capitals are nothing, to a name they are.
  tests.erase(std::remove_if(
                  tests.begin(), tests.end(),
                  [&](const Json& test) { return test["id"] != asked_test; }),
              tests.end());
  Json one = tests.size() == 1
                 ? tests.front()
                 : ResultOf("error", "the suite has no test " +
                                         asked_test.get<std::string>());
  if (failed != 0 && ran == 1 && one["outcome"] == "passed") {
    one.update(ResultOf("error", "something failed outside of the test"));
  }
  Report(std::move(one));
}
