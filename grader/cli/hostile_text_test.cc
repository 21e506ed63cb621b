// What a submission prints reaches every format safely: the reports about
// those in fixtures/hostile/output/ are read by parsers that are not ours.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "grader/testing/shell.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

const fs::path kHostile = fs::path(GRADER_SOURCE_DIR) / "fixtures/hostile";

// Python, since it shares no code with the writers. Reads the report from stdin
// and complains, or says nothing.
constexpr char kText[] = R"(
import sys, unicodedata
text = sys.stdin.buffer.read().decode("utf-8")
assert text.endswith("\n"), "no end of line"
for line in text[:-1].split("\n"):
    bad = [c for c in line if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    assert not bad, f"{bad} in {line!r}"
    assert not line.lstrip().startswith(("::", "##[", "##vso[")), f"a command: {line!r}"
    assert len(line) <= 500, "a line without an end"
assert len(text) < 50_000, "too long"
)";
constexpr char kJson[] = R"(
import json, sys
text = sys.stdin.buffer.read().decode("utf-8")
def once(pairs):
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names)), f"twice the same name: {names}"
    return dict(pairs)
def refuse(constant):
    raise AssertionError(f"not JSON: {constant}")
report = json.loads(text, object_pairs_hook=once, parse_constant=refuse)
assert report["schema"] == "grader.report/1"
assert report["verdict"] != "accepted"
assert not [c for c in text if ord(c) < 32 and c != "\n" or 127 <= ord(c) < 160]
json.dumps(report).encode("ascii")
def strings(value):
    if isinstance(value, str): yield value
    elif isinstance(value, dict):
        for element in value.values(): yield from strings(element)
    elif isinstance(value, list):
        for element in value: yield from strings(element)
for string in strings(report): string.encode("utf-8")
)";

std::vector<fs::path> Programs() {
  std::vector<fs::path> programs = {kHostile / "building/many_errors.cpp",
                                    kHostile / "building/many_warnings.cpp",
                                    kHostile / "building/message_flood.cpp",
                                    kHostile / "building/long_names.cpp"};
  for (const auto& entry : fs::directory_iterator(kHostile / "output")) {
    programs.push_back(entry.path());
  }
  return programs;
}

class HostileTextTest : public ::testing::TestWithParam<fs::path> {
 protected:
  HostileTextTest() {
    char folder[] = "/tmp/hostile_text_test-XXXXXX";
    folder_ = mkdtemp(folder);
    Write("text.py", kText);
    Write("json.py", kJson);
  }
  ~HostileTextTest() override { fs::remove_all(folder_); }

  void Write(const std::string& name, const std::string& content) {
    std::ofstream(folder_ / name) << content;
  }

  // The report in `format`, and what the reader of that name says about it.
  void ExpectSafe(const std::string& format, const std::string& reader) {
    const fs::path report = folder_ / "report";
    const Finished graded = Shell("'" GRADER_BINARY_DIR "/grader' check '" +
                                  (kHostile / "problems/echo").string() +
                                  "' '" + GetParam().string() + "' --format " +
                                  format + " 2>&1 >'" + report.string() + "'");
    EXPECT_EQ(graded.status, 1);
    EXPECT_EQ(graded.out, "") << "on stderr";
    const Finished read = Shell("python3 -I '" + (folder_ / reader).string() +
                                "' <'" + report.string() + "' 2>&1");
    EXPECT_EQ(read.status, 0) << read.out;
  }

  fs::path folder_;
};

TEST_P(HostileTextTest, ReachesTheTextSafely) { ExpectSafe("text", "text.py"); }

TEST_P(HostileTextTest, ReachesJsonSafely) { ExpectSafe("json", "json.py"); }

INSTANTIATE_TEST_SUITE_P(Every, HostileTextTest,
                         ::testing::ValuesIn(Programs()),
                         [](const auto& program) {
                           return program.param.stem().string();
                         });

}  // namespace
}  // namespace grader
