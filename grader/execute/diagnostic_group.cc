#include "grader/execute/diagnostic_group.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace grader {
namespace {

constexpr std::size_t kLongestLine = 500;  // bytes of an excerpt

bool IsOwn(const OwnSources& own, const std::string& file) {
  return own.find(file) != own.end();
}

// Notes of Clang that say why the compiler was where it found the error.
bool LeadsThere(const Diagnostic& note) {
  const std::string& text = note.message;
  return absl::EndsWith(text, "requested here") ||
         absl::EndsWith(text, "required here") ||
         absl::EndsWith(text, "required from here") ||
         absl::StartsWith(text, "in call to ") ||
         absl::StartsWith(text, "expanded from macro ") ||
         ((absl::StartsWith(text, "while ") || absl::StartsWith(text, "in ")) &&
          absl::EndsWith(text, " here"));
}

// Where the group is to be told, and what says so.
struct OwnPlace {
  CompilerPlace place;
  std::optional<std::size_t> note;  // in the group's messages
};

std::optional<OwnPlace> FirstOwn(const std::vector<CompilerPlace>& places,
                                 const OwnSources& own) {
  for (const CompilerPlace& place : places) {
    if (IsOwn(own, place.file)) return OwnPlace{place, std::nullopt};
  }
  return std::nullopt;
}

std::optional<OwnPlace> FirstOwnNote(const std::vector<Diagnostic>& messages,
                                     const OwnSources& own, bool leads_there) {
  for (std::size_t i = 1; i < messages.size(); ++i) {
    const Diagnostic& note = messages[i];
    if (note.line > 0 && IsOwn(own, note.file) &&
        (!leads_there || LeadsThere(note))) {
      return OwnPlace{{note.file, note.line, note.column}, i};
    }
  }
  return std::nullopt;
}

// "/usr/lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/12/vector" and
// "./solution.cpp" without what leads nowhere.
void Normalize(std::string& file) {
  if (absl::StartsWith(file, "./") || absl::StrContains(file, "/../")) {
    file = std::filesystem::path(file).lexically_normal().string();
  }
}

}  // namespace

void DiagnosticCollector::Add(DiagnosticGroup group) {
  if (group.messages.empty()) return;
  if (!own_.empty()) {
    for (Diagnostic& one : group.messages) Normalize(one.file);
    for (CompilerPlace& one : group.required_from) Normalize(one.file);
    for (CompilerPlace& one : group.included_from) Normalize(one.file);
    if (!Move(group)) return;
  }
  // What was said before was said with its notes.
  if (group.messages.front().severity != Severity::kNote &&
      !IsNew(group.messages.front())) {
    return;
  }
  if (!group.required_from.empty() &&
      group.messages.front().severity != Severity::kNote) {
    const CompilerPlace& outermost = group.required_from.back();
    Diagnostic note;
    note.file = outermost.file;
    note.line = outermost.line;
    note.column = outermost.column;
    note.severity = Severity::kNote;
    note.message = "required from here";
    if (note.file != group.messages.front().file ||
        note.line != group.messages.front().line) {
      group.messages.insert(group.messages.begin() + 1, std::move(note));
    }
  }
  for (std::size_t i = 0; i < group.messages.size(); ++i) {
    Diagnostic& one = group.messages[i];
    if (one.severity != Severity::kNote || IsNew(one)) {
      diagnostics_.push_back(std::move(one));
    }
  }
}

bool DiagnosticCollector::IsNew(const Diagnostic& diagnostic) {
  return seen_
      .emplace(diagnostic.file, diagnostic.line, diagnostic.column,
               diagnostic.severity, diagnostic.message)
      .second;
}

bool DiagnosticCollector::Move(DiagnosticGroup& group) {
  const Diagnostic& head = group.messages.front();
  // What names no file is a tool's, or the linker's.
  if (head.severity == Severity::kNote || head.file.empty() ||
      IsOwn(own_, head.file)) {
    return true;
  }
  std::optional<OwnPlace> found =
      FirstOwnNote(group.messages, own_, /*leads_there=*/true);
  if (!found) found = FirstOwn(group.required_from, own_);
  if (!found) found = FirstOwnNote(group.messages, own_, false);
  if (!found) {
    // Clang leaves out a chain that it has just printed. A line that includes
    // something is the place only where no template is.
    const bool after_its_like =
        std::any_of(moved_.begin(), moved_.end(), [&](const auto& one) {
          return std::get<Severity>(one) == head.severity;
        });
    if (after_its_like) return false;
    found = FirstOwn(group.included_from, own_);
  }
  if (!found) return true;
  if (!moved_.emplace(found->place.file, found->place.line, head.severity)
           .second) {
    return false;
  }
  Diagnostic there = head;
  there.severity = Severity::kNote;
  there.message = "where the compiler found it";
  Diagnostic& moved = group.messages.front();
  moved.file = found->place.file;
  moved.line = found->place.line;
  moved.column = found->place.column;
  moved.excerpt =
      ExcerptOf(own_.find(moved.file)->second, moved.line, moved.column);
  if (found->note) {
    group.messages[*found->note] = std::move(there);
  } else {
    group.messages.insert(group.messages.begin() + 1, std::move(there));
  }
  return true;
}

std::vector<std::string> ExcerptOf(absl::string_view source, int line,
                                   int column) {
  int number = 0;
  for (absl::string_view text : absl::StrSplit(source, '\n')) {
    if (++number != line) continue;
    text = absl::StripSuffix(text, "\r").substr(0, kLongestLine);
    std::vector<std::string> excerpt = {
        absl::StrFormat("%5d | %s", line, std::string(text))};
    const auto before = static_cast<std::size_t>(std::max(column, 1) - 1);
    if (column == 0 || before > text.size()) return excerpt;
    // Tabs stay, so that the caret stands below its sign.
    std::string caret = "      | ";
    for (const char c : text.substr(0, before)) {
      // A byte that goes on with a sign takes no column.
      if ((static_cast<unsigned char>(c) & 0xC0) == 0x80) continue;
      caret += c == '\t' ? '\t' : ' ';
    }
    excerpt.push_back(caret + "^");
    return excerpt;
  }
  return {};
}

}  // namespace grader
