#include "grader/problem/package/answers_language.h"

#include <utility>

namespace grader {
namespace {

constexpr char kCaseVariable[] = "GRADER_CASE";

// In the folder $0. What a name holds is no part of this text.
constexpr char kPrintAnswer[] = R"(
for name in "$GRADER_CASE" "${GRADER_CASE##*/}"; do
  for file in "$0/$name.out" "$0/$name.ans"; do
    if [ -f "$file" ]; then exec cat "$file"; fi
  done
done
echo "there is no file $GRADER_CASE.out" >&2
)";

}  // namespace

std::shared_ptr<const LanguageTable> WithAnswers(
    const LanguageTable& languages) {
  Language answers;
  answers.name = kAnswersLanguage;
  answers.extensions = {".out", ".ans"};
  Toolchain& toolchain = answers.toolchains.emplace_back();
  toolchain.name = kAnswersLanguage;
  toolchain.programs = {"sh", "cat"};
  toolchain.run = {"sh", "-c", kPrintAnswer, "{folder}"};
  ChooseToolchain(answers, kSystemPath);
  auto table = std::make_shared<LanguageTable>(languages);
  table->push_back(std::move(answers));
  return table;
}

void AskForAnswer(TestCase& test_case) {
  test_case.environment[kCaseVariable] = test_case.name;
}

}  // namespace grader
