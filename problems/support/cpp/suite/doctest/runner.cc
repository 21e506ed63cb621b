// The main program of a suite of doctest's: runs one test, or all of them to
// list them, and reports what each came to.
#define DOCTEST_CONFIG_IMPLEMENT
// A crash is the program's, and told by its signal.
#define DOCTEST_CONFIG_NO_POSIX_SIGNALS
#include <doctest/doctest.h>

#include <cctype>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "report.h"

namespace {

std::vector<Json> tests;
std::vector<std::string> subcases;  // which the test is in
bool seen = false;

constexpr char kInside[] = " › ";

// The name, behind that of its TEST_SUITE if it is in one.
std::string IdOf(const doctest::TestCaseData& test) {
  const std::string suite =
      test.m_test_suite == nullptr ? "" : test.m_test_suite;
  return (suite.empty() ? suite : suite + kInside) + test.m_name;
}

// Of a suite "Task 3: …" or "task_3", or of a name with [task_3]: which task of
// an exercise a test belongs to.
int TaskOf(const std::string& id) {
  for (const std::string_view begin : {"task ", "task_", "[task_"}) {
    const std::size_t at = begin.front() == '[' ? id.find(begin) : 0;
    if (at == id.npos || id.size() - at < begin.size()) continue;
    bool same = true;
    for (std::size_t i = 0; i < begin.size(); ++i) {
      same &= std::tolower(static_cast<unsigned char>(id[at + i])) == begin[i];
    }
    if (same) return std::atoi(id.c_str() + at + begin.size());
  }
  return 0;
}

// What INFO and CAPTURE have noted, and in which part of the test.
std::string Around() {
  std::ostringstream text;
  const int count = doctest::IReporter::get_num_active_contexts();
  const auto* contexts = doctest::IReporter::get_active_contexts();
  for (int i = 0; i < count; ++i) {
    text << "\n";
    contexts[i]->stringify(&text);
  }
  for (std::size_t i = 0; i < subcases.size(); ++i) {
    text << (i == 0 ? "\nin " : kInside) << subcases[i];
  }
  return text.str();
}

std::string InWords(const doctest::AssertData& data) {
  namespace is = doctest::assertType;
  std::string text =
      std::string(doctest::assertString(data.m_at)) + "( " + data.m_expr;
  if ((data.m_at & is::is_throws_as) != 0) {
    text += std::string(", ") + data.m_exception_type;
  }
  if ((data.m_at & is::is_throws_with) != 0) {
    text += std::string(", \"") + data.m_exception_string.c_str() + "\"";
  }
  text += " )";
  if (data.m_threw) {
    text += std::string("\nthrew ") + data.m_exception.c_str();
  } else if ((data.m_at & is::is_normal) != 0) {
    text += std::string("\nwith expansion:\n  ") + data.m_decomp.c_str();
  } else {
    text += "\nthrew nothing";
  }
  return text + Around();
}

// Keeps what comes first of each test, and prints nothing.
class Outcomes : public doctest::IReporter {
 public:
  explicit Outcomes(const doctest::ContextOptions& /*options*/) {}

  void report_query(const doctest::QueryData& /*query*/) override {}
  void test_run_start() override {}
  void test_run_end(const doctest::TestRunStats& /*stats*/) override {}
  void test_case_skipped(const doctest::TestCaseData& /*test*/) override {}

  void test_case_start(const doctest::TestCaseData& test) override {
    Json one = ResultOf("error", "the test did not come to its end");
    one["id"] = IdOf(test);
    one["file"] = BaseName(test.m_file.c_str());
    one["begins"] = test.m_line;
    one["task"] = TaskOf(one["id"]);
    tests.push_back(std::move(one));
    subcases.clear();
    seen = false;
  }

  void test_case_reenter(const doctest::TestCaseData& /*test*/) override {
    subcases.clear();
  }

  void test_case_end(const doctest::CurrentTestCaseStats& stats) override {
    if (tests.empty()) return;
    if (stats.testCaseSuccess) {
      tests.back().update(ResultOf("passed"));
    } else if (!seen) {
      const bool late =
          (stats.failure_flags & doctest::TestCaseFailureReason::Timeout) != 0;
      tests.back().update(
          ResultOf("failed", late ? "it took longer than it may"
                                  : "it was expected to fail, and did not"));
    }
    seen = true;  // what comes between two tests is none of either's
  }

  void test_case_exception(const doctest::TestCaseException& thrown) override {
    // Told once more when it has left the test, with what it says of itself.
    constexpr std::string_view kLater = "exception thrown in subcase - ";
    const std::string_view text = thrown.error_string.c_str();
    if (text.substr(0, kLater.size()) == kLater) {
      thrown_in_ = Around();
      return;
    }
    std::string around = thrown_in_;
    for (int i = 0; i < get_num_stringified_contexts(); ++i) {
      around += std::string("\n") + get_stringified_contexts()[i].c_str();
    }
    thrown_in_.clear();
    Keep(ResultOf("error", std::string(text) + around));
  }

  void subcase_start(const doctest::SubcaseSignature& subcase) override {
    subcases.emplace_back(subcase.m_name.c_str());
  }

  void subcase_end() override {
    if (!subcases.empty()) subcases.pop_back();
  }

  void log_assert(const doctest::AssertData& data) override {
    namespace is = doctest::assertType;
    if (!data.m_failed || (data.m_at & is::is_warn) != 0) return;
    const bool ended = data.m_threw && (data.m_at & is::is_normal) != 0;
    Keep(ResultOf(ended ? "error" : "failed", InWords(data),
                  LineOf(data.m_file, data.m_line)));
  }

  void log_message(const doctest::MessageData& data) override {
    if ((data.m_severity & doctest::assertType::is_warn) != 0) return;
    Keep(ResultOf("failed", data.m_string.c_str() + Around(),
                  LineOf(data.m_file, data.m_line)));
  }

 private:
  static int LineOf(const char* file, int line) {
    return !tests.empty() && tests.back()["file"] == BaseName(file) ? line : 0;
  }

  static void Keep(const Json& result) {
    if (seen || tests.empty()) return;
    seen = true;
    tests.back().update(result);
  }

  std::string thrown_in_;  // where what was thrown came from
};

REGISTER_REPORTER("grader", 0, Outcomes);

// Leaves the tests called `id` alone, however they are spelt: to a filter some
// signs stand for others.
void KeepOnly(const std::string& id) {
  std::set<doctest::detail::TestCase>& all =
      doctest::detail::getRegisteredTests();
  for (auto one = all.begin(); one != all.end();) {
    one = IdOf(*one) == id ? std::next(one) : all.erase(one);
  }
}

// Which of two of one name is meant, nobody could say: a submission could have
// made the other.
void RefuseTwins() {
  std::set<std::string> once;
  std::set<std::string> twice;
  for (const Json& test : tests) {
    if (!once.insert(test["id"]).second) twice.insert(test["id"]);
  }
  for (Json& test : tests) {
    const std::string id = test["id"];
    if (twice.count(id) == 0) continue;
    test.update(ResultOf("error", "more than one test is called " + id));
  }
}

}  // namespace

int main() {
  doctest::Context context;
  const Json asked_test = AskedTest();
  context.addFilter("reporters", "grader");
  if (asked_test.is_string()) KeepOnly(asked_test);
  const int failed = context.run();
  RefuseTwins();
  if (!asked_test.is_string()) Report(Listed(tests));
  Json one = tests.empty()
                 ? ResultOf("error", "the suite has no test " +
                                         asked_test.get<std::string>())
                 : tests.front();
  if (failed != 0 && one["outcome"] == "passed") {
    one.update(ResultOf("error", "something failed outside of the test"));
  }
  Report(std::move(one));
}
