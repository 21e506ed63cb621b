#include "grader/verify/equivalent.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(LoadEquivalentsTest, NoFileNoMutants) {
  const TemporaryFolder folder;
  const auto none = LoadEquivalents(folder.path());
  ASSERT_TRUE(none.ok());
  EXPECT_THAT(*none, IsEmpty());
}

TEST(LoadEquivalentsTest, FindsAMutantByItsLines) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "equivalent.yaml")
      << "equivalent:\n"
         "  - {was: if (free > 0), becomes: if (free != 0), reason: never "
         "less}\n"
         "  - {was: notify();, becomes: \"\", reason: nobody listens}\n";
  const auto found = LoadEquivalents(folder.path());
  ASSERT_TRUE(found.ok()) << found.status();
  const EquivalentMutant* one =
      FindEquivalent(*found, {7, "    if (free  > 0)", "    if (free  != 0)"});
  ASSERT_NE(one, nullptr);
  EXPECT_EQ(one->reason, "never less");
  EXPECT_NE(FindEquivalent(*found, {9, "  notify();", "  "}), nullptr);
  EXPECT_EQ(FindEquivalent(*found, {7, "if (free > 0)", "if (free < 0)"}),
            nullptr);
}

TEST(LoadEquivalentsTest, ReasonIsNeeded) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "equivalent.yaml")
      << "equivalent:\n  - {was: a, becomes: b}\n";
  EXPECT_THAT(std::string(LoadEquivalents(folder.path()).status().message()),
              HasSubstr("missing key \"reason\""));
}

}  // namespace
}  // namespace grader
