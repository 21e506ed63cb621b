#include "grader/batch/gradescope_export.h"

#include <optional>

#include "grader/batch/moment.h"
#include "grader/problem/yaml_reader.h"

namespace grader {
namespace {

// A text of `node`. Gradescope writes Ruby's symbols, which begin with ':'.
std::string Text(const YamlNode& node, absl::string_view key) {
  const YamlNode* const value = node.Find(key);
  const bool is_text =
      value != nullptr && value->kind == YamlNode::Kind::kScalar;
  return is_text ? value->text : "";
}

std::vector<Learner> Submitters(const YamlNode& submission) {
  std::vector<Learner> learners;
  const YamlNode* const submitters = submission.Find(":submitters");
  if (submitters == nullptr) return learners;
  for (const YamlNode& submitter : submitters->items) {
    Learner learner;
    learner.name = Text(submitter, ":name");
    learner.id = Text(submitter, ":sid");
    learner.email = Text(submitter, ":email");
    if (learner.name.empty()) learner.name = TellingPart(learner);
    if (!learner.name.empty()) learners.push_back(learner);
  }
  return learners;
}

// A time, or an object of Ruby's that has it in UTC.
std::optional<absl::Time> TimeOf(const YamlNode& submission) {
  const YamlNode* const created = submission.Find(":created_at");
  if (created == nullptr) return std::nullopt;
  const std::string text = created->kind == YamlNode::Kind::kScalar
                               ? created->text
                               : Text(*created, "utc");
  const auto moment = ReadMoment(text, nullptr);
  if (!moment.ok()) return std::nullopt;
  return moment->time;
}

}  // namespace

std::map<std::string, GradescopeHandIn> ReadGradescopeMetadata(
    absl::string_view yaml) {
  std::map<std::string, GradescopeHandIn> hand_ins;
  // It also holds things in forms that are no plain YAML; they are not needed.
  AuthorErrors errors(kGradescopeMetadata, std::string(yaml));
  const std::optional<YamlNode> root = ReadYaml(errors);
  if (!root) return hand_ins;
  for (const YamlEntry& entry : root->entries) {
    std::vector<Learner> submitters = Submitters(entry.value);
    if (submitters.empty()) continue;
    hand_ins[entry.key.text] = {std::move(submitters), TimeOf(entry.value)};
  }
  return hand_ins;
}

}  // namespace grader
