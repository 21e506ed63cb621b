// Any bytes as what a submission printed, held against any expected text. The
// first byte chooses the kind of comparison; a NUL byte parts the two texts.
#include <optional>
#include <string>
#include <utility>

#include "grader/judge/check.h"
#include "grader/problem/pattern.h"
#include "grader/testing/fuzz/require.h"

namespace {

// Nothing where an author would have been told that it is wrong.
std::optional<grader::TextExpectation> MakeExpectation(int kind,
                                                       std::string text) {
  switch (kind) {
    case 0:
      return grader::ExactText{std::move(text)};
    case 1:
      return grader::Tokens{std::move(text)};
    case 2:
      return grader::UnorderedLines{std::move(text)};
    case 3:
      return grader::Floats{std::move(text), 0.001, 1e-6};
  }
  grader::Pattern pattern{std::move(text), {}, kind == 5};
  if (!grader::ParsePattern(pattern).ok()) return std::nullopt;
  return pattern;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data,
                                      std::size_t size) {
  if (size == 0) return 0;
  const int kind = data[0] % 6;
  const absl::string_view texts = grader::Bytes(data + 1, size - 1);
  const std::size_t end = texts.find('\0');
  const std::string expected(texts.substr(0, end));
  grader::TestCase test_case;
  test_case.expect.out = MakeExpectation(kind, expected);
  if (!test_case.expect.out) return 0;
  grader::Observation run;
  run.termination = grader::Exited{0};
  run.out.head = end == absl::string_view::npos
                     ? expected
                     : std::string(texts.substr(end + 1));
  for (const grader::CheckResult& check : grader::RunChecks(test_case, run)) {
    grader::Require(check.passed || !check.message.empty(),
                    "what is wrong is told");
    if (check.kind == grader::CheckKind::kStdout && kind <= 2) {
      grader::Require(check.passed || run.out.head != expected,
                      "the same text is right");
    }
  }
  return 0;
}
