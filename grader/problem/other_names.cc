#include "grader/problem/other_names.h"

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace grader {
namespace {

struct OtherName {
  absl::string_view word;
  absl::string_view key;         // which the map must be able to have
  absl::string_view write = {};  // not given: the key
};

// The first that fits.
constexpr OtherName kOtherNames[] = {
    {"input", "stdin"},
    {"in", "stdin"},
    {"input_file", "stdin_file"},
    {"output", "expect", "expect: {stdout: …}"},
    {"out", "expect", "expect: {stdout: …}"},
    {"expected", "expect"},
    {"expected_output", "expect", "expect: {stdout: …}"},
    {"answer", "expect", "expect: {stdout: …}"},
    {"result", "expect", "expect: {stdout: …}"},
    {"output", "stdout"},
    {"expected", "stdout"},
    {"answer", "stdout"},
    {"output_file", "stdout_file"},
    {"return_code", "exit_code"},
    {"status", "exit_code"},
    {"exit", "exit_code"},
    {"score", "points"},
    {"weight", "points"},
    {"worth", "points"},
    {"value", "points"},
    {"max_score", "points"},
    {"hidden", "visibility", "visibility: hidden"},
    {"private", "visibility", "visibility: hidden"},
    {"secret", "visibility", "visibility: hidden"},
    {"public", "visibility", "visibility: visible"},
    {"sample", "visibility", "visibility: visible"},
    {"timeout", "elapsed"},
    {"time", "elapsed"},
    {"time_limit", "elapsed"},
    {"cpu_time", "cpu"},
    {"ram", "memory"},
    {"mem", "memory"},
    {"memory_limit", "memory"},
    {"threads", "processes"},
    {"timeout", "limits", "limits: {elapsed: …}"},
    {"time_limit", "limits", "limits: {elapsed: …}"},
    {"timelimit", "limits", "limits: {elapsed: …}"},
    {"memory_limit", "limits", "limits: {memory: …}"},
    {"memory", "limits", "limits: {memory: …}"},
    {"description", "title", "it in statement.md"},
    {"statement", "title", "it in statement.md"},
    {"text", "programs", "it in text.md"},
    {"body", "programs", "it in text.md"},
    {"name", "title"},
    {"level", "difficulty"},
    {"explanation", "why"},
    {"comment", "why"},
    {"message", "why"},
    {"feedback", "why"},
    {"argv", "args"},
    {"arguments", "args"},
    {"command_line", "args"},
    {"environment", "env"},
    {"variables", "env"},
    {"depends", "needs"},
    {"depends_on", "needs"},
    {"requires", "needs"},
    {"test_cases", "cases"},
    {"testcases", "cases"},
    {"groups", "cases"},
    {"subtasks", "groups"},
    {"test_groups", "groups"},
    {"hint", "hints"},
    {"tolerance", "absolute"},
    {"epsilon", "absolute"},
    {"precision", "absolute"},
    {"delta", "absolute"},
    {"contains", "regex", "regex: '(?s).*….*'"},
    {"ignore_whitespace", "tokens"},
    {"path", "file"},
    {"filename", "file"},
    {"asynchronous", "async"},
    {"asyncronous", "async"},
    {"is_async", "async"},
    {"returns", "result"},
    {"return", "result"},
    {"params", "parameters"},
    {"arguments", "parameters"},
    {"problems", "units"},
    {"exercises", "units"},
    {"lessons", "units"},
    {"extensions", "sources"},
    {"command", "run"},
    {"times", "repeat", "repeat: {times: …, seed: …}"},
    {"seed", "repeat", "repeat: {times: …, seed: …}"},
    {"language", "languages"},
    {"std", "standard"},
    {"optimization", "optimize"},
    {"opt", "optimize"},
    {"cflags", "build", "build: {optimize: …, standard: …}"},
    {"cxxflags", "build", "build: {optimize: …, standard: …}"},
    {"flags", "build", "build: {optimize: …, standard: …}"},
    {"compiler_flags", "build", "build: {optimize: …, standard: …}"},
    {"sanitizer", "sanitize"},
    {"sanitizers", "sanitize"},
    {"stack_size", "stack"},
    {"stack_limit", "stack"},
};

}  // namespace

std::string OtherNameFor(absl::string_view word,
                         const std::vector<std::string>& known) {
  const std::string plain =
      absl::StrReplaceAll(absl::AsciiStrToLower(word), {{"-", "_"}});
  for (const OtherName& other : kOtherNames) {
    if (plain != other.word || !absl::c_linear_search(known, other.key)) {
      continue;
    }
    return other.write.empty() ? absl::StrCat("\"", other.key, "\"")
                               : std::string(other.write);
  }
  return "";
}

}  // namespace grader
