// The main program of a suite of GoogleTest's: runs one test, or all of them to
// list them, and reports what each came to.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "report.h"

namespace {

// Keeps what comes first of each test, and no more.
class Outcomes : public testing::EmptyTestEventListener {
 public:
  void OnTestStart(const testing::TestInfo& test) override {
    Json one = ResultOf("error", "the test did not come to its end");
    one["id"] = std::string(test.test_suite_name()) + "." + test.name();
    one["file"] = BaseName(test.file());
    one["begins"] = test.line();
    tests_.push_back(std::move(one));
    seen_ = false;
  }

  void OnTestPartResult(const testing::TestPartResult& part) override {
    if (seen_ || part.passed()) return;
    seen_ = true;
    Json& kept = tests_.empty() ? outside_ : tests_.back();
    const std::string_view message = part.message();
    const bool placed = part.file_name() != nullptr && part.line_number() > 0;
    kept.update(ResultOf(
        part.skipped() ? "skipped" : (placed ? "failed" : "error"), message,
        placed && (tests_.empty() || kept["file"] == BaseName(part.file_name()))
            ? part.line_number()
            : 0));
  }

  void OnTestEnd(const testing::TestInfo& test) override {
    if (!seen_ && test.result()->Passed()) {
      tests_.back().update(ResultOf("passed"));
    }
    seen_ = true;  // what comes between two tests is none of either's
  }

  void OnTestSuiteStart(const testing::TestSuite& /*suite*/) override {
    seen_ = false;
  }

  const Json& outside() const { return outside_; }
  std::vector<Json>& tests() { return tests_; }

 private:
  std::vector<Json> tests_;
  Json outside_;  // what was seen before any test, or null
  bool seen_ = false;
};

// Whatever the environment says, which a submission may have set.
void SetFlags(const std::string& filter) {
  for (const char* name :
       {"GTEST_TOTAL_SHARDS", "GTEST_SHARD_INDEX", "GTEST_SHARD_STATUS_FILE",
        "TEST_PREMATURE_EXIT_FILE", "TESTBRIDGE_TEST_RUNNER_FAIL_FAST"}) {
    unsetenv(name);
  }
  GTEST_FLAG_SET(filter, filter);
  GTEST_FLAG_SET(repeat, 1);
  GTEST_FLAG_SET(shuffle, false);
  GTEST_FLAG_SET(fail_fast, false);
  GTEST_FLAG_SET(list_tests, false);
  GTEST_FLAG_SET(also_run_disabled_tests, false);
  GTEST_FLAG_SET(break_on_failure, false);
  GTEST_FLAG_SET(throw_on_failure, false);
  GTEST_FLAG_SET(catch_exceptions, true);
  GTEST_FLAG_SET(output, "");
  GTEST_FLAG_SET(stream_result_to, "");
}

Json OneTest(const std::string& name, Outcomes& outcomes) {
  std::vector<Json>& tests = outcomes.tests();
  // What a fixture fails with has its tests skipped.
  if (!outcomes.outside().is_null()) return outcomes.outside();
  if (tests.size() == 1 && tests.front()["id"] == name) return tests.front();
  return ResultOf("error", "the suite has no test " + name);
}

}  // namespace

int main() {
  int count = 1;
  std::string program = "suite";
  char* words[] = {program.data(), nullptr};
  testing::InitGoogleTest(&count, words);
  const Json asked_test = AskedTest();
  SetFlags(asked_test.is_string() ? asked_test.get<std::string>() : "*");
  testing::TestEventListeners& listeners =
      testing::UnitTest::GetInstance()->listeners();
  delete listeners.Release(listeners.default_result_printer());
  auto* outcomes = new Outcomes;
  listeners.Append(outcomes);
  const int failed = RUN_ALL_TESTS();
  if (!asked_test.is_string()) Report(Listed(outcomes->tests()));
  Json one = OneTest(asked_test, *outcomes);
  if (failed != 0 && one["outcome"] == "passed") {
    one.update(outcomes->outside().is_null()
                   ? ResultOf("error", "something failed outside of the test")
                   : outcomes->outside());
  }
  Report(std::move(one));
}
