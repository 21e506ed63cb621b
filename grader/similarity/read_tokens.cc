#include "grader/similarity/read_tokens.h"

#include <optional>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "grader/execute/parser_command.h"
#include "grader/problem/limits.h"

namespace grader {
namespace {

Limits ParserLimits() {
  Limits limits;
  limits.output_bytes = 4 * kMiB;  // kMostTokens have room
  return limits;
}

}  // namespace

absl::StatusOr<std::vector<SyntaxToken>> ReadTokens(
    const std::string& language, const std::vector<SourceFile>& files,
    Runner& runner) {
  const auto command = ParserCommand(language, {"--tokens"}, files);
  if (!command.ok()) return command.status();
  const auto observation = runner.Run(*command, ParserLimits());
  if (!observation.ok()) return observation.status();
  const auto* const end = std::get_if<Exited>(&observation->termination);
  auto tokens = DecodeTokens(observation->out.Joined());
  bool whole = end != nullptr && end->code == 0 && tokens.has_value() &&
               observation->out.omitted == 0;
  const int count = static_cast<int>(files.size());
  for (const SyntaxToken& one : tokens.value_or(std::vector<SyntaxToken>())) {
    whole = whole && one.file < count;
  }
  if (!whole) {
    return absl::InvalidArgumentError(
        "the parser could not read it: is it nested very deeply?");
  }
  if (tokens->size() >= kMostTokens) {
    return absl::InvalidArgumentError(absl::StrCat(
        "it has more than the ", kMostTokens, " tokens that are compared"));
  }
  return *std::move(tokens);
}

}  // namespace grader
