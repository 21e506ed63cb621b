#include "grader/report/conversation.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "grader/problem/units.h"
#include "grader/report/plain_text.h"

namespace grader {
namespace {

void Append(const Utterance& said, std::string& text) {
  const std::string whole = WithOmission(said.text);
  const bool ended = absl::EndsWith(whole, "\n");
  for (const absl::string_view line :
       absl::StrSplit(absl::StripSuffix(whole, "\n"), '\n')) {
    absl::StrAppend(&text, said.of_submission ? "> " : "< ", line, "\n");
  }
  // Whoever reads a line still waits for the rest of it.
  if (!ended) text.insert(text.size() - 1, "  (the line does not end)");
}

}  // namespace

std::string Conversation(const Interaction& interaction) {
  std::string text;
  for (const Utterance& said : interaction.first_turns) Append(said, text);
  if (interaction.turns_omitted > 0) {
    absl::StrAppend(&text, "… ", Counted(interaction.turns_omitted, "turn"),
                    " left out\n");
  }
  for (const Utterance& said : interaction.last_turns) Append(said, text);
  return text;
}

}  // namespace grader
