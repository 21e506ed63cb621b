// Messages between a driver and a submission, in both languages each and on
// both clocks: many, long, faster than they are read, and made up by the
// submission. The problem is fixtures/support/messages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "grader/execute/sandbox_runner.h"
#include "grader/grade.h"
#include "grader/judge/verdict.h"
#include "grader/problem/files.h"
#include "grader/problem/load_problem.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

const fs::path kRepository = GRADER_SOURCE_DIR;

constexpr char kEmptyPython[] = "pass\n";
constexpr char kEmptyCpp[] = "// Nothing.\nint nothing = 0;\n";

// The grader that all tests share, and the problem with either driver.
class Messages {
 public:
  struct Outcome {
    std::string verdict;  // and its reason, if there is one
    std::string message;
  };

  Outcome Grade(const std::string& driver, const std::string& adapter,
                const std::string& source, const std::string& test_case,
                ClockKind clock) {
    const auto problem = LoadProblem(Folder(driver));
    EXPECT_TRUE(problem.ok()) << problem.status();
    const std::string file = absl::StrCat("solution", adapter);
    const fs::path path = folder_.Write(file, source);
    const auto submission = LoadSubmission(*problem, path, "");
    EXPECT_TRUE(submission.ok()) << submission.status();
    GradeOptions options;
    options.clock = clock;
    options.only_case = test_case;
    const auto report = grader::Grade(*problem, *submission, options,
                                      {.cache = cache_,
                                       .workspace = workspace_,
                                       .runner = runner_,
                                       .reuse = false});
    EXPECT_TRUE(report.ok()) << report.status();
    if (!report.ok()) return {};
    const Verdict& verdict = report->verdict;
    std::string word(VerdictName(verdict.word));
    if (!verdict.reason.empty()) absl::StrAppend(&word, " ", verdict.reason);
    return {word, absl::StrCat(verdict.message, report->build.log)};
  }

 private:
  // A folder of the problem with the driver in the language `extension`.
  fs::path Folder(const std::string& extension) {
    const fs::path problems = folder_.path() / extension.substr(1);
    const fs::path folder = problems / "messages";
    if (fs::exists(folder)) return folder;
    fs::create_directories(folder);
    fs::create_directory_symlink(kRepository / "problems/support",
                                 problems / "support");
    for (const std::string& file :
         {std::string("problem.yaml"), std::string("adapter.cpp"),
          std::string("adapter.py"), "driver" + extension}) {
      fs::copy_file(kRepository / "fixtures/support/messages" / file,
                    folder / file);
    }
    return folder;
  }

  TemporaryFolder folder_;
  Workspace workspace_ = *Workspace::Create();
  SandboxRunner runner_{GRADER_BINARY_DIR "/grader-sandbox"};
  Cache cache_{CacheFolder(), workspace_.path(), *CacheSize()};
};

class MessagesTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (messages_ == nullptr) messages_ = new Messages;
  }
  static Messages* messages_;
};
Messages* MessagesTest::messages_ = nullptr;

// ---- What must hold, whoever speaks with whom ------------------------------

struct Expected {
  const char* name;
  const char* test_case;
  const char* verdict;  // on the virtual clock
  const char* message;  // part of it
  // Beside the virtual clock on the real one, with this verdict.
  const char* on_real_clock = nullptr;
};

const Expected kExpected[] = {
    {"ManyCalls", "a hundred thousand calls at once", "accepted", ""},
    {"SleepingReader", "calls to a reader who sleeps for a second", "accepted",
     "", "accepted"},
    {"ManyNotes", "a hundred thousand notes", "accepted", ""},
    {"SleepingDriver", "notes while the driver sleeps for a second", "accepted",
     "", "accepted"},
    {"BothAtOnce", "both send more than fits", "accepted", "", "accepted"},
    {"LongestMessage", "the longest message", "accepted", ""},
    {"DeafReader", "a reader who never reads", "time_limit_exceeded deadlock",
     "", "time_limit_exceeded elapsed_limit"},
    {"TooLongByAuthor", "too long because of the author",
     "judge_error driver_failed", "the arguments of length are too long"},
    {"TooLongBySubmission", "too long because of the submission",
     "run_time_error exception", "the arguments of length are too long"},
    {"NoInteger", "no integer", "judge_error driver_failed", "three"},
    {"NoArgument", "no argument", "judge_error driver_failed", "argument 2"},
    {"FailsByItself", "an exception before anything was sent",
     "judge_error driver_failed", "a slip of the author's"},
    {"MistakeInFunction", "a mistake in a function that is called",
     "judge_error driver_failed", "the world is wrong"},
};

using Pair = std::tuple<std::string, std::string, Expected>;

class MessagesBetweenTest : public MessagesTest,
                            public ::testing::WithParamInterface<Pair> {};

TEST_P(MessagesBetweenTest, IsJudgedRight) {
  const auto& [driver, adapter, expected] = GetParam();
  const std::string source = adapter == ".py" ? kEmptyPython : kEmptyCpp;
  const auto on_ours = messages_->Grade(
      driver, adapter, source, expected.test_case, ClockKind::kVirtual);
  EXPECT_EQ(on_ours.verdict, expected.verdict) << on_ours.message;
  EXPECT_THAT(on_ours.message, HasSubstr(expected.message));
  if (expected.on_real_clock == nullptr) return;
  const auto on_real = messages_->Grade(driver, adapter, source,
                                        expected.test_case, ClockKind::kReal);
  EXPECT_EQ(on_real.verdict, expected.on_real_clock) << on_real.message;
}

INSTANTIATE_TEST_SUITE_P(Each, MessagesBetweenTest,
                         ::testing::Combine(::testing::Values(".cpp", ".py"),
                                            ::testing::Values(".cpp", ".py"),
                                            ::testing::ValuesIn(kExpected)),
                         [](const auto& one) {
                           return absl::StrCat(
                               std::get<0>(one.param).substr(1), "_to_",
                               std::get<1>(one.param).substr(1), "_",
                               std::get<2>(one.param).name);
                         });

// ---- What a submission makes up --------------------------------------------

// A line of Python's bytes that is sent as it is.
struct Odd {
  const char* name;
  const char* line;
};

const Odd kOdd[] = {
    {"LongId", R"(note(b'"key","' + b"x" * 5000 + b'"'))"},
    {"LongIdOfTwoByteLetters",
     R"(note('"key","a'.encode() + b"\xc3\xa4" * 3000 + b'"'))"},
    {"LongName", R"(note(b'"' + b"n" * 5000 + b'","x"'))"},
    {"NameOfTwoWords", R"(note(b'"two words","x"'))"},
    {"NoName", R"(note(b'"",""'))"},
    {"NameOfSpaces", R"(note(b'"   "," "'))"},
    {"LineBreaks", R"(note(b'"a\\nb","c\\nend a\\r\\n"'))"},
    {"Nul", R"(note(b'"a\\u0000b","\\u0000"'))"},
    {"LoneSurrogate", R"(note(b'"\\ud800","\\udfff"'))"},
    {"NoUtf8", R"(note(b'"\xff\xfe","\xc3"'))"},
    {"ForgedEnd", R"(note(b'"done","\\ndone"'))"},
    {"Escapes", R"(note(b'"\\u001b[2J","\\u202e"'))"},
    {"Numbers", R"(note(b'1,2'))"},
    {"HugeNumber", R"(note(b"9" * 10000 + b",1e999"))"},
    {"NotANumber", R"(note(b'NaN,-Infinity'))"},
    {"Nulls", R"(note(b'null,null'))"},
    {"Lists", R"(note(b'[],{}'))"},
    {"Deep", R"(note(b"[" * 90 + b"]" * 90 + b',"x"'))"},
    {"TooDeep", R"(note(b"[" * 100000 + b"]" * 100000 + b',"x"'))"},
    {"TooFew", R"(note(b''))"},
    {"TooMany", R"(note(b'"a","b","c","d"'))"},
    {"ParamsByName", R"(send(b'{"method":"trace","params":{"name":"a"}}'))"},
    {"ParamsANumber", R"(send(b'{"method":"trace","params":7}'))"},
    {"Request", R"(send(b'{"id":[],"method":"trace","params":["a","b"]}'))"},
    {"LongMethod", R"(send(b'{"id":1,"method":"' + b"m" * 4000000 + b'"}'))"},
    {"LongRequestId",
     R"(send(b'{"id":"' + b"i" * 4000000 + b'","method":"m"}'))"},
    {"CancelsNothing",
     R"(send(b'{"method":"$/cancelRequest","params":{"id":1}}'))"},
    {"CancelsAList",
     R"(send(b'{"method":"$/cancelRequest","params":{"id":[]}}'))"},
    {"AnswerToNobody", R"(send(b'{"id":99,"result":1}'))"},
    {"ErrorThatIsNone", R"(send(b'{"id":1,"error":7}'))"},
    {"ErrorOfOtherTypes",
     R"(send(b'{"id":1,"error":{"message":[],"data":7}}'))"},
    {"TracebackOfOtherType",
     R"(send(b'{"id":1,"error":{"message":"m","data":{"traceback":7}}}'))"},
    {"NothingToFail", R"(send(b'{"method":"fail","params":[]}'))"},
    {"FailsWithANumber", R"(send(b'{"method":"fail","params":[7]}'))"},
    {"FailsAtLength",
     R"(send(b'{"method":"fail","params":["' + b"f" * 4000000 + b'"]}'))"},
    {"StartsAgain", R"(send(b'{"method":"ready","params":[]}'))"},
    {"StartsWithMore", R"(send(b'{"method":"ready","params":[1,2,3]}'))"},
    {"NoMethod", R"(send(b'{"method":null}'))"},
    {"NoJson", R"(send(b'{'))"},
    {"Nothing", R"(send(b''))"},
    {"OneByteTooLong", R"(send(b'"' + b"x" * ((4 << 20) - 1) + b'"'))"},
    {"NoEnd", R"(os.write(4, b'{"method":'))"},
    {"StderrThatDoesNotBlock",
     R"(os.set_blocking(2, False); note(b'1,2,3,4'))"},
};

class OddMessageTest
    : public MessagesTest,
      public ::testing::WithParamInterface<std::tuple<std::string, Odd>> {};

TEST_P(OddMessageTest, IsTheSubmissionsOwnDoing) {
  const auto& [driver, odd] = GetParam();
  const std::string source = absl::StrCat(
      "import os\n"
      "def send(line):\n"
      "    line += b'\\n'\n"
      "    while line:\n"
      "        line = line[os.write(4, line):]\n"
      "def note(params):\n"
      "    send(b'{\"method\":\"trace\",\"params\":[' + params + b']}')\n"
      "def odd():\n"
      "    ",
      odd.line, "\n");
  const auto outcome = messages_->Grade(
      driver, ".py", source, "what a submission makes up", ClockKind::kVirtual);
  EXPECT_THAT(outcome.verdict,
              ::testing::AnyOf("accepted", "run_time_error exception",
                               "wrong_answer stdout"))
      << outcome.message;
}

INSTANTIATE_TEST_SUITE_P(Every, OddMessageTest,
                         ::testing::Combine(::testing::Values(".cpp", ".py"),
                                            ::testing::ValuesIn(kOdd)),
                         [](const auto& odd) {
                           return absl::StrCat(std::get<0>(odd.param).substr(1),
                                               "_",
                                               std::get<1>(odd.param).name);
                         });

}  // namespace
}  // namespace grader
