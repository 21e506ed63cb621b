#include "grader/problem/package/package_metadata.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/problem/language.h"
#include "grader/problem/package/package_limits.h"
#include "grader/problem/readable.h"
#include "grader/problem/suggest.h"
#include "re2/re2.h"

namespace grader {
namespace {

// What an author can do instead.
absl::string_view CureFor(absl::string_view feature) {
  if (feature == "interactive") return "expected \"custom interactive\"";
  if (feature == "multi-pass") return "expected \"custom multi-pass\"";
  if (feature == "score") return "expected \"custom score\"";
  return "";
}

bool IsText(const YamlNode& node, AuthorErrors& errors) {
  if (node.kind == YamlNode::Kind::kScalar) return true;
  if (node.kind != YamlNode::Kind::kNothing) {
    errors.Add(node.place, "expected a text");
  }
  return false;
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

// The format's names of languages.
constexpr absl::string_view kCodes[] = {
    "ada",          "algol68",   "apl",       "bash",       "c",
    "cgmp",         "cobol",     "cpp",       "cppgmp",     "crystal",
    "csharp",       "d",         "dart",      "elixir",     "erlang",
    "forth",        "fortran",   "fsharp",    "gerbil",     "go",
    "haskell",      "java",      "javaalgs4", "javascript", "julia",
    "kotlin",       "lisp",      "lua",       "modula2",    "nim",
    "objectivec",   "ocaml",     "octave",    "odin",       "pascal",
    "perl",         "php",       "prolog",    "python2",    "python3",
    "python3numpy", "racket",    "ruby",      "rust",       "scala",
    "simula",       "smalltalk", "snobol",    "swift",      "typescript",
    "visualbasic",  "zig"};

class MetadataReader {
 public:
  explicit MetadataReader(AuthorErrors& errors) : errors_(errors) {
    SetUsualLimits(metadata_);
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
    CheckPasses(root);
    return metadata_;
  }

  const PackageMetadata& metadata() const { return metadata_; }

 private:
  bool legacy() const { return metadata_.version == PackageVersion::kLegacy; }

  void CheckPasses(const YamlNode& root) {
    const YamlNode* limits = root.Find("limits");
    const YamlNode* passes =
        limits == nullptr ? nullptr : limits->Find("validation_passes");
    if (passes == nullptr || metadata_.multi_pass) return;
    metadata_.notes.push_back(absl::StrCat(
        "problem.yaml:", errors_.Line(passes->place),
        ": limits.validation_passes has no effect: the problem is not "
        "multi-pass"));
  }

  void ReadVersion(const YamlNode& node) {
    // Drafts of it, with the same keys in problem.yaml.
    if (node.text == "2025-09" || node.text == "2025-09-draft" ||
        node.text == "2023-07" || node.text == "2023-07-draft") {
      metadata_.version = PackageVersion::k2025;
      metadata_.draft = node.text != "2025-09";
      metadata_.legacy_groups = false;
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
      ReadPackageLimits(value, errors_, metadata_);
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
    std::vector<std::string> types = TextOrList(node, errors_);
    // Several may stand in one text.
    if (node.kind == YamlNode::Kind::kScalar) types = SplitFlags(node.text);
    for (const std::string& type : types) {
      if (type == "interactive") {
        metadata_.interactive = true;
      } else if (type == "scoring") {
        metadata_.scoring = true;
      } else if (type == "multi-pass") {
        metadata_.multi_pass = true;
      } else if (type == "submit-answer") {
        metadata_.answers = true;
      } else if (type != "pass-fail") {
        AddUnsupported(node, absl::StrCat("a problem of type ", Quoted(type)),
                       errors_,
                       "expected pass-fail, scoring, interactive, multi-pass "
                       "or submit-answer");
      }
    }
    if (metadata_.answers && (metadata_.interactive || metadata_.multi_pass)) {
      errors_.Add(node.place,
                  "submit-answer: expected without interactive and multi-pass; "
                  "nothing runs that could be told anything");
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
      } else if (words[i] == "multi-pass" && metadata_.custom_validator) {
        metadata_.multi_pass = true;  // as DOMjudge has it
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
  if (code == "python3") return "python";
  // All others that the table has are called as they are there.
  return absl::c_linear_search(kCodes, code) &&
                 FindLanguage(*BuiltInLanguages(), code) != nullptr
             ? code
             : "";
}

bool IsCodeOfFormat(absl::string_view code) {
  return absl::c_linear_search(kCodes, code);
}

std::vector<std::string> LanguageCodes() {
  std::vector<std::string> codes;
  for (const absl::string_view code : kCodes) {
    if (!LanguageOfCode(std::string(code)).empty()) codes.emplace_back(code);
  }
  return codes;
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
