#include "grader/problem/expectation_reader.h"

#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/contradictions.h"
#include "grader/problem/pattern.h"
#include "grader/problem/units.h"
#include "re2/re2.h"

namespace grader {
namespace {

template <typename T>
void CheckOrder(const YamlNode& map, const Bound<T>& bound,
                ProblemSource& source) {
  if (!bound.min || !bound.max || *bound.min <= *bound.max) return;
  const YamlNode& min = *map.Find("min");
  source.errors.Add(min.place,
                    absl::StrCat("min (", min.text, ") is more than max (",
                                 map.Find("max")->text, ")"));
}

Bound<std::int64_t> ReadCountBound(const YamlNode* node,
                                   ProblemSource& source) {
  Bound<std::int64_t> bound;
  if (node == nullptr) return bound;
  if (node->kind == YamlNode::Kind::kScalar) {
    bound.min = bound.max = WholeValue(*node);
    return bound;
  }
  if (const YamlNode* min = node->Find("min")) bound.min = WholeValue(*min);
  if (const YamlNode* max = node->Find("max")) bound.max = WholeValue(*max);
  CheckOrder(*node, bound, source);
  return bound;
}

Bound<absl::Duration> ReadTimeBound(const YamlNode* node,
                                    ProblemSource& source) {
  Bound<absl::Duration> bound;
  if (node == nullptr) return bound;
  if (const YamlNode* min = node->Find("min")) bound.min = DurationValue(*min);
  if (const YamlNode* max = node->Find("max")) bound.max = DurationValue(*max);
  CheckOrder(*node, bound, source);
  return bound;
}

Regex ReadRegex(const YamlNode& node, ProblemSource& source) {
  RE2::Options options;
  options.set_log_errors(false);
  const RE2 expression(node.text, options);
  if (!expression.ok()) {
    source.errors.Add(node.place,
                      absl::StrCat("regex: not a regular expression (RE2): ",
                                   expression.error()));
  }
  return {node.text};
}

Pattern ReadPattern(const YamlNode& map, const YamlNode& text,
                    ProblemSource& source) {
  Pattern pattern;
  pattern.text = text.text;
  const YamlNode* unordered = map.Find("unordered");
  pattern.unordered = unordered != nullptr && unordered->text == "true";
  if (const YamlNode* distinct = map.Find("distinct")) {
    pattern.distinct = TextValues(*distinct);
  }
  const absl::Status status = ParsePattern(pattern).status();
  if (!status.ok()) source.errors.Add(text.place, status.message());
  return pattern;
}

Floats ReadFloats(const YamlNode& map, const YamlNode& text,
                  ProblemSource& source) {
  Floats floats;
  floats.text = Content(text, source);
  if (const YamlNode* node = map.Find("absolute")) {
    floats.absolute = NumberValue(*node);
  }
  if (const YamlNode* node = map.Find("relative")) {
    floats.relative = NumberValue(*node);
  }
  return floats;
}

Checker ReadChecker(const YamlNode& map, const YamlNode& program,
                    ProblemSource& source) {
  Checker checker;
  checker.program = ProgramPath(program, source);
  if (const YamlNode* args = map.Find("args")) checker.args = TextValues(*args);
  if (const YamlNode* answer = map.Find("answer")) {
    checker.answer = Content(*answer, source);
  }
  return checker;
}

std::optional<TextExpectation> ReadText(const YamlNode& node,
                                        ProblemSource& source) {
  if (node.kind == YamlNode::Kind::kScalar) return ExactText{node.text};
  if (const YamlNode* text = node.Find("exact")) {
    return ExactText{Content(*text, source)};
  }
  if (const YamlNode* text = node.Find("tokens")) {
    return Tokens{Content(*text, source)};
  }
  if (const YamlNode* text = node.Find("unordered_lines")) {
    return UnorderedLines{Content(*text, source)};
  }
  if (const YamlNode* text = node.Find("regex")) {
    return ReadRegex(*text, source);
  }
  if (const YamlNode* text = node.Find("pattern")) {
    return ReadPattern(node, *text, source);
  }
  if (const YamlNode* text = node.Find("floats")) {
    return ReadFloats(node, *text, source);
  }
  if (const YamlNode* program = node.Find("checker")) {
    return ReadChecker(node, *program, source);
  }
  if (node.Find("from") != nullptr) return FromReference{};
  return std::nullopt;
}

SpanExpectation ReadSpan(const YamlEntry& entry, ProblemSource& source) {
  const YamlNode& map = entry.value;
  SpanExpectation span;
  span.name = entry.key.text;
  span.count = ReadCountBound(map.Find("count"), source);
  span.elapsed = ReadTimeBound(map.Find("elapsed"), source);
  span.total = ReadTimeBound(map.Find("total"), source);
  span.max_in_flight = ReadCountBound(map.Find("max_in_flight"), source);
  if (const YamlNode* ids = map.Find("begin_order")) {
    span.begin_order = TextValues(*ids);
  }
  if (const YamlNode* ids = map.Find("end_order")) {
    span.end_order = TextValues(*ids);
  }
  if (const YamlNode* after = map.Find("after")) {
    span.after = after->text;
    if (span.after == span.name) {
      source.errors.Add(after->place,
                        "after: a span cannot begin after itself");
    }
  }
  return span;
}

}  // namespace

Expectation ReadExpectation(const YamlNode& expect, ProblemSource& source) {
  Expectation expectation;
  if (const YamlNode* code = expect.Find("exit_code")) {
    expectation.exit_code = static_cast<int>(WholeValue(*code));
  }
  if (const YamlNode* out = expect.Find("stdout")) {
    expectation.out = ReadText(*out, source);
  }
  if (const YamlNode* file = expect.Find("stdout_file")) {
    expectation.out = ExactText{FileContent(*file, source)};
  }
  if (const YamlNode* err = expect.Find("stderr")) {
    expectation.err = ReadText(*err, source);
  }
  if (const YamlNode* files = expect.Find("files")) {
    for (const YamlEntry& entry : files->entries) {
      if (!CheckTargetName(entry.key, source)) continue;
      expectation.files[entry.key.text] = Content(entry.value, source);
    }
  }
  expectation.elapsed = ReadTimeBound(expect.Find("elapsed"), source);
  if (const YamlNode* spans = expect.Find("spans")) {
    for (const YamlEntry& entry : spans->entries) {
      expectation.spans.push_back(ReadSpan(entry, source));
    }
  }
  FindContradictions(expect, expectation, source);
  return expectation;
}

}  // namespace grader
