#include "grader/execute/link.h"

#include <algorithm>
#include <cstddef>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "grader/execute/sanitizers.h"

namespace grader {
namespace {

// `link`, whose kWithoutUnused is for programs with the code of a prelude; or
// for sanitized ones, which have none of it, but are to link whenever the
// program does that they explain.
CommandTemplate FitToCode(CommandTemplate link, const Toolchain& toolchain,
                          const Plan& plan, bool sanitized) {
  const bool has_code =
      plan.prelude.has_value() &&
      (plan.parts[*plan.prelude].has_code ||
       (sanitized && absl::c_linear_search(toolchain.precompile, kWithCode)));
  if (!has_code) std::erase(link, kWithoutUnused);
  return link;
}

}  // namespace

std::vector<std::string> ObjectsToLink(
    const Plan& plan, const std::vector<CacheEntryPtr>& entries,
    std::vector<std::string> own) {
  std::vector<std::string> objects;
  for (const std::size_t i : plan.objects) {
    objects.push_back((*entries[i] / plan.parts[i].object()).string());
  }
  for (const std::size_t i : plan.preludes()) {
    if (!plan.parts[i].has_code) continue;
    objects.push_back((*entries[i] / kPreludeCode).string());
  }
  // Of functions that both contain, those of an explored submission have to be
  // the ones that tell what they do.
  objects.insert(plan.schedules ? objects.begin() : objects.end(), own.begin(),
                 own.end());
  if (plan.schedules) {
    objects.push_back(
        absl::StrCat("@", (*entries[*plan.schedules] / kWrapOptions).string()));
  }
  if (plan.framework != nullptr && !plan.framework->library.empty()) {
    for (const absl::string_view word :
         absl::StrSplit(plan.framework->library, ' ')) {
      objects.emplace_back(word);
    }
  }
  return objects;
}

CommandTemplate PlainLink(const Toolchain& toolchain, const Plan& plan) {
  return FitToCode(toolchain.link, toolchain, plan, false);
}

CommandTemplate LinkCommand(const Submission& submission, const Plan& plan) {
  const Toolchain& toolchain = submission.language.toolchain;
  if (!submission.sanitized) return PlainLink(toolchain, plan);
  return FitToCode(SanitizeLink(submission), toolchain, plan, true);
}

CommandTemplate ReadLinker(absl::string_view shown) {
  shown = absl::StripTrailingAsciiWhitespace(shown);
  shown = absl::StripLeadingAsciiWhitespace(
      shown.substr(shown.find_last_of('\n') + 1));
  CommandTemplate words;
  while (absl::ConsumePrefix(&shown, "\"")) {
    std::string& word = words.emplace_back();
    while (!shown.empty() && shown.front() != '"') {
      if (shown.front() == '\\') shown.remove_prefix(1);
      absl::StrAppend(&word, shown.substr(0, 1));
      shown.remove_prefix(std::min<std::size_t>(shown.size(), 1));
    }
    if (!absl::ConsumePrefix(&shown, "\"")) return {};
    absl::ConsumePrefix(&shown, " ");
  }
  if (!shown.empty() || absl::c_count(words, "{objects}") != 1 ||
      absl::c_count(words, kProgramMark) != 1 ||
      !absl::StartsWith(words.front(), "/")) {
    return {};
  }
  return words;
}

}  // namespace grader
