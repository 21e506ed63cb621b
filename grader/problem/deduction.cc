#include "grader/problem/deduction.h"

#include <re2/re2.h>

#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/linter.h"
#include "grader/problem/problem_reader.h"
#include "grader/problem/readable.h"
#include "grader/problem/schema_values.h"
#include "grader/problem/suggest.h"
#include "grader/problem/yaml_reader.h"

namespace grader {
namespace {

constexpr Value kWarning{
    .scalar = Scalar::kText,
    .pattern = R"([a-z][a-z0-9+]*(-[a-z0-9+]+)*)",
    .meaning = "the name of a warning, without -W, like unused-variable"};
constexpr Value kLinterName{.scalar = Scalar::kText,
                            .meaning = "the name of a linter"};
constexpr Value kRule{.scalar = Scalar::kText,
                      .pattern = R"([A-Za-z0-9][A-Za-z0-9.-]*\*?)",
                      .meaning =
                          "the name of a rule, or the beginning of "
                          "several and \"*\""};
constexpr Value kRules{.unique = true, .items = &kRule};
constexpr Value kPoints{.scalar = Scalar::kPoints};
constexpr Key kDeductionKeys[] = {
    {.name = "warning",
     .value = &kWarning,
     .description = "A warning of the compiler, by the name that GCC and Clang "
                    "put behind it; a group such as `all` is none.",
     .example = "unused-variable"},
    {.name = "linter",
     .value = &kLinterName,
     .description = "What a linter finds: clang-tidy (C and C++), pycodestyle "
                    "or pyflakes (Python), shellcheck (Bash), or a row of the "
                    "course's `linters.yaml`.",
     .example = "pycodestyle"},
    {.name = "rules",
     .value = &kRules,
     .only_with = "linter",
     .description = "Its rules that count, by name, or by how their names "
                    "begin (`E5*`); all that it reports by itself if not "
                    "given. pyflakes has no names.",
     .example = "[E501, W6*]"},
    {.name = "points",
     .value = &kPoints,
     .required = true,
     .description = "What each finding costs.",
     .example = "0.5"},
    {.name = "at_most",
     .value = &kPoints,
     .description = "The most that all of them cost; without it the score "
                    "ends at 0.",
     .example = "2"},
    {.name = "message",
     .value = &kLine,
     .description = "For learners: what the deduction is there for.",
     .example = "Lines have at most 79 characters."},
};
constexpr absl::string_view kWhatFinds[] = {"warning", "linter"};
constexpr absl::Span<const absl::string_view> kAlternatives[] = {kWhatFinds};
constexpr Record kDeductionRecord{.name = "a deduction",
                                  .title = "Deduction",
                                  .keys = kDeductionKeys,
                                  .alternatives = kAlternatives,
                                  .one_of = kWhatFinds};
constexpr Value kDeduction{.record = &kDeductionRecord};

// Names that switch on several warnings, none of which has the name itself.
constexpr absl::string_view kGroupsOfWarnings[] = {"all", "everything", "extra",
                                                   "most", "unused"};

class DeductionList {
 public:
  DeductionList(const std::vector<const Language*>& languages,
                const std::vector<Linter>& own, AuthorErrors& errors)
      : languages_(languages), own_(own), errors_(errors) {}

  void Add(const YamlNode& node) {
    Deduction deduction;
    if (const YamlNode* points = node.Find("points")) {
      deduction.points = ParsePoints(points->text).value_or(Points());
      if (deduction.points == 0) {
        errors_.Add(points->place, "points: a deduction of 0 points is none");
      }
    }
    if (const YamlNode* most = node.Find("at_most")) {
      deduction.at_most = ParsePoints(most->text).value_or(Points());
      if (*deduction.at_most < deduction.points) {
        errors_.Add(most->place,
                    "at_most: less than one finding costs, see points");
      }
    }
    if (const YamlNode* message = node.Find("message")) {
      deduction.message = message->text;
    }
    if (const YamlNode* warning = node.Find("warning")) {
      deduction.warning = warning->text;
      CheckWarning(*warning, deduction);
    } else if (const YamlNode* linter = node.Find("linter")) {
      deduction.linter = linter->text;
      CheckLinter(*linter, node.Find("rules"), deduction);
    }
    deductions_.push_back(std::move(deduction));
  }

  std::vector<Deduction> Take() { return std::move(deductions_); }

 private:
  void CheckWarning(const YamlNode& warning, const Deduction& deduction) {
    const std::string& name = warning.text;
    const auto say = [&](absl::string_view what) {
      errors_.Add(warning.place, absl::StrCat("warning: ", what));
    };
    if (absl::c_linear_search(kGroupsOfWarnings, name)) {
      say(absl::StrCat(Quoted(name),
                       " is a group; name each warning of it, like "
                       "unused-variable"));
    } else if (absl::StartsWith(name, "no-") || name == "error" ||
               absl::StartsWith(name, "error-")) {
      say(absl::StrCat(Quoted(name),
                       " is an option of compilers, and no warning"));
    } else if (absl::c_any_of(deductions_, [&](const Deduction& other) {
                 return other.warning == name;
               })) {
      say(absl::StrCat("points are deducted for ", Quoted(name), " already"));
    } else if (!IsForAny(deduction)) {
      say(
          absl::StrCat("C and C++ have warnings by name, and the problem is "
                       "offered in neither, only in ",
                       LanguagesInWords()));
    }
  }

  void CheckLinter(const YamlNode& name, const YamlNode* rules,
                   Deduction& deduction) {
    const auto own = absl::c_find_if(
        own_, [&](const Linter& one) { return one.name == name.text; });
    if (own != own_.end()) {
      deduction.own_linter = std::make_shared<const Linter>(*own);
    }
    const Linter* const linter = LinterOf(deduction);
    if (linter == nullptr) {
      std::vector<std::string> known;
      for (const Linter& one : BuiltInLinters()) known.push_back(one.name);
      for (const Linter& one : own_) known.push_back(one.name);
      const std::string meant = DidYouMean(name.text, known);
      errors_.Add(
          name.place,
          absl::StrCat("linter: unknown linter ", Quoted(name.text),
                       meant.empty() ? absl::StrCat("; known are ",
                                                    absl::StrJoin(known, ", "))
                                     : meant));
      return;
    }
    if (!IsForAny(deduction)) {
      std::vector<std::string> read;
      for (const auto& [language, options] : linter->languages) {
        read.push_back(language);
      }
      errors_.Add(name.place, absl::StrCat("linter: ", name.text, " reads ",
                                           absl::StrJoin(read, " and "),
                                           ", and the problem is offered in ",
                                           LanguagesInWords()));
    }
    for (const Deduction& other : deductions_) {
      if (other.linter != name.text || !other.rules.empty()) continue;
      errors_.Add(name.place,
                  absl::StrCat("linter: points are deducted already for all "
                               "that ",
                               name.text,
                               " finds; what names rules comes "
                               "before that"));
      return;
    }
    if (rules == nullptr) return;
    if (linter->rule.empty()) {
      errors_.Add(rules->place, absl::StrCat("rules: those of ", name.text,
                                             " have no names"));
      return;
    }
    for (const YamlNode& rule : rules->items) CheckRule(*linter, rule);
    deduction.rules = TextValues(*rules);
  }

  void CheckRule(const Linter& linter, const YamlNode& rule) {
    if (!absl::EndsWith(rule.text, "*") &&
        !RE2::FullMatch(rule.text, linter.rule)) {
      errors_.Add(rule.place,
                  absl::StrCat("rules: expected a rule of ", linter.name,
                               ", like ", linter.example,
                               ", or the beginning "
                               "of several and \"*\", found ",
                               Quoted(rule.text)));
      return;
    }
    for (const Deduction& other : deductions_) {
      if (other.linter != linter.name ||
          !IsFor(other, absl::StripSuffix(rule.text, "*"))) {
        continue;
      }
      errors_.Add(rule.place, absl::StrCat("rules: points are deducted for ",
                                           Quoted(rule.text), " already"));
      return;
    }
  }

  bool IsForAny(const Deduction& deduction) const {
    return languages_.empty() ||
           absl::c_any_of(languages_, [&](const Language* language) {
             return IsFor(deduction, *language);
           });
  }

  std::string LanguagesInWords() const {
    std::vector<std::string> names;
    for (const Language* language : languages_) names.push_back(language->name);
    return absl::StrJoin(names, ", ");
  }

  const std::vector<const Language*>& languages_;
  const std::vector<Linter>& own_;
  AuthorErrors& errors_;
  std::vector<Deduction> deductions_;
};

}  // namespace

const Value kDeductionsValue{.items = &kDeduction};

std::string NameOf(const Deduction& deduction) {
  if (!deduction.warning.empty()) {
    return absl::StrCat("warning ", deduction.warning);
  }
  if (deduction.rules.empty()) return deduction.linter;
  return absl::StrCat(deduction.linter, " ",
                      absl::StrJoin(deduction.rules, ", "));
}

const Linter* LinterOf(const Deduction& deduction) {
  return deduction.own_linter != nullptr ? deduction.own_linter.get()
                                         : FindLinter(deduction.linter);
}

bool IsFor(const Deduction& deduction, absl::string_view rule) {
  return deduction.rules.empty() ||
         absl::c_any_of(deduction.rules, [&](absl::string_view wanted) {
           return absl::ConsumeSuffix(&wanted, "*")
                      ? absl::StartsWith(rule, wanted)
                      : rule == wanted;
         });
}

bool TakesWarnings(const Language& language) {
  return language.diagnostics == DiagnosticFormat::kGcc &&
         language.toolchain.links();
}

bool IsFor(const Deduction& deduction, const Language& language) {
  if (!deduction.warning.empty()) return TakesWarnings(language);
  const Linter* const linter = LinterOf(deduction);
  return linter != nullptr && linter->languages.count(language.name) > 0;
}

std::vector<Deduction> ReadDeductions(
    const YamlNode& list, const std::vector<const Language*>& languages,
    const std::vector<Linter>& own, AuthorErrors& errors) {
  DeductionList deductions(languages, own, errors);
  for (const YamlNode& node : list.items) deductions.Add(node);
  return deductions.Take();
}

}  // namespace grader
