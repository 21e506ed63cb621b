// A batch that is killed at any moment goes on as if nothing had been.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <random>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "grader/execute/monotonic.h"
#include "grader/problem/files.h"
#include "grader/testing/echo_problem.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// A number of that name in the environment, else `otherwise`.
unsigned Number(const char* name, unsigned otherwise) {
  unsigned number = 0;
  const char* const text = std::getenv(name);
  return text != nullptr && absl::SimpleAtoi(text, &number) ? number
                                                            : otherwise;
}

// GRADER_KILLS=200 GRADER_SEED=7 in the environment kill more often, and at
// other moments.
TEST(BatchKillTest, GradebookIsThatOfABatchThatWasLeftAlone) {
  const unsigned kills = Number("GRADER_KILLS", 6);
  const unsigned seed = Number("GRADER_SEED", 1);
  SCOPED_TRACE(absl::StrCat("GRADER_SEED=", seed));
  const TemporaryFolder folder;
  folder.Write("problems/echo/problem.yaml", EchoProblem());
  for (int i = 0; i < 12; ++i) {
    folder.Write(absl::StrCat("class/learner-", i, "/echo.py"),
                 absl::StrCat("print(input())  # ", i, "\n",
                              i % 3 == 0 ? "print(1)\n" : ""));
  }
  const auto batch = [&](const std::string& before, const std::string& more) {
    return Shell(absl::StrCat("cd '", folder.path().string(),
                              "' && GRADER_CACHE=cache ", before,
                              " '" GRADER_BINARY_DIR
                              "/grader' batch class --problems problems "
                              "--clock virtual --jobs 2 ",
                              more));
  };
  const auto content = [&](const std::string& name) {
    return ReadFile(folder.path() / name).value_or("(none)");
  };
  ASSERT_EQ(batch("", "--output alone").status, 0);
  // Again, when the cache has everything, as it will have.
  const absl::Time start = MonotonicNow();
  ASSERT_EQ(batch("", "--output alone").status, 0);
  const double seconds = absl::ToDoubleSeconds(MonotonicNow() - start);

  std::mt19937 random(seed);
  const auto up_to = [&](double most) {
    return std::uniform_real_distribution<double>(0.001, most)(random);
  };
  int killed = 0;
  for (unsigned i = 0; i < kills; ++i) {
    // Every third time it begins with what it had.
    if (i % 3 != 2) fs::remove_all(folder.path() / "grades");
    const std::string timeout =
        absl::StrFormat("timeout --foreground -s KILL %.4f", up_to(seconds));
    const Finished first = batch(timeout, "--output grades --resume");
    if (first.status != 0) ++killed;
    const Finished second = batch("", "--output grades --resume");
    ASSERT_EQ(second.status, 0) << second.out;
    for (const char* const name :
         {"results.jsonl", "gradebook.csv", "gradebook.html"}) {
      ASSERT_EQ(content(absl::StrCat("grades/", name)),
                content(absl::StrCat("alone/", name)))
          << name << " after kill " << i;
    }
  }
  RecordProperty("killed", killed);
  std::cout << killed << " of " << kills << " were killed in time\n";
}

}  // namespace
}  // namespace grader
