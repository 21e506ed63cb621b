#include "grader/execute/link.h"

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"

namespace grader {
namespace {

// With the code of a prelude; or sanitized, which has none of it, but is to
// link whenever the program does that it explains.
bool IsLinkedAsWithCode(const Submission& submission, const Plan& plan) {
  if (!plan.prelude) return false;
  return plan.parts[*plan.prelude].has_code ||
         (submission.sanitized &&
          absl::c_linear_search(submission.language.toolchain.precompile,
                                kWithCode));
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

CommandTemplate LinkCommand(const Submission& submission, const Plan& plan) {
  const Toolchain& toolchain = submission.language.toolchain;
  CommandTemplate link =
      submission.sanitized ? toolchain.sanitize_link : toolchain.link;
  if (!IsLinkedAsWithCode(submission, plan)) std::erase(link, kWithoutUnused);
  return link;
}

}  // namespace grader
