// Clones of Exercism's tracks, from the command line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

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
  for (const char* track : {"python", "cpp"}) {
    const Finished proof =
        Grader(absl::StrCat("verify --verbose --course ", kTracks, "/", track));
    EXPECT_EQ(proof.status, 0) << proof.out;
    EXPECT_THAT(proof.out, HasSubstr("ok   starters"));
    EXPECT_THAT(proof.out, HasSubstr("references"));
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
            "not supported; expected tests in C++"}}) {
    folder.Write(exercise + ".meta/config.json", config);
    const Finished listed = Grader(list);
    EXPECT_EQ(listed.status, 2) << listed.out;
    EXPECT_THAT(listed.out, AllOf(HasSubstr(told), HasSubstr("full-price"),
                                  Not(HasSubstr("Half Price"))));
  }
}

}  // namespace
}  // namespace grader
