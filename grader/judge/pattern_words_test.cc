#include "grader/judge/pattern_words.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

TEST(PatternWordsTest, CapturesAreInWordsAndBracesAreBraces) {
  const auto pattern = ParsePattern(
      {"[{id:hex8}] {{start}} {who:word}\n{n:int} {x:float} {rest:text}\n"
       "[{id}] by {who}",
       {},
       false});
  ASSERT_TRUE(pattern.ok()) << pattern.status();
  EXPECT_THAT(PatternInWords(*pattern),
              ::testing::ElementsAre(
                  "[<8 hex digits: id>] {start} <a word: who>",
                  "<a whole number: n> <a number: x> <any text: rest>",
                  "[<the same id>] by <the same who>"));
}

}  // namespace
}  // namespace grader
