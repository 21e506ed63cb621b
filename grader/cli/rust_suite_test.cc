// Suites of Rust's own tests, from the command line: a track, and a problem.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/problem/files.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const fs::path kRustExercise =
    GRADER_SOURCE_DIR "/fixtures/tracks/rust/exercises/practice/half-price";
const fs::path kWallet =
    GRADER_SOURCE_DIR "/fixtures/examples/problems/suite-libtest";

class RustSuiteTest : public ::testing::Test {
 protected:
  json CheckAt(const fs::path& problem, const fs::path& path) {
    const Finished report = Grader(absl::StrCat(
        "check ", problem.string(), " ", path.string(), " --format json"));
    json read = json::parse(report.out, nullptr, false);
    EXPECT_TRUE(read.is_object()) << report.out;
    return read;
  }

  // The example, with some of its text replaced.
  json CheckChanged(
      const std::vector<std::pair<std::string, std::string>>& changes) {
    std::string text =
        ReadFile(kRustExercise / ".meta/example.rs").value_or("");
    for (const auto& [was, becomes] : changes) {
      EXPECT_THAT(text, HasSubstr(was));
      text = absl::StrReplaceAll(text, {{was, becomes}});
    }
    folder_.Write("lib.rs", text);
    return CheckAt(kRustExercise, folder_.path() / "lib.rs");
  }

  const TemporaryFolder folder_;
};

json RustTestCalled(const json& report, const std::string& name) {
  for (const json& one : report["cases"]) {
    if (one["name"] == name) return one;
  }
  ADD_FAILURE() << "no test " << name << " in " << report;
  return {};
}

// All that is said, as FILE:LINE: MESSAGE.
std::vector<std::string> SaidByRust(const json& report) {
  std::vector<std::string> said;
  for (const json& one : report["build"]["diagnostics"]) {
    said.push_back(absl::StrCat(one["file"].get<std::string>(), ":",
                                one["line"].get<int>(), ": ",
                                one["message"].get<std::string>()));
  }
  return said;
}

TEST_F(RustSuiteTest, EachTestIsACase) {
  const json report = CheckChanged({});
  EXPECT_EQ(report["verdict"], "accepted") << report;
  std::vector<std::string> names;
  for (const json& one : report["cases"]) names.push_back(one["name"]);
  EXPECT_THAT(
      names,
      ElementsAre("half-price::even", "half-price::odd_is_rounded_down",
                  "half-price::receipts::has_a_line",
                  "half-price::receipts::of_less_than_nothing",
                  "half-price::gives_an_error_back", "half-price::is_quick",
                  "half-price::sees_a_panic", "allocation::takes_no_memory",
                  "allocation::lies_beside_its_manifest", "half-price::nothing",
                  "half-price::much"));
  const json line =
      RustTestCalled(report, "half-price::receipts::has_a_line")["test"];
  EXPECT_EQ(line["process"], "shared");
  EXPECT_EQ(line["task"], 2);
  EXPECT_EQ(line["file"], "half-price.rs");
  EXPECT_EQ(line["line"], 45);
  EXPECT_THAT(line["code"].get<std::string>(),
              AllOf(::testing::StartsWith("fn has_a_line() {\n"),
                    HasSubstr("0.05"), Not(HasSubstr("ignore"))));
  const json made = RustTestCalled(report, "half-price::much")["test"];
  EXPECT_EQ(made["line"], 27);
  EXPECT_EQ(made["code"], "much: 2000 => 1000,\n");
}

TEST_F(RustSuiteTest, FailedTestIsToldAtItsLine) {
  const json report = CheckChanged({{"Ok(cents / 2)", "Ok(cents - 5)"}});
  EXPECT_EQ(report["verdict"], "wrong_answer") << report;
  EXPECT_EQ(RustTestCalled(report, "half-price::even")["verdict"], "accepted");
  const json odd = RustTestCalled(report, "half-price::odd_is_rounded_down");
  EXPECT_EQ(odd["reason"], "test");
  EXPECT_THAT(odd["message"].get<std::string>(),
              AllOf(HasSubstr("half-price.rs:13: "), HasSubstr("of 11 \" fn {"),
                    HasSubstr("Ok(6)")));
  EXPECT_THAT(odd["checks"].dump(), HasSubstr("assert_eq!(half, Ok(5)"));
}

TEST_F(RustSuiteTest, PanicOfTheProgramIsNoAnswer) {
  const json report =
      CheckChanged({{"Ok(cents / 2)", "Ok([5][cents as usize - 10])"}});
  const json odd = RustTestCalled(report, "half-price::odd_is_rounded_down");
  EXPECT_EQ(odd["verdict"], "run_time_error") << odd;
  EXPECT_THAT(odd["message"].get<std::string>(),
              HasSubstr("panicked at lib.rs:13: index out of bounds: the len "
                        "is 1 but the index is 1"));
  const json deep =
      CheckChanged({{"Ok(cents / 2)", "reduced(cents).map(|half| half + 1)"}});
  EXPECT_THAT(RustTestCalled(deep, "half-price::even")["message"].dump(),
              HasSubstr("has overflowed its stack"));
}

// By what Rust's own harness goes.
TEST_F(RustSuiteTest, PanicThatIsExpectedMustComeAndSaySo) {
  const std::string name = "half-price::receipts::of_less_than_nothing";
  EXPECT_EQ(
      RustTestCalled(
          CheckChanged({{".expect(\"less than nothing\")", ".unwrap_or(5)"}}),
          name)["message"],
      "half-price.rs: the test did not panic, as it should");
  const json other =
      RustTestCalled(CheckChanged({{"expect(\"less", "expect(\"more"}}), name);
  EXPECT_EQ(other["verdict"], "wrong_answer");
  EXPECT_THAT(other["message"].get<std::string>(),
              HasSubstr("expected a panic that says \"less than nothing\", "
                        "found \"more than nothing: BelowZero\""));
}

TEST_F(RustSuiteTest, ErrorThatATestGivesBackFailsIt) {
  const json report = CheckChanged({{"cents < 0", "cents < 2"}});
  const json one = RustTestCalled(report, "half-price::gives_an_error_back");
  EXPECT_EQ(one["verdict"], "wrong_answer") << one;
}

TEST_F(RustSuiteTest, WhatDoesNotCompileIsToldAtItsLine) {
  EXPECT_THAT(SaidByRust(CheckChanged({{"Ok(cents / 2)", "Ok(nowhere)"}})),
              ::testing::Contains(
                  "lib.rs:13: cannot find value `nowhere` in this scope"));
  EXPECT_THAT(SaidByRust(CheckChanged({{"pub fn print", "pub fn printed"}})),
              ::testing::Contains(
                  "half-price.rs:47: expected function, found macro `print`"));
  folder_.Write("other/main.rs", "fn main() {}\n");
  folder_.Write("other/more.rs", "");
  EXPECT_THAT(SaidByRust(CheckAt(kRustExercise, folder_.path() / "other")),
              ElementsAre("main.rs:1: expected a file lib.rs"));
}

// What an exercise needs that is not here is nobody's mistake, and said.
TEST_F(RustSuiteTest, CratesAndLaterReleasesThatAnExerciseNeedsAreTold) {
  const std::string manifest =
      ReadFile(kRustExercise / "Cargo.toml").value_or("");
  for (const auto& [was, becomes, told] :
       std::vector<std::tuple<std::string, std::string, std::string>>{
           {"[dependencies]", "[dependencies]\nrand = \"0.8\"",
            "Cargo.toml:7: the exercise needs the crate rand"},
           {"edition = \"2024\"", "rust-version = \"1.999\"",
            "Cargo.toml:4: the exercise needs rustc 1.999"}}) {
    const TemporaryFolder folder;
    const fs::path exercise = folder.path() / "exercise";
    fs::copy(kRustExercise, exercise, fs::copy_options::recursive);
    folder.Write("exercise/Cargo.toml",
                 absl::StrReplaceAll(manifest, {{was, becomes}}));
    const Finished checked =
        Grader(absl::StrCat("check ", exercise.string(), " ",
                            (exercise / ".meta/example.rs").string()));
    EXPECT_EQ(checked.status, 3) << checked.out;
    EXPECT_THAT(checked.out, HasSubstr(told));
    // The others of a track are verified all the same.
    fs::copy(kRustExercise, folder.path() / "other",
             fs::copy_options::recursive);
    const Finished verified =
        Grader(absl::StrCat("verify --jobs 1 ", exercise.string(), " ",
                            (folder.path() / "other").string()));
    EXPECT_EQ(verified.status, 3) << verified.out;
    EXPECT_THAT(verified.out, HasSubstr(told));
    EXPECT_THAT(verified.out, HasSubstr("ok   other"));
  }
}

// Of what is refused each has to be found where it stands.
TEST_F(RustSuiteTest, WhatReachesTheTestsIsRefusedWithItsLine) {
  const fs::path refused = GRADER_SOURCE_DIR
      "/fixtures/examples/fixtures/problems/suite-libtest/refused";
  int count = 0;
  for (const auto& entry : fs::directory_iterator(refused)) {
    const json report = CheckAt(kWallet, entry.path());
    EXPECT_EQ(report["verdict"], "compile_error") << entry.path();
    EXPECT_EQ(report["reason"], "framework_name")
        << entry.path() << report["build"];
    EXPECT_FALSE(SaidByRust(report).empty()) << entry.path();
    ++count;
  }
  EXPECT_GE(count, 15);
}

}  // namespace
}  // namespace grader
