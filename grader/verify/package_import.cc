#include "grader/verify/package_import.h"

#include <unistd.h>

#include <set>
#include <system_error>
#include <utility>
#include <variant>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/author_files.h"
#include "grader/problem/constants.h"
#include "grader/problem/files.h"
#include "grader/problem/package/answers_language.h"
#include "grader/problem/source_text.h"
#include "grader/problem/submission.h"
#include "grader/verify/package_words.h"
#include "grader/verify/templates.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMaxImportedBytes = 16 * kMiB;
constexpr char kCompare[] = "compare.py";  // the default output validator

// An id begins with a letter.
std::string IdFor(const std::string& name) {
  std::string id = FileWord(name);
  return absl::ascii_isalpha(id.front()) ? id : absl::StrCat("p-", id);
}

std::string LimitsText(const Limits& limits) {
  const auto milliseconds = [](absl::Duration time) {
    return absl::StrCat(absl::ToInt64Milliseconds(time), "ms");
  };
  const auto kibibytes = [](std::int64_t bytes) {
    return absl::StrCat(bytes / kKiB, "KiB");
  };
  return absl::StrCat("{elapsed: ", milliseconds(limits.elapsed),
                      ", cpu: ", milliseconds(limits.cpu),
                      ", wall: ", milliseconds(limits.wall),
                      ", memory: ", kibibytes(limits.memory_bytes),
                      ", output: ", kibibytes(limits.output_bytes), "}");
}

class Importing {
 public:
  explicit Importing(const Problem& problem)
      : problem_(problem), files_(FindAuthorFiles(problem)) {
    imported_.id = IdFor(problem.id);
  }

  absl::StatusOr<ImportedProblem> Run() {
    Check();
    if (errors_.empty()) {
      AddProblem();
      AddStatement();
      AddReferences();
      AddExamples();
      AddInputValidators();
      AddNotes();
    }
    if (!errors_.empty()) {
      return absl::InvalidArgumentError(absl::StrJoin(errors_, "\n"));
    }
    return std::move(imported_);
  }

 private:
  void Refuse(absl::string_view what) {
    errors_.push_back(absl::StrCat(problem_.id, ": ", what,
                                   ": a problem.yaml cannot say that"));
  }
  void Note(std::string note) { imported_.notes.push_back(std::move(note)); }
  void Add(const std::string& folder, const std::string& name,
           std::string content) {
    imported_.files.push_back(
        {absl::StrCat(folder, "/", imported_.id, "/", name),
         std::move(content)});
  }

  // What was added last; a checker that is one file is a program.
  void AddExecutable() {
    imported_.executables.push_back(imported_.files.back().path);
  }

  static const Checker& CheckerOf(const TestCase& one) {
    return std::get<Checker>(*one.expect.out);
  }

  void Check() {
    if (!files_.of_contest) {
      errors_.push_back(absl::StrCat(problem_.id, ": it is no package"));
      return;
    }
    if (problem_.offered_in == std::vector<std::string>{kAnswersLanguage}) {
      Refuse("answers that are handed in");
    }
    if (absl::c_any_of(problem_.cases, [](const TestCase& one) {
          return one.generator || !CheckerOf(one).solution.empty();
        })) {
      errors_.push_back(absl::StrCat(
          problem_.id,
          ": cases that generators.yaml describes: not imported; make them "
          "first (BAPCtools: bt generate)"));
    }
    if (!problem_.included.empty()) {
      Refuse("files that every submission is built with (include)");
    }
    if (absl::c_any_of(problem_.cases, [](const TestCase& one) {
          const ScoreUse use = CheckerOf(one).scores;
          return !CheckerOf(one).program.empty() &&
                 (use == ScoreUse::kTaken || use == ScoreUse::kNeeded);
        })) {
      Refuse("scores that an output validator gives");
    }
  }

  void AddProblem() {
    std::string text = absl::StrCat("id: ", imported_.id,
                                    "\ntitle: ", YamlWord(problem_.title),
                                    "\ndifficulty: medium\n");
    if (!problem_.tags.empty()) {
      absl::StrAppend(&text, "tags: ", YamlList(problem_.tags), "\n");
    }
    if (!problem_.offered_in.empty()) {
      absl::StrAppend(&text, "languages: ", YamlList(problem_.offered_in),
                      "\n");
    }
    absl::StrAppend(&text, "limits: ", LimitsText(problem_.limits),
                    "\ncases:\n");
    for (const TestCase& one : problem_.cases) AddCase(one, text);
    if (!problem_.groups.empty()) absl::StrAppend(&text, "groups:\n");
    for (const CaseGroup& group : problem_.groups) {
      absl::StrAppend(&text, "  - {name: ", YamlWord(group.name),
                      ", cases: ", YamlList(group.cases),
                      ", points: ", ExactPoints(group.points),
                      group.worst_counts ? ", counts: worst" : "", "}\n");
    }
    Add("problems", "problem.yaml", std::move(text));
    const Checker& first = CheckerOf(problem_.cases.front());
    if (first.program.empty()) {
      Add("problems", kCompare, std::string(Template("import/compare.py")));
      AddExecutable();
    } else {
      AddTree(first.program, "problems", ValidatorName(first));
    }
  }

  std::string ValidatorName(const Checker& checker) const {
    if (checker.program.empty()) return kCompare;
    std::error_code error;
    return fs::is_directory(checker.program, error)
               ? "output_validator"
               : checker.program.filename().string();
  }

  // In a file if there is anything in it.
  std::string Content(const std::string& name, const std::string& content) {
    if (content.empty()) return "\"\"";
    Add("problems", name, content);
    return absl::StrCat("{file: ", YamlWord(name), "}");
  }

  void AddCase(const TestCase& one, std::string& text) {
    const std::string base = absl::StrCat("data/", one.name);
    const Checker& checker = CheckerOf(one);
    absl::StrAppend(&text, "  - name: ", YamlWord(one.name), "\n");
    if (one.visibility == Visibility::kHidden) {
      absl::StrAppend(&text, "    visibility: hidden\n");
    }
    if (!one.input.empty()) {
      Add("problems", base + ".in", one.input);
      absl::StrAppend(&text, "    stdin_file: ", YamlWord(base + ".in"), "\n");
    }
    if (!one.args.empty()) {
      absl::StrAppend(&text, "    args: ", YamlList(one.args), "\n");
    }
    if (!one.files.empty()) absl::StrAppend(&text, "    files:\n");
    for (const InputFile& file : one.files) {
      absl::StrAppend(
          &text, "      ", YamlWord(file.name), ": ",
          Content(absl::StrCat(base, ".files/", file.name), file.content),
          "\n");
    }
    if (!one.needs.empty()) {
      absl::StrAppend(&text, "    needs: ", YamlList(one.needs), "\n");
    }
    if (one.group.empty()) {
      absl::StrAppend(&text, "    points: ", ExactPoints(one.points), "\n");
    }
    absl::StrAppend(&text, "    expect:\n      stdout:\n        checker: ",
                    YamlWord(ValidatorName(checker)), "\n");
    if (!checker.args.empty()) {
      absl::StrAppend(&text, "        args: ", YamlList(checker.args), "\n");
    }
    absl::StrAppend(&text,
                    "        answer: ", Content(base + ".ans", checker.answer),
                    "\n");
    if (checker.interactive) {
      absl::StrAppend(&text, "        interactive: true\n");
    }
    if (checker.passes > 1) {
      absl::StrAppend(&text, "        passes: ", checker.passes, "\n");
    }
    if (!checker.program.empty()) {
      absl::StrAppend(&text, "        limits: ", LimitsText(checker.limits),
                      "\n");
    }
    if (!one.why.empty()) {
      absl::StrAppend(&text, "    why: ", YamlWord(one.why), "\n");
    }
  }

  // With the constants in the place of their names.
  std::string Read(const fs::path& path) {
    auto content = ReadRegularFile(path, kMaxImportedBytes);
    if (!content.ok()) {
      errors_.push_back(
          absl::StrCat(path.string(), ": error: ", content.status().message()));
      return "";
    }
    const SourceText text = ReadSourceText(*content);
    return text.ok() ? WithConstants(problem_.constants, text.text)
                     : *std::move(content);
  }

  void AddTree(const fs::path& from, const std::string& folder,
               const std::string& to) {
    std::error_code error;
    if (!fs::is_directory(from, error)) {
      Add(folder, to, Read(from));
      AddExecutable();
      return;
    }
    std::vector<fs::path> paths;
    for (const auto& entry : fs::recursive_directory_iterator(from, error)) {
      if (entry.is_regular_file(error)) paths.push_back(entry.path());
    }
    absl::c_sort(paths);
    for (const fs::path& path : paths) {
      Add(folder,
          absl::StrCat(to, "/", path.lexically_relative(from).generic_string()),
          Read(path));
      if (access(path.c_str(), X_OK) == 0) AddExecutable();
    }
  }

  void AddStatement() {
    std::string text = Read(files_.statement);
    if (files_.statement.extension() == ".tex") {
      text = absl::StrCat("```tex\n", text, "```\n");
      Note("statement.md: the statement is LaTeX; write it as Markdown");
    } else {
      text = absl::StrCat("# ", problem_.title, "\n\n", text);
    }
    Add("problems", "statement.md", std::move(text));
  }

  // The first in each language is its reference, as far as it is one file.
  void AddReferences() {
    std::set<std::string> languages;
    for (const fs::path& path : files_.references) {
      const auto reference = LoadSubmission(problem_, path, "");
      if (!reference.ok() || reference->refusal ||
          reference->sources.size() != 1 ||
          !languages.insert(reference->language.name).second) {
        continue;
      }
      Add("solutions",
          absl::StrCat("solution", reference->language.extensions.front()),
          reference->sources.front().content);
      references_.insert(path);
    }
    if (languages.empty()) {
      Note("solutions: no reference of the package is a single file; add one");
    }
  }

  void AddExamples() {
    std::string rules;
    std::error_code error;
    for (const Example& example : files_.examples) {
      const std::string name =
          example.path.lexically_relative(files_.example_folder)
              .generic_string();
      if (references_.contains(example.path)) continue;
      AddTree(example.path, "fixtures/problems", name);
      const char* const slash =
          fs::is_directory(example.path, error) ? "/" : "";
      absl::StrAppend(&rules, YamlWord(name + slash), ": {",
                      RuleText(example.rule), "}\n");
    }
    if (!rules.empty()) {
      Add("fixtures/problems", "submissions.yaml", std::move(rules));
    }
  }

  void AddInputValidators() {
    for (const fs::path& validator : files_.input_validators) {
      AddTree(
          validator, "problems",
          absl::StrCat(kInputValidators, "/", validator.filename().string()));
    }
  }

  // The verdict on all cases, which a package of an older version tells, is one
  // that some case must get.
  std::string RuleText(const SubmissionRule& rule) {
    std::vector<std::string> keys;
    const auto add = [&keys](const char* key,
                             const std::vector<std::string>& codes) {
      if (codes.empty()) return;
      keys.push_back(absl::StrCat(key, ": [", absl::StrJoin(codes, ", "), "]"));
    };
    add("permitted", rule.permitted);
    add("required", rule.required.empty() ? rule.verdict : rule.required);
    const std::pair<const char*, const std::string*> words[] = {
        {"language", &rule.language}, {"entrypoint", &rule.entry_point}};
    for (const auto& [key, word] : words) {
      if (!word->empty()) keys.push_back(absl::StrCat(key, ": ", *word));
    }
    if (!rule.message.empty()) {
      keys.push_back(absl::StrCat("message: ", YamlWord(rule.message)));
    }
    return absl::StrJoin(keys, ", ");
  }

  void AddNotes() {
    Note("hints, starters and a difficulty are still to be written");
    if (absl::c_any_of(problem_.cases, [](const TestCase& one) {
          return !one.input_validator_args.empty();
        })) {
      Note("arguments of input validators are left out");
    }
    if (!files_.answer_validators.empty()) {
      Note("answer validators are left out; nothing here runs them");
    }
    if (files_.time_margins.wanted) {
      Note(
          "limits: the package gives no limit of time; \"grader verify\" on "
          "the package says which one follows");
    }
  }

  const Problem& problem_;
  const AuthorFiles files_;
  ImportedProblem imported_;
  std::vector<std::string> errors_;
  std::set<fs::path> references_;  // taken as such
};

}  // namespace

absl::StatusOr<ImportedProblem> ImportPackage(const Problem& problem) {
  return Importing(problem).Run();
}

}  // namespace grader
