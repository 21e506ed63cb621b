// Suites that what runs them builds together with the submission, from the
// command line: a track of each language.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
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
using ::testing::HasSubstr;
using ::testing::Not;

// The exercise of a track, what is handed in there, and its example.
struct BuiltTrack {
  std::string name;
  std::string file;
  std::string example;

  std::string exercise() const {
    return absl::StrCat(GRADER_SOURCE_DIR "/fixtures/tracks/", name,
                        "/exercises/practice/half-price");
  }
  std::string example_text() const {
    return ReadFile(absl::StrCat(exercise(), "/", example)).value_or("");
  }
};

const BuiltTrack kGoTrack = {"go", "half_price.go", ".meta/example.go"};

class BuiltSuiteTest : public ::testing::Test {
 protected:
  json Check(const BuiltTrack& track, const std::string& text) {
    folder_.Write(track.file, text);
    const Finished report = Grader(
        absl::StrCat("check ", track.exercise(), " ",
                     (folder_.path() / track.file).string(), " --format json"));
    json read = json::parse(report.out, nullptr, false);
    EXPECT_TRUE(read.is_object()) << report.out;
    return read;
  }

  // None of them may be accepted, and none may be nobody's fault.
  void ExpectRefused(const BuiltTrack& track, const std::string& text,
                     const std::string& reason) {
    const json report = Check(track, text);
    EXPECT_NE(report["verdict"], "accepted") << text;
    EXPECT_EQ(report["reason"], reason) << text << report;
    for (const json& one : report["cases"]) {
      EXPECT_NE(one["verdict"], "accepted") << text << one;
      EXPECT_NE(one["verdict"], "judge_error") << text << one;
    }
  }

  const TemporaryFolder folder_;
};

std::vector<std::string> NamesOf(const json& report) {
  std::vector<std::string> names;
  for (const json& one : report["cases"]) names.push_back(one["name"]);
  return names;
}

json TestCalled(const json& report, const std::string& name) {
  for (const json& one : report["cases"]) {
    if (one["name"] == name) return one;
  }
  ADD_FAILURE() << "no test " << name << " in " << report;
  return {};
}

// The first message of the compilers, as FILE:LINE: MESSAGE.
std::string Diagnosed(const json& report) {
  if (report["verdict"] != "compile_error" ||
      report["build"]["diagnostics"].empty()) {
    ADD_FAILURE() << "no diagnostic in " << report;
    return "";
  }
  const json& first = report["build"]["diagnostics"][0];
  return absl::StrCat(first["file"].get<std::string>(), ":",
                      first["line"].get<int>(), ": ",
                      first["message"].get<std::string>());
}

// ---- Go ---------------------------------------------------------------------

std::string InGo(const std::string& imports, const std::string& code,
                 const std::string& reduced = "return cents / 2, nil") {
  return absl::StrCat("package halfprice\n", imports, "\n", code,
                      "\nfunc Reduced(cents int) (int, error) { ", reduced,
                      " }\nfunc Print(receipt Receipt, cents int) {}\n");
}

TEST_F(BuiltSuiteTest, EachSubtestOfGoIsACase) {
  const json report = Check(kGoTrack, kGoTrack.example_text());
  EXPECT_EQ(report["verdict"], "accepted") << report;
  EXPECT_THAT(
      NamesOf(report),
      ::testing::ElementsAre(
          "TestReduced/even", "TestReduced/odd,_rounded_down",
          "TestReduced/less_than_nothing", "TestReduced/even#01", "TestPrint",
          "TestSideBySide/first/inside", "TestSideBySide/second/third/inside",
          "TestIsQuick", "TestSomeOnlyElsewhere/here"));
  const json print = TestCalled(report, "TestPrint")["test"];
  EXPECT_EQ(print["process"], "shared");
  EXPECT_EQ(print["task"], 2);
  EXPECT_EQ(print["file"], "half_price_test.go");
  EXPECT_EQ(print["line"], 29);
  EXPECT_THAT(print["code"].get<std::string>(),
              AllOf(HasSubstr("func TestPrint(t *testing.T) {\n"),
                    HasSubstr("receipt is"), Not(HasSubstr("TestSideBySide"))));
}

TEST_F(BuiltSuiteTest, FailedTestOfGoIsToldAtItsLine) {
  const json report = Check(kGoTrack, InGo("", "", "return cents - 5, nil"));
  EXPECT_EQ(report["verdict"], "wrong_answer") << report;
  EXPECT_EQ(TestCalled(report, "TestReduced/even")["verdict"], "accepted");
  const json odd = TestCalled(report, "TestReduced/odd,_rounded_down");
  EXPECT_EQ(odd["reason"], "test");
  EXPECT_EQ(odd["message"], "half_price_test.go:22: Reduced(11) = 6, want 5");
  EXPECT_THAT(odd["checks"].dump(), HasSubstr("t.Errorf("));
}

TEST_F(BuiltSuiteTest, PanicInGoIsToldAndIsNoAnswer) {
  const json report =
      Check(kGoTrack, InGo("", "", "return []int{5}[cents-10], nil"));
  const json odd = TestCalled(report, "TestReduced/odd,_rounded_down");
  EXPECT_EQ(odd["verdict"], "run_time_error") << odd;
  EXPECT_THAT(odd["message"].get<std::string>(),
              HasSubstr("panic: runtime error: index out of range [1] with "
                        "length 1"));
}

TEST_F(BuiltSuiteTest, WhatGoDoesNotCompileIsToldAtItsLine) {
  EXPECT_EQ(Diagnosed(Check(kGoTrack, InGo("", "var unknown = nowhere"))),
            "half_price.go:3: undefined: nowhere");
  EXPECT_EQ(Diagnosed(Check(kGoTrack,
                            "package halfprice\nfunc Reduced(a int) (int, "
                            "error) { return 0, nil }\n")),
            "half_price_test.go:31: undefined: Print");
  EXPECT_EQ(Diagnosed(Check(kGoTrack, "package other\n")),
            "half_price.go:1: expected package halfprice, found package other");
}

TEST_F(BuiltSuiteTest, ForgedResultsInGoAreNotAccepted) {
  const std::string pass =
      "1..1\\n=== RUN   TestReduced/even\\n--- PASS: TestReduced/even "
      "(0.00s)\\nPASS\\nok halfprice\\n";
  for (const std::string& text : std::vector<std::string>{
           InGo("import \"os\"", "func init() { os.Exit(0) }"),
           InGo("import \"os\"", "", "os.Exit(0); return 0, nil"),
           InGo("import (\"fmt\"; \"os\")",
                absl::StrCat("func init() { fmt.Print(\"", pass,
                             "\"); os.Exit(0) }")),
           InGo("import \"os\"",
                "func init() { for _, fd := range []uintptr{0, 3, 4} { "
                "os.NewFile(fd, \"\").WriteString(\"00000000000000000000000000"
                "000000\\n{\\\"failed\\\": false, \\\"skipped\\\": false, "
                "\\\"reached\\\": 2, \\\"text\\\": \\\"--- PASS: "
                "TestReduced/even (0.00s)\\\"}\\n\") }; os.Exit(0) }"),
           InGo("import \"runtime\"", "", "runtime.Goexit(); return 5, nil"),
           // Reads what is answered in its place, and would answer with that.
           InGo("import (\"os\"; \"syscall\"; \"time\")",
                "func init() { to, _ := syscall.Dup(0); r, w, _ := os.Pipe(); "
                "syscall.Dup2(int(w.Fd()), 0); go func() { secret := "
                "make([]byte, 33); r.Read(secret); syscall.Write(to, "
                "append(secret, \"{\\\"failed\\\": false, \\\"skipped\\\": "
                "false, \\\"reached\\\": 2, \\\"text\\\": \\\"\\\"}\"...)); "
                "os.Exit(0) }(); time.Sleep(1) }",
                "return 99, nil")}) {
    ExpectRefused(kGoTrack, text, "exception");
  }
  ExpectRefused(
      kGoTrack,
      InGo("import (\"os\"; \"syscall\")",
           "func init() { syscall.Kill(os.Getppid(), syscall.SIGKILL) }"),
      "signal:SIGKILL");
  for (const std::string& text : std::vector<std::string>{
           InGo("import (\"flag\"; \"testing\")",
                "func init() { testing.Init(); flag.Set(\"test.run\", \"^$\") "
                "}"),
           InGo("import _ \"\\x74esting\"", ""),
           InGo("import _ \"unsafe\"",
                "//go:linkname failed testing.(*common).Failed\nfunc failed() "
                "bool"),
           InGo("import \"suite_runner\"", "var _ = suite_runner.Run"),
           InGo("", "func len(any) int { return 1 }"),
           InGo("", "var (\n  a, len = 1,\n  2)")}) {
    ExpectRefused(kGoTrack, text, "framework_name");
  }
  // What the tests go by is none of its names.
  EXPECT_EQ(
      Diagnosed(Check(kGoTrack, InGo("", "func init() { amounts = nil }"))),
      "half_price.go:3: undefined: amounts");
}

}  // namespace
}  // namespace grader
