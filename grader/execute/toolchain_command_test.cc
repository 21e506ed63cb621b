#include "grader/execute/toolchain_command.h"

#include <functional>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader {
namespace {

using ::testing::ElementsAre;

TEST(FillInTest, WhatIsPutInIsNotLookedAtAgain) {
  EXPECT_THAT(FillIn({}, {"{stem}Kt", "{main}{stem}"},
                     {{"stem", {"{stem}"}}, {"main", {"{stem}.kt"}}}),
              ElementsAre("{stem}Kt", "{stem}.kt{stem}"));
}

TEST(FillInTest, OtherBracesStay) {
  EXPECT_THAT(FillIn({}, {"print {x} {main} {", "a}{main}", "{{main}}"},
                     {{"main", {"m"}}}),
              ElementsAre("print {x} m {", "a}m", "{m}"));
}

TEST(FillInTest, AWordOfItsOwnBecomesAll) {
  EXPECT_THAT(FillIn({}, {"{sources}", "{none}", "-{sources}"},
                     {{"sources", {"a", "b"}}}),
              ElementsAre("a", "b", "-a"));
}

TEST(ToolchainHashTest, EveryFieldOfARowCounts) {
  const Language row = *FindLanguage(*BuiltInLanguages(), "cpp");
  const std::vector<std::function<void(Language&)>> changes = {
      [](Language& l) { l.name += "x"; },
      [](Language& l) { l.extensions.push_back(".x"); },
      [](Language& l) { l.headers.push_back(".x"); },
      [](Language& l) { l.diagnostics = DiagnosticFormat::kGo; },
      [](Language& l) { l.environment["X"] = "x"; },
      [](Language& l) { l.readable.emplace_back("/opt/x"); },
      [](Language& l) { l.runtime_processes += 1; },
      [](Language& l) { l.runtime_memory_bytes += 1; },
      [](Language& l) { l.build_limits.cpu += absl::Seconds(1); },
      [](Language& l) { l.build_limits.files += 1; },
      [](Language& l) { l.build_limits.open_files += 1; },
      [](Language& l) { l.toolchain.name += "x"; },
      [](Language& l) { l.toolchain.programs.push_back("x"); },
      [](Language& l) { l.toolchain.linkers.push_back("x"); },
      [](Language& l) { l.toolchain.identity.emplace_back("/x"); },
      [](Language& l) { l.toolchain.compile.push_back("x"); },
      [](Language& l) { l.toolchain.link.push_back("x"); },
      [](Language& l) { l.toolchain.precompile.push_back("x"); },
      [](Language& l) { l.toolchain.with_driver.push_back("x"); },
      [](Language& l) { l.toolchain.with_support.push_back("x"); },
      [](Language& l) { l.toolchain.with_schedules.push_back("x"); },
      [](Language& l) { l.toolchain.build.push_back({"x"}); },
      [](Language& l) { l.toolchain.prepare.push_back({"x"}); },
      [](Language& l) { l.toolchain.run.push_back("x"); },
      [](Language& l) { l.toolchain.run_with_driver.push_back("x"); },
      [](Language& l) { l.toolchain.drive.push_back("x"); },
      [](Language& l) { l.toolchain.found["x"] = "/x"; },
      [](Language& l) { l.toolchain.linker = "x"; },
  };
  const std::string hash = ToolchainHash(row);
  EXPECT_EQ(ToolchainHash(row), hash);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    Language changed = row;
    changes[i](changed);
    EXPECT_NE(ToolchainHash(changed), hash) << "change " << i;
  }
}

}  // namespace
}  // namespace grader
