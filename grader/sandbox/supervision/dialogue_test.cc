#include "grader/sandbox/supervision/dialogue.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace grader::sandbox {
namespace {

Interaction Written(const Transcript& transcript) {
  Interaction interaction;
  transcript.Write(interaction);
  return interaction;
}

TEST(TranscriptTest, WhatOneSaysInARowIsOneTurn) {
  Transcript transcript;
  transcript.Add(true, "1");
  transcript.Add(true, "\n");
  transcript.Add(false, "no\n");
  const Interaction seen = Written(transcript);
  ASSERT_EQ(seen.first_turns.size(), 2u);
  EXPECT_EQ(seen.first_turns[0], (Utterance{true, {"1\n", "", 0}}));
  EXPECT_EQ(seen.first_turns[1], (Utterance{false, {"no\n", "", 0}}));
  EXPECT_TRUE(seen.last_turns.empty());
}

TEST(TranscriptTest, OfMuchTheMiddleIsLeftOut) {
  Transcript transcript;
  for (int i = 0; i < 100; ++i) transcript.Add(i % 2 == 0, absl::StrCat(i));
  const std::string text = std::string(5000, 'a') + std::string(5000, 'b');
  transcript.Add(true, text);
  const Interaction seen = Written(transcript);
  EXPECT_EQ(seen.first_turns.size(), 10u);
  EXPECT_EQ(seen.last_turns.size(), 30u);
  EXPECT_EQ(seen.turns_omitted, 61);
  EXPECT_EQ(seen.last_turns[28].text.head, "99");
  EXPECT_EQ(seen.last_turns[29].text,
            (CapturedText{std::string(512, 'a'), std::string(512, 'b'),
                          10000 - 1024}));
}

}  // namespace
}  // namespace grader::sandbox
