#include "grader/problem/linter.h"

#include <re2/re2.h>

#include <string>

#include "gmock/gmock.h"
#include "grader/problem/deduction.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using ::testing::HasSubstr;

TEST(LinterTest, TheGradersOwnTableCanBeRead) {
  const auto linters =
      ReadLinters("linters.yaml", std::string(kBuiltInLinters));
  ASSERT_TRUE(linters.ok()) << linters.status().message();
  EXPECT_EQ(*linters, BuiltInLinters());
  EXPECT_EQ(linters->size(), 4u);
}

TEST(LinterTest, EveryRowNamesLanguagesThatThereAreAndARuleOfItsOwn) {
  for (const Linter& linter : BuiltInLinters()) {
    for (const auto& [language, options] : linter.languages) {
      EXPECT_NE(FindLanguage(*BuiltInLanguages(), language), nullptr)
          << linter.name << ": " << language;
    }
    EXPECT_EQ(linter.rule.empty(), linter.example.empty()) << linter.name;
    if (linter.rule.empty()) continue;
    EXPECT_TRUE(RE2::FullMatch(linter.example, linter.rule)) << linter.name;
    EXPECT_FALSE(RE2::FullMatch("nonsense", linter.rule)) << linter.name;
  }
}

TEST(LinterTest, ABadTableIsToldWithItsPlaces) {
  const auto linters = ReadLinters("linters.yaml", R"(linters:
  mine:
    languages: {python: []}
    programs: [mine]
    command: ["{linter}"]
    finding: '^(?P<file>.*):(\d+): (?P<message>.*)$'
    cannot_read: '('
    rules: '[A-Z]'
)");
  EXPECT_EQ(linters.status().code(), absl::StatusCode::kInvalidArgument);
  for (const char* const error :
       {"linters.yaml:6:14: error: finding: it lacks the group (?P<line>",
        "linters.yaml:7:18: error: cannot_read: not a regular expression",
        "linters.yaml:8:5: error: unknown key \"rules\" in a linter; did you "
        "mean "
        "\"rule\"?"}) {
    EXPECT_THAT(std::string(linters.status().message()), HasSubstr(error));
  }
}

TEST(LinterTest, ACommandBeginsWithTheLinterAndHasWordsThatThereAre) {
  const auto linters = ReadLinters("linters.yaml", R"(linters:
  mine:
    languages: {python: []}
    programs: [mine]
    command: [mine, "{source}"]
    with_rules: ["{rule}"]
    finding: '^(?P<file>.*):(?P<line>\d+): (?P<message>.*)$'
)");
  for (const char* const error :
       {"linters.yaml:5:15: error: command: expected \"{linter}\"",
        "linters.yaml:5:21: error: command: nothing is filled in for "
        "\"{source}\"; did you mean \"{sources}\"?",
        "linters.yaml:6:18: error: with_rules: nothing is filled in for "
        "\"{rule}\"; did you mean \"{rules}\"?"}) {
    EXPECT_THAT(std::string(linters.status().message()), HasSubstr(error));
  }
}

TEST(LinterTest, ACoursesOwnRowIsUsedInPlaceOfTheGraders) {
  Deduction deduction;
  deduction.linter = "pyflakes";
  EXPECT_EQ(LinterOf(deduction), FindLinter("pyflakes"));
  const auto own = std::make_shared<Linter>();
  own->languages["rust"] = {};
  deduction.own_linter = own;
  EXPECT_EQ(LinterOf(deduction), own.get());
  EXPECT_TRUE(IsFor(deduction, *FindLanguage(*BuiltInLanguages(), "rust")));
  EXPECT_FALSE(IsFor(deduction, *FindLanguage(*BuiltInLanguages(), "python")));
}

TEST(LinterTest, WhatTheMachineLacksIsTold) {
  Linter linter;
  linter.name = "mine";
  linter.programs = {"mine-2-that-is-not-there", "mine-that-is-not-there"};
  const absl::Status status = FindLinterProgram(linter).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("what mine finds, and this machine does not have it; "
                        "install mine-2-that-is-not-there or "
                        "mine-that-is-not-there"));
}

TEST(DeductionTest, ARuleIsOneByNameOrByItsBeginning) {
  Deduction deduction;
  deduction.linter = "pycodestyle";
  EXPECT_TRUE(IsFor(deduction, "E501"));
  deduction.rules = {"E501", "W6*"};
  EXPECT_TRUE(IsFor(deduction, "E501"));
  EXPECT_TRUE(IsFor(deduction, "W605"));
  EXPECT_FALSE(IsFor(deduction, "W505"));
  EXPECT_FALSE(IsFor(deduction, "E5012"));
  EXPECT_EQ(NameOf(deduction), "pycodestyle E501, W6*");
}

TEST(DeductionTest, WarningsAreThoseOfCompilersThatTakeTheirNames) {
  Deduction deduction;
  deduction.warning = "shadow";
  EXPECT_EQ(NameOf(deduction), "warning shadow");
  for (const Language& language : *BuiltInLanguages()) {
    EXPECT_EQ(IsFor(deduction, language),
              language.name == "c" || language.name == "cpp")
        << language.name;
  }
}

}  // namespace
}  // namespace grader
