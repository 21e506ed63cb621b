#include "grader/judge/sanitizer_report.h"

#include <re2/re2.h>

#include <cstddef>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "grader/judge/lines.h"

namespace grader {
namespace {

// This RE2 has a view of its own.
re2::StringPiece Piece(absl::string_view text) {
  return {text.data(), text.size()};
}

constexpr std::size_t kMostStacks = 6;
constexpr std::size_t kMostAddresses = 24;  // of a stack
constexpr std::size_t kLongestMessage = 300;

struct Meaning {
  absl::string_view kind;
  absl::string_view means;
};

// The kinds that compiler-rt knows (lib/asan/asan_errors.cpp).
constexpr Meaning kMeanings[] = {
    {"heap-use-after-free", "memory is used that has been freed"},
    {"heap-buffer-overflow",
     "memory is used that lies beside what was allocated"},
    {"stack-buffer-overflow",
     "memory is used that lies beside a local variable"},
    {"stack-buffer-underflow",
     "memory is used that lies before a local variable"},
    {"dynamic-stack-buffer-overflow",
     "memory is used that lies beside a local array"},
    {"global-buffer-overflow",
     "memory is used that lies beside a global variable"},
    {"container-overflow",
     "an element of a container is used that is not in it"},
    {"stack-use-after-return",
     "a local variable is used of a function that has returned"},
    {"stack-use-after-scope", "a local variable is used whose block has ended"},
    {"use-after-poison", "memory is used that nobody may use"},
    {"double-free", "memory is freed a second time"},
    {"bad-free", "what is freed was not allocated"},
    {"alloc-dealloc-mismatch",
     "memory is freed in another way than it was allocated: new goes with "
     "delete, new[] with delete[], malloc with free"},
    {"new-delete-type-mismatch",
     "an object is deleted as one of another size: has its base class a "
     "virtual "
     "destructor?"},
    {"stack-overflow",
     "the stack is full: is there a recursion that never "
     "ends, or a very large local variable?"},
    {"memcpy-param-overlap", "memory is copied onto itself"},
    {"negative-size-param", "a length is negative"},
    {"allocation-size-too-big", "more memory is asked for than there can be"},
    {"out-of-memory", "there is no memory left"},
    {"SEGV", "an address is used where there is no memory"},
    {"BUS", "an address is used where there is no memory"},
    {"FPE", "a number is divided by zero"},
    {"ILL", "an instruction is run that there is not"},
    {"ABRT", "the program ended itself"},
};
constexpr char kNullPointer[] = "a pointer is followed that is null";

std::string MeaningOf(const std::string& kind) {
  for (const Meaning& one : kMeanings) {
    if (one.kind == kind) return std::string(one.means);
  }
  return "memory is used in a wrong way";
}

// What the calls on the lines below led to, if `line` tells.
std::optional<std::string> Role(absl::string_view line) {
  static const RE2 kAccess(R"re((READ|WRITE) (?:of size|memory access))re");
  std::string access;
  if (RE2::PartialMatch(Piece(line), kAccess, &access)) {
    return access == "READ" ? "read" : "written";
  }
  if (absl::StartsWith(line, "freed by thread")) return "freed";
  if (absl::StartsWith(line, "previously allocated by thread") ||
      absl::StartsWith(line, "allocated by thread")) {
    return "allocated";
  }
  if (absl::StrContains(line, " is located in stack of thread")) {
    return "variable of";
  }
  if (absl::StartsWith(line, "Thread ") &&
      absl::StrContains(line, " created by ")) {
    return "thread started";
  }
  return std::nullopt;
}

std::optional<SanitizerReport> UndefinedBehavior(absl::string_view line) {
  static const RE2 kError(
      R"re(^([^\s:][^:]*):(\d+)(?::\d+)?: runtime error: (.+)$)re");
  SanitizerReport report;
  if (!RE2::FullMatch(Piece(line), kError, &report.place.file,
                      &report.place.line, &report.means)) {
    return std::nullopt;
  }
  report.kind = "undefined-behavior";
  report.place.file =
      report.place.file.substr(report.place.file.find_last_of('/') + 1);
  if (report.means.size() > kLongestMessage) {
    report.means.resize(kLongestMessage);
    report.means += " …";
  }
  return report;
}

// Reads a report of AddressSanitizer line by line.
class Reading {
 public:
  explicit Reading(absl::string_view program)
      : frame_(absl::StrCat(
            R"(^\s*#\d+ 0x[0-9a-f]+ .*/)",
            RE2::QuoteMeta(re2::StringPiece(program.data(), program.size())),
            R"(\+(0x[0-9a-f]+)\))")) {}

  // False at the end of the report.
  bool Read(absl::string_view line) {
    static const RE2 kSummary(
        R"re(^SUMMARY: AddressSanitizer: ([A-Za-z][\w-]{0,60}))re");
    static const RE2 kVariable(
        R"re(^\s*\[\d+, \d+\) '([^']{1,80})'(?: \(line (\d+)\))? <==)re");
    if (RE2::PartialMatch(Piece(line), kSummary, &report_.kind)) return false;
    if (absl::StrContains(line, "Hint: address points to the zero page")) {
      report_.means = kNullPointer;
    }
    std::string name;
    if (RE2::PartialMatch(Piece(line), kVariable, &name,
                          static_cast<void*>(nullptr)) &&
        !report_.stacks.empty()) {
      report_.stacks.back().what = absl::StrCat("variable ", name, " of");
    }
    if (auto role = Role(line)) {
      role_ = *std::move(role);
      in_stack_ = false;
    }
    std::string address;
    if (!absl::StartsWith(absl::StripLeadingAsciiWhitespace(line), "#")) {
      in_stack_ = false;
      return true;
    }
    if (!in_stack_) {
      if (report_.stacks.size() == kMostStacks) return true;
      report_.stacks.push_back({role_, {}});
      in_stack_ = true;
    }
    std::vector<std::string>& addresses = report_.stacks.back().addresses;
    if (RE2::PartialMatch(Piece(line), frame_, &address) &&
        addresses.size() < kMostAddresses) {
      addresses.push_back(address);
    }
    return true;
  }

  SanitizerReport Take() {
    if (report_.means.empty()) report_.means = MeaningOf(report_.kind);
    return std::move(report_);
  }

 private:
  const RE2 frame_;
  SanitizerReport report_;
  std::string role_ = "at";
  bool in_stack_ = false;
};

}  // namespace

std::optional<SanitizerReport> ReadSanitizerReport(absl::string_view err,
                                                   absl::string_view program) {
  std::optional<Reading> reading;
  for (const absl::string_view line : SplitLines(err)) {
    if (!reading) {
      if (auto undefined = UndefinedBehavior(line)) return undefined;
      if (!absl::StrContains(line, "ERROR: AddressSanitizer: ")) continue;
      reading.emplace(program);
      continue;
    }
    if (!reading->Read(line)) return reading->Take();
  }
  return std::nullopt;
}

}  // namespace grader
