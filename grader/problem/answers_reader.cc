#include "grader/problem/answers_reader.h"

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/files.h"
#include "grader/problem/limits.h"
#include "grader/problem/readable.h"
#include "grader/problem/schema.h"
#include "grader/problem/schema_values.h"
#include "grader/problem/suggest.h"
#include "grader/problem/yaml_reader.h"

namespace grader {
namespace {

constexpr std::int64_t kMaxBytes = kMiB;

constexpr Value kLetters{
    .scalar = Scalar::kWritten, .may_be_empty = true, .items = &kWritten};
constexpr Value kAnswerMap{
    .may_be_empty = true, .names = &kId, .values = &kLetters};
constexpr Key kAnswersKeys[] = {
    {.name = "answers",
     .value = &kAnswerMap,
     .required = true,
     .description = "What is answered, by the questions' ids.",
     .example = "{unawaited-gather: b}"},
};
constexpr Record kAnswersRecord{
    .name = "the file of answers", .title = "Answers", .keys = kAnswersKeys};

const Question* FindQuestion(const Material& material, absl::string_view id) {
  for (const Question& question : material.questions) {
    if (question.id == id) return &question;
  }
  return nullptr;
}

std::string LastLetter(const Question& question) {
  return std::string(1, static_cast<char>('a' + question.choices.size() - 1));
}

void ReadAnswer(const YamlEntry& entry, const Question& question,
                Answers& answers, AuthorErrors& errors) {
  if (question.kind == QuestionKind::kFillIn) {
    if (entry.value.kind == YamlNode::Kind::kList) {
      errors.Add(entry.value.place, "this one is filled in: expected text");
      return;
    }
    answers[question.id] = entry.value.text;
    return;
  }
  std::vector<std::string> letters;
  for (const YamlNode& item : entry.value.items) letters.push_back(item.text);
  const std::string written = entry.value.kind == YamlNode::Kind::kList
                                  ? absl::StrJoin(letters, ",")
                                  : entry.value.text;
  // Left empty: not answered.
  if (written.empty()) return;
  const auto choices = ReadChoices(written, question);
  if (!choices.ok()) {
    errors.Add(entry.value.place, choices.status().message());
    return;
  }
  answers[question.id] = *choices;
}

}  // namespace

absl::StatusOr<std::string> ReadChoices(absl::string_view letters,
                                        const Question& question) {
  std::set<int> numbers;
  for (const char c : letters) {
    if (c == ',' || c == ' ') continue;
    const int number = absl::ascii_tolower(c) - 'a' + 1;
    if (number < 1 || number > static_cast<int>(question.choices.size())) {
      return absl::InvalidArgumentError(
          absl::StrCat("expected a letter from a to ", LastLetter(question),
                       ", found ", Quoted(letters)));
    }
    numbers.insert(number);
  }
  if (numbers.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("expected a letter from a to ", LastLetter(question)));
  }
  if (question.kind == QuestionKind::kChooseOne && numbers.size() > 1) {
    return absl::InvalidArgumentError("one is to be chosen, not several");
  }
  return absl::StrJoin(numbers, ",");
}

absl::StatusOr<Answers> LoadAnswers(const std::filesystem::path& path,
                                    const Material& material) {
  auto text = ReadRegularFile(path, kMaxBytes);
  if (!text.ok()) {
    return absl::Status(
        text.status().code(),
        absl::StrCat(path.string(), ": ", text.status().message()));
  }
  AuthorErrors errors(path.string(), *std::move(text));
  Answers answers;
  std::optional<YamlNode> root = ReadYaml(errors);
  if (root && CheckRecord(*root, kAnswersRecord, errors)) {
    std::vector<std::string> known;
    for (const Question& one : material.questions) known.push_back(one.id);
    for (const YamlEntry& entry : root->Find("answers")->entries) {
      const Question* const question = FindQuestion(material, entry.key.text);
      if (question == nullptr) {
        errors.Add(entry.key.place,
                   absl::StrCat("there is no question ", Quoted(entry.key.text),
                                DidYouMean(entry.key.text, known)));
        continue;
      }
      ReadAnswer(entry, *question, answers, errors);
    }
  }
  const absl::Status status = errors.ToStatus();
  if (!status.ok()) return status;
  return answers;
}

}  // namespace grader
