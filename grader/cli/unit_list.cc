#include "grader/cli/unit_list.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/course/progress_page.h"
#include "grader/watch/keys.h"

namespace grader {

std::vector<const Problem*> UnitList::Listed(const std::vector<Problem>& units,
                                             const States& states) const {
  std::vector<const Problem*> listed;
  for (const Problem& unit : units) {
    const bool done = StateOf(states, unit.id).done();
    if ((filter_ == Filter::kToDo && done) ||
        (filter_ == Filter::kDone && !done)) {
      continue;
    }
    if (absl::StrContains(
            absl::AsciiStrToLower(absl::StrCat(unit.id, " ", unit.title)),
            absl::AsciiStrToLower(search_))) {
      listed.push_back(&unit);
    }
  }
  return listed;
}

const Problem* UnitList::Chosen(const std::vector<Problem>& units,
                                const States& states) const {
  const std::vector<const Problem*> listed = Listed(units, states);
  return chosen_ < static_cast<int>(listed.size()) ? listed[chosen_] : nullptr;
}

std::string UnitList::Text(const std::vector<Problem>& units,
                           const States& states, const TextStyle& style) const {
  const char* const kKinds[] = {"all units", "units to do", "units done"};
  Page page(style);
  page.Line(0, {{kKinds[static_cast<int>(filter_)], Ink::kStrong},
                {search_.empty() ? "" : absl::StrCat(", ", search_)},
                {"   f filter  / search  Enter goes there", Ink::kFaint}});
  const std::vector<const Problem*> listed = Listed(units, states);
  for (int i = 0; i < static_cast<int>(listed.size()); ++i) {
    WriteUnitLine(*listed[i], StateOf(states, listed[i]->id),
                  {i == chosen_ ? "> " : "  ", Ink::kStrong}, page);
  }
  return page.text();
}

bool UnitList::OnKey(int key, const std::vector<Problem>& units,
                     const States& states) {
  if (searching_) {
    OnSearchKey(key);
    return true;
  }
  switch (key) {
    case 'f':
      filter_ = static_cast<Filter>((static_cast<int>(filter_) + 1) % 3);
      chosen_ = 0;
      return true;
    case '/':
      search_.clear();
      searching_ = true;
      chosen_ = 0;
      return true;
    case kKeyUp:
    case kKeyDown: {
      const int last = static_cast<int>(Listed(units, states).size()) - 1;
      chosen_ += key == kKeyUp ? -1 : 1;
      chosen_ = std::clamp(chosen_, 0, std::max(last, 0));
      return true;
    }
    default:
      return false;
  }
}

void UnitList::OnSearchKey(int key) {
  if (key == kKeyEnter || key == kKeyEscape) {
    searching_ = false;
  } else if (key == kKeyBackspace) {
    if (!search_.empty()) search_.pop_back();
  } else if (key < 0x80) {
    search_ += static_cast<char>(key);
  }
  chosen_ = 0;
}

}  // namespace grader
