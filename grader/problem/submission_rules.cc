#include "grader/problem/submission_rules.h"

#include <fnmatch.h>

#include <optional>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
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

std::vector<std::string> ReadCodes(const YamlNode& node, AuthorErrors& errors) {
  for (const YamlNode& item : node.items) {
    if (item.kind == YamlNode::Kind::kScalar &&
        !absl::c_linear_search(VerdictCodes(), item.text)) {
      errors.Add(item.place, Unknown("verdict", item.text, VerdictCodes()));
    }
  }
  return Texts(node, errors);
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

std::string Text(const YamlNode& node, AuthorErrors& errors) {
  if (node.kind != YamlNode::Kind::kScalar) {
    errors.Add(node.place, "expected a text");
  }
  return node.text;
}

TimeUse ReadTimeUse(const YamlNode& node, AuthorErrors& errors) {
  if (node.text == "true") return TimeUse::kByVerdicts;
  if (node.text == "false") return TimeUse::kNone;
  if (node.text == "lower") return TimeUse::kLower;
  if (node.text == "upper") return TimeUse::kUpper;
  errors.Add(node.place, absl::StrCat("use_for_time_limit: expected true, "
                                      "false, lower or upper, found ",
                                      Quoted(node.text)));
  return TimeUse::kByVerdicts;
}

// Whether `key` is one of those that are about cases.
bool ReadAboutCases(const std::string& key, const YamlNode& value,
                    SubmissionRule& rule, AuthorErrors& errors) {
  if (key == "permitted") {
    rule.permitted = ReadCodes(value, errors);
  } else if (key == "required") {
    rule.required = ReadCodes(value, errors);
  } else if (key == "score") {
    rule.score = ReadScore(value, errors);
  } else if (key == "message") {
    rule.message = Text(value, errors);
  } else if (key == "use_for_time_limit") {
    rule.time_use = ReadTimeUse(value, errors);
  } else {
    return false;
  }
  return true;
}

SubmissionRule ReadRuleOfCases(const YamlEntry& entry, AuthorErrors& errors) {
  SubmissionRule rule;
  rule.cases = entry.key.text;
  for (const YamlEntry& item : entry.value.entries) {
    if (ReadAboutCases(item.key.text, item.value, rule, errors)) continue;
    errors.Add(item.key.place, Unknown("key", item.key.text,
                                       {"permitted", "required", "score",
                                        "message", "use_for_time_limit"}));
  }
  return rule;
}

std::vector<std::string> CaseNames(const YamlNode& node,
                                   const std::vector<std::string>& known,
                                   AuthorErrors& errors) {
  for (const YamlNode& item : node.items) {
    if (known.empty() || item.kind != YamlNode::Kind::kScalar ||
        absl::c_linear_search(known, item.text)) {
      continue;
    }
    errors.Add(item.place,
               absl::StrCat("fails: no case is named ", Quoted(item.text),
                            DidYouMean(item.text, known)));
  }
  return Texts(node, errors);
}

SubmissionRule ReadRule(const YamlEntry& entry,
                        const std::vector<std::string>& cases,
                        AuthorErrors& errors) {
  SubmissionRule rule;
  rule.glob = entry.key.text;
  if (entry.value.kind != YamlNode::Kind::kMap) {
    errors.Add(entry.value.place, "expected {permitted: […], …}");
    return rule;
  }
  for (const YamlEntry& item : entry.value.entries) {
    const std::string& key = item.key.text;
    if (ReadAboutCases(key, item.value, rule, errors)) continue;
    if (key == "fails") {
      rule.fails = CaseNames(item.value, cases, errors);
    } else if (key == "reason") {
      rule.reason = item.value.text;
    } else if (key == "language") {
      rule.language = Text(item.value, errors);
    } else if (key == "entrypoint") {
      rule.entry_point = Text(item.value, errors);
    } else if (key == "authors" || key == "model_solution") {
      continue;  // told to readers
    } else if (item.value.kind == YamlNode::Kind::kMap) {
      rule.also.push_back(ReadRuleOfCases(item, errors));
    } else {
      errors.Add(item.key.place,
                 Unknown("key", key,
                         {"permitted", "required", "reason", "fails", "score",
                          "message", "language", "entrypoint",
                          "use_for_time_limit", "authors", "model_solution"}));
    }
  }
  return rule;
}

// `glob` with one of the words in its first braces each: "a.{py,c}". No path of
// a package has blanks, which some write around the words.
std::vector<std::string> WithoutBraces(const std::string& glob) {
  const std::size_t open = glob.find('{');
  const std::size_t close = glob.find('}', open);
  if (open == std::string::npos || close == std::string::npos) return {glob};
  std::vector<std::string> globs;
  for (const absl::string_view word :
       absl::StrSplit(glob.substr(open + 1, close - open - 1), ',')) {
    for (std::string& one : WithoutBraces(absl::StrCat(
             glob.substr(0, open), absl::StripAsciiWhitespace(word),
             glob.substr(close + 1)))) {
      globs.push_back(std::move(one));
    }
  }
  return globs;
}

// Whether `glob` matches `path` or a folder around it.
bool MatchesPath(const std::string& glob, const std::string& path) {
  for (const std::string& one : WithoutBraces(glob)) {
    if (fnmatch(one.c_str(), path.c_str(),
                FNM_PATHNAME | FNM_PERIOD | FNM_LEADING_DIR) == 0) {
      return true;
    }
  }
  return false;
}

bool MustBeAccepted(const SubmissionRule& rule) {
  return rule.cases.empty() && rule.permitted == std::vector<std::string>{"AC"};
}

}  // namespace

bool SubmissionRule::Matches(const std::string& path) const {
  return MatchesPath(glob, path);
}

bool SubmissionRule::IsAbout(const std::string& name) const {
  return cases.empty() || MatchesPath(cases, name);
}

bool Example::right() const {
  return MustBeAccepted(rule) || absl::c_any_of(rule.also, MustBeAccepted);
}

absl::StatusOr<std::vector<SubmissionRule>> LoadSubmissionRules(
    const std::filesystem::path& folder,
    const std::vector<std::string>& cases) {
  const std::filesystem::path path = folder / "submissions.yaml";
  const std::optional<std::string> text = ReadFile(path);
  if (!text) {
    return absl::NotFoundError(absl::StrCat("cannot read ", path.string()));
  }
  AuthorErrors errors(path.string(), *text);
  std::vector<SubmissionRule> rules;
  if (absl::StripAsciiWhitespace(*text).empty()) return rules;
  const std::optional<YamlNode> root = ReadYaml(errors);
  if (root && root->kind != YamlNode::Kind::kMap) {
    errors.Add(root->place, "expected GLOB: {permitted: […], …}");
  } else if (root) {
    for (const YamlEntry& entry : root->entries) {
      rules.push_back(ReadRule(entry, cases, errors));
    }
  }
  if (!errors.empty()) return errors.ToStatus();
  return rules;
}

}  // namespace grader
