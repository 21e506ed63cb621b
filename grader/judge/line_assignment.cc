#include "grader/judge/line_assignment.h"

#include <algorithm>

namespace grader {
namespace {

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
  return Extend(0);
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
  for (const std::size_t i : candidates) {
    if (used_[i]) continue;
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
  // A look is far cheaper than a match.
  matcher_.Spend(pattern_.lines.size() / 16);
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
