// A DiagnosticGroup: what a compiler says about one thing, with the notes and
// the chains around it. From it comes the place that a learner is told: the
// innermost of their own lines.
#ifndef GRADER_EXECUTE_DIAGNOSTIC_GROUP_H_
#define GRADER_EXECUTE_DIAGNOSTIC_GROUP_H_

#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "grader/execute/diagnostic.h"
#include "grader/execute/diagnostic_linker.h"

namespace grader {

struct DiagnosticGroup {
  // An error or a warning, then its notes; or notes alone.
  std::vector<Diagnostic> messages;
  // GCC: what asked for the template, the innermost first.
  std::vector<CompilerPlace> required_from;
  // Which line included which file, the innermost first.
  std::vector<CompilerPlace> included_from;
};

// Turns groups, in the order in which they were printed, into Diagnostics.
class DiagnosticCollector {
 public:
  // `own` outlives the collector.
  explicit DiagnosticCollector(const OwnSources& own) : own_(own) {}

  // Takes what is not said already. A message whose place is in a library moves
  // to the innermost line of the learner's that led there, and a note keeps the
  // place in the library; of several that end up at one line the first stays,
  // the others follow from it.
  void Add(DiagnosticGroup group);

  std::vector<Diagnostic> Take() { return std::move(diagnostics_); }

 private:
  // Whether the group is to be told.
  bool Move(DiagnosticGroup& group);
  bool IsNew(const Diagnostic& diagnostic);

  const OwnSources& own_;
  std::vector<Diagnostic> diagnostics_;
  std::set<std::tuple<std::string, int, int, Severity, std::string>> seen_;
  std::set<std::tuple<std::string, int, Severity>> moved_;
};

// `line` of `source` with a caret below `column`, as compilers print it; empty
// if there is no such line. Lines and columns count from 1; column 0: no caret.
std::vector<std::string> ExcerptOf(absl::string_view source, int line,
                                   int column);

}  // namespace grader

#endif  // GRADER_EXECUTE_DIAGNOSTIC_GROUP_H_
