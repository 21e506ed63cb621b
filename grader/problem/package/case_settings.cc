#include "grader/problem/package/case_settings.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/readable.h"

namespace grader {
namespace {

class SettingsReader {
 public:
  SettingsReader(const PackageMetadata& metadata, const std::string& file)
      : metadata_(metadata),
        of_draft_(!legacy() &&
                  (metadata.draft || absl::EndsWith(file, kOlderGroupFile))) {}

  void Read(const YamlNode& root, const std::shared_ptr<AuthorErrors>& errors,
            CaseSettings& settings, PackageGroup* group) const {
    for (const YamlEntry& entry : root.entries) {
      if (group != nullptr && metadata_.scoring && IsOfScores(entry.key.text)) {
        group->settings[entry.key.text] = {entry.key.place, entry.value,
                                           errors};
      } else if (of_draft_ && entry.key.text == "scoring") {
        ReadDraftScores(entry, errors, group);
      } else {
        ReadSetting(entry, settings, *errors);
      }
    }
    if (root.kind != YamlNode::Kind::kMap &&
        root.kind != YamlNode::Kind::kNothing) {
      errors->Add(root.place, "expected KEY: VALUE");
    }
  }

 private:
  bool legacy() const { return metadata_.legacy_groups; }
  // Whether flags are words of a text, as in the legacy versions.
  bool has_flags() const { return legacy() || of_draft_; }

  // What drafts of version 2025-09 have in a map, by other names.
  void ReadDraftScores(const YamlEntry& scoring,
                       const std::shared_ptr<AuthorErrors>& errors,
                       PackageGroup* group) const {
    static constexpr std::pair<absl::string_view, const char*> kNames[] = {
        {"score", "max_score"},
        {"aggregation", "score_aggregation"},
        {"require_pass", "require_pass"},
        {"require-pass", "require_pass"}};
    if (group == nullptr || !metadata_.scoring) {
      AddMisplaced(scoring.key, *errors);
      return;
    }
    if (scoring.value.kind != YamlNode::Kind::kMap) {
      errors->Add(scoring.value.place, "scoring: expected KEY: VALUE");
    }
    for (const YamlEntry& entry : scoring.value.entries) {
      const auto* name = absl::c_find_if(kNames, [&entry](const auto& one) {
        return one.first == entry.key.text;
      });
      if (name == std::end(kNames)) {
        AddUnsupported(entry.key, Quoted(entry.key.text), *errors);
      } else {
        group->settings[name->second] = {entry.key.place, entry.value, errors};
      }
    }
  }

  // A key of groups in packages with scores.
  void AddMisplaced(const YamlNode& key, AuthorErrors& errors) const {
    errors.Add(key.place,
               absl::StrCat(Quoted(key.text),
                            metadata_.scoring
                                ? ": expected for a group, not for a case"
                                : ": expected in a package with \"type: "
                                  "scoring\" only"));
  }

  bool IsOfScores(const std::string& key) const {
    static constexpr absl::string_view kLegacy[] = {
        "accept_score", "reject_score", "range", "grader_flags", "on_reject"};
    static constexpr absl::string_view k2025[] = {
        "max_score", "score_aggregation", "require_pass"};
    return legacy() ? absl::c_linear_search(kLegacy, key)
                    : absl::c_linear_search(k2025, key);
  }

  void ReadSetting(const YamlEntry& entry, CaseSettings& settings,
                   AuthorErrors& errors) const {
    const std::string& key = entry.key.text;
    const YamlNode& value = entry.value;
    const bool is_text = value.kind == YamlNode::Kind::kScalar ||
                         value.kind == YamlNode::Kind::kNothing;
    // None of them changes a verdict: that is the first case's that fails.
    static constexpr absl::string_view kOnlyTold[] = {
        "on_reject", "full_feedback", "input_visualizer_args",
        "output_visualizer_args"};
    if (absl::c_linear_search(kOnlyTold, key)) return;
    if ((key == "input_validator_flags" && has_flags()) ||
        (key == "input_validator_args" && !legacy())) {
      settings.input_validator_args = ArgsByName(value, errors);
      return;
    }
    if (key == "output_validator_flags" && has_flags() && is_text) {
      settings.validator_flags = SplitFlags(value.text);
    } else if (key == "grader_flags" && legacy() && !metadata_.scoring) {
      if (!KeepsVerdicts(value.text)) {
        AddUnsupported(value, Quoted(value.text), errors);
      }
    } else if (key == "grading" && legacy() && value.text == "default") {
      return;
    } else if (key == "output_validator_args" && !legacy()) {
      settings.validator_flags = Args(value, errors);
    } else if (key == "args" && !legacy()) {
      settings.args = Args(value, errors);
    } else if (key == "hint" && !legacy() && is_text) {
      settings.why = value.text;
    } else if (key == "description" && !legacy()) {
      return;
    } else if (IsOfScores(key)) {
      AddMisplaced(entry.key, errors);
    } else {
      AddUnsupported(entry.key, absl::StrCat("\"", key, "\""), errors);
    }
  }

  // Whether all cases must be accepted all the same, as `flags` of the default
  // grader have it.
  static bool KeepsVerdicts(const std::string& flags) {
    return absl::c_all_of(SplitFlags(flags), [](const std::string& flag) {
      return flag == "worst_error" || flag == "first_error";
    });
  }

  // For all, or for each that is named.
  std::map<std::string, std::vector<std::string>> ArgsByName(
      const YamlNode& node, AuthorErrors& errors) const {
    const auto args = [&](const YamlNode& one) {
      return has_flags() && one.kind != YamlNode::Kind::kList
                 ? SplitFlags(one.text)
                 : Args(one, errors);
    };
    if (node.kind != YamlNode::Kind::kMap) return {{"", args(node)}};
    std::map<std::string, std::vector<std::string>> by_name;
    for (const YamlEntry& entry : node.entries) {
      by_name[entry.key.text] = args(entry.value);
    }
    return by_name;
  }

  static std::vector<std::string> Args(const YamlNode& node,
                                       AuthorErrors& errors) {
    std::vector<std::string> args;
    if (node.kind != YamlNode::Kind::kList) {
      AddUnsupported(node, "anything but a list of arguments", errors);
      return args;
    }
    for (const YamlNode& item : node.items) args.push_back(item.text);
    return args;
  }

  const PackageMetadata& metadata_;
  const bool of_draft_;
};

}  // namespace

void ReadCaseSettings(const YamlNode& root,
                      const std::shared_ptr<AuthorErrors>& errors,
                      const PackageMetadata& metadata, CaseSettings& settings,
                      PackageGroup* group) {
  SettingsReader(metadata, errors->file()).Read(root, errors, settings, group);
}

}  // namespace grader
