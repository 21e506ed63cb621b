#include "grader/judge/prompt_note.h"

#include <string>
#include <utility>

#include "gtest/gtest.h"

namespace grader {
namespace {

std::string NoteOn(const std::string& prompt) {
  return "; \"" + prompt +
         "\" is printed before the right answer: everything that is printed "
         "is judged, also a prompt";
}

TEST(PromptNoteTest, NamesThePrompt) {
  EXPECT_EQ(PromptNote("14\n", "Enter a number: 14\n"),
            NoteOn("Enter a number:"));
  EXPECT_EQ(PromptNote("14\n", "n=14\n"), NoteOn("n="));
  EXPECT_EQ(PromptNote("14\n", "Enter a number:\n14\n"),
            NoteOn("Enter a number:"));
  EXPECT_EQ(PromptNote("1\n2\n", "first? second? 1\n2\n"),
            NoteOn("first? second?"));
}

TEST(PromptNoteTest, NamesTheFirstOfOnePerLine) {
  EXPECT_EQ(PromptNote("1\n2\n3\n", "a: 1\n2\nb: 3\n"), NoteOn("a:"));
}

TEST(PromptNoteTest, WhiteSpaceDoesNotCount) {
  EXPECT_EQ(PromptNote("1 2", "Go:   1\n2\n"), NoteOn("Go:"));
}

TEST(PromptNoteTest, OtherDifferencesAreNoPrompts) {
  for (const auto& [expected, actual] :
       {std::pair("14", "114"), std::pair("14", "3 14"), std::pair("14", "x14"),
        std::pair("14", "Enter a number: 15"), std::pair("14", "14"),
        std::pair("", "hello"), std::pair("a\nb", "x: a\nc"),
        std::pair("14", "")}) {
    EXPECT_EQ(PromptNote(expected, actual), "") << actual;
  }
  EXPECT_EQ(PromptNote("14", std::string(300, 'a') + ": 14"), "");
}

}  // namespace
}  // namespace grader
