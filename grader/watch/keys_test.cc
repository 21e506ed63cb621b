#include "grader/watch/keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(KeysTest, CharactersAndNamedKeys) {
  KeyReader keys;
  EXPECT_THAT(keys.Read("n\x1b[A\x1bOB\r\x7f"),
              ElementsAre('n', kKeyUp, kKeyDown, kKeyEnter, kKeyBackspace));
  EXPECT_THAT(keys.Read("\x1b[5~\x1b[6~"),
              ElementsAre(kKeyPageUp, kKeyPageDown));
  EXPECT_THAT(keys.Read("\x1b"), ElementsAre(kKeyEscape));
  EXPECT_THAT(keys.Read("é"), ElementsAre(0xe9));
}

TEST(KeysTest, SequencesOfOtherKeysAreLeftOut) {
  KeyReader keys;
  EXPECT_THAT(keys.Read("\x1b[1;5Cx"), ElementsAre('x'));
  EXPECT_THAT(keys.Read("\x1b["), IsEmpty());
  EXPECT_THAT(keys.Read("A"), ElementsAre(kKeyUp));
}

TEST(KeysTest, NothingHangsOnAnyBytes) {
  std::mt19937 random(1);
  KeyReader keys;
  for (int i = 0; i < 2000; ++i) {
    std::string bytes(random() % 8, '\0');
    for (char& byte : bytes) {
      byte = random() % 4 == 0 ? '\x1b' : static_cast<char>(random());
    }
    keys.Read(bytes);
  }
  // Whatever came before, an end of a sequence is one.
  keys.Read("~~");
  EXPECT_THAT(keys.Read("q"), ElementsAre('q'));
}

}  // namespace
}  // namespace grader
