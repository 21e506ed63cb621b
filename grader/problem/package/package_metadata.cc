#include "grader/problem/package/package_metadata.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/problem/readable.h"
#include "grader/problem/suggest.h"
#include "re2/re2.h"

namespace grader {
namespace {

// The typical defaults that the format names.
constexpr std::int64_t kMemoryMiB = 2048;
constexpr std::int64_t kOutputMiB = 8;
constexpr double kValidationSeconds = 60;
// Of a package that leaves its limit to be computed from its submissions.
constexpr double kUnknownTimeLimit = 10;
constexpr double kMostSeconds = 3600;

constexpr char kMultiPassCure[] =
    "a submission is run once per case; give each pass a case of its own";

// What an author can do instead.
absl::string_view CureFor(absl::string_view feature) {
  if (feature == "interactive") return "expected \"custom interactive\"";
  if (feature == "multi-pass") return kMultiPassCure;
  if (feature == "submit-answer") {
    return "what is handed in is a program; let it print the answers";
  }
  if (feature == "score") return "expected \"custom score\"";
  return "";
}

void SetTimes(double seconds, Limits& limits) {
  limits.elapsed = limits.cpu = absl::Seconds(seconds);
  limits.wall = std::max(Limits().wall, 3 * limits.elapsed);
}

bool IsText(const YamlNode& node, AuthorErrors& errors) {
  if (node.kind == YamlNode::Kind::kScalar) return true;
  if (node.kind != YamlNode::Kind::kNothing) {
    errors.Add(node.place, "expected a text");
  }
  return false;
}

// A number above 0; none after an error.
std::optional<double> Number(const YamlNode& node, AuthorErrors& errors) {
  double value = 0;
  if (node.kind == YamlNode::Kind::kScalar &&
      absl::SimpleAtod(node.text, &value) && value > 0 && value < 1e9) {
    return value;
  }
  errors.Add(node.place, absl::StrCat("expected a number above 0, found ",
                                      Quoted(node.text)));
  return std::nullopt;
}

// One text or a list of them.
std::vector<std::string> TextOrList(const YamlNode& node,
                                    AuthorErrors& errors) {
  std::vector<std::string> texts;
  if (node.kind != YamlNode::Kind::kList) {
    if (IsText(node, errors)) texts.push_back(node.text);
    return texts;
  }
  for (const YamlNode& item : node.items) {
    if (IsText(item, errors)) texts.push_back(item.text);
  }
  return texts;
}

class MetadataReader {
 public:
  explicit MetadataReader(AuthorErrors& errors) : errors_(errors) {
    metadata_.limits.memory_bytes = kMemoryMiB * kMiB;
    metadata_.limits.output_bytes = kOutputMiB * kMiB;
    SetTimes(kUnknownTimeLimit, metadata_.limits);
    Limits& validation = metadata_.validation_limits;
    SetTimes(kValidationSeconds, validation);
    validation.memory_bytes = kMemoryMiB * kMiB;
    validation.output_bytes = kOutputMiB * kMiB;
  }

  PackageMetadata Read(const YamlNode& root) {
    if (root.kind != YamlNode::Kind::kMap) {
      errors_.Add(root.place, "expected KEY: VALUE");
      return metadata_;
    }
    if (const YamlNode* version = root.Find("problem_format_version")) {
      ReadVersion(*version);
    }
    if (legacy()) {
      metadata_.time_margins.in_time = 5;
      metadata_.time_margins.too_slow = 2;
    }
    for (const YamlEntry& entry : root.entries) ReadEntry(entry);
    return metadata_;
  }

  const PackageMetadata& metadata() const { return metadata_; }

 private:
  bool legacy() const { return metadata_.version == PackageVersion::kLegacy; }

  void ReadVersion(const YamlNode& node) {
    if (node.text == "2025-09") {
      metadata_.version = PackageVersion::k2025;
    } else if (node.text != "legacy" && node.text != "legacy-icpc" &&
               node.text != "icpc-legacy") {
      AddUnsupported(node,
                     absl::StrCat("version ", Quoted(node.text),
                                  " of the format (legacy, legacy-icpc and "
                                  "2025-09 are)"),
                     errors_);
    }
  }

  void ReadEntry(const YamlEntry& entry) {
    const std::string& key = entry.key.text;
    const YamlNode& value = entry.value;
    static constexpr absl::string_view kOnlyTold[] = {"uuid",
                                                      "author",
                                                      "source",
                                                      "source_url",
                                                      "license",
                                                      "version",
                                                      "rights_owner",
                                                      "credits",
                                                      "embargo_until",
                                                      "problem_format_version",
                                                      "allow_file_writing"};
    if (absl::c_linear_search(kOnlyTold, key)) return;
    if (key == "name") {
      ReadName(value);
    } else if (key == "type") {
      ReadType(value);
    } else if (key == "limits") {
      ReadLimits(value);
    } else if (key == "keywords") {
      ReadKeywords(value);
    } else if (key == "languages") {
      ReadLanguages(value);
    } else if (key == "validation" && legacy()) {
      ReadValidation(value);
    } else if (key == "validator_flags" && legacy()) {
      if (IsText(value, errors_)) {
        metadata_.validator_flags = SplitFlags(value.text);
      }
    } else if (key == "grading" && legacy()) {
      ReadGrading(value);
    } else if (key == "constants" && !legacy()) {
      ReadConstants(value);
    } else {
      AddUnknown(entry.key);
    }
  }

  void ReadConstants(const YamlNode& node) {
    for (const YamlEntry& entry : node.entries) {
      const std::string& name = entry.key.text;
      CheckConstantName(entry.key);
      if (entry.value.kind == YamlNode::Kind::kMap &&
          entry.value.Find("value") == nullptr) {
        errors_.Add(
            entry.value.place,
            absl::StrCat("the constant ", Quoted(name), " has no \"value\""));
      }
      for (const YamlEntry& variant : entry.value.entries) {
        CheckConstantName(variant.key);
        AddConstant(absl::StrCat(name, ".", variant.key.text), variant.value);
        if (variant.key.text == "value") AddConstant(name, variant.value);
      }
      if (entry.value.kind == YamlNode::Kind::kMap) continue;
      AddConstant(name, entry.value);
      AddConstant(absl::StrCat(name, ".value"), entry.value);
    }
    if (node.kind != YamlNode::Kind::kMap &&
        node.kind != YamlNode::Kind::kNothing) {
      errors_.Add(node.place, "expected NAME: VALUE");
    }
  }

  void AddConstant(const std::string& name, const YamlNode& node) {
    if (node.kind == YamlNode::Kind::kScalar) {
      metadata_.constants[name] = node.text;
    } else {
      errors_.Add(node.place, "expected a number or a text");
    }
  }

  void CheckConstantName(const YamlNode& key) {
    static const RE2 kName("[a-zA-Z_][a-zA-Z0-9_]*");
    if (RE2::FullMatch(key.text, kName)) return;
    errors_.Add(key.place,
                absl::StrCat("a constant is named ", Quoted(key.text),
                             "; expected letters, digits and _, the first no "
                             "digit"));
  }

  void AddUnknown(const YamlNode& key) {
    const std::vector<std::string> known = {"problem_format_version",
                                            "type",
                                            "name",
                                            "uuid",
                                            "license",
                                            "limits",
                                            "keywords",
                                            "validation",
                                            "validator_flags",
                                            "languages",
                                            "credits",
                                            "source"};
    errors_.Add(key.place,
                absl::StrCat("unknown key ", Quoted(key.text),
                             " in the problem.yaml of a package of version ",
                             legacy() ? "legacy" : "2025-09",
                             DidYouMean(key.text, known)));
  }

  void ReadName(const YamlNode& node) {
    if (node.kind == YamlNode::Kind::kMap) {
      const YamlNode* english = node.Find("en");
      if (english == nullptr && !node.entries.empty()) {
        english = &node.entries.front().value;
      }
      if (english != nullptr) metadata_.name = english->text;
    } else if (IsText(node, errors_)) {
      metadata_.name = node.text;
    }
  }

  void ReadType(const YamlNode& node) {
    for (const std::string& type : TextOrList(node, errors_)) {
      if (type == "interactive") {
        metadata_.interactive = true;
      } else if (type == "scoring") {
        metadata_.scoring = true;
      } else if (type != "pass-fail") {
        AddUnsupported(node, absl::StrCat("a problem of type ", Quoted(type)),
                       errors_, CureFor(type));
      }
    }
  }

  void ReadKeywords(const YamlNode& node) {
    for (const std::string& text : TextOrList(node, errors_)) {
      for (std::string& word : SplitFlags(text)) {
        metadata_.keywords.push_back(std::move(word));
      }
    }
  }

  void ReadLanguages(const YamlNode& node) {
    const std::vector<std::string> codes = TextOrList(node, errors_);
    if (codes == std::vector<std::string>{"all"}) return;
    for (const std::string& code : codes) {
      if (std::string name = LanguageOfCode(code); !name.empty()) {
        metadata_.languages.push_back(std::move(name));
      } else {
        metadata_.notes.push_back(absl::StrCat("the language ", Quoted(code),
                                               " is not known here; left out"));
      }
    }
    if (metadata_.languages.empty()) {
      AddUnsupported(node, "none of these languages", errors_);
    }
  }

  void ReadValidation(const YamlNode& node) {
    const std::vector<std::string> words = SplitFlags(node.text);
    if (words.empty() || (words[0] != "default" && words[0] != "custom")) {
      errors_.Add(node.place, "expected \"default\" or \"custom\"");
      return;
    }
    metadata_.custom_validator = words[0] == "custom";
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (words[i] == "interactive" && metadata_.custom_validator) {
        metadata_.interactive = true;
      } else if (words[i] == "score" && metadata_.custom_validator) {
        metadata_.validator_scores = true;
      } else {
        AddUnsupported(node, absl::StrCat("validation ", Quoted(words[i])),
                       errors_, CureFor(words[i]));
      }
    }
  }

  void ReadGrading(const YamlNode& node) {
    for (const YamlEntry& entry : node.entries) {
      const std::string& key = entry.key.text;
      if (key == "show_test_data_groups" ||
          (key == "objective" && entry.value.text == "max")) {
        continue;
      }
      if (key == "objective") {
        AddUnsupported(entry.value, "a score that is to be small", errors_,
                       "expected max");
      } else {
        AddUnsupported(entry.key, absl::StrCat("\"", key, "\" in grading"),
                       errors_, "scores are set in testdata.yaml");
      }
    }
  }

  void ReadLimits(const YamlNode& node) {
    if (node.kind == YamlNode::Kind::kNothing) return;
    if (node.kind != YamlNode::Kind::kMap) {
      errors_.Add(node.place, "expected KEY: VALUE");
      return;
    }
    for (const YamlEntry& entry : node.entries) ReadLimit(entry);
  }

  void ReadLimit(const YamlEntry& entry) {
    const std::string& key = entry.key.text;
    if (key == "validation_passes") {
      AddUnsupported(entry.key, "\"validation_passes\"", errors_,
                     kMultiPassCure);
      return;
    }
    if (key == "time_multipliers" && !legacy()) {
      ReadMargins(entry.value);
      return;
    }
    const std::optional<double> value = Number(entry.value, errors_);
    if (!value) return;
    const auto bytes = static_cast<std::int64_t>(*value * kMiB);
    Limits& validation = metadata_.validation_limits;
    if (key == "time_limit" || key == "validation_time") {
      CheckSeconds(entry.value, *value);
    }
    if (key == "time_limit") {
      SetTimeLimit(*value, metadata_);
    } else if (key == "memory") {
      metadata_.limits.memory_bytes = bytes;
    } else if (key == "output") {
      metadata_.limits.output_bytes = bytes;
    } else if (key == "validation_time") {
      SetTimes(*value, validation);
    } else if (key == "validation_memory") {
      validation.memory_bytes = bytes;
    } else if (key == "validation_output") {
      validation.output_bytes = bytes;
    } else if (key == "time_multiplier" && legacy()) {
      metadata_.time_margins.in_time = *value;
    } else if (key == "time_safety_margin" && legacy()) {
      metadata_.time_margins.too_slow = *value;
    } else if (key == "time_resolution" && !legacy()) {
      metadata_.time_margins.resolution = *value;
    } else if (key == "code" || key == "compilation_time" ||
               key == "compilation_memory") {
      metadata_.notes.push_back(
          absl::StrCat("problem.yaml:", errors_.Line(entry.key.place),
                       ": limits.", key, " has no effect here"));
    } else {
      errors_.Add(entry.key.place,
                  absl::StrCat(
                      "unknown key ", Quoted(key), " in limits",
                      DidYouMean(key, {"time_limit", "memory", "output", "code",
                                       "validation_time", "validation_memory",
                                       "validation_output"})));
    }
  }

  void ReadMargins(const YamlNode& node) {
    for (const YamlEntry& entry : node.entries) {
      const std::optional<double> value = Number(entry.value, errors_);
      if (entry.key.text == "ac_to_time_limit") {
        metadata_.time_margins.in_time = value.value_or(2);
      } else if (entry.key.text == "time_limit_to_tle") {
        metadata_.time_margins.too_slow = value.value_or(1.5);
      } else {
        errors_.Add(
            entry.key.place,
            absl::StrCat(
                "unknown key ", Quoted(entry.key.text), " in time_multipliers",
                DidYouMean(entry.key.text,
                           {"ac_to_time_limit", "time_limit_to_tle"})));
      }
    }
  }

  // An hour and more for a single run is a slip of the pen.
  void CheckSeconds(const YamlNode& node, double seconds) {
    if (seconds <= kMostSeconds) return;
    errors_.Add(node.place, absl::StrCat("expected at most ", kMostSeconds,
                                         " seconds, found ", node.text));
  }

  AuthorErrors& errors_;
  PackageMetadata metadata_;
};

}  // namespace

PackageMetadata ReadPackageMetadata(const std::optional<YamlNode>& root,
                                    AuthorErrors& errors) {
  MetadataReader reader(errors);
  return root ? reader.Read(*root) : reader.metadata();
}

std::string LanguageOfCode(const std::string& code) {
  static const auto& names = *new std::map<std::string, std::string>{
      {"bash", "bash"}, {"c", "c"},           {"cpp", "cpp"},
      {"go", "go"},     {"java", "java"},     {"javascript", "javascript"},
      {"rust", "rust"}, {"python3", "python"}};
  const auto name = names.find(code);
  return name == names.end() ? "" : name->second;
}

void SetTimeLimit(double seconds, PackageMetadata& metadata) {
  SetTimes(seconds, metadata.limits);
  metadata.has_time_limit = true;
}

std::vector<std::string> SplitFlags(absl::string_view flags) {
  return absl::StrSplit(flags, absl::ByAnyChar(" \t\n"), absl::SkipEmpty());
}

void AddUnsupported(const YamlNode& node, absl::string_view what,
                    AuthorErrors& errors, absl::string_view cure) {
  errors.Add(node.place, absl::StrCat(what, ": not supported",
                                      cure.empty() ? "" : "; ", cure));
}

}  // namespace grader
