#include "grader/problem/package/generated_data.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "grader/problem/files.h"
#include "grader/problem/package/generator_command.h"
#include "grader/problem/readable.h"
#include "re2/re2.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMaxGeneratorsBytes = 16 * kMiB;
constexpr std::int64_t kMostCases = 10'000;

// What a group passes on to those in it.
struct Inherited {
  fs::path solution;
  std::string salt;
};

// A case is described by a command, or by one of these.
bool IsGroup(const YamlNode& node) {
  return node.Find("data") != nullptr || node.Find("include") != nullptr ||
         node.Find("test_group.yaml") != nullptr ||
         node.Find("testdata.yaml") != nullptr;
}

bool IsNothing(const YamlNode& node) {
  return node.kind == YamlNode::Kind::kNothing ||
         (node.kind == YamlNode::Kind::kScalar && node.text.empty());
}

class GeneratorsReader {
 public:
  GeneratorsReader(const fs::path& folder, const Constants& constants,
                   AuthorErrors& errors)
      : constants_(constants), errors_(errors) {
    std::error_code error;
    package_ = fs::canonical(folder, error);
    generators_ = package_ / "generators";
  }

  GeneratedGroup Read(const YamlNode& root) {
    programs_ = root.Find("generators");
    // What is included may stand behind it.
    ReadGroup("", root, {});
    all_known_ = true;
    count_ = 0;
    return ReadGroup("", root, {});
  }

 private:
  GeneratedGroup ReadGroup(const std::string& name, const YamlNode& node,
                           Inherited inherited) {
    GeneratedGroup group;
    group.name = name;
    Inherit(node, inherited);
    for (const char* key : {"test_group.yaml", "testdata.yaml"}) {
      if (const YamlNode* settings = node.Find(key)) {
        group.settings = WithValues(*settings);
      }
    }
    if (const YamlNode* data = node.Find("data")) {
      ReadItems(*data, inherited, group);
    }
    if (const YamlNode* include = node.Find("include")) {
      for (const YamlNode& item : include->items) Include(item, group);
    }
    absl::c_sort(group.cases,
                 [](const auto& a, const auto& b) { return a.name < b.name; });
    absl::c_sort(group.groups,
                 [](const auto& a, const auto& b) { return a.name < b.name; });
    return group;
  }

  // A map has names; in a list they are numbered, cases and groups each by
  // themselves.
  void ReadItems(const YamlNode& data, const Inherited& inherited,
                 GeneratedGroup& group) {
    if (data.kind == YamlNode::Kind::kList) {
      std::int64_t cases = 0;
      std::int64_t groups = 0;
      for (const YamlNode& item : data.items) {
        for (const YamlEntry& entry : item.entries) {
          if (IsGroup(entry.value)) {
            ++groups;
          } else {
            cases += static_cast<std::int64_t>(CountsOf(entry.value).size());
          }
        }
      }
      Numbers numbers = {0, 0, Digits(cases), Digits(groups)};
      for (const YamlNode& item : data.items) {
        if (item.kind != YamlNode::Kind::kMap) {
          errors_.Add(item.place, "expected NAME: CASE");
        }
        for (const YamlEntry& entry : item.entries) {
          ReadItem(entry, inherited, &numbers, group);
        }
      }
    } else if (data.kind == YamlNode::Kind::kMap) {
      for (const YamlEntry& entry : data.entries) {
        ReadItem(entry, inherited, nullptr, group);
      }
    } else if (data.kind != YamlNode::Kind::kNothing) {
      errors_.Add(data.place, "data: expected cases by their names");
    }
  }

  // The last that were given, and with how many digits.
  struct Numbers {
    std::int64_t of_case = 0;
    std::int64_t of_group = 0;
    int case_digits = 1;
    int group_digits = 1;
  };

  static int Digits(std::int64_t count) {
    return static_cast<int>(absl::StrCat(count).size());
  }

  static std::string Numbered(std::int64_t number, int digits,
                              const std::string& name) {
    return absl::StrCat(absl::StrFormat("%0*d", digits, number),
                        name.empty() ? "" : "-", name);
  }

  void ReadItem(const YamlEntry& entry, const Inherited& inherited,
                Numbers* numbers, GeneratedGroup& group) {
    const std::string& key = entry.key.text;
    const YamlNode& value = entry.value;
    if (IsGroup(value)) {
      const std::string name =
          numbers == nullptr
              ? key
              : Numbered(++numbers->of_group, numbers->group_digits, key);
      group.groups.push_back(ReadGroup(name, value, inherited));
      known_[key] = AllIn(group.groups.back());
      return;
    }
    known_[key].clear();
    const std::vector<std::int64_t> counts = CountsOf(value);
    for (const std::int64_t count : counts) {
      if (++count_ > kMostCases) {
        if (count_ == kMostCases + 1) {
          errors_.Add(value.place,
                      absl::StrCat("more than ", kMostCases, " cases"));
        }
        return;
      }
      std::string name = key;
      if (value.Find("count") != nullptr) {
        absl::StrAppend(&name, name.empty() ? "" : "-", Padded(count, counts));
      }
      if (numbers != nullptr) {
        name = Numbered(++numbers->of_case, numbers->case_digits, name);
      }
      if (auto one = ReadCase(name, value, count, inherited)) {
        known_[key].push_back(*one);
        group.cases.push_back(*std::move(one));
      }
    }
  }

  static std::vector<GeneratedCase> AllIn(const GeneratedGroup& group) {
    std::vector<GeneratedCase> all = group.cases;
    for (const GeneratedGroup& one : group.groups) {
      const std::vector<GeneratedCase> inside = AllIn(one);
      all.insert(all.end(), inside.begin(), inside.end());
    }
    return all;
  }

  // With as many digits as the longest of them.
  static std::string Padded(std::int64_t count,
                            const std::vector<std::int64_t>& counts) {
    std::size_t digits = 1;
    for (const std::int64_t one : counts) {
      digits = std::max(digits, absl::StrCat(one).size());
    }
    return absl::StrFormat("%0*d", static_cast<int>(digits), count);
  }

  // `count: 3`, `count: [7, -3]`, `count: 10..=12`.
  std::vector<std::int64_t> CountsOf(const YamlNode& value) {
    const YamlNode* node = value.Find("count");
    if (node == nullptr) return {1};
    std::vector<std::int64_t> counts;
    std::int64_t from = 1;
    std::int64_t to = 0;
    static const RE2 kRange(R"(\s*(-?\d+)\s*\.\.=\s*(-?\d+)\s*)");
    bool ok = true;
    if (node->kind == YamlNode::Kind::kList) {
      for (const YamlNode& item : node->items) {
        ok = absl::SimpleAtoi(item.text, &from) && ok;
        counts.push_back(from);
      }
    } else if (absl::SimpleAtoi(node->text, &to)) {
      from = 1;
    } else {
      ok = RE2::FullMatch(node->text, kRange, &from, &to);
    }
    if (!ok || to > from + kMostCases) {
      errors_.Add(node->place,
                  "count: expected a number, a list of numbers, or a range "
                  "such as 1..=3");
      return {};
    }
    if (node->kind == YamlNode::Kind::kList) return counts;
    for (; from <= to; ++from) counts.push_back(from);
    return counts;
  }

  void Inherit(const YamlNode& node, Inherited& inherited) {
    if (const YamlNode* salt = node.Find("random_salt")) {
      inherited.salt = IsNothing(*salt) ? "" : salt->text;
    }
    if (const YamlNode* solution = node.Find("solution")) {
      inherited.solution.clear();
      if (!IsNothing(*solution)) {
        inherited.solution = Program(package_, solution->text, *solution);
      }
    }
  }

  // None if it is nothing that is run: one that only the statement shows.
  std::optional<GeneratedCase> ReadCase(const std::string& name,
                                        const YamlNode& node,
                                        std::int64_t count,
                                        Inherited inherited) {
    GeneratedCase one;
    one.name = name;
    Inherit(node, inherited);
    one.solution = inherited.solution;
    const YamlNode* generate = nullptr;
    if (node.kind == YamlNode::Kind::kScalar) generate = &node;
    if (const YamlNode* copy = node.Find("copy")) Copy(*copy, one);
    for (const char* extension : {"in", "ans", "out", "hint", "desc"}) {
      if (const YamlNode* text = node.Find(extension)) {
        one.texts[extension] = Line(text->text);
      }
    }
    if (const YamlNode* settings = node.Find("yaml")) {
      one.settings = WithValues(*settings);
    }
    if (const YamlNode* command = node.Find("generate")) generate = command;
    if (generate != nullptr) ReadCommand(*generate, count, inherited, one);
    if (generate != nullptr || one.texts.contains("in")) return one;
    if (node.Find("in.statement") == nullptr &&
        node.Find("in.download") == nullptr &&
        node.Find("interaction") == nullptr) {
      errors_.Add(node.place,
                  absl::StrCat("the case ", Quoted(name),
                               " has no input; expected in, copy or generate"));
    }
    return std::nullopt;
  }

  // Files end with a line.
  static std::string Line(std::string text) {
    if (!text.empty() && text.back() != '\n') text += '\n';
    return text;
  }

  void Copy(const YamlNode& node, GeneratedCase& one) {
    for (const char* extension : {"in", "ans", "out", "hint", "desc"}) {
      const std::string name = absl::StrCat(node.text, ".", extension);
      const auto file = ResolveInside(generators_, name);
      if (!file.ok()) continue;
      auto text = ReadRegularFile(*file, kMaxGeneratorsBytes);
      if (text.ok()) one.texts[extension] = *std::move(text);
    }
    if (!one.texts.contains("in")) {
      errors_.Add(node.place, absl::StrCat("copy: there is no file generators/",
                                           node.text, ".in"));
    }
  }

  void ReadCommand(const YamlNode& node, std::int64_t count,
                   const Inherited& inherited, GeneratedCase& one) {
    const std::string command =
        absl::StrReplaceAll(WithConstants(constants_, node.text),
                            {{"{count}", absl::StrCat(count)}});
    auto words = SplitCommand(command);
    if (!words.ok() || words->empty()) {
      errors_.Add(node.place, words.ok() ? "expected a generator"
                                         : words.status().message());
      return;
    }
    static const RE2 kSeed(R"(\{seed(:[0-9]+)?\})");
    const std::string seed =
        absl::StrCat(SeedOf(inherited.salt, count, command));
    Generator generator;
    generator.args.assign(words->begin() + 1, words->end());
    for (std::string& arg : generator.args) {
      RE2::GlobalReplace(&arg, kSeed, seed);
      RE2::GlobalReplace(&arg, R"(\{name\})", kGeneratedName);
    }
    FindProgram(words->front(), node, generator);
    one.generator = std::move(generator);
  }

  // What `name` is in `generators`, else a file or folder called so.
  void FindProgram(const std::string& name, const YamlNode& node,
                   Generator& generator) {
    const YamlNode* files =
        programs_ == nullptr ? nullptr : programs_->Find(name);
    if (files == nullptr) {
      generator.program = Program(generators_, name, node);
      return;
    }
    for (const YamlNode& item : files->items) {
      const fs::path file = Program(generators_, item.text, item);
      if (generator.program.empty()) {
        generator.program = file;
      } else if (!file.empty()) {
        generator.with.push_back(file);
      }
    }
  }

  // The program `name` in `folder`; empty after an error.
  fs::path Program(const fs::path& folder, absl::string_view name,
                   const YamlNode& node) {
    while (absl::StartsWith(name, "/")) name.remove_prefix(1);
    const std::string shown =
        (folder / std::string(name)).lexically_relative(package_);
    std::error_code error;
    if (CheckRelativeName(name).ok() &&
        fs::exists(folder / std::string(name), error)) {
      return fs::canonical(folder / std::string(name), error);
    }
    errors_.Add(node.place, absl::StrCat("there is no program ", shown));
    return {};
  }

  void Include(const YamlNode& node, GeneratedGroup& group) {
    const auto known = known_.find(node.text);
    if (known == known_.end()) {
      if (!all_known_) return;
      errors_.Add(node.place,
                  absl::StrCat("include: there is no group or case ",
                               Quoted(node.text)));
      return;
    }
    for (const GeneratedCase& one : known->second) {
      if (absl::c_none_of(group.cases, [&one](const GeneratedCase& other) {
            return other.name == one.name;
          })) {
        group.cases.push_back(one);
      }
    }
  }

  YamlNode WithValues(YamlNode node) const {
    node.text = WithConstants(constants_, node.text);
    for (YamlNode& item : node.items) item = WithValues(std::move(item));
    for (YamlEntry& entry : node.entries) {
      entry.value = WithValues(std::move(entry.value));
    }
    return node;
  }

  const Constants& constants_;
  AuthorErrors& errors_;
  fs::path package_;
  fs::path generators_;
  const YamlNode* programs_ = nullptr;
  std::map<std::string, std::vector<GeneratedCase>> known_;  // by key
  bool all_known_ = false;
  std::int64_t count_ = 0;
};

}  // namespace

const GeneratedGroup* GeneratedGroup::Find(absl::string_view group) const {
  for (const GeneratedGroup& one : groups) {
    if (one.name == group) return &one;
  }
  return nullptr;
}

std::optional<GeneratedData> ReadGeneratedData(const fs::path& folder,
                                               const Constants& constants) {
  const fs::path file = folder / "generators/generators.yaml";
  const auto text = ReadRegularFile(file, kMaxGeneratorsBytes);
  if (absl::IsNotFound(text.status())) return std::nullopt;
  GeneratedData read;
  read.errors =
      std::make_shared<AuthorErrors>(file.string(), text.value_or(""));
  if (!text.ok()) read.errors->Add({}, text.status().message());
  const std::optional<YamlNode> root =
      ReadYaml(*read.errors, EmptyKeys::kTaken);
  if (root) {
    read.data = GeneratorsReader(folder, constants, *read.errors).Read(*root);
  }
  return read;
}

}  // namespace grader
