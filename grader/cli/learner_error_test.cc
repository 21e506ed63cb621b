// What a learner is told of an error in their own code, also where a problem's
// driver takes it for an answer and goes on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

namespace {

namespace fs = std::filesystem;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class LearnerErrorTest : public ::testing::Test {
 protected:
  LearnerErrorTest() {
    char folder[] = "/tmp/learner_error_test-XXXXXX";
    folder_ = mkdtemp(folder);
  }
  ~LearnerErrorTest() override { fs::remove_all(folder_); }

  // The report on the visible case of "Circuit breaker", in JSON.
  nlohmann::json Check(const std::string& path) {
    const fs::path report = folder_ / "report.json";
    const std::string command =
        "cd '" GRADER_SOURCE_DIR "' && '" GRADER_BINARY_DIR
        "/grader' check circuit-breaker '" +
        path + "' --case 'twelve calls' --format json --output '" +
        report.string() + "'";
    EXPECT_TRUE(WIFEXITED(std::system(command.c_str())));
    std::ifstream file(report);
    return nlohmann::json::parse(file);
  }
  nlohmann::json CheckSource(const std::string& name,
                             const std::string& source) {
    std::ofstream(folder_ / name) << source;
    return Check((folder_ / name).string());
  }
  static std::string Printed(const nlohmann::json& report) {
    return report["cases"][0].value("stderr", "");
  }

  fs::path folder_;
};

constexpr char kPython[] =
    "from circuit_breaker import State\n"
    "class CircuitBreaker:\n"
    "    def __init__(self, threshold, timeout):\n"
    "        self.state = State.CLOSED\n"
    "    async def call(self, fn):\n";

TEST_F(LearnerErrorTest, PythonSurpriseIsShownOnceWithTheLearnersFrames) {
  const auto report = CheckSource(
      "solution.py", std::string(kPython) + "        return await nobody()\n");
  EXPECT_EQ(report["verdict"], "wrong_answer");
  const std::string printed = Printed(report);
  EXPECT_THAT(printed, StartsWith("Traceback (most recent call last):\n"
                                  "  File \"solution.py\", line 6, in call\n"
                                  "    return await nobody()\n"));
  EXPECT_THAT(printed, EndsWith("NameError: name 'nobody' is not defined\n"));
  EXPECT_EQ(printed.find("Traceback"), printed.rfind("Traceback"));
  EXPECT_THAT(printed, Not(HasSubstr("adapter")));
}

TEST_F(LearnerErrorTest, PythonMistakeThatTheCallerMeetsIsShown) {
  const auto report = CheckSource(
      "solution.py", "class CircuitBreaker:\n    def call(self): pass\n");
  EXPECT_EQ(report["reason"], "exception");
  EXPECT_THAT(Printed(report), HasSubstr("TypeError: CircuitBreaker() takes no "
                                         "arguments\n"));
  EXPECT_THAT(Printed(report), Not(HasSubstr("adapter")));
}

TEST_F(LearnerErrorTest, FirstOnesAreEnough) {
  const auto report = CheckSource(
      "solution.py", std::string(kPython) +
                         "        self.n = getattr(self, 'n', 0) + 1\n"
                         "        return {}[self.n]\n");
  EXPECT_THAT(Printed(report), HasSubstr("KeyError: 3\n"));
  EXPECT_THAT(Printed(report), Not(HasSubstr("KeyError: 4\n")));
}

TEST_F(LearnerErrorTest, WhatIsRaisedOnPurposeIsNotShown) {
  const auto report = Check("solutions/circuit-breaker/solution.py");
  EXPECT_EQ(report["verdict"], "accepted");
  EXPECT_EQ(Printed(report), "");
}

TEST_F(LearnerErrorTest, MissingFunctionIsNamed) {
  const auto report = CheckSource("solution.py", "class Breaker:\n    pass\n");
  EXPECT_EQ(report["reason"], "exception");
  EXPECT_THAT(report["message"].get<std::string>(),
              HasSubstr("solution.py does not define CircuitBreaker"));
}

TEST_F(LearnerErrorTest, SyntaxErrorIsShownWithItsPlace) {
  const auto report = CheckSource("solution.py", "class Breaker\n    pass\n");
  EXPECT_EQ(report["verdict"], "compile_error");
  const auto& first = report["build"]["diagnostics"][0];
  EXPECT_EQ(first["file"], "solution.py");
  EXPECT_EQ(first["line"], 1);
  EXPECT_EQ(first["column"], 14);
}

TEST_F(LearnerErrorTest, CppSurpriseIsShownOnceWithItsType) {
  const auto report = CheckSource(
      "solution.cpp",
      "#include \"circuit_breaker.h\"\n"
      "#include <map>\n"
      "struct CircuitBreaker::Impl {};\n"
      "CircuitBreaker::CircuitBreaker(int, std::chrono::milliseconds) {}\n"
      "CircuitBreaker::~CircuitBreaker() = default;\n"
      "State CircuitBreaker::state() const { return State::kClosed; }\n"
      "boost::asio::awaitable<std::string> CircuitBreaker::call(Operation) {\n"
      "  std::map<int, std::string> empty;\n"
      "  co_return empty.at(1);\n"
      "}\n");
  EXPECT_EQ(report["verdict"], "wrong_answer");
  EXPECT_EQ(Printed(report), "exception: std::out_of_range: map::at\n");
}

TEST_F(LearnerErrorTest, LineThatIsNoMessageEndsTheCaseAtOnce) {
  const auto report =
      CheckSource("solution.py", std::string("import os, time\n") + kPython +
                                     "        os.write(4, b'hello\\n')\n"
                                     "        time.sleep(1000)\n");
  EXPECT_EQ(report["reason"], "exception");
  EXPECT_THAT(report["message"].get<std::string>(),
              HasSubstr("wrote something that is not a message to its driver"));
}

}  // namespace
