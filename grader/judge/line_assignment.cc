#include "grader/judge/line_assignment.h"

#include <algorithm>
#include <set>

#include "absl/strings/string_view.h"

namespace grader {
namespace {

constexpr std::size_t kStepsOfExtend = 16;

std::vector<std::size_t> IndexesOfFalse(const std::vector<bool>& flags) {
  std::vector<std::size_t> indexes;
  for (std::size_t i = 0; i < flags.size(); ++i) {
    if (!flags[i]) indexes.push_back(i);
  }
  return indexes;
}

}  // namespace

LineAssignment::LineAssignment(const ParsedPattern& pattern, const Lines& lines,
                               LineMatcher& matcher)
    : pattern_(pattern),
      lines_(lines),
      matcher_(matcher),
      candidates_(pattern.lines.size()),
      users_(pattern.captures.size()),
      assigned_(pattern.lines.size()),
      used_(lines.size()),
      fullest_(pattern.lines.size()),
      has_candidate_(pattern.lines.size()),
      is_candidate_(lines.size()) {
  std::vector<int> bound;
  for (std::size_t p = 0; p < pattern.lines.size(); ++p) {
    for (const PatternPiece& piece : pattern.lines[p].pieces) {
      if (piece.capture < 0) continue;
      Candidates& users = users_[static_cast<std::size_t>(piece.capture)];
      if (users.empty() || users.back() != p) users.push_back(p);
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (matcher.exhausted()) return;
      if (!matcher.Match(pattern.lines[p], lines[i], &bound)) continue;
      matcher.Unbind(bound);
      candidates_[p].push_back(i);
      has_candidate_[p] = true;
      is_candidate_[i] = true;
    }
  }
  complete_ = !matcher.exhausted();
}

bool LineAssignment::Search() {
  if (!complete_ || pattern_.lines.size() != lines_.size()) return false;
  if (!MatchForms()) return false;
  std::fill(assigned_.begin(), assigned_.end(), std::nullopt);
  return Extend(0);
}

// A maximum matching in the graph of candidates, by augmenting paths (Kuhn).
bool LineAssignment::MatchForms() {
  Owners owners(lines_.size());
  for (std::size_t p = 0; p < pattern_.lines.size(); ++p) {
    if (TakeFreeLine(p, owners) || TakeOwnedLine(p, owners)) continue;
    // Of this one and the rest it is not known then.
    if (matcher_.exhausted()) break;
    forms_match_ = false;
  }
  if (!forms_match_) fullest_ = assigned_;
  return forms_match_;
}

bool LineAssignment::TakeFreeLine(std::size_t p, Owners& owners) {
  matcher_.Spend(1 + candidates_[p].size() / 16);
  for (const std::size_t i : candidates_[p]) {
    if (owners[i]) continue;
    owners[i] = p;
    assigned_[p] = i;
    return true;
  }
  return false;
}

// From an owner that can have another line, perhaps from a third one. Breadth
// first, for such a path may be as long as there are lines.
bool LineAssignment::TakeOwnedLine(std::size_t p, Owners& owners) {
  matcher_.Spend(lines_.size() / 16);
  Owners asked_by(lines_.size());
  std::vector<std::size_t> asking = {p};
  for (std::size_t next = 0; next < asking.size(); ++next) {
    const std::size_t taker = asking[next];
    matcher_.Spend(1 + candidates_[taker].size() / 16);
    if (matcher_.exhausted()) return false;
    for (const std::size_t i : candidates_[taker]) {
      if (asked_by[i]) continue;
      asked_by[i] = taker;
      if (owners[i]) {
        asking.push_back(*owners[i]);
        continue;
      }
      // Each on the path gets what it asked for, and gives away what it had.
      for (std::optional<std::size_t> given = i; given;) {
        const std::size_t owner = *asked_by[*given];
        owners[*given] = owner;
        given = std::exchange(assigned_[owner], given);
      }
      return true;
    }
  }
  return false;
}

bool LineAssignment::Extend(std::size_t depth) {
  if (depth > fullest_depth_) {
    fullest_depth_ = depth;
    fullest_ = assigned_;
  }
  if (depth == pattern_.lines.size()) return true;
  const std::size_t p = FewestCandidates();
  // Narrow() replaces candidate lists, this one among them.
  const Candidates candidates = candidates_[p];
  std::vector<int> bound;
  // Where one of several lines with one text leads nowhere, so do the others.
  std::set<absl::string_view> failed;
  for (const std::size_t i : candidates) {
    if (used_[i] || failed.count(lines_[i]) > 0) continue;
    if (!matcher_.Match(pattern_.lines[p], lines_[i], &bound)) {
      if (matcher_.exhausted()) return false;
      continue;
    }
    assigned_[p] = i;
    used_[i] = true;
    Saved saved;
    if (Narrow(bound, &saved) && Extend(depth + 1)) return true;
    // Backwards: a list may have been narrowed twice.
    for (auto it = saved.rbegin(); it != saved.rend(); ++it) {
      candidates_[it->first] = std::move(it->second);
    }
    assigned_[p].reset();
    used_[i] = false;
    matcher_.Unbind(bound);
    if (matcher_.exhausted()) return false;
    failed.insert(lines_[i]);
  }
  return false;
}

// Counts candidates that are taken as well: to keep the lists exact would cost
// more than it saves, as lines of one form lose theirs together.
std::size_t LineAssignment::FewestCandidates() const {
  std::size_t best = pattern_.lines.size();
  std::size_t fewest = lines_.size() + 1;
  for (std::size_t p = 0; p < pattern_.lines.size() && fewest > 1; ++p) {
    if (!assigned_[p] && candidates_[p].size() < fewest) {
      fewest = candidates_[p].size();
      best = p;
    }
  }
  // A look is far cheaper than a match; what is copied for each line of the
  // search is not.
  matcher_.Spend(kStepsOfExtend + (pattern_.lines.size() + fewest) / 16);
  return best;
}

// Drops the candidates that what was just bound rules out. False if that leaves
// a pattern line with none.
bool LineAssignment::Narrow(const std::vector<int>& bound, Saved* saved) {
  std::vector<int> rebound;
  for (const int capture : bound) {
    for (const std::size_t p : users_[static_cast<std::size_t>(capture)]) {
      if (assigned_[p]) continue;
      Candidates left;
      for (const std::size_t i : candidates_[p]) {
        if (used_[i]) continue;
        if (!matcher_.Match(pattern_.lines[p], lines_[i], &rebound)) continue;
        matcher_.Unbind(rebound);
        left.push_back(i);
      }
      const bool possible = !left.empty();
      saved->emplace_back(p, std::exchange(candidates_[p], std::move(left)));
      if (!possible) return false;
    }
  }
  return true;
}

std::vector<std::size_t> LineAssignment::PatternLinesWithoutCandidate() const {
  return IndexesOfFalse(has_candidate_);
}

std::vector<std::size_t> LineAssignment::LinesWithoutCandidate() const {
  return IndexesOfFalse(is_candidate_);
}

std::vector<std::size_t> LineAssignment::PatternLinesLeft() const {
  std::vector<std::size_t> left;
  for (std::size_t p = 0; p < fullest_.size(); ++p) {
    if (!fullest_[p]) left.push_back(p);
  }
  return left;
}

std::vector<std::size_t> LineAssignment::LinesLeft() const {
  std::vector<bool> taken(lines_.size());
  for (const auto& line : fullest_) {
    if (line) taken[*line] = true;
  }
  return IndexesOfFalse(taken);
}

}  // namespace grader
