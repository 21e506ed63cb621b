#include "grader/execute/framework_rules.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <system_error>
#include <tuple>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/types/span.h"
#include "grader/execute/diagnostic_group.h"
#include "grader/execute/source_words.h"
#include "grader/problem/files.h"
#include "grader/problem/suite.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using Kind = SourceWord::Kind;

constexpr std::size_t kMostTold = 20;

// What gives a function code, a place or a name that the language does not give
// it, and macros of the system's that do what must not be written.
constexpr absl::string_view kOutsideOfTheLanguage[] = {
    "asm",      "__asm",      "__asm__",       "_Pragma",
    "__CONCAT", "BOOST_JOIN", "__BEGIN_DECLS", "__ASMNAME"};
constexpr absl::string_view kOutsidePrefixes[] = {"__REDIRECT", "__LDBL_REDIR",
                                                  "BOOST_PP_", "_GLIBCXX_"};

// Attributes that do: names as good as any where there are no attributes.
constexpr absl::string_view kAttributes[] = {
    "ifunc",   "__ifunc__",   "alias",   "__alias__",
    "weakref", "__weakref__", "section", "__section__"};
constexpr absl::string_view kBringAttributes[] = {
    "__attribute__", "__attribute", "gnu", "__gnu__", "__declspec"};

constexpr absl::string_view kOwnPrefixes[] = {
    "GTEST_",       "CATCH_",   "INTERNAL_CATCH_",
    "FLAGS_gtest_", "DOCTEST_", "doctest_detail_"};

// What divides a test into parts, which a framework knows by their names and
// places: one of a submission's could stand for one of the test's, which would
// count as run then.
constexpr absl::string_view kParts[] = {
    "SUBCASE",  "SECTION",      "DYNAMIC_SECTION", "GIVEN",
    "WHEN",     "THEN",         "AND_GIVEN",       "AND_WHEN",
    "AND_THEN", "GENERATE_REF", "GENERATE_COPY",   "GENERATE"};

bool BeginsWithOneOf(absl::string_view name,
                     absl::Span<const absl::string_view> prefixes) {
  return absl::c_any_of(prefixes, [&](absl::string_view prefix) {
    return absl::StartsWith(name, prefix);
  });
}

constexpr absl::string_view kHarmlessPragmas[] = {
    "once",    "region",  "endregion", "omp",
    "message", "warning", "error",     "mark"};
constexpr absl::string_view kHarmlessPragmasOfCompilers[] = {
    "diagnostic", "optimize", "unroll", "ivdep",
    "loop",       "warning",  "error",  "target"};

constexpr absl::string_view kKeywords[] = {"alignas",   "alignof",
                                           "and",       "auto",
                                           "bool",      "break",
                                           "case",      "catch",
                                           "char",      "class",
                                           "co_await",  "co_return",
                                           "co_yield",  "concept",
                                           "const",     "consteval",
                                           "constexpr", "constinit",
                                           "continue",  "decltype",
                                           "default",   "delete",
                                           "do",        "double",
                                           "else",      "enum",
                                           "explicit",  "extern",
                                           "false",     "final",
                                           "float",     "for",
                                           "friend",    "goto",
                                           "if",        "inline",
                                           "int",       "long",
                                           "mutable",   "namespace",
                                           "new",       "noexcept",
                                           "not",       "nullptr",
                                           "operator",  "or",
                                           "override",  "private",
                                           "protected", "public",
                                           "register",  "requires",
                                           "return",    "short",
                                           "signed",    "sizeof",
                                           "static",    "static_assert",
                                           "struct",    "switch",
                                           "template",  "this",
                                           "throw",     "true",
                                           "try",       "typedef",
                                           "typeid",    "typename",
                                           "union",     "unsigned",
                                           "using",     "virtual",
                                           "void",      "volatile",
                                           "while",     "defined",
                                           "std"};

// Holds the words of one source against the rules.
class Inspection {
 public:
  Inspection(const std::vector<SourceWord>& words,
             const SuiteFramework& framework, const std::set<std::string>& used,
             bool has_attributes)
      : words_(words),
        framework_(framework),
        used_(used),
        has_attributes_(has_attributes) {}

  // What is to be said of the word at `i`, or nothing.
  std::optional<std::string> At(std::size_t i) const {
    const SourceWord& word = words_[i];
    if (word.kind == Kind::kSign) {
      if (word.text == "##") {
        return "## puts names together, which the tests could take for theirs";
      }
      if (word.text == "#" && word.begins_line) return Directive(i);
      return std::nullopt;
    }
    if (word.kind != Kind::kName) return std::nullopt;
    if (word.text == framework_.own_namespace ||
        BeginsWithOneOf(word.text, kOwnPrefixes)) {
      return absl::StrCat("\"", word.text,
                          "\" belongs to the framework of the tests: rename "
                          "yours, or leave it out");
    }
    if (absl::c_linear_search(kParts, word.text) &&
        used_.count(word.text) > 0) {
      return absl::StrCat("\"", word.text,
                          "\" divides tests into parts: rename yours, or "
                          "leave it out");
    }
    if (absl::c_linear_search(kOutsideOfTheLanguage, word.text) ||
        BeginsWithOneOf(word.text, kOutsidePrefixes) ||
        (has_attributes_ && absl::c_linear_search(kAttributes, word.text))) {
      return absl::StrCat("\"", word.text,
                          "\" is not for a program that tests include");
    }
    if (word.text == "extern" && i + 1 < words_.size() &&
        words_[i + 1].kind == Kind::kString) {
      return std::string(
          "extern \"C\" could stand in for a function of the system's: declare "
          "it without");
    }
    return std::nullopt;
  }

 private:
  // The name behind the word at `i`, in the same directive; or nothing.
  absl::string_view Behind(std::size_t i) const {
    const bool is_there = i + 1 < words_.size() &&
                          words_[i + 1].kind == Kind::kName &&
                          words_[i + 1].in_directive;
    return is_there ? absl::string_view(words_[i + 1].text) : "";
  }

  std::optional<std::string> Directive(std::size_t i) const {
    const absl::string_view what = Behind(i);
    const absl::string_view name = Behind(i + 1);
    if (what == "pragma") return Pragma(i + 1, name);
    if ((what != "define" && what != "undef") ||
        (!absl::c_linear_search(kKeywords, name) &&
         used_.count(std::string(name)) == 0)) {
      return std::nullopt;
    }
    return absl::StrCat("the tests have the name \"", name,
                        "\", which this macro would change: give it another");
  }

  std::optional<std::string> Pragma(std::size_t i,
                                    absl::string_view name) const {
    const bool of_compiler = name == "GCC" || name == "clang";
    if (of_compiler
            ? absl::c_linear_search(kHarmlessPragmasOfCompilers, Behind(i + 1))
            : absl::c_linear_search(kHarmlessPragmas, name)) {
      return std::nullopt;
    }
    return absl::StrCat("#pragma ", name,
                        " is not for a program that tests include");
  }

  const std::vector<SourceWord>& words_;
  const SuiteFramework& framework_;
  const std::set<std::string>& used_;
  const bool has_attributes_;  // any of the sources
};

bool HasAttributes(const SourceFile& source) {
  for (const bool raw_strings : {true, false}) {
    const std::vector<SourceWord> words = WordsOf(source.content, raw_strings);
    if (absl::c_any_of(words, [](const SourceWord& word) {
          return absl::c_linear_search(kBringAttributes, word.text);
        })) {
      return true;
    }
  }
  return false;
}

void AddBroken(const SourceFile& source, const Inspection& inspection,
               const std::vector<SourceWord>& words,
               std::vector<Diagnostic>& broken) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::optional<std::string> message = inspection.At(i);
    if (!message) continue;
    Diagnostic one;
    one.file = source.name;
    one.line = words[i].line;
    one.column = words[i].column;
    one.message = *std::move(message);
    one.excerpt = ExcerptOf(source.content, one.line, one.column);
    if (!absl::c_linear_search(broken, one)) broken.push_back(std::move(one));
    if (broken.size() == kMostTold) return;
  }
}

}  // namespace

std::set<std::string> NamesInMacros(absl::string_view text) {
  std::set<std::string> names;
  bool in_macro = false;
  const std::vector<SourceWord> words = WordsOf(text, /*raw_strings=*/true);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].begins_line) {
      in_macro = words[i].text == "#" && i + 1 < words.size() &&
                 words[i + 1].text == "define";
    }
    if (in_macro && words[i].kind == Kind::kName) names.insert(words[i].text);
  }
  return names;
}

std::vector<Diagnostic> BrokenFrameworkRules(
    const std::vector<SourceFile>& sources, const SuiteFramework& framework,
    const std::set<std::string>& used) {
  const bool has_attributes = absl::c_any_of(sources, HasAttributes);
  std::vector<Diagnostic> broken;
  for (const SourceFile& source : sources) {
    for (const bool raw_strings : {true, false}) {
      const std::vector<SourceWord> words =
          WordsOf(source.content, raw_strings);
      AddBroken(source, Inspection(words, framework, used, has_attributes),
                words, broken);
    }
  }
  absl::c_stable_sort(broken, [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.file, a.line, a.column) <
           std::tie(b.file, b.line, b.column);
  });
  return broken;
}

std::vector<Diagnostic> FrameworkRulesBroken(const Submission& submission,
                                             const SuiteFramework& framework) {
  std::set<std::string> used;
  const fs::path header = std::string(framework.header);
  const std::vector<std::string> folders =
      absl::StrSplit(framework.folders, ':');
  for (const std::string& folder : folders) {
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end;
         !error && entry != end; entry.increment(error)) {
      if (entry->path().extension() != header.extension()) continue;
      used.merge(NamesInMacros(ReadFile(entry->path()).value_or("")));
    }
  }
  const Suite& suite = *submission.scaffold.suite;
  std::vector<fs::path> files = suite.files;
  files.push_back(suite.file);
  for (const fs::path& file : files) {
    for (SourceWord& word : WordsOf(ReadFile(file).value_or(""), true)) {
      if (word.kind == Kind::kName) used.insert(std::move(word.text));
    }
  }
  return BrokenFrameworkRules(submission.sources, framework, used);
}

}  // namespace grader
