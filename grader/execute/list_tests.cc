#include "grader/execute/list_tests.h"

#include <iterator>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/execute/build.h"
#include "grader/execute/case_command.h"
#include "grader/execute/content_hash.h"
#include "grader/execute/mutant_cases.h"
#include "grader/execute/source_words.h"
#include "grader/execute/wire.h"
#include "grader/execute/with_reference.h"
#include "grader/problem/files.h"
#include "grader/problem/max_points.h"
#include "grader/problem/submission.h"
#include "grader/problem/suite.h"
#include "grader/problem/suite_reader.h"

namespace grader {
namespace {

using nlohmann::json;

constexpr char kApart[] = "apart";
constexpr char kShared[] = "shared";

// All tests one after the other; those that wait do so in real time.
Limits ListingLimits(const Limits& one_test) {
  Limits limits = one_test;
  limits.elapsed = limits.cpu = limits.wall = absl::Minutes(5);
  limits.output_bytes = 16 * kMiB;
  limits.memory_bytes = std::max(limits.memory_bytes, 1024 * kMiB);
  return limits;
}

absl::Status CannotList(const Suite& suite, absl::string_view why) {
  return absl::InvalidArgumentError(
      absl::StrCat(suite.file.string(), ": error: ", why));
}

// What stands in the suite's file of that name.
std::string TextOf(const Suite& suite, const std::string& name) {
  for (const std::filesystem::path& file : suite.files) {
    if (file.filename() == name) return ReadFile(file).value_or("");
  }
  return suite.file.filename() == name ? ReadFile(suite.file).value_or("")
                                       : std::string();
}

// What the driver's list says of one test; throws what nlohmann's JSON does.
SuiteTest ReadTest(const json& listed, const Suite& suite,
                   SuiteTest::Kind kind) {
  SuiteTest test;
  test.id = listed.at("id").get<std::string>();
  test.kind = kind;
  test.file = listed.value("file", suite.file.filename().string());
  test.line = listed.value("line", 0);
  test.code = listed.contains("code")
                  ? listed.at("code").get<std::string>()
                  : BlockAt(TextOf(suite, test.file), test.line);
  test.task = listed.value("task", 0);
  test.args = {kind == SuiteTest::Kind::kApart ? kApart : kShared,
               suite.framework, suite.file.filename().string(), test.id};
  if (kind == SuiteTest::Kind::kApart) {
    test.args.push_back(absl::StrJoin(
        listed.value("operators", std::vector<std::string>()), ","));
  }
  return test;
}

// Runs all tests with the reference, `mode` being where.
absl::StatusOr<json> RunAll(const Build& build, const Problem& problem,
                            const char* mode, const Workshop& workshop) {
  const Suite& suite = *problem.suite;
  TestCase all;
  all.args = {mode, suite.framework, suite.file.filename().string()};
  all.limits = ListingLimits(problem.limits);
  const auto seen = workshop.runner.Run(
      CommandFor(build, all, ClockKind::kReal), LimitsFor(build, all));
  if (!seen.ok()) return seen.status();
  json list = json::parse(seen->out.Joined(), nullptr, false);
  if (!seen->trace.done || !list.is_object() || !list["tests"].is_array()) {
    return CannotList(
        suite,
        absl::StrCat("the tests cannot be listed: running them with the "
                     "reference did not come to its end",
                     seen->err.head.empty() ? "" : ":\n", seen->err.Joined()));
  }
  return list;
}

// Both lists as one: where a test runs apart if that does, else shared.
absl::StatusOr<std::vector<SuiteTest>> Joined(const json& apart,
                                              const json& shared,
                                              const Suite& suite) {
  std::vector<SuiteTest> tests;
  try {
    std::map<std::string, const json*> runs_apart;
    for (const json& one : apart.at("tests")) {
      if (one.at("outcome") == "passed") runs_apart[one.at("id")] = &one;
    }
    for (const json& one : shared.at("tests")) {
      // What the suite itself skips is no case.
      if (one.at("outcome") == "skipped") continue;
      const auto found = runs_apart.find(one.at("id").get<std::string>());
      tests.push_back(
          found != runs_apart.end()
              ? ReadTest(*found->second, suite, SuiteTest::Kind::kApart)
              : ReadTest(one, suite, SuiteTest::Kind::kShared));
    }
    if (tests.empty() && shared.contains("outcome")) {
      const json& outcome = shared.at("outcome");
      if (outcome.at("outcome") == "missing") {
        return absl::UnavailableError(outcome.value("message", ""));
      }
      const int line = outcome.value("line", 0);
      return absl::InvalidArgumentError(absl::StrCat(
          suite.file.string(), line > 0 ? absl::StrCat(":", line) : "",
          ": error: the suite cannot be loaded with the reference: ",
          outcome.value("message", "")));
    }
  } catch (const json::exception& bad) {
    return CannotList(suite, absl::StrCat("a list that is none: ", bad.what()));
  }
  if (tests.empty()) return CannotList(suite, "the suite has no tests");
  return tests;
}

json ToJson(const std::vector<SuiteTest>& tests) {
  json list = json::array();
  for (const SuiteTest& test : tests) {
    list.push_back({{"id", test.id},
                    {"apart", test.kind == SuiteTest::Kind::kApart},
                    {"file", test.file},
                    {"line", test.line},
                    {"code", test.code},
                    {"task", test.task},
                    {"args", test.args}});
  }
  return list;
}

std::vector<SuiteTest> FromJson(const json& list) {
  std::vector<SuiteTest> tests;
  for (const json& one : list) {
    SuiteTest test;
    test.id = one.at("id");
    test.kind = one.at("apart").get<bool>() ? SuiteTest::Kind::kApart
                                            : SuiteTest::Kind::kShared;
    test.file = one.at("file");
    test.line = one.at("line");
    test.code = one.at("code");
    test.task = one.at("task");
    test.args = one.at("args").get<std::vector<std::string>>();
    tests.push_back(std::move(test));
  }
  return tests;
}

absl::StatusOr<json> Run(const Build& build, const Problem& problem,
                         const Workshop& workshop) {
  workshop.Tell("listing the tests");
  json apart = {{"tests", json::array()}};
  if (!problem.suite->shared) {
    auto list = RunAll(build, problem, kApart, workshop);
    // A suite that cannot do without the submission in its process.
    if (list.ok()) apart = *std::move(list);
  }
  const auto shared = RunAll(build, problem, kShared, workshop);
  if (!shared.ok()) return shared.status();
  const auto tests = Joined(apart, *shared, *problem.suite);
  if (!tests.ok()) return tests.status();
  return ToJson(*tests);
}

absl::StatusOr<std::vector<SuiteTest>> FindTests(const Problem& problem,
                                                 const Workshop& workshop) {
  const ReferenceQuestion question = {
      [&](const Build& build) {
        return ContentHash("tests 2")
            .Add(std::int64_t{problem.suite->shared})
            .Add(EncodeRequest({Command(), problem.limits}))
            .Add(build.hash)
            .Digest();
      },
      [](const json& kept) { return !FromJson(kept).empty(); },
      [&](const Submission&, const Build& build, const Workshop& with) {
        return Run(build, problem, with);
      }};
  const auto list = WithReference(problem, question, workshop);
  if (!list.ok()) return list.status();
  return FromJson(*list);
}

// The implementations of a suite that is handed in are cases already, but for
// those that the grader makes.
absl::Status AddMutants(Problem& problem, const Workshop& workshop) {
  if (problem.cases.back().test->with.mutant) return absl::OkStatus();
  auto mutants = MakeMutantCases(problem, workshop);
  if (!mutants.ok()) return mutants.status();
  std::move(mutants->cases.begin(), mutants->cases.end(),
            std::back_inserter(problem.cases));
  return absl::OkStatus();
}

}  // namespace

absl::Status ListTests(Problem& problem, const Workshop& workshop) {
  if (problem.suite != nullptr && problem.suite->with) {
    return AddMutants(problem, workshop);
  }
  if (problem.suite == nullptr || !problem.cases.empty()) {
    return absl::OkStatus();
  }
  auto tests = FindTests(problem, workshop);
  if (!tests.ok()) return tests.status();
  std::vector<TestCase> cases;
  std::map<std::string, int> seen;
  for (SuiteTest& test : *tests) {
    if (seen[test.id]++ > 0) {
      return CannotList(*problem.suite,
                        absl::StrCat("two tests are called ", test.id));
    }
    TestCase one;
    one.name = test.id;
    one.limits = problem.limits;
    one.points = PointsOfTest(*problem.suite, test.id);
    if (IsHiddenTest(*problem.suite, test.id)) {
      one.visibility = Visibility::kHidden;
    }
    one.test = std::make_shared<const SuiteTest>(std::move(test));
    cases.push_back(std::move(one));
  }
  problem.cases = std::move(cases);
  if (MaxPoints(problem) == 0) {
    problem.cases.clear();
    return CannotList(*problem.suite, "no test gives any points");
  }
  return absl::OkStatus();
}

}  // namespace grader
