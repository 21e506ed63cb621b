#include "grader/problem/submission.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <system_error>
#include <utility>
#include <variant>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/author_files.h"
#include "grader/problem/constants.h"
#include "grader/problem/files.h"
#include "grader/problem/given_files.h"
#include "grader/problem/language_choice.h"
#include "grader/problem/load_program.h"
#include "grader/problem/read_submission.h"
#include "grader/problem/readable.h"
#include "grader/problem/source_names.h"
#include "grader/problem/source_text.h"
#include "grader/problem/submission_files.h"
#include "grader/problem/suggest.h"
#include "grader/problem/suite.h"
#include "grader/problem/suite_framework.h"
#include "grader/problem/track/exercise.h"
#include "grader/problem/units.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// Whose files they are. What an author wrote may be in languages that learners
// may not use; a program of the author's has nothing of the problem's with it.
enum class Origin { kLearner, kReference, kProgram };

// Loads one submission, a step after the other. A step that returns false was
// the last one: it left a refusal or a failure.
class Loading {
 public:
  Loading(const Problem& problem, const fs::path& path,
          const std::string& language, Origin origin)
      : problem_(problem),
        languages_(*problem.languages),
        path_(path),
        wanted_(language),
        origin_(origin) {}

  absl::StatusOr<Submission> Run() {
    if (FindWanted() && FindFiles() && ChooseLanguage() && ReadSources() &&
        LeaveOutCopies() && CheckContents() && AddIncluded() && AddScaffold()) {
      NameForSuite(submission_);
      if (built_here_) failure_.Update(CheckInstalled(submission_.language));
    }
    if (!failure_.ok()) return failure_;
    return std::move(submission_);
  }

  // It is built where the tools are.
  absl::StatusOr<Submission> RunWithoutTools() {
    built_here_ = false;
    return Run();
  }

 private:
  bool Refuse(Refusal refusal) {
    submission_.refusal = std::move(refusal);
    return false;
  }
  bool Refuse(const std::string& reason, const std::string& message) {
    return Refuse(Refusal{reason, message, "", 0, 0});
  }
  bool Fail(const absl::Status& status) {
    failure_ = status;
    return false;
  }

  bool FindWanted() {
    if (wanted_.empty() || FindLanguage(languages_, wanted_) != nullptr) {
      return true;
    }
    return Fail(absl::InvalidArgumentError(absl::StrCat(
        "unknown language ", Quoted(wanted_),
        DidYouMean(wanted_, LanguageNames(languages_)),
        " (known: ", absl::StrJoin(LanguageNames(languages_), ", "), ")")));
  }

  bool FindFiles() {
    auto found = FindSubmissionFiles(path_);
    if (!found.ok()) return Fail(found.status());
    if (auto* refusal = std::get_if<Refusal>(&*found)) {
      return Refuse(std::move(*refusal));
    }
    found_ = std::get<SubmissionFiles>(*std::move(found));
    return true;
  }

  bool ChooseLanguage() {
    choice_.emplace(problem_, found_, origin_ != Origin::kLearner);
    const Language* language = choice_->Choose(wanted_, submission_.refusal);
    if (language != nullptr) submission_.language = *language;
    return !submission_.refusal;
  }

  bool ReadSources() {
    const Language& language = submission_.language;
    const std::vector<std::size_t> taken = choice_->FilesIn(language);
    if (taken.size() > kMaxSourceFiles) {
      return Refuse("too_large", absl::StrCat("there are ", taken.size(),
                                              " source files; at most ",
                                              kMaxSourceFiles, " are graded"));
    }
    const std::string around = FolderAround(taken);
    return std::all_of(taken.begin(), taken.end(), [&](std::size_t i) {
      return ReadSource(found_.files[i], around, choice_->extension(i));
    });
  }

  // The innermost folder that all of `taken` lie in, with a slash at its end;
  // it is the submission's own, however the hand-in was packed.
  std::string FolderAround(const std::vector<std::size_t>& taken) const {
    std::string around;
    if (!taken.empty()) around = found_.files[taken[0]].name;
    for (const std::size_t i : taken) {
      const std::string& name = found_.files[i].name;
      const auto differ =
          std::mismatch(around.begin(), around.end(), name.begin(), name.end());
      around.erase(differ.first, around.end());
    }
    around.erase(around.rfind('/') + 1);  // npos + 1 is 0
    return around;
  }

  // A learner's folder also holds copies of what the problem gives, for an
  // editor; a program is built with the problem's own. A file that is only
  // called like one of those stays, so that whoever builds can say so. Where
  // nothing else could be built, the copy is what was handed in.
  bool LeaveOutCopies() {
    if (!found_.in_folder || origin_ == Origin::kProgram) return true;
    const Language& language = submission_.language;
    const std::vector<GeneratedFile> given = GivenFiles(problem_, language);
    std::vector<SourceFile> own;
    bool can_be_built = false;
    for (const SourceFile& source : submission_.sources) {
      // Learners of a track change some of its tests, such as which are left
      // out; those that are run are the track's.
      if (IsGivenByExercise(problem_.directory, source.name)) continue;
      if (absl::c_any_of(given, [&source](const GeneratedFile& file) {
            return file.name == source.name &&
                   ReadSourceText(file.content).text == source.content;
          })) {
        continue;
      }
      own.push_back(source);
      const std::string extension = fs::path(source.name).extension().string();
      can_be_built |=
          IsOneOf(extension, language.extensions) ||
          (problem_.suite != nullptr && IsOneOf(extension, language.headers) &&
           IncludesWhatItTests(problem_.suite->framework));
    }
    if (can_be_built) submission_.sources = std::move(own);
    return true;
  }

  // Of a folder the learner did not name each file, and a link out of it could
  // lead to anything. A program of the author's is trusted with more than that.
  bool Follows(const SubmissionFile& file) const {
    if (!found_.in_folder || origin_ == Origin::kProgram) return true;
    std::error_code error;
    const fs::path from = fs::canonical(path_, error);
    const fs::path root = LiesInProblem() ? problem_.directory : from;
    return ResolveInside(root,
                         (from / file.name).lexically_relative(root).string())
        .ok();
  }

  bool ReadSource(const SubmissionFile& file, const std::string& around,
                  const std::string& extension) {
    const std::string& name = file.name;
    if (auto refusal = CheckFileName(name)) return Refuse(*std::move(refusal));
    auto bytes =
        ReadSubmissionFile(file.path, kMaxSubmissionBytes, Follows(file));
    if (!bytes.ok()) return Fail(bytes.status());
    if (auto* refusal = std::get_if<Refusal>(&*bytes)) {
      return Refuse(std::move(*refusal));
    }
    const std::string& content = std::get<std::string>(*bytes);
    left_ -= static_cast<std::int64_t>(content.size());
    if (left_ < 0) {
      return Refuse("too_large",
                    absl::StrCat("the files are too large; all together may "
                                 "have ",
                                 FormatBytes(kMaxSubmissionBytes)));
    }
    SourceText source = ReadSourceText(content);
    if (!source.ok()) {
      return Refuse(Refusal{"not_text",
                            absl::StrCat(Quoted(name), ": ", source.fault),
                            name, source.line, source.column});
    }
    if (IsOfAuthor()) {
      source.text = WithConstants(problem_.constants, source.text);
    }
    return Add(name, name.substr(around.size()), extension,
               std::move(source.text));
  }

  // Examples in a package are its author's; what learners hand in stays as it
  // is.
  bool IsOfAuthor() const {
    return origin_ != Origin::kLearner || problem_.constants.empty() ||
           LiesInProblem();
  }
  bool LiesInProblem() const {
    std::error_code error;
    const fs::path inside =
        fs::canonical(path_, error).lexically_relative(problem_.directory);
    return !inside.empty() && *inside.begin() != "..";
  }

  // A header is included under the name it has; a source is known to compilers
  // by how its name ends.
  bool Add(const std::string& name, std::string known,
           const std::string& extension, std::string text) {
    if (IsOneOf(extension, submission_.language.extensions)) {
      known = fs::path(known).replace_extension(extension).string();
    }
    if (known != name) submission_.handed_in_as[known] = name;
    for (const SourceFile& other : submission_.sources) {
      if (other.name != known) continue;
      return Refuse("file_name",
                    absl::StrCat("the names of two files, ", Quoted(name),
                                 " one of them, differ in capitals alone; "
                                 "rename one"));
    }
    submission_.sources.push_back({known, std::move(text)});
    return true;
  }

  void SortSources() {
    std::sort(submission_.sources.begin(), submission_.sources.end(),
              [](const SourceFile& a, const SourceFile& b) {
                return a.name < b.name;
              });
  }

  bool CheckContents() {
    const std::vector<SourceFile>& sources = submission_.sources;
    SortSources();
    if (std::all_of(sources.begin(), sources.end(),
                    [](const SourceFile& source) {
                      return absl::StripAsciiWhitespace(source.content).empty();
                    })) {
      Refusal refusal = {"empty",
                         sources.size() == 1
                             ? Quoted(sources[0].name) +
                                   ": it is empty; there is nothing to grade"
                             : "the files are all empty; there is nothing to "
                               "grade",
                         sources[0].name, 0, 0};
      return Refuse(std::move(refusal));
    }
    return true;
  }

  // What the problem has for every submission takes the place of its own.
  bool AddIncluded() {
    NameByClasses(submission_);
    SortSources();
    const auto included = problem_.included.find(submission_.language.name);
    if (included == problem_.included.end()) return true;
    std::vector<SourceFile>& sources = submission_.sources;
    NameForMain(problem_, submission_);
    // What is started is the only file of its own, or a main that comes along.
    if (sources.size() == 1 && submission_.language.name != "java" &&
        absl::c_none_of(included->second, [](const InputFile& file) {
          const std::string stem = fs::path(file.name).stem().string();
          return stem == "main" || stem == "__main__" || stem == "solution";
        })) {
      submission_.entry_point = sources[0].name;
    }
    for (const InputFile& file : included->second) {
      std::erase_if(sources, [&](const SourceFile& source) {
        return source.name == file.name;
      });
      submission_.handed_in_as.erase(file.name);
      sources.push_back({file.name, file.content});
    }
    SortSources();
    return true;
  }

  bool AddScaffold() {
    if (origin_ == Origin::kProgram) return true;
    const absl::Status added = AddProblem(problem_, submission_);
    return added.ok() || Fail(added);
  }

  const Problem& problem_;
  const LanguageTable& languages_;
  const fs::path& path_;
  const std::string& wanted_;
  const Origin origin_;
  bool built_here_ = true;
  SubmissionFiles found_;
  std::optional<LanguageChoice> choice_;  // refers to found_
  std::int64_t left_ = kMaxSubmissionBytes;
  Submission submission_;
  absl::Status failure_;
};

}  // namespace

absl::Status AddProblem(const Problem& problem, Submission& submission) {
  auto scaffold = FindScaffold(problem, submission.language);
  if (!scaffold.ok()) return scaffold.status();
  submission.scaffold = *std::move(scaffold);
  submission.language =
      WithOptions(std::move(submission.language), problem.build);
  if (!submission.language.toolchain.sanitize.empty()) {
    submission.sanitizers = problem.sanitizers;
    submission.sanitized = !problem.sanitizers.empty();
  }
  submission.construct_rules =
      RulesFor(submission.language.name, problem.construct_rules);
  submission.deductions = problem.deductions;
  return absl::OkStatus();
}

absl::StatusOr<Submission> LoadSubmission(const Problem& problem,
                                          const fs::path& path,
                                          const std::string& language) {
  return Loading(problem, path, language, Origin::kLearner).Run();
}

absl::StatusOr<Submission> ReadSubmission(const Problem& problem,
                                          const fs::path& path,
                                          const std::string& language) {
  return Loading(problem, path, language, Origin::kLearner).RunWithoutTools();
}

absl::StatusOr<Submission> LoadReference(const Problem& problem,
                                         const std::string& language) {
  const AuthorFiles files = FindAuthorFiles(problem);
  if (files.references.empty()) {
    return absl::NotFoundError("there is no reference solution");
  }
  // Of several the first in the language counts.
  fs::path path = files.references.front();
  for (const fs::path& one : files.references) {
    if (files.references.size() == 1) break;
    const auto tried = Loading(problem, one, "", Origin::kReference).Run();
    if (tried.ok() && !tried->refusal &&
        (language.empty() || tried->language.name == language)) {
      path = one;
      break;
    }
  }
  auto reference = Loading(problem, path, language, Origin::kReference).Run();
  if (reference.ok() && reference->refusal) {
    return absl::InvalidArgumentError(
        absl::StrCat("the reference solution: ", reference->refusal->message));
  }
  for (const Example& example : files.examples) {
    if (reference.ok() && example.path == path) {
      reference->entry_point = example.rule.entry_point;
    }
  }
  return reference;
}

absl::StatusOr<Submission> LoadProgram(const Problem& problem,
                                       const fs::path& path,
                                       const std::vector<fs::path>& others) {
  Problem around;
  around.languages = problem.languages;
  around.constants = problem.constants;
  auto program = Loading(around, path, "", Origin::kProgram).Run();
  if (program.ok() && program->refusal) {
    return absl::InvalidArgumentError(program->refusal->message);
  }
  if (!program.ok() || others.empty()) return program;
  program->entry_point = program->sources.front().name;
  for (const fs::path& other : others) {
    program->sources.push_back(
        {other.filename().string(), ReadFile(other).value_or("")});
  }
  return program;
}

}  // namespace grader
