#include "grader/problem/language_choice.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/languages_of.h"
#include "grader/problem/readable.h"
#include "grader/problem/suite.h"
#include "grader/problem/suite_framework.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// `"a", "b", "c" and 4 more`.
std::string FirstNames(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 3;
  std::vector<std::string> quoted;
  for (std::size_t i = 0; i < names.size() && i < kShown; ++i) {
    quoted.push_back(Quoted(names[i]));
  }
  std::string text = absl::StrJoin(quoted, ", ");
  if (names.size() > kShown) {
    absl::StrAppend(&text, " and ", names.size() - kShown, " more");
  }
  return text;
}

}  // namespace

bool IsOneOf(absl::string_view word, const std::vector<std::string>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

LanguageChoice::LanguageChoice(const Problem& problem,
                               const SubmissionFiles& found, bool by_author)
    : problem_(problem), languages_(*problem.languages), found_(found) {
  for (const Language& language : languages_) {
    if (by_author || TakesLanguage(problem_, language.name)) {
      taken_.push_back(&language);
    }
  }
  for (const SubmissionFile& file : found_.files) {
    extensions_.push_back(KnownExtension(file.path));
  }
  deciding_depth_ = kMaxFolderDepth;
  for (std::size_t i = 0; i < found_.files.size(); ++i) {
    for (const Language* language : taken_) {
      if (IsSource(extensions_[i], *language)) {
        deciding_depth_ = std::min(deciding_depth_, found_.files[i].depth());
      }
    }
  }
}

std::string LanguageChoice::KnownExtension(const fs::path& file) const {
  const std::string written = file.extension().string();
  const std::string lower = absl::AsciiStrToLower(written);
  for (const std::string& extension : {written, lower}) {
    for (const Language* language : taken_) {
      if (IsOneOf(extension, language->extensions) ||
          IsOneOf(extension, language->headers)) {
        return extension;
      }
    }
  }
  return lower;
}

bool LanguageChoice::IsSource(const std::string& extension,
                              const Language& language) const {
  if (IsOneOf(extension, language.extensions)) return true;
  const Suite* suite = problem_.suite.get();
  return suite != nullptr && !suite->with && language.name == suite->language &&
         IncludesWhatItTests(suite->framework) &&
         IsOneOf(extension, language.headers);
}

bool LanguageChoice::Takes(const Language& language) const {
  return std::find(taken_.begin(), taken_.end(), &language) != taken_.end();
}

const Language* LanguageChoice::Choose(const std::string& wanted,
                                       std::optional<Refusal>& refusal) const {
  std::vector<const Language*> choices;  // that the problem takes
  const Language* other = nullptr;       // that it does not
  for (const Language& language : languages_) {
    if (wanted.empty() ? !IsMeant(language) : language.name != wanted) {
      continue;
    }
    if (Takes(language)) {
      choices.push_back(&language);
    } else if (other == nullptr) {
      other = &language;
    }
  }
  if (choices.size() > 1) {
    refusal = SeveralLanguages(choices);
    return nullptr;
  }
  if (choices.empty()) {
    refusal = other == nullptr ? NoSource(taken_, "") : NotTaken(*other);
    return other;
  }
  if (SourcesIn(*choices[0]).empty()) {
    refusal = NoSource(choices, choices[0]->name + " ");
  }
  return choices[0];
}

std::vector<std::size_t> LanguageChoice::FilesIn(
    const Language& language) const {
  std::vector<std::size_t> files;
  for (std::size_t i = 0; i < found_.files.size(); ++i) {
    if (IsOneOf(extensions_[i], language.extensions) ||
        IsOneOf(extensions_[i], language.headers)) {
      files.push_back(i);
    }
  }
  return files;
}

// The names of the files that are built in `language`, of those that lie
// outermost: a script in a folder beside the program is not another answer.
std::vector<std::string> LanguageChoice::SourcesIn(
    const Language& language) const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < found_.files.size(); ++i) {
    if (found_.files[i].depth() <= deciding_depth_ &&
        IsSource(extensions_[i], language)) {
      names.push_back(found_.files[i].name);
    }
  }
  return names;
}

// Whether there are sources in `language` for whoever does not name it: of two
// rows with one extension the first is meant.
bool LanguageChoice::IsMeant(const Language& language) const {
  const auto is_earlier = [&](const std::string& extension) {
    for (const Language* one : taken_) {
      if (one == &language) return false;
      if (IsOneOf(extension, one->extensions)) return true;
    }
    return false;
  };
  for (std::size_t i = 0; i < found_.files.size(); ++i) {
    if (found_.files[i].depth() <= deciding_depth_ &&
        IsSource(extensions_[i], language) && !is_earlier(extensions_[i])) {
      return true;
    }
  }
  return false;
}

Refusal LanguageChoice::NotTaken(const Language& language) const {
  return {"language",
          absl::StrCat("the problem \"", problem_.id, "\" cannot be solved in ",
                       language.name, ", only in ",
                       absl::StrJoin(LanguagesOf(problem_), ", ")),
          "", 0, 0};
}

Refusal LanguageChoice::SeveralLanguages(
    const std::vector<const Language*>& choices) const {
  std::vector<std::string> parts;
  for (const Language* language : choices) {
    parts.push_back(absl::StrCat(language->name, " (",
                                 FirstNames(SourcesIn(*language)), ")"));
  }
  return {
      "ambiguous_language",
      absl::StrCat("there are sources in ", absl::StrJoin(parts, " and in "),
                   ", and only one language can be graded: hand in "
                   "the files of one, or say which with --lang ",
                   choices[0]->name),
      "", 0, 0};
}

// Nothing that could be built in one of `expected`; `kind` of source.
Refusal LanguageChoice::NoSource(const std::vector<const Language*>& expected,
                                 const std::string& kind) const {
  std::string text = absl::StrCat("no ", kind, "source was handed in");
  std::vector<std::string> names;
  for (const SubmissionFile& file : found_.files) names.push_back(file.name);
  if (!names.empty()) {
    absl::StrAppend(&text, ", only ", FirstNames(names));
  } else if (found_.left_out.empty()) {
    absl::StrAppend(&text, ": the folder is empty");
  }
  if (!found_.left_out.empty()) {
    absl::StrAppend(&text, "; ", FirstNames(found_.left_out),
                    found_.left_out.size() == 1 ? " is" : " are",
                    " not looked into");
  }
  absl::StrAppend(&text, "; expected a file that ends in ");
  for (std::size_t i = 0; i < expected.size(); ++i) {
    absl::StrAppend(&text, i == 0 ? "" : ", ",
                    absl::StrJoin(expected[i]->extensions, ", "));
    if (kind.empty()) absl::StrAppend(&text, " (", expected[i]->name, ")");
  }
  return {"no_source", text, "", 0, 0};
}

}  // namespace grader
