#include "grader/verify/package_words.h"

#include <variant>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

namespace grader {

// JSON's form of a text is one of YAML's.
std::string YamlWord(absl::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (c == '\n') {
      quoted += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      absl::StrAppendFormat(&quoted, "\\u%04x", static_cast<unsigned>(c));
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

std::string YamlList(const std::vector<std::string>& texts) {
  std::vector<std::string> quoted;
  for (const std::string& text : texts) quoted.push_back(YamlWord(text));
  return absl::StrCat("[", absl::StrJoin(quoted, ", "), "]");
}

std::string FileWord(absl::string_view name) {
  std::string word;
  for (const char c : name) {
    if (absl::ascii_isalnum(c)) {
      word += absl::ascii_tolower(c);
    } else if (!word.empty() && word.back() != '-') {
      word += '-';
    }
  }
  while (!word.empty() && word.back() == '-') word.pop_back();
  return word.empty() ? "case" : word;
}

std::optional<std::vector<std::string>> ValidatorFlagsFor(
    const TextExpectation& text) {
  if (std::holds_alternative<ExactText>(text)) {
    return std::vector<std::string>{"case_sensitive", "space_change_sensitive"};
  }
  if (std::holds_alternative<Tokens>(text)) {
    return std::vector<std::string>{"case_sensitive"};
  }
  if (const auto* floats = std::get_if<Floats>(&text)) {
    std::vector<std::string> flags = {"case_sensitive"};
    for (const auto& [name, value] :
         {std::pair("float_absolute_tolerance", floats->absolute),
          std::pair("float_relative_tolerance", floats->relative)}) {
      if (value <= 0) continue;
      flags.emplace_back(name);
      flags.push_back(absl::StrFormat("%.17g", value));
    }
    return flags;
  }
  if (const auto* checker = std::get_if<Checker>(&text)) return checker->args;
  return std::nullopt;
}

// A missing last line end is a difference where spaces count.
std::string AnswerOf(const TestCase& one) {
  std::string answer(WrittenText(*one.expect.out));
  const bool exact = std::holds_alternative<ExactText>(*one.expect.out);
  if (exact && !answer.empty() && answer.back() != '\n') answer += '\n';
  return answer;
}

}  // namespace grader
