#include "grader/course/badge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_replace.h"
#include "grader/course/secrets.h"

namespace grader {
namespace {

using ::testing::HasSubstr;

const std::string kKey(32, 'k');

Badge Earned() {
  return {"Waits & <wins>", "the-quiz", "hash", "Ada \"the\" first",
          absl::FromUnixSeconds(1'700'000'000)};
}

std::string Refusal(const std::string& file) {
  return std::string(VerifyBadge(file, PublicKey(kKey)).status().message());
}

TEST(BadgeTest, JsonIsReadBack) {
  const auto badge = VerifyBadge(BadgeJson(Earned(), kKey), PublicKey(kKey));
  ASSERT_TRUE(badge.ok()) << badge.status();
  EXPECT_EQ(*badge, Earned());
}

TEST(BadgeTest, ImageIsReadBack) {
  const std::string json = BadgeJson(Earned(), kKey);
  const auto badge = VerifyBadge(BadgeImage(Earned(), json), PublicKey(kKey));
  ASSERT_TRUE(badge.ok()) << badge.status();
  EXPECT_EQ(*badge, Earned());
}

TEST(BadgeTest, EveryChangedLetterIsFound) {
  const std::string json = BadgeJson(Earned(), kKey);
  for (std::size_t i = 0; i < json.size(); ++i) {
    std::string changed = json;
    changed[i] = changed[i] == 'x' ? 'y' : 'x';
    EXPECT_NE(Refusal(changed), "") << i;
  }
}

TEST(BadgeTest, ImageThatShowsSomethingElseIsRefused) {
  const std::string image = BadgeImage(Earned(), BadgeJson(Earned(), kKey));
  EXPECT_THAT(Refusal(absl::StrReplaceAll(
                  image, {{"2023-11-14</text>", "2024-11-14</text>"}})),
              HasSubstr("shows something else"));
}

TEST(BadgeTest, BadgeSignedByAnotherIsRefused) {
  EXPECT_THAT(Refusal(BadgeJson(Earned(), std::string(32, 'o'))),
              HasSubstr("is not the grader's"));
}

TEST(BadgeTest, WhatIsNoBadgeIsRefused) {
  for (const char* file :
       {"", "{}", "[]", "<svg>", "\xff", "{\"schema\": 1}"}) {
    EXPECT_NE(Refusal(file), "") << file;
  }
}

}  // namespace
}  // namespace grader
