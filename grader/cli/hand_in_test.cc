// What cannot be graded is the learner's: a result like any other, in every
// format, from every door. What the machine lacks is nobody's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "grader/problem/files.h"
#include "grader/testing/echo_problem.h"
#include "grader/testing/shell.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr char kRightEchoInC[] =
    "#include <stdio.h>\nint main(void) {\n  int c;\n"
    "  while ((c = getchar()) != EOF) putchar(c);\n}\n";
constexpr char kRightInPython[] = "print(input(), end='')\n";
const char* const kFormats[] = {"text",     "json",      "junit", "github",
                                "trace",    "classroom", "html",  "check50",
                                "exercism", "gradescope"};

class HandInTest : public ::testing::Test {
 protected:
  HandInTest() {
    char folder[] = "/tmp/hand_in_test-XXXXXX";
    folder_ = mkdtemp(folder);
    // Open to those whom the sandbox runs as.
    fs::permissions(folder_, fs::perms(0755));
    Write("problems/echo/problem.yaml",
          EchoProblem("hello", "languages: [c, python]\n"));
    Write("problems/echo/statement.md", "# Echo\n");
  }
  ~HandInTest() override { fs::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& content) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << content;
    return (folder_ / name).string();
  }
  std::string Content(const std::string& name) const {
    return ReadFile(folder_ / name).value_or("");
  }

  // `before`: words of the shell in front of the command.
  Finished Check(const std::string& path, const std::string& options,
                 const std::string& before = "") const {
    return Shell(absl::StrCat("cd '", folder_.string(), "' && ", before,
                              " '" GRADER_BINARY_DIR "/grader' check echo '",
                              path, "' --problems problems ", options));
  }

  nlohmann::json Json(const std::string& name) const {
    return nlohmann::json::parse(Content(name), nullptr, false);
  }

  fs::path folder_;
};

// ---- Hand-ins that cannot be graded -----------------------------------------

struct Kind {
  const char* name;
  void (*make)(const fs::path& folder);  // fills the folder that is handed in
  const char* reason;
  const char* message;  // a part of it
};
void PrintTo(const Kind& kind, std::ostream* out) { *out << kind.name; }

void Put(const fs::path& file, const std::string& content) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
}

const Kind kKinds[] = {
    {"Nothing", [](const fs::path&) {}, "no_source", "the folder is empty"},
    {"ReadmeOnly",
     [](const fs::path& folder) { Put(folder / "README.md", "hello"); },
     "no_source",
     "only \"README.md\"; expected a file that ends in .c (c), .py"},
    {"OnlyWhatToolsMake",
     [](const fs::path& folder) { Put(folder / "build/a.py", kRightInPython); },
     "no_source", "\"build\" is not looked into"},
    {"Empty", [](const fs::path& folder) { Put(folder / "a.py", ""); }, "empty",
     "it is empty"},
    {"Binary",
     [](const fs::path& folder) {
       Put(folder / "a.c", std::string("\x7F"
                                       "ELF\1\2\0\0\0",
                                       9));
     },
     "not_text", "binary"},
    {"NulByte",
     [](const fs::path& folder) {
       Put(folder / "a.c", std::string("int a;\nint \0b;\n", 15));
     },
     "not_text", "NUL byte"},
    {"Utf16",
     [](const fs::path& folder) {
       Put(folder / "a.py", std::string("\xFF\xFEp\0=\0\x31\0\n\0", 10));
     },
     "not_text", "saved as UTF-16; save it as UTF-8"},
    {"Huge",
     [](const fs::path& folder) {
       Put(folder / "a.c", kRightEchoInC);
       std::error_code error;
       fs::resize_file(folder / "a.c", std::uintmax_t{1} << 40, error);
       if (error) fs::resize_file(folder / "a.c", 1 << 25);
     },
     "too_large", "1 MiB"},
    {"ManyFiles",
     [](const fs::path& folder) {
       for (int i = 0; i < 2000; ++i) {
         Put(folder / absl::StrCat("f", i, ".c"), "int i;\n");
       }
     },
     "too_large", "2000 source files; at most 100"},
    {"Fifo",
     [](const fs::path& folder) { mkfifo((folder / "a.c").c_str(), 0644); },
     "unreadable", "a pipe"},
    {"Device",
     [](const fs::path& folder) {
       fs::create_symlink("/dev/zero", folder / "a.c");
     },
     "unreadable", "a link"},
    {"BrokenLink",
     [](const fs::path& folder) { fs::create_symlink("b.c", folder / "a.c"); },
     "unreadable", "a link"},
    {"OtherLanguage",
     [](const fs::path& folder) { Put(folder / "a.sh", "cat\n"); }, "language",
     "cannot be solved in bash, only in c, python"},
    {"TwoLanguages",
     [](const fs::path& folder) {
       Put(folder / "a.c", kRightEchoInC);
       Put(folder / "a.py", kRightInPython);
     },
     "ambiguous_language", "c (\"a.c\") and in python (\"a.py\")"},
};

class KindTest : public HandInTest, public ::testing::WithParamInterface<Kind> {
 protected:
  KindTest() {
    fs::create_directories(folder_ / "mine");
    GetParam().make(folder_ / "mine");
  }
};

TEST_P(KindTest, IsReportedInEveryFormat) {
  std::string options = "--format json --output r.json";
  for (const char* format : kFormats) {
    absl::StrAppend(&options, " --also ", format, "=r.", format);
  }
  const Finished checked = Check("mine", options);
  EXPECT_EQ(checked.status, 1) << checked.out;
  const auto report = Json("r.json");
  ASSERT_FALSE(report.is_discarded()) << checked.out;
  EXPECT_EQ(report["verdict"], "compile_error");
  EXPECT_EQ(report["reason"], GetParam().reason);
  EXPECT_EQ(report["score"], 0);
  EXPECT_THAT(report["message"].get<std::string>(),
              HasSubstr(GetParam().message));
  EXPECT_EQ(report["message"].get<std::string>().find(folder_.string()),
            std::string::npos);
  for (const char* format : kFormats) {
    EXPECT_NE(Content(absl::StrCat("r.", format)), "") << format;
  }
  EXPECT_EQ(Json("r.gradescope")["score"], 0);
  EXPECT_EQ(Json("r.exercism")["status"], "error");
  EXPECT_THAT(Content("r.junit"), HasSubstr("<testsuite"));
}

TEST_P(KindTest, IsAResultOfABatch) {
  Write("class.csv", absl::StrCat("learner,problem,path\nana,echo,",
                                  (folder_ / "mine").string(), "\nbo,echo,",
                                  Write("right/a.py", kRightInPython), "\n"));
  const Finished graded = Shell(absl::StrCat(
      "cd '", folder_.string(),
      "' && '" GRADER_BINARY_DIR
      "/grader' batch class.csv --problems problems --output grades"));
  std::map<std::string, nlohmann::json> results;
  const std::string lines = Content("grades/results.jsonl");
  for (absl::string_view line :
       absl::StrSplit(lines, '\n', absl::SkipEmpty())) {
    const auto result = nlohmann::json::parse(line);
    results[result["learner"].get<std::string>()] = result;
  }
  ASSERT_EQ(results.size(), 2u) << graded.out;
  EXPECT_EQ(results["ana"]["verdict"], "compile_error");
  EXPECT_EQ(results["ana"]["score"], 0);
  EXPECT_THAT(results["ana"]["message"].get<std::string>(),
              HasSubstr(GetParam().message));
  EXPECT_EQ(results["bo"]["verdict"], "accepted");
}

// One file is handed in by its own name, where there is one.
TEST_P(KindTest, IsTheSameWhereTheFileIsNamed) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder_ / "mine")) {
    if (!fs::is_directory(entry.path())) files.push_back(entry.path());
  }
  if (files.size() != 1) return;
  const Finished checked = Check(files[0].string(), "--format json");
  EXPECT_EQ(checked.status, 1) << checked.out;
  EXPECT_EQ(nlohmann::json::parse(checked.out)["verdict"], "compile_error");
}

TEST_P(KindTest, LeavesResultsForCourseSystems) {
  Write("source/problem", "echo\n");
  fs::create_directories(folder_ / "source/grader");
  fs::create_directory_symlink(folder_ / "problems",
                               folder_ / "source/grader/problems");
  fs::rename(folder_ / "mine", folder_ / "submission");
  const Finished ran = Shell(absl::StrCat("AUTOGRADER='", folder_.string(),
                                          "' GRADER='" GRADER_BINARY_DIR
                                          "/grader' '" GRADER_SOURCE_DIR
                                          "/ci/gradescope/run_autograder'"));
  EXPECT_EQ(ran.status, 0) << ran.out;
  const auto results = Json("results/results.json");
  ASSERT_FALSE(results.is_discarded()) << ran.out;
  EXPECT_EQ(results["score"], 0);
  EXPECT_EQ(results["extra_data"]["verdict"], "compile_error");
  EXPECT_THAT(results["output"].get<std::string>(),
              HasSubstr(std::string(GetParam().message).substr(0, 12)));
}

INSTANTIATE_TEST_SUITE_P(Each, KindTest, ::testing::ValuesIn(kKinds),
                         [](const auto& kind) {
                           return std::string(kind.param.name);
                         });

TEST_F(HandInTest, PathThatIsNotThereIsWrongUsage) {
  EXPECT_EQ(Check("none", "--format json --output r.json").status, 2);
  EXPECT_EQ(Content("r.json"), "");
}

TEST_F(HandInTest, LinkThatLeadsNowhereIsAHandIn) {
  fs::create_symlink("none.c", folder_ / "a.c");
  EXPECT_EQ(Check("a.c", "--format json").status, 1);
}

TEST_F(HandInTest, CapitalsAndWindowsTextAreRight) {
  EXPECT_EQ(Check(Write("A.PY", kRightInPython), "").status, 0);
  Write("b/ECHO.H", "#include <stdio.h>\r\n");
  Write("b/MAIN.C",
        absl::StrReplaceAll(
            absl::StrCat("\xEF\xBB\xBF#include \"ECHO.H\"\n", kRightEchoInC),
            {{"\n", "\r\n"}}));
  const Finished program = Check("b", "");
  EXPECT_EQ(program.status, 0) << program.out;
  Write("problems/echo/problem.yaml",
        EchoProblem("hello", "languages: [bash]\n"));
  const Finished script =
      Check(Write("loop.sh",
                  "\xEF\xBB\xBF#!/bin/bash\r\n"
                  "while read -r word || [ -n \"$word\" ]; do\r\n"
                  "  printf %s \"$word\"\r\ndone\r\n"),
            "");
  EXPECT_EQ(script.status, 0) << script.out;
}

// ---- What the machine lacks -------------------------------------------------

TEST_F(HandInTest, MissingCompilerIsNobodysGrade) {
  Write("problems/languages.yaml",
        "languages:\n  c:\n    sources: [.c]\n    toolchains:\n"
        "      - {name: none, programs: [no-such-compiler], build: "
        "[[no-such-compiler]], run: [\"{program}\"]}\n");
  Write("class/ana/echo.c", kRightEchoInC);
  const Finished checked =
      Check("class/ana/echo.c", "--format json --output r.json");
  EXPECT_EQ(checked.status, 3);
  EXPECT_THAT(checked.out, HasSubstr("install no-such-compiler"));
  EXPECT_EQ(Json("r.json")["verdict"], "judge_error");
  const Finished graded = Shell(
      absl::StrCat("cd '", folder_.string(),
                   "' && '" GRADER_BINARY_DIR
                   "/grader' batch class --problems problems --output grades"));
  EXPECT_EQ(graded.status, 3) << graded.out;
  EXPECT_THAT(Content("grades/results.jsonl"),
              HasSubstr("\"verdict\":\"judge_error\""));
}

// `words`: what makes the machine too small for a right submission.
class ShortageTest : public HandInTest {
 protected:
  void ExpectShortage(const std::string& words) {
    const std::string cache =
        absl::StrCat("GRADER_CACHE='", (folder_ / "cache").string(), "' ");
    const std::string file = Write("a.c", kRightEchoInC);
    const Finished small =
        Check(file, "--format json --output r.json", words + cache);
    EXPECT_EQ(small.status, 3) << small.out;
    // And nothing of it is kept.
    const Finished large = Check(file, "", cache);
    EXPECT_EQ(large.status, 0) << large.out;
  }
};

TEST_F(ShortageTest, FilesThatMayNotGrow) { ExpectShortage("ulimit -f 8; "); }

TEST_F(ShortageTest, MemoryThatMayNotGrow) {
  ExpectShortage("ulimit -v 400000; ");
}

TEST_F(ShortageTest, FullDisk) {
  const fs::path small = folder_ / "small";
  fs::create_directories(small);
  const std::string mount = absl::StrCat(
      "mount -t tmpfs -o size=100k,mode=1777 "
      "tmpfs '",
      small.string(), "'");
  if (Shell(absl::StrCat("unshare -m sh -c \"", mount, "\"")).status != 0) {
    GTEST_SKIP() << "no small disk can be mounted";
  }
  Write("in_small", absl::StrCat("#!/bin/sh\n", mount, "\nexec env TMPDIR='",
                                 small.string(), "' \"$@\"\n"));
  fs::permissions(folder_ / "in_small", fs::perms(0755));
  ExpectShortage("exec unshare -m ./in_small env ");
}

TEST_F(ShortageTest, SmallGroup) {
  // Version 1: below the group that this test runs in. A compiler needs 16 MiB
  // and little more, so that with these it was done now and then; the grader
  // does with 8.
  const std::string group = absl::StrCat(
      "/sys/fs/cgroup/memory/$(sed -n 's/^[0-9]*:memory:.//p' "
      "/proc/self/cgroup)/hand_in_test-",
      getpid());
  const Finished made = Shell(absl::StrCat("mkdir ", group, " && echo 12M >",
                                           group, "/memory.limit_in_bytes"));
  if (made.status != 0) GTEST_SKIP() << "no group of 12 MiB: " << made.out;
  ExpectShortage(absl::StrCat("echo $$ >", group, "/tasks; "));
  Shell(absl::StrCat("rmdir ", group));
}

TEST_F(ShortageTest, LineOfTheLearnersIsNone) {
  Write("problems/echo/problem.yaml",
        EchoProblem("hello", "languages: [javascript, java]\n"));
  const std::string line = "fork: Resource temporarily unavailable\n";
  for (const auto& [name, source] :
       {std::pair("a.js", line), std::pair("A.java", "class A {\n" + line)}) {
    const Finished checked = Check(Write(name, source), "--format json");
    if (checked.status == 3 && checked.out.find("install ") < 500) continue;
    EXPECT_EQ(checked.status, 1) << checked.out;
    EXPECT_EQ(nlohmann::json::parse(checked.out)["verdict"], "compile_error");
  }
}

TEST_F(HandInTest, GraderThatFailsLeavesResultsThatSaySo) {
  Write("source/problem", "echo\n");
  const Finished ran =
      Shell(absl::StrCat("AUTOGRADER='", folder_.string(),
                         "' GRADER=/bin/false '" GRADER_SOURCE_DIR
                         "/ci/gradescope/run_autograder'"));
  EXPECT_EQ(ran.status, 3) << ran.out;
  EXPECT_EQ(Json("results/results.json")["extra_data"]["verdict"],
            "judge_error");
  EXPECT_THAT(Content("results/results.json"), HasSubstr("not your fault"));
  const Finished track = Shell(absl::StrCat(
      "GRADER=/bin/false '" GRADER_SOURCE_DIR "/ci/exercism/run.sh' echo '",
      folder_.string(), "' '", (folder_ / "out").string(), "'"));
  EXPECT_EQ(track.status, 3) << track.out;
  EXPECT_EQ(Json("out/results.json")["status"], "error");
  EXPECT_THAT(Content("out/results.json"), HasSubstr("not your fault"));
}

}  // namespace
}  // namespace grader
