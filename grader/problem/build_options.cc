#include "grader/problem/build_options.h"

#include <array>
#include <cstddef>
#include <iterator>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/problem_reader.h"
#include "grader/problem/readable.h"
#include "grader/problem/schema_values.h"
#include "grader/problem/yaml_reader.h"

namespace grader {
namespace {

struct Standard {
  absl::string_view name;
  absl::string_view option;  // as all compilers of the table know it
  bool has_coroutines = false;
};

// GCC 12 has no c23 yet, and Clang 16 no c++23.
constexpr Standard kStandards[] = {
    {"c99", "-std=c99"},
    {"c11", "-std=c11"},
    {"c17", "-std=c17"},
    {"c23", "-std=c2x"},
    {"gnu11", "-std=gnu11"},
    {"gnu17", "-std=gnu17"},
    {"c++11", "-std=c++11"},
    {"c++14", "-std=c++14"},
    {"c++17", "-std=c++17"},
    {"c++20", "-std=c++20", true},
    {"c++23", "-std=c++2b", true},
    {"gnu++17", "-std=gnu++17"},
    {"gnu++20", "-std=gnu++20", true},
};
constexpr auto kStandardNames = [] {
  std::array<absl::string_view, std::size(kStandards)> names;
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = kStandards[i].name;
  return names;
}();

constexpr Value kOptimize{.scalar = Scalar::kWhole, .max = 3};
constexpr Value kStandard{.scalar = Scalar::kChoice, .choices = kStandardNames};
constexpr Value kOneOrMore{.scalar = Scalar::kChoice,
                           .choices = kStandardNames,
                           .unique = true,
                           .items = &kStandard};
constexpr Key kBuildKeys[] = {
    {.name = "optimize",
     .value = &kOptimize,
     .description = "How much compilers optimize (-O), in C and C++; 0 if not "
                    "given, which "
                    "compiles fastest.",
     .example = "2"},
    {.name = "standard",
     .value = &kOneOrMore,
     .description =
         "The standard of the language; c17 and c++20 if not given. A list has "
         "one of C and one of C++. With a driver c++20 or later.",
     .example = "c++17"},
};
constexpr Record kBuildRecord{
    .name = "build", .title = "Build", .keys = kBuildKeys};

constexpr absl::string_view kStandardOption = "-std=";

bool IsStandard(absl::string_view word) {
  return absl::StartsWith(word, kStandardOption);
}

bool IsOptimization(absl::string_view word) {
  return absl::StartsWith(word, "-O");
}

bool IsOfCpp(absl::string_view standard) {
  return absl::StrContains(standard, "++");
}

const Standard& Find(absl::string_view name) {
  return *absl::c_find_if(
      kStandards, [&](const Standard& one) { return one.name == name; });
}

// Whether `language` is compiled by words that `is_it` looks for.
bool Has(const Language& language, bool (*is_it)(absl::string_view)) {
  return absl::c_any_of(language.toolchain.compile, is_it);
}

// Whether a compiler of `language` takes `standard`, by the one that its row
// has.
bool Takes(const Language& language, absl::string_view standard) {
  return absl::c_any_of(
      language.toolchain.compile, [&](const std::string& word) {
        return IsStandard(word) && IsOfCpp(word) == IsOfCpp(standard);
      });
}

void Replace(CommandTemplate& words, bool (*is_it)(absl::string_view),
             absl::string_view option) {
  for (std::string& word : words) {
    if (is_it(word)) word = std::string(option);
  }
}

void Replace(Language& language, bool (*is_it)(absl::string_view),
             absl::string_view option) {
  Replace(language.toolchain.compile, is_it, option);
  Replace(language.toolchain.precompile, is_it, option);
}

std::string NamesOf(const std::vector<const Language*>& languages) {
  std::vector<std::string> names;
  for (const Language* language : languages) names.push_back(language->name);
  return absl::StrJoin(names, ", ");
}

void CheckStandard(const YamlNode& node,
                   const std::vector<const Language*>& languages,
                   bool has_driver, const std::vector<std::string>& before,
                   AuthorErrors& errors) {
  const std::string& name = node.text;
  const auto say = [&](absl::string_view what) {
    errors.Add(node.place, absl::StrCat("standard: ", Quoted(name), " ", what));
  };
  for (const std::string& other : before) {
    if (IsOfCpp(other) != IsOfCpp(name)) continue;
    say(absl::StrCat("and ", Quoted(other),
                     " are both of one language; keep one"));
  }
  if (!languages.empty() &&
      absl::c_none_of(languages, [&](const Language* language) {
        return Takes(*language, name);
      })) {
    say(absl::StrCat("is of ", IsOfCpp(name) ? "C++" : "C",
                     ", and the problem is offered in ", NamesOf(languages)));
  }
  if (has_driver && IsOfCpp(name) && !Find(name).has_coroutines) {
    say("is too old for what a driver talks with; expected c++20 or later");
  }
}

}  // namespace

const Value kBuildValue{.record = &kBuildRecord};

BuildOptions ReadBuildOptions(const YamlNode& build,
                              const std::vector<const Language*>& languages,
                              bool has_driver, AuthorErrors& errors) {
  BuildOptions options;
  if (const YamlNode* optimize = build.Find("optimize")) {
    options.optimize = static_cast<int>(WholeValue(*optimize));
    if (!languages.empty() &&
        absl::c_none_of(languages, [](const Language* language) {
          return Has(*language, IsOptimization);
        })) {
      errors.Add(optimize->place,
                 absl::StrCat("optimize: compilers of C and C++ take it, and "
                              "the problem is offered in ",
                              NamesOf(languages)));
    }
  }
  if (const YamlNode* standard = build.Find("standard")) {
    const std::vector<YamlNode> alone = {*standard};
    const bool several = standard->kind == YamlNode::Kind::kList;
    for (const YamlNode& one : several ? standard->items : alone) {
      CheckStandard(one, languages, has_driver, options.standards, errors);
      options.standards.push_back(one.text);
    }
  }
  return options;
}

Language WithOptions(Language language, const BuildOptions& options) {
  if (options.optimize) {
    Replace(language, IsOptimization, absl::StrCat("-O", *options.optimize));
  }
  for (const std::string& name : options.standards) {
    if (!Takes(language, name)) continue;
    const Standard& standard = Find(name);
    // What the grader brings along is written in what the row has. Behind the
    // other it is the one that counts.
    if (!standard.has_coroutines) {
      CommandTemplate& support = language.toolchain.with_support;
      absl::c_copy_if(language.toolchain.compile, std::back_inserter(support),
                      IsStandard);
    }
    Replace(language, IsStandard, standard.option);
  }
  return language;
}

}  // namespace grader
