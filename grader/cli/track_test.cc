// Clones of Exercism's tracks, from the command line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kTracks = GRADER_SOURCE_DIR "/fixtures/tracks";

TEST(TracksTest, ExercisesAreListed) {
  const Finished python = Grader("list " + kTracks + "/python");
  EXPECT_EQ(python.status, 0) << python.out;
  EXPECT_THAT(python.out, AllOf(HasSubstr("full-price             easy"),
                                HasSubstr("Half Price")));
  EXPECT_THAT(Grader("list " + kTracks + "/cpp").out,
              HasSubstr("half-price             medium  cpp"));
}

TEST(TracksTest, ExamplesAreAcceptedAndStubsAreNot) {
  for (const char* track :
       {"python", "cpp", "bash", "javascript", "go", "java", "rust"}) {
    const Finished proof =
        Grader(absl::StrCat("verify --verbose --course ", kTracks, "/", track));
    EXPECT_EQ(proof.status, 0) << proof.out;
    EXPECT_THAT(proof.out, HasSubstr("ok   starters"));
    EXPECT_THAT(proof.out, HasSubstr("references"));
  }
}

TEST(TracksTest, CloneIsVerifiedByItsFolder) {
  const Finished proof = Grader(absl::StrCat("verify ", kTracks, "/python"));
  EXPECT_EQ(proof.status, 0) << proof.out;
  EXPECT_THAT(proof.out,
              AllOf(HasSubstr("ok   full-price"), HasSubstr("ok   half-price"),
                    HasSubstr("3 of 3 hold\n")));
  const Finished none = Grader("verify " GRADER_SOURCE_DIR "/fixtures/yaml");
  EXPECT_EQ(none.status, 2) << none.out;
}

// What is to be refactored works already: `verify` holds with the stub of
// tidy-price, and does not where nothing says that it is one of those.
TEST(TracksTest, StubThatIsToBeRefactoredMayBeRight) {
  const TemporaryFolder folder;
  fs::copy(kTracks + "/python", folder.path() / "track",
           fs::copy_options::recursive);
  const std::string exercise = "track/exercises/practice/tidy-price";
  const std::string config = (folder.path() / exercise / ".meta/config.json");
  Shell("sed -i 's/Refactor what/Write what/' " + config);
  const Finished proof =
      Grader("verify " + (folder.path() / exercise).string());
  EXPECT_EQ(proof.status, 1) << proof.out;
  EXPECT_THAT(proof.out, HasSubstr("FAIL starters"));
}

// The tests that Bats and Jest leave out until they are asked for are run, and
// what they skip for another reason is none.
TEST(TracksTest, TestsOfBatsAndJestAreCases) {
  const std::string exercise = "/exercises/practice/half-price";
  for (const auto& [track, example, count] :
       {std::make_tuple("bash", "/.meta/example.sh", 4u),
        std::make_tuple("javascript", "/.meta/proof.ci.js", 6u)}) {
    const std::string folder = absl::StrCat(kTracks, "/", track, exercise);
    const Finished report = Grader(
        absl::StrCat("check ", folder, " ", folder, example, " --format json"));
    EXPECT_EQ(report.status, 0) << report.out;
    const auto json = nlohmann::json::parse(report.out);
    EXPECT_EQ(json["cases"].size(), count) << report.out;
    EXPECT_GT(json["cases"][1]["test"]["line"], 0) << report.out;
  }
}

// Each would pass if what a program says of itself counted.
TEST(TracksTest, ForgedResultsAreNotAccepted) {
  const TemporaryFolder folder;
  const std::vector<std::pair<std::string, std::string>> forgeries = {
      {"bash", "echo 'ok 1 even amount' >&3; exit 0\n"},
      {"bash", "echo 'ok 1 even amount' >&3; kill -9 $PPID\n"},
      {"bash",
       "printf '1..1\\nok 1 even amount\\n' >&3; pkill -9 bats; kill -9 "
       "$PPID\n"},
      {"bash", "for p in $(seq 2 90); do kill -9 $p; done 2>/dev/null\n"},
      {"javascript",
       "process.exit(0);\nexport const reduced = 1, receipt = 1;\n"},
      {"javascript",
       "Object.is = () => true;\nexport const reduced = () => 1, receipt = "
       "reduced;\n"},
      {"javascript",
       "Object.prototype.toJSON = function () { return {...this, outcome: "
       "'passed'}; };\nexport const reduced = () => 1, receipt = reduced;\n"},
      {"javascript",
       "import { expect } from '@jest/globals';\nexpect.extend({});\n"
       "export const reduced = () => 1, receipt = reduced;\n"},
      {"javascript",
       "globalThis.expect.extend({toBe: () => ({pass: true})});\nexport const "
       "reduced = () => 1, receipt = reduced;\n"},
      {"javascript",
       "import { writeSync } from 'node:fs';\nwriteSync(0, '{\"tests\": "
       "[{\"id\": \"reduced › even amount\", \"outcome\": \"passed\"}]}\\n');"
       "\nprocess.exit(0);\nexport const reduced = () => 1, receipt = 1;\n"},
      {"javascript",
       "globalThis.describe?.('reduced', () => globalThis.test('even amount', "
       "() => {}));\nexport const reduced = () => 1, receipt = reduced;\n"},
      {"javascript",
       "const jest = await import(new URL('jest_globals.mjs', 'file://' + "
       "process.argv[1]));\njest.describe('reduced', () => jest.test('even "
       "amount', () => {}));\nexport const reduced = () => 1, receipt = "
       "reduced;\n"},
      {"javascript",
       "const { is } = Object;\nObject.is = () => { Object.is = is; return "
       "true; };\nexport const reduced = () => 1, receipt = reduced;\n"},
      {"javascript",
       "globalThis.test = () => {};\nArray.prototype.every = () => true;\n"
       "export const reduced = () => 1, receipt = reduced;\n"}};
  for (const auto& [track, text] : forgeries) {
    const std::string name =
        track == "bash" ? "half_price.sh" : "half-price.js";
    folder.Write(name, text);
    const Finished report = Grader(absl::StrCat(
        "check ", kTracks, "/", track, "/exercises/practice/half-price ",
        (folder.path() / name).string(), " --format json"));
    EXPECT_EQ(report.status, 1) << text << report.out;
    const auto json = nlohmann::json::parse(report.out);
    for (const auto& one : json["cases"]) {
      EXPECT_NE(one["verdict"], "accepted") << text << one;
      EXPECT_NE(one["verdict"], "judge_error") << text << one;
    }
  }
}

TEST(TracksTest, AcceptedStubIsTold) {
  const TemporaryFolder folder;
  const fs::path track = folder.path() / "track";
  fs::copy(kTracks + "/python", track, fs::copy_options::recursive);
  folder.Write("track/exercises/practice/half-price/half_price.py",
               "def reduced(cents):\n    return cents // 2\n");
  const Finished proof = Grader(absl::StrCat("verify ", track.string(),
                                             "/exercises/practice/half-price"));
  EXPECT_EQ(proof.status, 1) << proof.out;
  EXPECT_THAT(proof.out, AllOf(HasSubstr("FAIL starters"),
                               HasSubstr("some case must be WA or TLE")));
}

// A learner's folder holds the tests, which may have been changed.
TEST(TracksTest, FolderOfALearnersIsGradedByTheTracksTests) {
  const TemporaryFolder folder;
  for (const std::string track : {"python", "cpp"}) {
    const std::string exercise =
        absl::StrCat(kTracks, "/", track, "/exercises/practice/half-price");
    const fs::path mine = folder.path() / track;
    fs::copy(exercise, mine, fs::copy_options::recursive);
    if (track == "cpp") {
      folder.Write("cpp/half_price.h",
                   "namespace half_price { int reduced(int cents); }\n");
      folder.Write("cpp/half_price.cpp",
                   "#include \"half_price.h\"\nint "
                   "half_price::reduced(int cents) { return cents / 2; }\n");
    } else {
      folder.Write("python/half_price.py",
                   "def reduced(cents):\n    return cents // 2\n");
    }
    folder.Write(track + "/half_price_test." + (track == "cpp" ? "cpp" : "py"),
                 "changed by the learner\n");
    const std::string check =
        absl::StrCat("check ", exercise, " ", mine.string());
    const Finished report = Grader(check);
    EXPECT_EQ(report.status, 0) << report.out;
  }
  folder.Write("python/half_price.py",
               "def reduced(cents):\n    return (cents + 1) // 2\n");
  const Finished wrong = Grader(
      absl::StrCat("check --course ", kTracks, "/python half-price ",
                   (folder.path() / "python").string(), " --format json"));
  EXPECT_EQ(wrong.status, 1) << wrong.out;
  EXPECT_EQ(nlohmann::json::parse(wrong.out)["verdict"], "wrong_answer");
}

TEST(TracksTest, FaultsOfAnExerciseAreTold) {
  const TemporaryFolder folder;
  fs::copy(kTracks + "/python", folder.path() / "track",
           fs::copy_options::recursive);
  const std::string exercise = "track/exercises/practice/half-price/";
  const std::string list = "list " + (folder.path() / "track").string();
  for (const auto& [config, told] :
       std::vector<std::pair<std::string, std::string>>{
           {"{", "config.json: error: "},
           {"{\"files\": {\"test\": [\"a\"], \"example\": [\"a\"]}}",
            "files.solution: expected at least one file"},
           {"{\"files\": {\"solution\": [\"half_price.py\"], \"test\": "
            "[\"tests.py\"], \"example\": [\".meta/example.py\"]}}",
            "files.test: there is no file \"tests.py\""},
           {"{\"files\": {\"solution\": [\"half_price.py\"], \"test\": "
            "[\"../half-price/half_price_test.py\"], \"example\": [\"a\"]}}",
            "files.test: there is no file"},
           {"{\"files\": {\"solution\": [\"half_price.py\"], \"test\": "
            "[\".docs/instructions.md\"], \"example\": "
            "[\".meta/example.py\"]}}",
            "not supported; expected tests in C++ (Catch2), Python"}}) {
    folder.Write(exercise + ".meta/config.json", config);
    const Finished listed = Grader(list);
    EXPECT_EQ(listed.status, 2) << listed.out;
    EXPECT_THAT(listed.out, AllOf(HasSubstr(told), HasSubstr("full-price"),
                                  Not(HasSubstr("Half Price"))));
  }
}

}  // namespace
}  // namespace grader
