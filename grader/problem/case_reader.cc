#include "grader/problem/case_reader.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/problem/contradictions.h"
#include "grader/problem/expectation_reader.h"
#include "grader/problem/readable.h"
#include "grader/problem/suggest.h"
#include "re2/re2.h"

namespace grader {
namespace {

constexpr char kSeed[] = "$seed";

void ReadInput(const YamlNode& node, TestCase& test_case,
               ProblemSource& source) {
  if (const YamlNode* text = node.Find("stdin")) test_case.input = text->text;
  if (const YamlNode* file = node.Find("stdin_file")) {
    test_case.input = FileContent(*file, source);
  }
  if (const YamlNode* generator = node.Find("generator")) {
    test_case.generator.emplace();
    if (const YamlNode* program = generator->Find("program")) {
      test_case.generator->program = ProgramPath(*program, source);
    }
    if (const YamlNode* args = generator->Find("args")) {
      test_case.generator->args = TextValues(*args);
    }
  }
  if (const YamlNode* files = node.Find("files")) {
    for (const YamlEntry& entry : files->entries) {
      if (!CheckTargetName(entry.key, source)) continue;
      test_case.files.push_back({entry.key.text, Content(entry.value, source)});
    }
  }
}

// A case that cannot end in time for what it expects would fail for everybody.
void CheckReachable(const YamlNode& node, const TestCase& test_case,
                    ProblemSource& source) {
  const auto& most = test_case.expect.elapsed.max;
  if (most && *most > test_case.limits.elapsed) {
    const YamlNode& max = *node.Find("expect")->Find("elapsed")->Find("max");
    source.errors.Add(
        max.place, absl::StrCat("elapsed: ", max.text,
                                " is more than a run has"
                                ", because limits.elapsed ends it before that; "
                                "lower this, or raise the limit"));
  }
  const auto& least = test_case.expect.elapsed.min;
  if (!least || *least <= test_case.limits.elapsed) return;
  const YamlNode& min = *node.Find("expect")->Find("elapsed")->Find("min");
  source.errors.Add(
      min.place, absl::StrCat("elapsed: no run gets to ", min.text,
                              ", because limits.elapsed ends it before that"));
}

TestCase ReadCase(const YamlNode& node, const Limits& limits,
                  ProblemSource& source) {
  TestCase test_case;
  test_case.limits = limits;
  if (const YamlNode* name = node.Find("name")) test_case.name = name->text;
  if (const YamlNode* visibility = node.Find("visibility")) {
    test_case.visibility = visibility->text == "hidden" ? Visibility::kHidden
                                                        : Visibility::kVisible;
  }
  if (const YamlNode* args = node.Find("args")) {
    test_case.args = TextValues(*args);
  }
  if (const YamlNode* env = node.Find("env")) {
    for (const YamlEntry& entry : env->entries) {
      test_case.environment[entry.key.text] = entry.value.text;
    }
  }
  ReadInput(node, test_case, source);
  if (const YamlNode* points = node.Find("points")) {
    test_case.points = ParsePoints(points->text).value_or(Points());
  }
  if (const YamlNode* explore = node.Find("explore")) {
    test_case.explore.emplace();
    if (const YamlNode* schedules = explore->Find("schedules")) {
      test_case.explore->schedules = static_cast<int>(WholeValue(*schedules));
    }
    if (const YamlNode* seed = explore->Find("seed")) {
      test_case.explore->seed = static_cast<std::uint64_t>(WholeValue(*seed));
    }
  }
  const YamlNode* bonus = node.Find("bonus");
  test_case.bonus = bonus != nullptr && bonus->text == "true";
  ReadLimits(node.Find("limits"), test_case.limits);
  CheckLimits(node.Find("limits"), test_case.limits, source);
  if (const YamlNode* expect = node.Find("expect")) {
    test_case.expect = ReadExpectation(*expect, source);
  }
  if (const YamlNode* why = node.Find("why")) test_case.why = why->text;
  CheckReachable(node, test_case, source);
  return test_case;
}

// Every text of the case that $seed may stand in.
std::vector<std::string*> SeededTexts(TestCase& test_case) {
  std::vector<std::string*> texts;
  for (std::string& text : test_case.args) texts.push_back(&text);
  for (auto& [name, text] : test_case.environment) texts.push_back(&text);
  if (test_case.generator) {
    for (std::string& text : test_case.generator->args) texts.push_back(&text);
  }
  return texts;
}

// "$seeds" is none.
bool IsSeeded(TestCase test_case) {
  static const RE2 kNamed("\\$seed(?:[^A-Za-z_]|$)");
  for (const std::string* text : SeededTexts(test_case)) {
    if (RE2::PartialMatch(*text, kNamed)) return true;
  }
  return false;
}

// The cases that `node` stands for: itself, or as many as it says.
std::vector<TestCase> Repeated(const YamlNode& node, const TestCase& one,
                               ProblemSource& source) {
  const YamlNode* repeat = node.Find("repeat");
  if (repeat == nullptr) {
    if (IsSeeded(one)) {
      source.errors.Add(node.place,
                        "$seed says nothing without \"repeat\"; add repeat: "
                        "{times: 5, seed: 17}");
    }
    return {one};
  }
  if (!IsSeeded(one)) {
    source.errors.Add(repeat->place,
                      "repeat: all of these cases would be the same; pass "
                      "$seed to the program or its generator in \"args\"");
  }
  const YamlNode* times = repeat->Find("times");
  const YamlNode* seed = repeat->Find("seed");
  if (times == nullptr || seed == nullptr) return {one};
  std::vector<TestCase> cases;
  for (std::int64_t i = 0; i < WholeValue(*times); ++i) {
    TestCase& made = cases.emplace_back(one);
    absl::StrAppend(&made.name, " #", i + 1);
    const std::string number = absl::StrCat(WholeValue(*seed) + i);
    for (std::string* text : SeededTexts(made)) {
      *text = absl::StrReplaceAll(*text, {{kSeed, number}});
    }
  }
  return cases;
}

// Reads the cases one after another; knows those before.
class CaseList {
 public:
  explicit CaseList(ProblemSource& source) : source_(source) {}

  void Add(const YamlNode& node, const TestCase& one) {
    const std::vector<std::string> needs = Needs(node);
    std::vector<std::string> names;
    for (TestCase& made : Repeated(node, one, source_)) {
      made.needs = needs;
      names.push_back(made.name);
      CheckName(node, made.name);
      cases_.push_back(std::move(made));
    }
    made_of_.emplace(one.name, std::move(names));
  }

  std::vector<TestCase> TakeCases() { return std::move(cases_); }

 private:
  void CheckName(const YamlNode& node, const std::string& name) {
    const YamlNode* written = node.Find("name");
    if (written == nullptr) return;
    const int line = source_.errors.Line(written->place);
    const auto [first, added] = lines_.emplace(name, line);
    if (added) return;
    source_.errors.Add(written->place,
                       absl::StrCat("another case is named ", Quoted(name),
                                    ", in line ", first->second));
  }

  std::vector<std::string> Needs(const YamlNode& node) {
    std::vector<std::string> needs;
    const YamlNode* list = node.Find("needs");
    if (list == nullptr) return needs;
    for (const YamlNode& item : list->items) {
      const auto found = made_of_.find(item.text);
      if (found == made_of_.end()) {
        std::vector<std::string> known;
        for (const auto& [name, made] : made_of_) known.push_back(name);
        source_.errors.Add(
            item.place,
            absl::StrCat("needs: no case before this one is named ",
                         Quoted(item.text), DidYouMean(item.text, known)));
        continue;
      }
      needs.insert(needs.end(), found->second.begin(), found->second.end());
    }
    return needs;
  }

  ProblemSource& source_;
  std::vector<TestCase> cases_;
  std::map<std::string, int> lines_;  // of each name's first case
  // The names of the cases that one in the file became.
  std::map<std::string, std::vector<std::string>> made_of_;
};

}  // namespace

std::vector<TestCase> ReadCases(const YamlNode& cases, const Limits& limits,
                                ProblemSource& source) {
  CaseList list(source);
  for (const YamlNode& node : cases.items) {
    list.Add(node, ReadCase(node, limits, source));
  }
  return list.TakeCases();
}

}  // namespace grader
