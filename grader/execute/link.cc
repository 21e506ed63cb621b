#include "grader/execute/link.h"

#include <algorithm>
#include <cstddef>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "grader/execute/sanitizers.h"

namespace grader {
namespace {

// With the code of a prelude; or sanitized, which has none of it, but is to
// link whenever the program does that it explains.
bool IsLinkedAsWithCode(const Toolchain& toolchain, const Plan& plan,
                        bool sanitized) {
  if (!plan.prelude) return false;
  return plan.parts[*plan.prelude].has_code ||
         (sanitized && absl::c_linear_search(toolchain.precompile, kWithCode));
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
    objects.emplace_back(plan.framework->library);
  }
  return objects;
}

CommandTemplate PlainLink(const Toolchain& toolchain, const Plan& plan) {
  CommandTemplate link = toolchain.link;
  if (!IsLinkedAsWithCode(toolchain, plan, false)) {
    std::erase(link, kWithoutUnused);
  }
  return link;
}

CommandTemplate LinkCommand(const Submission& submission, const Plan& plan) {
  const Toolchain& toolchain = submission.language.toolchain;
  if (!submission.sanitized) return PlainLink(toolchain, plan);
  CommandTemplate link = SanitizeLink(submission);
  if (!IsLinkedAsWithCode(toolchain, plan, true)) {
    std::erase(link, kWithoutUnused);
  }
  return link;
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
