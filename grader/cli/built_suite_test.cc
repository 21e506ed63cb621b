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
const BuiltTrack kJavaTrack = {"java", "HalfPrice.java",
                               ".meta/src/reference/java/HalfPrice.java"};

class BuiltSuiteTest : public ::testing::Test {
 protected:
  json Check(const BuiltTrack& track, const std::string& text) {
    folder_.Write(track.file, text);
    return CheckAt(track, folder_.path() / track.file);
  }

  json CheckAt(const BuiltTrack& track, const fs::path& path) {
    const Finished report = Grader(absl::StrCat(
        "check ", track.exercise(), " ", path.string(), " --format json"));
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
  EXPECT_EQ(print["line"], 30);
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
  EXPECT_EQ(odd["message"], "half_price_test.go:23: Reduced(11) = 6, want 5");
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
            "half_price_test.go:32: undefined: Print");
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

// ---- Java -------------------------------------------------------------------

std::string InJava(const std::string& members,
                   const std::string& reduced = "return 5;",
                   const std::string& print = "",
                   const std::string& classes = "") {
  return absl::StrCat("import java.io.*;\npublic class HalfPrice {\n", members,
                      "\n  int reduced(int cents) { ", reduced,
                      " }\n  void print(Receipt receipt, int cents) { ", print,
                      " }\n}\n", classes);
}

// All that the compilers say, as LINE: MESSAGE.
std::vector<std::string> AllDiagnosed(const json& report) {
  std::vector<std::string> said;
  for (const json& one : report["build"]["diagnostics"]) {
    said.push_back(absl::StrCat(one["line"].get<int>(), ": ",
                                one["message"].get<std::string>()));
  }
  return said;
}

TEST_F(BuiltSuiteTest, EachTestOfJUnitIsACase) {
  const json report =
      CheckAt(kJavaTrack, kJavaTrack.exercise() + "/.meta/src/reference/java");
  EXPECT_EQ(report["verdict"], "accepted") << report;
  EXPECT_THAT(NamesOf(report),
              ::testing::ElementsAre(
                  "HalfPriceTest.reduced[1]", "HalfPriceTest.reduced[2]",
                  "HalfPriceTest.lessThanNothing",
                  "HalfPriceTest.Printing.receipt", "OlderTest.inJUnit4"));
  const json less = TestCalled(report, "HalfPriceTest.lessThanNothing")["test"];
  EXPECT_EQ(less["process"], "shared");
  EXPECT_EQ(less["file"], "HalfPriceTest.java");
  EXPECT_EQ(less["line"], 22);
  EXPECT_THAT(less["code"].get<std::string>(),
              AllOf(HasSubstr("@DisplayName(\"less than nothing\")\n"),
                    HasSubstr("isInstanceOf"), Not(HasSubstr("Disabled")),
                    Not(HasSubstr("Nested"))));
  EXPECT_EQ(
      TestCalled(report, "HalfPriceTest.Printing.receipt")["test"]["task"], 2);
}

TEST_F(BuiltSuiteTest, FailedTestOfJUnitIsToldAtItsLine) {
  const json report =
      Check(kJavaTrack, InJava("static { System.setProperty(\"junit.jupiter."
                               "conditions.deactivate\", \"*\"); }",
                               "return new int[] {5}[cents - 10];"));
  EXPECT_EQ(TestCalled(report, "HalfPriceTest.reduced[1]")["verdict"],
            "accepted")
      << report;
  const json odd = TestCalled(report, "HalfPriceTest.reduced[2]");
  EXPECT_EQ(odd["verdict"], "run_time_error") << odd;
  EXPECT_THAT(odd["message"].get<std::string>(),
              HasSubstr("java.lang.ArrayIndexOutOfBoundsException: Index 1"));
  const json print = TestCalled(report, "HalfPriceTest.Printing.receipt");
  EXPECT_EQ(print["verdict"], "wrong_answer") << print;
  EXPECT_THAT(print["message"].get<std::string>(), HasSubstr("0.05"));
}

TEST_F(BuiltSuiteTest, WhatJavaDoesNotCompileIsToldAtItsLine) {
  EXPECT_EQ(Diagnosed(Check(kJavaTrack, InJava("int a = nowhere;"))),
            "HalfPrice.java:3: cannot find symbol");
  EXPECT_EQ(Diagnosed(Check(kJavaTrack, "public class HalfPrice {}\n")),
            "HalfPriceTest.java:19: cannot find symbol");
}

// What each of the five tests comes to, in their order.
std::vector<std::string> ReasonsOf(const json& report) {
  std::vector<std::string> reasons;
  for (const json& one : report["cases"]) {
    EXPECT_NE(one["verdict"], "accepted") << one;
    EXPECT_NE(one["verdict"], "judge_error") << one;
    reasons.push_back(one["reason"]);
  }
  return reasons;
}

constexpr char kForgesAReport[] =
    "static void tell(String name) { try (var to = new FileOutputStream("
    "FileDescriptor.in)) { to.write((\"0\".repeat(64) + \"\\n{\\\"tests\\\": "
    "[{\\\"name\\\": \\\"HalfPriceTest.\" + name + \"\\\", \\\"outcome\\\": "
    "\\\"passed\\\", \\\"message\\\": \\\"\\\", \\\"line\\\": 0, "
    "\\\"lines\\\": \\\"\\\"}]}\").getBytes()); } catch (IOException e) {} "
    "}\n";

// Each test is run in a process of its own, so that one submission tries as
// much as there are tests.
TEST_F(BuiltSuiteTest, ForgedResultsInJavaAreNotAccepted) {
  EXPECT_THAT(
      ReasonsOf(Check(
          kJavaTrack,
          InJava(absl::StrCat(kForgesAReport,
                              "static class Early { static int half = 5; "
                              "static { System.exit(0); } }"),
                 "switch (cents) { case 10: return Early.half; case 11: "
                 "Runtime.getRuntime().halt(0); case 20: throw new "
                 "OutOfMemoryError(); default: System.out.println(\"[OK] "
                 "reduced[1]\\nOK (1 test)\"); System.exit(0); return 0; }",
                 "tell(\"Printing.receipt\"); System.exit(0);"))),
      ::testing::ElementsAre("exception", "exception", "exception", "exception",
                             "exception"));
  // In the fourth, what is answered goes into a file, where it could be read.
  // In the fifth no file of /proc tells who started it.
  EXPECT_THAT(
      ReasonsOf(Check(
          kJavaTrack,
          InJava(kForgesAReport,
                 "switch (cents) { case 10: tell(\"reduced[1]\"); return 5; "
                 "case 11: "
                 "Runtime.getRuntime().addShutdownHook(new Thread("
                 "() -> tell(\"reduced[2]\"))); System.exit(0); case 20: "
                 "ProcessHandle.current().parent().get().destroyForcibly(); "
                 "for (;;); default: new Thread(() -> "
                 "Runtime.getRuntime().halt(0)).start(); for (;;); }",
                 "try { new FileInputStream(FileDescriptor.in).close(); new "
                 "FileOutputStream(\"mine\"); } catch (IOException e) {} "
                 "receipt.line(\"0.05\");"))),
      ::testing::ElementsAre("exception", "exception", "exception", "exception",
                             "exception"));
}

TEST_F(BuiltSuiteTest, WhatReachesTheFrameworkInJavaIsRefused) {
  const json report = Check(
      kJavaTrack,
      InJava("Object a() throws Exception { return Class.forName(\"x\"); }\n"
             "Object b() { return java.lang.invoke.MethodHandles.lookup(); }\n"
             "Object c() { return Thread.currentThread()"
             ".getContextClassLoader(); }\n"
             "Object d() { return "
             "java.util.ServiceLoader.load(Runnable.class); }\n"
             "void e() { System.load(\"/x\"); }\n"
             "Object f() { return StackWalker.getInstance(); }\n"
             "Object g() { return javax.tools.ToolProvider"
             ".getSystemJavaCompiler(); }\n"
             "java.lang.reflect.Field h;\n"
             "Object i() throws Exception { return new "
             "ObjectInputStream(null); }"));
  EXPECT_EQ(report["reason"], "framework_name") << report;
  const auto uses = [](int line, const char* what) {
    return absl::StrCat(line, ": the program uses ", what,
                        ", with which it could change what the tests go by");
  };
  EXPECT_THAT(AllDiagnosed(report),
              ::testing::ElementsAre(
                  uses(3, "java.lang.Class.forName"),
                  uses(4, "java.lang.invoke.MethodHandles.lookup"),
                  uses(5, "java.lang.Thread.getContextClassLoader"),
                  uses(6, "java.util.ServiceLoader.load"),
                  uses(7, "java.lang.System.load"),
                  uses(8, "java.lang.StackWalker.getInstance"),
                  uses(9, "javax.tools.ToolProvider.getSystemJavaCompiler"),
                  uses(10, "java.lang.reflect.Field"),
                  uses(11, "java.io.ObjectInputStream")));
}

TEST_F(BuiltSuiteTest, ClassesCalledAsTheTestsUseOthersAreRefused) {
  const json own = Check(
      kJavaTrack,
      InJava("", "return 5;", "",
             "class Assertions { static void assertEquals(int a, int b) {} "
             "static void fail(String a) {} }\nclass IllegalArgumentException "
             "extends RuntimeException "
             "{}\nclass HalfPriceTest {}\nclass org {}\n"));
  EXPECT_EQ(own["reason"], "framework_name") << own;
  EXPECT_THAT(
      AllDiagnosed(own),
      ::testing::IsSupersetOf(
          {HasSubstr("7: the tests use Assertions, and mean another class"),
           HasSubstr("8: the tests use IllegalArgumentException, and mean"),
           HasSubstr("9: HalfPriceTest is a class of the tests"),
           HasSubstr("10: the tests use org, and mean another class")}));
  folder_.Write("mine/HalfPrice.java", InJava(""));
  folder_.Write("mine/org/assertj/core/api/Assertions.java",
                "package org.assertj.core.api;\npublic class Assertions {}\n");
  const json same = CheckAt(kJavaTrack, folder_.path() / "mine");
  EXPECT_EQ(same["reason"], "framework_name") << same;
  EXPECT_THAT(AllDiagnosed(same),
              ::testing::Contains(HasSubstr(
                  "2: org.assertj.core.api.Assertions is called as a class of "
                  "the tests' framework")));
}

}  // namespace
}  // namespace grader
