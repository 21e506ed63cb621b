#include "grader/problem/scalar_check.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/problem/points.h"
#include "grader/problem/readable.h"
#include "grader/problem/suggest.h"
#include "grader/problem/units.h"
#include "grader/problem/utf8.h"
#include "grader/problem/written_text.h"
#include "grader/problem/yaml_text.h"
#include "re2/re2.h"

namespace grader {
namespace {

std::string OrList(absl::Span<const absl::string_view> names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool last = i + 1 == names.size();
    absl::StrAppend(&list, i == 0 ? "" : (last ? " or " : ", "), names[i]);
  }
  return list;
}

// What the author wrote, for "found …".
std::string Found(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::kNothing:
      return node.text.empty() ? "nothing" : Quoted(node.text);
    case YamlNode::Kind::kScalar:
      return absl::StrCat(node.quoted ? "the text " : "", Quoted(node.text));
    case YamlNode::Kind::kList:
      return "a list";
    case YamlNode::Kind::kMap:
      return "a map";
    case YamlNode::Kind::kRejected:
      return "what was reported above";
  }
  return "";
}

std::string ExampleOf(const Label& label) {
  return label.example.empty() ? ""
                               : absl::StrCat("for example ", label.example);
}

// One scalar, held against the kind of scalar that is wanted.
struct ScalarCheck {
  const YamlNode& node;
  const Value& value;
  const Label& label;
  AuthorErrors& errors;

  bool Fail(absl::string_view advice) const {
    return AddMismatch(node, label, ScalarInWords(value), advice, errors);
  }

  bool Text() const {
    const absl::string_view meaning =
        node.quoted || value.scalar == Scalar::kWritten
            ? ""
            : PlainMeaning(node.text);
    if (!meaning.empty()) {
      return Fail(absl::StrCat("without quotes, YAML takes it for ", meaning,
                               "; write \"", node.text, "\""));
    }
    if (node.text.empty() && !value.may_be_empty) return Fail(ExampleOf(label));
    if (node.text.find('\0') != std::string::npos) {
      return Fail("it holds a zero byte");
    }
    const re2::StringPiece pattern(value.pattern.data(), value.pattern.size());
    if (!pattern.empty() && !RE2::FullMatch(node.text, RE2(pattern))) {
      return Fail(PlainerText(RE2(pattern)));
    }
    if (CountCodePoints(node.text) > value.longest) {
      return Fail(
          absl::StrCat("it has at most ", value.longest, " characters"));
    }
    if (value.scalar == Scalar::kText) {
      CheckWrittenText(node, value.exact, errors);
    }
    return true;
  }

  // A name that was written as people write it: "Python", "sum_of", "C++".
  std::string PlainerText(const RE2& wanted) const {
    std::string plain = absl::AsciiStrToLower(node.text);
    plain = absl::StrReplaceAll(
        plain, {{"++", "pp"}, {"_", "-"}, {" ", "-"}, {"()", ""}});
    static const RE2 kOf("(?:list|vector|array|std::vector)[<\\[](.+)[>\\]]");
    std::string item;
    if (RE2::FullMatch(plain, kOf, &item)) plain = "list of " + item;
    static const RE2 kWords("[a-z0-9 -]*");
    return plain != node.text && RE2::FullMatch(plain, kWords) &&
                   RE2::FullMatch(plain, wanted)
               ? absl::StrCat("did you mean \"", plain, "\"?")
               : "";
  }

  // What is wrong with how a number is written; empty: nothing.
  std::string WrittenWrong() const {
    if (node.quoted) return "remove the quotes";
    static const RE2 kLeadingZero("0+([0-9]+(?:\\.[0-9]*)?)");
    std::string digits;
    std::string behind_comma;
    static const RE2 kComma("([0-9]+),([0-9]+)");
    if (RE2::FullMatch(node.text, kComma, &digits, &behind_comma)) {
      return absl::StrCat("did you mean \"", digits, ".", behind_comma, "\"?");
    }
    if (!RE2::FullMatch(node.text, kLeadingZero, &digits)) return "";
    return absl::StrCat("readers of YAML do not agree on leading zeros; write ",
                        digits);
  }

  bool Whole() const {
    if (const std::string advice = WrittenWrong(); !advice.empty()) {
      return Fail(advice);
    }
    static const RE2 kWhole("-?(?:0|[1-9][0-9]*)");
    std::int64_t number = 0;
    if (!RE2::FullMatch(node.text, kWhole) ||
        !absl::SimpleAtoi(node.text, &number) || number < value.min ||
        number > value.max) {
      return Fail("");
    }
    return true;
  }

  bool Number() const {
    if (node.quoted) return Fail("remove the quotes");
    static const RE2 kDecimal(
        "(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");
    double number = 0;
    if (!RE2::FullMatch(node.text, kDecimal) ||
        !absl::SimpleAtod(node.text, &number) ||
        number < static_cast<double>(value.min) ||
        number > std::numeric_limits<double>::max()) {
      return Fail(ExampleOf(label));
    }
    return true;
  }

  bool Points() const {
    if (const std::string advice = WrittenWrong(); !advice.empty()) {
      return Fail(advice);
    }
    return ParsePoints(node.text) || Fail("");
  }

  bool Quantity(const absl::Status& parsed) const {
    if (!parsed.ok()) {
      errors.Add(node.place, absl::StrCat(label.name, ": ", parsed.message()));
      return false;
    }
    const bool zero = node.text.find_first_of("123456789") == std::string::npos;
    return !zero || value.min == 0 ||
           AddMismatch(node, label, "more than zero", "", errors);
  }

  bool Choice() const {
    const std::vector<std::string> choices(value.choices.begin(),
                                           value.choices.end());
    if (std::find(choices.begin(), choices.end(), node.text) != choices.end()) {
      return true;
    }
    const std::optional<std::string> closest = Closest(node.text, choices);
    return Fail(closest ? absl::StrCat("did you mean \"", *closest, "\"?")
                        : "");
  }
};

}  // namespace

bool AddMismatch(const YamlNode& node, const Label& label,
                 absl::string_view expected, absl::string_view advice,
                 AuthorErrors& errors) {
  errors.Add(node.place,
             absl::StrCat(label.name, ": expected ", expected, ", found ",
                          Found(node), advice.empty() ? "" : "; ", advice));
  return false;
}

std::string ScalarInWords(const Value& value) {
  switch (value.scalar) {
    case Scalar::kNone:
      return "";
    case Scalar::kText:
      return std::string(value.meaning.empty() ? "text" : value.meaning);
    case Scalar::kWritten:
      return std::string(value.meaning.empty() ? "a single value"
                                               : value.meaning);
    case Scalar::kWhole:
      return value.max == std::numeric_limits<std::int64_t>::max()
                 ? absl::StrCat("a whole number from ", value.min)
                 : absl::StrCat("a whole number from ", value.min, " to ",
                                value.max);
    case Scalar::kNumber:
      return absl::StrCat("a number from ", value.min);
    case Scalar::kPoints:
      return "a number from 0 to 1000000 with at most 6 decimals";
    case Scalar::kBoolean:
      return "true or false";
    case Scalar::kDuration:
      return "a duration like 150ms, 1.5s or 2m";
    case Scalar::kBytes:
      return "a size like 64KiB, 256MiB or 100B";
    case Scalar::kChoice:
      return OrList(value.choices);
  }
  return "";
}

bool CheckScalar(const YamlNode& node, const Value& value, const Label& label,
                 AuthorErrors& errors) {
  const ScalarCheck check{node, value, label, errors};
  switch (value.scalar) {
    case Scalar::kNone:
      return false;
    case Scalar::kText:
    case Scalar::kWritten:
      return check.Text();
    case Scalar::kWhole:
      return check.Whole();
    case Scalar::kNumber:
      return check.Number();
    case Scalar::kPoints:
      return check.Points();
    case Scalar::kBoolean:
      return (!node.quoted && (node.text == "true" || node.text == "false")) ||
             check.Fail(node.quoted ? "remove the quotes" : "");
    case Scalar::kDuration:
      return check.Quantity(ParseDuration(node.text).status());
    case Scalar::kBytes:
      return check.Quantity(ParseBytes(node.text).status());
    case Scalar::kChoice:
      return check.Choice();
  }
  return false;
}

}  // namespace grader
