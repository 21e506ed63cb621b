#include "grader/problem/package/package_cases.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/files.h"
#include "grader/problem/package/answers_language.h"
#include "grader/problem/package/case_settings.h"
#include "grader/problem/package/folder_entries.h"
#include "grader/problem/package/generated_data.h"
#include "grader/problem/package/package_group.h"
#include "grader/problem/package/package_scores.h"
#include "grader/problem/package/validator_flags.h"
#include "grader/problem/readable.h"
#include "re2/re2.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMaxPackagedBytes = 64 * kMiB;
constexpr std::int64_t kMostTalk = 64 * kMiB;  // of an interactor's

std::vector<fs::path> EntriesOf(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    entries.push_back(entry->path());
  }
  absl::c_sort(entries);
  return entries;
}

// Reads the cases of one package.
class CaseFinder {
 public:
  CaseFinder(const fs::path& folder, const PackageMetadata& metadata,
             const fs::path& validator, std::vector<std::string>& errors)
      : folder_(folder),
        data_(folder / "data"),
        metadata_(metadata),
        validator_(validator),
        errors_(errors) {}

  PackageCases Find() {
    CaseSettings settings;
    settings.validator_flags = metadata_.validator_flags;
    PackageGroup data;
    const std::optional<GeneratedData> generated =
        HoldsInputs(data_ / "secret")
            ? std::nullopt
            : ReadGeneratedData(folder_, metadata_.constants);
    if (generated) files_.push_back(generated->errors);
    ReadGroup(data_, settings, data);
    // What would be written beside the files that are there.
    std::error_code error;
    if (generated && !fs::exists(data.file, error)) {
      ReadGenerated(generated->data.settings, *generated, settings, &data);
    }
    for (const char* group : {"sample", "secret"}) {
      const GeneratedGroup* described =
          generated ? generated->data.Find(group) : nullptr;
      if (described != nullptr && !HoldsInputs(data_ / group)) {
        FindIn(*described, group, *generated, settings, data);
      } else if (fs::is_directory(data_ / group, error)) {
        FindIn(data_ / group, settings, data);
      }
    }
    if (cases_.empty() && errors_.empty() &&
        (!generated || generated->errors->empty())) {
      Add(data_,
          "there is no case: expected NAME.in with NAME.ans in sample or "
          "secret, or generators/generators.yaml");
    }
    std::vector<CaseGroup> groups;
    if (metadata_.scoring) groups = GivePoints(ReadScores(data), cases_);
    for (const auto& file : files_) {
      if (!file->empty()) errors_.emplace_back(file->ToStatus().message());
    }
    return {std::move(cases_), std::move(groups)};
  }

  std::vector<ValidatorCase> FindForValidators() {
    using Kind = ValidatorCase::Kind;
    static constexpr std::pair<const char*, Kind> kFolders[] = {
        {"invalid_input", Kind::kInvalidInput},
        {"invalid_answer", Kind::kInvalidAnswer},
        {"invalid_output", Kind::kInvalidOutput},
        {"valid_output", Kind::kValidOutput}};
    std::vector<ValidatorCase> found;
    CaseSettings settings;
    settings.validator_flags = metadata_.validator_flags;
    PackageGroup data;
    ReadGroup(data_, settings, data);
    for (const auto& [name, kind] : kFolders) {
      std::error_code error;
      if (!fs::is_directory(data_ / name, error)) continue;
      has_answers_ = kind != Kind::kInvalidInput;
      FindIn(data_ / name, settings, data);
      for (TestCase& one : cases_) {
        std::string output;
        if (kind == Kind::kInvalidOutput || kind == Kind::kValidOutput) {
          output = Content(data_ / (one.name + ".out"));
        }
        found.push_back({kind, std::move(one), std::move(output)});
      }
      cases_.clear();
    }
    for (const auto& file : files_) {
      if (!file->empty()) errors_.emplace_back(file->ToStatus().message());
    }
    return found;
  }

 private:
  void Add(const fs::path& path, absl::string_view message) {
    errors_.push_back(absl::StrCat(path.string(), ": error: ", message));
  }

  std::vector<ScoreShare> ReadScores(const PackageGroup& data) {
    return metadata_.legacy_groups
               ? ReadLegacyScores(data, metadata_.validator_scores, cases_,
                                  errors_)
               : ReadScores2025(data, cases_, errors_);
  }

  void FindIn(const fs::path& folder, CaseSettings settings,
              PackageGroup& around) {
    PackageGroup group;
    if (metadata_.legacy_groups) group.settings = around.settings;
    ReadGroup(folder, settings, group);
    std::set<std::string> inputs;
    for (const fs::path& entry : EntriesOf(folder)) {
      std::error_code error;
      const std::string extension = entry.extension().string();
      if (fs::is_directory(entry, error)) {
        if (extension != ".files") FindIn(entry, settings, group);
      } else if (extension == ".in") {
        inputs.insert(entry.stem().string());
        AddCase(entry, settings);
        PackageGroup& item = group.items.emplace_back();
        item.name = cases_.back().name;
        item.only_case = cases_.size() - 1;
      }
    }
    CheckAnswers(folder, inputs);
    around.items.push_back(std::move(group));
  }

  void ReadGenerated(const std::optional<YamlNode>& node,
                     const GeneratedData& generated, CaseSettings& settings,
                     PackageGroup* group) {
    if (!node) return;
    ReadCaseSettings(*node, generated.errors, metadata_, settings, group);
  }

  // The same of what generators.yaml describes, `name` being in data/.
  void FindIn(const GeneratedGroup& described, const std::string& name,
              const GeneratedData& generated, CaseSettings settings,
              PackageGroup& around) {
    PackageGroup group;
    if (metadata_.legacy_groups) group.settings = around.settings;
    group.name = name;
    group.file = generated.errors->file();
    ReadGenerated(described.settings, generated, settings, &group);
    for (const GeneratedCase& one : described.cases) {
      CaseSettings own = settings;
      ReadGenerated(one.settings, generated, own, nullptr);
      AddGenerated(one, absl::StrCat(name, "/", one.name), own);
      PackageGroup& item = group.items.emplace_back();
      item.name = cases_.back().name;
      item.only_case = cases_.size() - 1;
    }
    for (const GeneratedGroup& one : described.groups) {
      FindIn(one, absl::StrCat(name, "/", one.name), generated, settings,
             group);
    }
    around.items.push_back(std::move(group));
  }

  void AddGenerated(const GeneratedCase& one, const std::string& name,
                    const CaseSettings& settings) {
    const auto text = [&one](const char* extension) {
      const auto found = one.texts.find(extension);
      return found == one.texts.end() ? "" : found->second;
    };
    TestCase test_case = CaseCalled(name, settings);
    test_case.input = text("in");
    test_case.generator = one.generator;
    if (test_case.why.empty()) test_case.why = text("hint");
    if (metadata_.answers) AskForAnswer(test_case);
    AddExpectation(folder_ / "generators", text("ans"), settings, test_case);
    // Who talks with submissions needs none.
    if (!one.texts.contains("ans") && !metadata_.interactive &&
        !metadata_.multi_pass) {
      std::get<Checker>(*test_case.expect.out).solution =
          one.solution.empty() ? FirstAccepted() : one.solution;
    }
    cases_.push_back(std::move(test_case));
  }

  // Whose output is the answer where the author does not say.
  fs::path FirstAccepted() const {
    const std::vector<fs::path> accepted =
        FolderEntries(folder_ / "submissions/accepted");
    std::error_code error;
    return accepted.empty() ? fs::path()
                            : fs::canonical(accepted.front(), error);
  }

  // An answer without its input would be a case that nobody runs.
  void CheckAnswers(const fs::path& group,
                    const std::set<std::string>& inputs) {
    for (const fs::path& entry : EntriesOf(group)) {
      if (entry.extension() == ".ans" &&
          inputs.count(entry.stem().string()) == 0) {
        Add(entry, absl::StrCat("an answer without an input; expected ",
                                entry.stem().string(), ".in beside it"));
      }
      // What a reader of the statement is shown.
      if (entry.extension() == ".interaction" && !metadata_.interactive &&
          !metadata_.multi_pass) {
        Add(entry,
            "an interaction, but the problem is neither interactive nor "
            "multi-pass; expected \"validation: custom interactive\" (legacy) "
            "or \"type: interactive\" in problem.yaml");
      }
    }
  }

  std::string Content(const fs::path& file) {
    // Links must stay inside the package.
    const auto inside = ResolveInside(
        folder_, file.lexically_relative(folder_).generic_string());
    if (!inside.ok()) {
      Add(file, inside.status().message());
      return "";
    }
    auto content = ReadRegularFile(*inside, kMaxPackagedBytes);
    if (content.ok()) return *std::move(content);
    Add(file, content.status().message());
    return "";
  }

  TestCase CaseCalled(std::string name, const CaseSettings& settings) const {
    TestCase test_case;
    test_case.name = std::move(name);
    test_case.visibility = absl::StartsWith(test_case.name, "sample/")
                               ? Visibility::kVisible
                               : Visibility::kHidden;
    test_case.args = settings.args;
    test_case.limits = metadata_.limits;
    test_case.prints_on = true;
    test_case.why = settings.why;
    test_case.input_validator_args = settings.input_validator_args;
    return test_case;
  }

  void AddCase(const fs::path& input, CaseSettings settings) {
    fs::path base = input;
    base.replace_extension();
    const auto with = [&base](const char* extension) {
      return fs::path(base.string() + extension);
    };
    std::error_code error;
    ReadSettings(with(".yaml"), settings, nullptr);
    TestCase test_case =
        CaseCalled(base.lexically_relative(data_).generic_string(), settings);
    test_case.input = Content(input);
    for (const char* told : {".hint", ".desc"}) {
      // A description is for the author alone.
      if (told == std::string(".desc") &&
          test_case.visibility == Visibility::kHidden) {
        continue;
      }
      if (test_case.why.empty() && fs::exists(with(told), error)) {
        test_case.why = Content(with(told));
      }
    }
    if (fs::is_directory(with(".files"), error)) {
      AddFiles(with(".files"), test_case);
    }
    if (metadata_.answers) AskForAnswer(test_case);
    AddExpectation(input, has_answers_ ? Content(with(".ans")) : "", settings,
                   test_case);
    cases_.push_back(std::move(test_case));
  }

  void AddFiles(const fs::path& folder, TestCase& test_case) {
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end;
         !error && entry != end; entry.increment(error)) {
      std::error_code gone;
      if (entry->is_directory(gone)) continue;
      test_case.files.push_back(
          {entry->path().lexically_relative(folder).generic_string(),
           Content(entry->path())});
    }
    absl::c_sort(test_case.files, [](const InputFile& a, const InputFile& b) {
      return a.name < b.name;
    });
  }

  void AddExpectation(const fs::path& input, std::string answer,
                      const CaseSettings& settings, TestCase& test_case) {
    Checker checker;
    checker.program = validator_;
    checker.args = settings.validator_flags;
    checker.interactive = metadata_.interactive;
    if (metadata_.multi_pass) checker.passes = metadata_.passes;
    if (!validator_.empty()) checker.limits = metadata_.validation_limits;
    // What it says to a submission is no message of a validator's.
    if (metadata_.interactive) {
      checker.limits.output_bytes =
          std::max(checker.limits.output_bytes, kMostTalk);
    }
    checker.answer = std::move(answer);
    if (validator_.empty()) {
      const absl::Status flags = ParseValidatorFlags(checker.args).status();
      if (!flags.ok() && flags_told_.insert(checker.args).second) {
        Add(input, flags.message());
      }
    }
    test_case.expect.out = std::move(checker);
  }

  void ReadGroup(const fs::path& folder, CaseSettings& settings,
                 PackageGroup& group) {
    std::error_code error;
    fs::path file =
        folder / (metadata_.legacy_groups ? kOlderGroupFile : kGroupFile);
    // What it says would not be heeded, and nobody would be told.
    if (!fs::exists(file, error) &&
        fs::exists(folder / kOlderGroupFile, error)) {
      file = folder / kOlderGroupFile;
    }
    group.name = folder == data_
                     ? ""
                     : folder.lexically_relative(data_).generic_string();
    group.file = file.string();
    ReadSettings(file, settings, &group);
  }

  // Changes what the file names; what it does not name is as around it. A case
  // of its own has no `group`.
  void ReadSettings(const fs::path& file, CaseSettings& settings,
                    PackageGroup* group) {
    std::error_code error;
    if (!fs::exists(file, error)) return;
    std::string text = WithConstants(metadata_.constants, Content(file));
    // Comments alone, as templates of packages have them, are no mistake.
    if (RE2::FullMatch(text, R"((\s*(#.*)?\n?)*)")) return;
    const auto errors = files_.emplace_back(
        std::make_shared<AuthorErrors>(file.string(), std::move(text)));
    const std::optional<YamlNode> root = ReadYaml(*errors);
    if (root) ReadCaseSettings(*root, errors, metadata_, settings, group);
  }

  const fs::path folder_;
  const fs::path data_;
  const PackageMetadata& metadata_;
  const fs::path validator_;
  std::vector<std::string>& errors_;
  bool has_answers_ = true;
  std::set<std::vector<std::string>> flags_told_;
  std::vector<std::shared_ptr<AuthorErrors>> files_;  // with settings
  std::vector<TestCase> cases_;
};

}  // namespace

PackageCases ReadPackageCases(const fs::path& folder,
                              const PackageMetadata& metadata,
                              const fs::path& validator,
                              std::vector<std::string>& errors) {
  return CaseFinder(folder, metadata, validator, errors).Find();
}

std::vector<ValidatorCase> ReadValidatorCases(
    const fs::path& folder, const PackageMetadata& metadata,
    const fs::path& validator, std::vector<std::string>& errors) {
  return CaseFinder(folder, metadata, validator, errors).FindForValidators();
}

}  // namespace grader
