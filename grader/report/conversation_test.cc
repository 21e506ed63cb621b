#include "grader/report/conversation.h"

#include "gtest/gtest.h"

namespace grader {
namespace {

TEST(ConversationTest, EachLineSaysWhoSaidIt) {
  Interaction seen;
  EXPECT_EQ(Conversation(seen), "");
  seen.first_turns = {{true, {"1\n< correct\n", "", 0}},
                      {false, {"higher\n", "", 0}}};
  seen.turns_omitted = 5;
  seen.last_turns = {{true, {"a", "b\n", 12}}, {true, {"2", "", 0}}};
  EXPECT_EQ(Conversation(seen),
            "> 1\n"
            "> < correct\n"
            "< higher\n"
            "… 5 turns left out\n"
            "> a\n"
            "> [… 12 bytes omitted …]\n"
            "> b\n"
            "> 2  (the line does not end)\n");
}

}  // namespace
}  // namespace grader
