// The LanguageChoice: which language the files of a hand-in are graded in, and
// which of them belong to it. A step of LoadSubmission.
#ifndef GRADER_PROBLEM_LANGUAGE_CHOICE_H_
#define GRADER_PROBLEM_LANGUAGE_CHOICE_H_

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/problem/language.h"
#include "grader/problem/problem.h"
#include "grader/problem/refusal.h"
#include "grader/problem/submission_files.h"

namespace grader {

bool IsOneOf(absl::string_view word, const std::vector<std::string>& words);

class LanguageChoice {
 public:
  // `by_author`: languages that learners may not use will do. Both `problem`
  // and `found` outlive this.
  LanguageChoice(const Problem& problem, const SubmissionFiles& found,
                 bool by_author);

  // The language called `wanted`, a row of the problem's table, or, if that is
  // empty, the only one that there are sources in. Where none can be graded,
  // `refusal` says why; the language is then the one that is not taken, or
  // null.
  const Language* Choose(const std::string& wanted,
                         std::optional<Refusal>& refusal) const;

  // The indexes of the files that are sources or headers in `language`.
  std::vector<std::size_t> FilesIn(const Language& language) const;

  // How the name of file `index` ends, as the table writes it: "A.CPP" ends in
  // ".cpp". "A.C" ends in ".C" where the problem takes a language that has it
  // (C++), in ".c" where it takes C alone.
  const std::string& extension(std::size_t index) const {
    return extensions_[index];
  }

 private:
  std::string KnownExtension(const std::filesystem::path& file) const;
  // Whether a file that ends so can be built alone: a header can where the
  // tests of a suite include it.
  bool IsSource(const std::string& extension, const Language& language) const;
  bool Takes(const Language& language) const;
  std::vector<std::string> SourcesIn(const Language& language) const;
  bool IsMeant(const Language& language) const;
  Refusal NotTaken(const Language& language) const;
  Refusal SeveralLanguages(const std::vector<const Language*>& choices) const;
  Refusal NoSource(const std::vector<const Language*>& expected,
                   const std::string& kind) const;

  const Problem& problem_;
  const LanguageTable& languages_;
  const SubmissionFiles& found_;
  std::vector<const Language*> taken_;   // those that will do
  std::vector<std::string> extensions_;  // of found_.files
  // How deep the outermost source lies that will do: the language is the one
  // of those.
  int deciding_depth_ = 0;
};

}  // namespace grader

#endif  // GRADER_PROBLEM_LANGUAGE_CHOICE_H_
