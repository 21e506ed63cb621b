// What a submission and its interactor said to each other, for people.
#ifndef GRADER_REPORT_CONVERSATION_H_
#define GRADER_REPORT_CONVERSATION_H_

#include <string>

#include "grader/execute/observation.h"

namespace grader {

inline constexpr char kConversationHeading[] =
    "conversation (> your program, < the other side)";

// Line by line behind who said it, ">" or "<", as packages write interactions
// down. Empty if nothing was said.
std::string Conversation(const Interaction& interaction);

}  // namespace grader

#endif  // GRADER_REPORT_CONVERSATION_H_
