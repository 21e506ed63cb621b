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

// Each Read takes what the schema lets stand for a value of its type.
void Read(const YamlNode& node, int& value, ProblemSource&) {
  value = static_cast<int>(WholeValue(node));
}

void Read(const YamlNode& node, SpanName& name, ProblemSource&) {
  name = node.text;
}

void Read(const YamlNode& list, SpanIds& ids, ProblemSource&) {
  ids = TextValues(list);
}

void Read(const YamlNode& node, Bound<std::int64_t>& bound,
          ProblemSource& source) {
  if (node.kind == YamlNode::Kind::kScalar) {
    bound.min = bound.max = WholeValue(node);
    return;
  }
  if (const YamlNode* min = node.Find("min")) bound.min = WholeValue(*min);
  if (const YamlNode* max = node.Find("max")) bound.max = WholeValue(*max);
  CheckOrder(node, bound, source);
}

void Read(const YamlNode& map, Bound<absl::Duration>& bound,
          ProblemSource& source) {
  if (const YamlNode* min = map.Find("min")) bound.min = DurationValue(*min);
  if (const YamlNode* max = map.Find("max")) bound.max = DurationValue(*max);
  CheckOrder(map, bound, source);
}

// Each ReadForm takes `text`, what stands under the form's own key, and from
// `map` the keys that go with it.
template <typename Form>
void ReadForm(const YamlNode&, const YamlNode& text, Form& form,
              ProblemSource& source) {
  form.text = Content(text, source);
}

void ReadForm(const YamlNode&, const YamlNode& text, Regex& regex,
              ProblemSource& source) {
  regex.expression = text.text;
  RE2::Options options;
  options.set_log_errors(false);
  const RE2 expression(text.text, options);
  if (expression.ok()) return;
  source.errors.Add(text.place,
                    absl::StrCat("regex: not a regular expression (RE2): ",
                                 expression.error()));
}

void ReadForm(const YamlNode& map, const YamlNode& text, Pattern& pattern,
              ProblemSource& source) {
  pattern.text = text.text;
  const YamlNode* unordered = map.Find("unordered");
  pattern.unordered = unordered != nullptr && unordered->text == "true";
  if (const YamlNode* distinct = map.Find("distinct")) {
    pattern.distinct = TextValues(*distinct);
  }
  const absl::Status status = ParsePattern(pattern).status();
  // What names of captures are wrong is told where they stand.
  if (const YamlNode* distinct = map.Find("distinct"); !status.ok()) {
    Pattern alone = pattern;
    alone.distinct.clear();
    if (distinct != nullptr && ParsePattern(alone).ok()) {
      for (const YamlNode& name : distinct->items) {
        alone.distinct = {name.text};
        const absl::Status one = ParsePattern(alone).status();
        if (!one.ok()) source.errors.Add(name.place, one.message());
      }
      return;
    }
  }
  if (!status.ok()) source.errors.Add(text.place, status.message());
}

void ReadForm(const YamlNode& map, const YamlNode& text, Floats& floats,
              ProblemSource& source) {
  floats.text = Content(text, source);
  if (const YamlNode* node = map.Find("absolute")) {
    floats.absolute = NumberValue(*node);
  }
  if (const YamlNode* node = map.Find("relative")) {
    floats.relative = NumberValue(*node);
  }
  // Not where one was there and is wrong: the schema has removed it.
  if (map.Find("absolute") == nullptr && map.Find("relative") == nullptr &&
      source.errors.empty()) {
    source.errors.Add(text.place,
                      "floats: how much may numbers differ? Add absolute: "
                      "1e-6, or relative: 1e-6; \"tokens\" compares them as "
                      "words");
  }
}

void ReadForm(const YamlNode& map, const YamlNode& program, Checker& checker,
              ProblemSource& source) {
  checker.program = ProgramPath(program, source);
  if (const YamlNode* args = map.Find("args")) checker.args = TextValues(*args);
  if (const YamlNode* answer = map.Find("answer")) {
    checker.answer = Content(*answer, source);
  }
  const YamlNode* interactive = map.Find("interactive");
  checker.interactive = interactive != nullptr && interactive->text == "true";
  if (const YamlNode* passes = map.Find("passes")) {
    checker.passes = static_cast<int>(WholeValue(*passes));
  }
  ReadLimits(map.Find("limits"), checker.limits);
}

void ReadForm(const YamlNode&, const YamlNode&, FromReference&,
              ProblemSource&) {}

void Read(const YamlNode& node, TextExpectation& text, ProblemSource& source) {
  if (node.kind == YamlNode::Kind::kScalar) {
    text = ExactText{node.text};
    return;
  }
#define TEXT_FORM(key, type, compare, value, description, example) \
  if (const YamlNode* form = node.Find(key)) {                     \
    ReadForm(node, *form, text.emplace<type>(), source);           \
  }
#include "grader/problem/expectations.def"
}

void Read(const YamlNode& node, std::optional<TextExpectation>& text,
          ProblemSource& source) {
  Read(node, text.emplace(), source);
}

void Read(const YamlNode& map, FileTexts& files, ProblemSource& source) {
  for (const YamlEntry& entry : map.entries) {
    if (!CheckTargetName(entry.key, source)) continue;
    TextExpectation& text = files[entry.key.text];
    if (entry.value.Find("file") != nullptr) {
      text = ExactText{Content(entry.value, source)};
    } else {
      Read(entry.value, text, source);
    }
  }
}

void Read(const YamlNode& map, std::vector<SpanExpectation>& spans,
          ProblemSource& source) {
  for (const YamlEntry& entry : map.entries) {
    SpanExpectation& span = spans.emplace_back();
    span.name = entry.key.text;
    const YamlNode& keys = entry.value;
#define SPAN_EXPECTATION(type, member, check, value, description, example) \
  if (const YamlNode* node = keys.Find(#member)) {                         \
    Read(*node, span.member, source);                                      \
  }
#include "grader/problem/expectations.def"
    if (span.after == span.name) {
      source.errors.Add(keys.Find("after")->place,
                        "after: a span cannot begin after itself");
    }
  }
}

}  // namespace

Expectation ReadExpectation(const YamlNode& expect, ProblemSource& source) {
  Expectation expectation;
#define EXPECTATION(key, type, member, check, value, description, example) \
  if (const YamlNode* node = expect.Find(key)) {                           \
    Read(*node, expectation.member, source);                               \
  }
#define EXPECTED_FILE(key, member, description, example)        \
  if (const YamlNode* node = expect.Find(key)) {                \
    expectation.member = ExactText{FileContent(*node, source)}; \
  }
#include "grader/problem/expectations.def"
  FindContradictions(expect, expectation, source);
  return expectation;
}

}  // namespace grader
