#include "grader/batch/gradescope_export.h"

#include <optional>

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

}  // namespace

std::map<std::string, std::vector<Learner>> ReadGradescopeMetadata(
    absl::string_view yaml) {
  std::map<std::string, std::vector<Learner>> learners;
  // It also holds dates and scores in forms that are no plain YAML; they are
  // not needed.
  AuthorErrors errors(kGradescopeMetadata, std::string(yaml));
  const std::optional<YamlNode> root = ReadYaml(errors);
  if (!root) return learners;
  for (const YamlEntry& entry : root->entries) {
    std::vector<Learner> submitters = Submitters(entry.value);
    if (!submitters.empty()) learners[entry.key.text] = std::move(submitters);
  }
  return learners;
}

}  // namespace grader
