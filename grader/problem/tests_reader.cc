#include "grader/problem/tests_reader.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/readable.h"
#include "grader/problem/standard_names.h"
#include "grader/problem/suite.h"
#include "grader/problem/suite_framework.h"
#include "grader/problem/suite_reader.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// Two orders of the tests. Each right implementation is tried in both of them
// and the wrong ones in either, so that an order tells nothing.
constexpr const char* kOrders[] = {"1", "2"};
constexpr char kOrderVariable[] = "TESTS_ORDER";

class TestsReader {
 public:
  TestsReader(const YamlNode& node, Problem& problem, ProblemSource& source)
      : node_(node), problem_(problem), source_(source) {}

  void Read() {
    ReadSuite();
    if (const YamlNode* right = node_.Find("right")) ReadRight(*right);
    const std::vector<std::string> needs = CaseNames();
    if (const YamlNode* wrong = node_.Find("wrong")) ReadWrong(*wrong, needs);
    problem_.suite = std::make_shared<const Suite>(std::move(suite_));
    problem_.offered_in = {problem_.suite->language};
  }

 private:
  void ReadSuite() {
    if (const YamlNode* framework = node_.Find("framework")) {
      suite_.framework = framework->text;
      const SuiteFramework* row = FindSuiteFramework(suite_.framework);
      suite_.language = row == nullptr ? "cpp" : std::string(row->language);
    }
    suite_.with.emplace();
    if (const YamlNode* mutants = node_.Find("mutants")) ReadMutants(*mutants);
    const YamlNode* of = node_.Find("of");
    if (of == nullptr) return;
    suite_.submission = of->text;
    const bool python = fs::path(of->text).extension() == ".py";
    if (!suite_.framework.empty() && python != (suite_.language == "python")) {
      source_.errors.Add(
          of->place,
          absl::StrCat(
              "of: tests of the framework ", suite_.framework,
              python ? " include" : " import",
              " what they test: expected the name of a ",
              python ? "header, as solution.h" : "module, as solution.py"));
    }
    CheckKnownAs(*of);
  }

  void CheckKnownAs(const YamlNode& of) {
    if (IsSuiteFileOfOurs(of.text) || of.text == "tests.py") {
      source_.errors.Add(of.place,
                         absl::StrCat("of: a file ", Quoted(of.text),
                                      " is there already when tests are run; "
                                      "choose another name"));
    }
    if (!IsStandardName(of.text, suite_.framework)) return;
    source_.errors.Add(
        of.place,
        absl::StrCat("of: ", Quoted(of.text), " is the name of ",
                     suite_.language == "python" ? "a module of Python's"
                                                 : "a header of C's",
                     ", for which whatever runs the tests would take it; "
                     "choose another name, as my_",
                     of.text));
  }

  void ReadMutants(const YamlNode& node) {
    Mutants& mutants = suite_.mutants.emplace();
    if (const YamlNode* most = node.Find("most")) {
      mutants.most = static_cast<int>(WholeValue(*most));
    }
    if (const YamlNode* points = node.Find("points")) {
      mutants.points = ParsePoints(points->text).value_or(Points());
    }
    const YamlNode* visibility = node.Find("visibility");
    mutants.visible = visibility != nullptr && visibility->text == "visible";
  }

  void ReadRight(const YamlNode& list) {
    if (list.items.size() < 2) {
      source_.errors.Add(list.place,
                         "right: one implementation alone lets tests pass that "
                         "know it by more than what it does; add a second one "
                         "that is written in another way");
    }
    if (!list.items.empty()) CheckFirst(list.items.front());
    for (const YamlNode& item : list.items) {
      TestCase one = ReadCase(item, true, kOrders[0]);
      one.points = 0;
      one.why = "It is right, so tests have to pass with it.";
      if (suite_.with->content.empty()) suite_.with = one.test->with;
      problem_.cases.push_back(one);
      absl::StrAppend(&one.name, ", once more");
      if (const YamlNode* name = item.Find("name")) CheckName(*name, one.name);
      SetOrder(kOrders[1], one);
      problem_.cases.push_back(std::move(one));
    }
  }

  // It is what the tests are compiled with to begin with, and what mutants are
  // made of: learners are shown of it what a compiler quotes.
  void CheckFirst(const YamlNode& item) {
    const YamlNode* visibility = item.Find("visibility");
    if (visibility == nullptr || visibility->text != "hidden") return;
    source_.errors.Add(visibility->place,
                       "right: tests are compiled with the first "
                       "implementation before all others, and what a compiler "
                       "says then quotes it to learners, so it cannot be "
                       "hidden; expected a visible one: put it first, and the "
                       "hidden ones behind it");
  }

  void ReadWrong(const YamlNode& list, const std::vector<std::string>& needs) {
    std::size_t i = 0;
    for (const YamlNode& item : list.items) {
      TestCase one = ReadCase(item, false, kOrders[++i % 2]);
      one.needs = needs;
      if (const YamlNode* points = item.Find("points")) {
        one.points = ParsePoints(points->text).value_or(Points());
      }
      if (const YamlNode* why = item.Find("why")) one.why = why->text;
      problem_.cases.push_back(std::move(one));
    }
  }

  TestCase ReadCase(const YamlNode& item, bool right, const char* order) {
    TestCase one;
    one.limits = problem_.limits;
    auto test = std::make_shared<SuiteTest>();
    test->kind = SuiteTest::Kind::kHandedIn;
    test->with.right = right;
    if (const YamlNode* name = item.Find("name")) {
      one.name = test->id = name->text;
      CheckName(*name, name->text);
    }
    if (const YamlNode* visibility = item.Find("visibility")) {
      one.visibility = visibility->text == "hidden" ? Visibility::kHidden
                                                    : Visibility::kVisible;
    }
    if (const YamlNode* file = item.Find("file")) {
      CheckFile(*file);
      test->with.content = FileContent(*file, source_);
    }
    one.test = std::move(test);
    SetOrder(order, one);
    return one;
  }

  // What drives Python's tests takes the order; a program finds it in its
  // environment.
  void SetOrder(const char* order, TestCase& one) const {
    if (suite_.language != "python") {
      one.environment[kOrderVariable] = order;
      return;
    }
    auto test = std::make_shared<SuiteTest>(*one.test);
    test->args = {"handed-in", suite_.framework, order};
    one.test = std::move(test);
  }

  void CheckName(const YamlNode& written, const std::string& name) {
    if (absl::StartsWith(name, kMutantName)) {
      source_.errors.Add(
          written.place,
          absl::StrCat(Quoted(name), ": names that begin with ",
                       Quoted(kMutantName), " are those of mutants"));
    }
    const auto [first, added] =
        lines_.emplace(name, source_.errors.Line(written.place));
    if (added) return;
    source_.errors.Add(written.place,
                       absl::StrCat("another implementation is named ",
                                    Quoted(name), ", in line ", first->second));
  }

  // Those in the problem's own folder would be given to learners.
  void CheckFile(const YamlNode& file) {
    const auto [first, added] =
        files_.emplace(file.text, source_.errors.Line(file.place));
    if (!added) {
      source_.errors.Add(file.place,
                         absl::StrCat("file ", Quoted(file.text),
                                      ": it is another implementation already, "
                                      "in line ",
                                      first->second));
    }
    const std::string wanted = fs::path(suite_.submission).extension();
    if (!wanted.empty() && fs::path(file.text).extension() != wanted) {
      source_.errors.Add(file.place,
                         absl::StrCat("file ", Quoted(file.text),
                                      ": an implementation that tests know as ",
                                      Quoted(suite_.submission), " ends in ",
                                      wanted, ", too"));
    }
    if (!fs::path(file.text).has_parent_path()) {
      source_.errors.Add(
          file.place,
          absl::StrCat("file ", Quoted(file.text),
                       ": what lies in the problem's folder itself is given to "
                       "learners; move it to a folder below, as right/ or "
                       "wrong/"));
    }
  }

  std::vector<std::string> CaseNames() const {
    std::vector<std::string> names;
    for (const TestCase& one : problem_.cases) names.push_back(one.name);
    return names;
  }

  const YamlNode& node_;
  Problem& problem_;
  ProblemSource& source_;
  Suite suite_;
  std::map<std::string, int> lines_;  // of each name
  std::map<std::string, int> files_;
};

}  // namespace

void ReadHandedInTests(const YamlNode& node, Problem& problem,
                       ProblemSource& source) {
  TestsReader(node, problem, source).Read();
}

}  // namespace grader
