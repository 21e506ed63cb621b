#include "grader/judge/line_matcher.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace grader {
namespace {

// The length of the run of characters at the start of `text` that `accept`.
template <typename Accept>
std::size_t Run(absl::string_view text, Accept accept) {
  std::size_t length = 0;
  while (length < text.size() &&
         accept(static_cast<unsigned char>(text[length]))) {
    ++length;
  }
  return length;
}

std::size_t DigitRun(absl::string_view text) {
  return Run(text, absl::ascii_isdigit);
}

std::size_t IntLength(absl::string_view text) {
  const bool sign = absl::StartsWith(text, "-") || absl::StartsWith(text, "+");
  const std::size_t digits = DigitRun(text.substr(sign ? 1 : 0));
  return digits == 0 ? 0 : digits + (sign ? 1 : 0);
}

std::size_t FloatLength(absl::string_view text) {
  std::size_t length = IntLength(text);
  if (length == 0) return 0;
  if (absl::StartsWith(text.substr(length), ".")) {
    const std::size_t fraction = DigitRun(text.substr(length + 1));
    if (fraction > 0) length += 1 + fraction;
  }
  const absl::string_view rest = text.substr(length);
  if (absl::StartsWithIgnoreCase(rest, "e")) {
    const std::size_t exponent = IntLength(rest.substr(1));
    if (exponent > 0) length += 1 + exponent;
  }
  return length;
}

// How many characters at the start of `text` a capture may take.
struct Extent {
  std::size_t least = 0;
  std::size_t most = 0;
  bool possible = true;
};

Extent ExtentOf(CaptureKind kind, absl::string_view text) {
  // Figures are taken whole: no digit is left to what follows.
  const auto whole = [](std::size_t length) {
    return Extent{length, length, length > 0};
  };
  switch (kind) {
    case CaptureKind::kWord: {
      const std::size_t most =
          Run(text, [](unsigned char c) { return !absl::ascii_isspace(c); });
      return {1, most, most > 0};
    }
    case CaptureKind::kInt:
      return whole(IntLength(text));
    case CaptureKind::kHex8:
      return whole(Run(text.substr(0, 8), absl::ascii_isxdigit) == 8 ? 8 : 0);
    case CaptureKind::kFloat:
      return whole(FloatLength(text));
    case CaptureKind::kText:
      return {0, text.size(), true};
  }
  return {0, 0, false};
}

}  // namespace

bool LineMatcher::Match(const PatternLine& line, absl::string_view text,
                        std::vector<int>* bound) {
  trail_.clear();
  if (!MatchFrom(line, 0, text)) return false;
  *bound = trail_;
  return true;
}

void LineMatcher::Unbind(const std::vector<int>& captures) {
  for (const int capture : captures) Release(capture);
}

bool LineMatcher::MatchFrom(const PatternLine& line, std::size_t piece,
                            absl::string_view rest) {
  if (--steps_ <= 0) return false;
  if (piece == line.pieces.size()) return rest.empty();
  const PatternPiece& next = line.pieces[piece];
  if (next.capture >= 0 && !value(next.capture)) {
    return MatchCapture(line, piece, rest);
  }
  const absl::string_view text =
      next.capture >= 0 ? *value(next.capture) : next.literal;
  return StartsWith(rest, text) &&
         MatchFrom(line, piece + 1, rest.substr(text.size()));
}

bool LineMatcher::MatchCapture(const PatternLine& line, std::size_t piece,
                               absl::string_view rest) {
  const int capture = line.pieces[piece].capture;
  const Extent extent =
      ExtentOf(pattern_.captures[static_cast<std::size_t>(capture)].kind, rest);
  if (!extent.possible) return false;
  steps_ -= static_cast<std::int64_t>(extent.most / 64);
  for (std::size_t length = extent.most + 1; length-- > extent.least;) {
    if (--steps_ <= 0) return false;
    const absl::string_view taken = rest.substr(0, length);
    if (!Bind(capture, taken)) continue;
    trail_.push_back(capture);
    if (MatchFrom(line, piece + 1, rest.substr(length))) return true;
    trail_.pop_back();
    Release(capture);
  }
  return false;
}

bool LineMatcher::StartsWith(absl::string_view rest, absl::string_view text) {
  if (rest.size() < text.size()) return false;
  steps_ -= static_cast<std::int64_t>(text.size() / 64);
  return absl::StartsWith(rest, text);
}

bool LineMatcher::Bind(int capture, absl::string_view value) {
  if (MustDiffer(capture) && !distinct_values_.insert(value).second) {
    return false;
  }
  values_[static_cast<std::size_t>(capture)] = value;
  return true;
}

void LineMatcher::Release(int capture) {
  auto& slot = values_[static_cast<std::size_t>(capture)];
  if (MustDiffer(capture)) distinct_values_.erase(*slot);
  slot.reset();
}

bool LineMatcher::MustDiffer(int capture) const {
  return check_distinct_ &&
         pattern_.captures[static_cast<std::size_t>(capture)].distinct;
}

}  // namespace grader
