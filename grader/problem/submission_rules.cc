#include "grader/problem/submission_rules.h"

#include <fnmatch.h>

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/files.h"
#include "grader/problem/readable.h"
#include "grader/problem/suggest.h"
#include "grader/problem/yaml_reader.h"

namespace grader {
namespace {

const std::vector<std::string>& VerdictCodes() {
  static const auto& codes = *new std::vector<std::string>{
      "AC", "WA", "TLE", "RTE", "MLE", "OLE", "CE"};
  return codes;
}

std::string Unknown(absl::string_view what, const std::string& found,
                    const std::vector<std::string>& known) {
  std::string message = absl::StrCat("unknown ", what, " ", Quoted(found),
                                     "; expected ", absl::StrJoin(known, ", "));
  if (const auto closest = Closest(found, known)) {
    absl::StrAppend(&message, "; did you mean \"", *closest, "\"?");
  }
  return message;
}

std::vector<std::string> Texts(const YamlNode& node, AuthorErrors& errors) {
  std::vector<std::string> texts;
  if (node.kind != YamlNode::Kind::kList) {
    errors.Add(node.place, "expected a list in [ ]");
    return texts;
  }
  for (const YamlNode& item : node.items) {
    if (item.kind == YamlNode::Kind::kScalar) {
      texts.push_back(item.text);
    } else {
      errors.Add(item.place, "expected a text");
    }
  }
  return texts;
}

std::vector<std::string> Codes(const YamlNode& node, AuthorErrors& errors) {
  std::vector<std::string> codes = Texts(node, errors);
  for (const std::string& code : codes) {
    if (std::find(VerdictCodes().begin(), VerdictCodes().end(), code) ==
        VerdictCodes().end()) {
      errors.Add(node.place, Unknown("verdict", code, VerdictCodes()));
    }
  }
  return codes;
}

// Points, or the least and the most of them.
Bound<Points> ReadScore(const YamlNode& node, AuthorErrors& errors) {
  const bool two = node.kind == YamlNode::Kind::kList && node.items.size() == 2;
  const YamlNode& least = two ? node.items[0] : node;
  const YamlNode& most = two ? node.items[1] : node;
  const Bound<Points> score = {ParsePoints(least.text), ParsePoints(most.text)};
  if (!score.min || !score.max) {
    errors.Add(node.place,
               "score: expected points, such as 2.5, or the least and the most "
               "of them, such as [0, 2.5]");
  }
  return score;
}

SubmissionRule ReadRule(const YamlEntry& entry, AuthorErrors& errors) {
  SubmissionRule rule;
  rule.glob = entry.key.text;
  if (entry.value.kind != YamlNode::Kind::kMap) {
    errors.Add(entry.value.place, "expected {permitted: […], …}");
    return rule;
  }
  for (const YamlEntry& item : entry.value.entries) {
    const std::string& key = item.key.text;
    if (key == "permitted") {
      rule.permitted = Codes(item.value, errors);
    } else if (key == "required") {
      rule.required = Codes(item.value, errors);
    } else if (key == "fails") {
      rule.fails = Texts(item.value, errors);
    } else if (key == "reason") {
      rule.reason = item.value.text;
    } else if (key == "score") {
      rule.score = ReadScore(item.value, errors);
    } else {
      errors.Add(item.key.place, Unknown("key", key,
                                         {"permitted", "required", "reason",
                                          "fails", "score"}));
    }
  }
  return rule;
}

}  // namespace

bool SubmissionRule::Matches(const std::string& path) const {
  return fnmatch(glob.c_str(), path.c_str(), FNM_PATHNAME | FNM_PERIOD) == 0;
}

absl::StatusOr<std::vector<SubmissionRule>> LoadSubmissionRules(
    const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / "submissions.yaml";
  const std::optional<std::string> text = ReadFile(path);
  if (!text) {
    return absl::NotFoundError(absl::StrCat("cannot read ", path.string()));
  }
  AuthorErrors errors(path.string(), *text);
  std::vector<SubmissionRule> rules;
  const std::optional<YamlNode> root = ReadYaml(errors);
  if (root && root->kind != YamlNode::Kind::kMap) {
    errors.Add(root->place, "expected GLOB: {permitted: […], …}");
  } else if (root) {
    for (const YamlEntry& entry : root->entries) {
      rules.push_back(ReadRule(entry, errors));
    }
  }
  if (!errors.empty()) return errors.ToStatus();
  return rules;
}

}  // namespace grader
