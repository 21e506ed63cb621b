#include "grader/problem/language_reader.h"

#include <cstddef>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/command_words.h"
#include "grader/problem/problem_reader.h"
#include "grader/problem/problem_schema.h"
#include "grader/problem/readable.h"
#include "grader/problem/schema.h"
#include "grader/problem/yaml_reader.h"
#include "re2/re2.h"

namespace grader {
namespace {

using Name = absl::string_view;

// ---- The schema ------------------------------------------------------------

constexpr Value kWord{.scalar = Scalar::kText,
                      .pattern = "[a-z][a-z0-9_+-]*",
                      .meaning = "a lower-case word"};
constexpr Value kLine{.scalar = Scalar::kText};
constexpr Value kProgramName{
    .scalar = Scalar::kWritten,
    .pattern = "[^/{}]+",
    .meaning = "the name of a program, without a path"};
constexpr Value kExtension{.scalar = Scalar::kWritten,
                           .pattern = R"(\.[A-Za-z0-9_+]+)",
                           .meaning = "the end of a file name, with its dot"};
constexpr Value kPath{.scalar = Scalar::kWritten,
                      .pattern = "/.*",
                      .meaning = "an absolute path"};
constexpr Value kVariable{.scalar = Scalar::kWritten,
                          .pattern = "[A-Za-z_][A-Za-z0-9_]*",
                          .meaning = "the name of an environment variable"};
constexpr Value kWritten{.scalar = Scalar::kWritten, .may_be_empty = true};
constexpr Value kCount{.scalar = Scalar::kWhole, .max = 10000};
constexpr Value kBytes{.scalar = Scalar::kBytes};
constexpr Name kFormats[] = {"none", "gcc", "javac", "rustc", "go"};
constexpr Value kFormat{.scalar = Scalar::kChoice, .choices = kFormats};

constexpr Value kExtensions{.unique = true, .items = &kExtension};
constexpr Value kPrograms{.unique = true, .items = &kProgramName};
constexpr Value kPaths{.unique = true, .items = &kPath};
constexpr Value kEnvironment{.names = &kVariable, .values = &kWritten};
constexpr Value kCommand{.items = &kWritten};
constexpr Value kCommands{.items = &kCommand};

constexpr Key kToolchainKeys[] = {
    {.name = "name",
     .value = &kLine,
     .required = true,
     .description = "What the toolchain is called.",
     .example = "clang 19"},
    {.name = "programs",
     .value = &kPrograms,
     .required = true,
     .description = "The programs it needs; a command may begin with one.",
     .example = "[clang++-19]"},
    {.name = "linkers",
     .value = &kPrograms,
     .description = "Linkers it can use, the best one first.",
     .example = "[mold, lld]"},
    {.name = "identity",
     .value = &kPaths,
     .description = "Files that change when what the programs use changes; "
                    "`{processor}` in a name is `x86_64` or `aarch64`.",
     .example = "[/usr/include/boost/version.hpp]"},
    {.name = "compile",
     .value = &kCommand,
     .only_with = "link",
     .description = "Makes an object of one source.",
     .example = "[clang-19, -c, \"{source}\", -o, \"{object}\"]"},
    {.name = "link",
     .value = &kCommand,
     .only_with = "compile",
     .description = "Makes a program of the objects.",
     .example = "[clang-19, \"{objects}\", -o, \"{program}\"]"},
    {.name = "show_link",
     .value = &kLine,
     .only_with = "link",
     .description = "A word with which `link` only shows the command of the "
                    "linker, on its last line, each word in quotation marks. "
                    "Then that is run for each submission, and `link` once.",
     .example = "-###"},
    {.name = "precompile",
     .value = &kCommand,
     .only_with = "compile",
     .description = "Makes {object} of the header on its stdin.",
     .example = "[clang++-19, -x, c++-header, -, -o, \"{object}\"]"},
    {.name = "with_driver",
     .value = &kCommand,
     .only_with = "compile",
     .description = "{options} of what uses the course's library, as what goes "
                    "together with a driver does.",
     .example = "[-DBOOST_ASIO_SEPARATE_COMPILATION]"},
    {.name = "with_support",
     .value = &kCommand,
     .only_with = "compile",
     .description = "{options} in addition for the sources in "
                    "problems/support, compiled once for all problems.",
     .example = "[-O2]"},
    {.name = "sanitize",
     .value = &kCommand,
     .only_with = "sanitize_link",
     .description = "{options} of a program that is to tell why it crashed, in "
                    "the words of AddressSanitizer and UBSan.",
     .example = "[-fsanitize=address]"},
    {.name = "sanitize_link",
     .value = &kCommand,
     .only_with = "sanitize",
     .description = "Makes such a program of the objects.",
     .example = "[clang-19, -fsanitize=address, \"{objects}\", -o, "
                "\"{program}\"]"},
    {.name = "with_schedules",
     .value = &kCommand,
     .only_with = "compile",
     .description = "{options} in addition for submissions whose schedules are "
                    "explored: they call the functions of a thread sanitizer, "
                    "and have lines for debuggers.",
     .example = "[-fsanitize=thread, -g1]"},
    {.name = "build",
     .value = &kCommands,
     .description = "Commands in the submission's folder, in turn.",
     .example = "[[javac, \"{sources}\"]]"},
    {.name = "prepare",
     .value = &kCommands,
     .description = "Commands in the folder of a driver's adapter, in turn.",
     .example = "[[python3, -m, compileall, .]]"},
    {.name = "run",
     .value = &kCommand,
     .required = true,
     .description = "Runs what was built.",
     .example = "[\"{program}\"]"},
    {.name = "run_with_driver",
     .value = &kCommand,
     .description = "Runs it together with a driver.",
     .example = "[python3, \"{prepared}\", \"{folder}\"]"},
    {.name = "drive",
     .value = &kCommand,
     .only_with = "build",
     .description = "Runs a driver that is written in the language.",
     .example = "[python3, \"{prepared}\"]"},
};
constexpr Name kWaysToBuild[] = {"compile", "build"};
constexpr absl::Span<const Name> kToolchainAlternatives[] = {kWaysToBuild};
constexpr Record kToolchainRecord{.name = "a toolchain",
                                  .keys = kToolchainKeys,
                                  .alternatives = kToolchainAlternatives};
constexpr Value kToolchain{.record = &kToolchainRecord};
constexpr Value kToolchains{.items = &kToolchain};

constexpr Key kRuntimeKeys[] = {
    {.name = "processes",
     .value = &kCount,
     .description = "Threads and processes that the runtime starts itself.",
     .example = "16"},
    {.name = "memory",
     .value = &kBytes,
     .description = "Memory that the runtime takes itself.",
     .example = "128MiB"},
};
constexpr Record kRuntimeRecord{.name = "runtime", .keys = kRuntimeKeys};
constexpr Value kRuntime{.record = &kRuntimeRecord};

constexpr Key kLanguageKeys[] = {
    {.name = "sources",
     .value = &kExtensions,
     .required = true,
     .description = "How the names of source files end.",
     .example = "[.cpp, .cc]"},
    {.name = "headers",
     .value = &kExtensions,
     .description = "How the names of other files end that belong to it.",
     .example = "[.h]"},
    {.name = "library_pattern",
     .value = &kLine,
     .description = "A regular expression (RE2) found in sources that are only "
                    "there for others: the one that is left is the program.",
     .example = "'(?m)^unit '"},
    {.name = "diagnostics",
     .value = &kFormat,
     .description = "How the compiler's messages are read.",
     .example = "gcc"},
    {.name = "environment",
     .value = &kEnvironment,
     .description = "Environment variables of builds and runs.",
     .example = "{GOGC: off}"},
    {.name = "readable",
     .value = &kPaths,
     .description = "What it reads beside the system's programs.",
     .example = "[/opt/jdk]"},
    {.name = "build_limits",
     .value = &kLimitsValue,
     .description = "What a build may use.",
     .example = "{cpu: 40s}"},
    {.name = "runtime",
     .value = &kRuntime,
     .description = "What it takes to run at all; cases' limits grow by it.",
     .example = "{processes: 16}"},
    {.name = "toolchains",
     .value = &kToolchains,
     .required = true,
     .description = "The ways to build it; the first one installed is used.",
     .example = "[{name: bash, programs: [bash], run: [bash, \"{main}\"]}]"},
};
constexpr Record kLanguageRecord{.name = "a language", .keys = kLanguageKeys};
constexpr Value kLanguage{.record = &kLanguageRecord};
constexpr Value kLanguages{.names = &kWord, .values = &kLanguage};
constexpr Key kRootKeys[] = {
    {.name = "languages",
     .value = &kLanguages,
     .required = true,
     .description = "The languages, by name.",
     .example = "{bash: {…}}"},
};
constexpr Record kRootRecord{.name = "the language table", .keys = kRootKeys};

// ---- From the tree to the table --------------------------------------------

std::vector<std::string> Texts(const YamlNode& map, absl::string_view key) {
  const YamlNode* list = map.Find(key);
  return list == nullptr ? std::vector<std::string>() : TextValues(*list);
}

std::vector<std::filesystem::path> Paths(const YamlNode& map,
                                         absl::string_view key) {
  std::vector<std::filesystem::path> paths;
  for (std::string& path : Texts(map, key)) paths.emplace_back(std::move(path));
  return paths;
}

std::vector<CommandTemplate> Commands(const YamlNode& map,
                                      absl::string_view key) {
  std::vector<CommandTemplate> commands;
  if (const YamlNode* list = map.Find(key)) {
    for (const YamlNode& item : list->items) {
      commands.push_back(TextValues(item));
    }
  }
  return commands;
}

DiagnosticFormat Format(const std::string& name) {
  if (name == "gcc") return DiagnosticFormat::kGcc;
  if (name == "javac") return DiagnosticFormat::kJavac;
  if (name == "rustc") return DiagnosticFormat::kRustc;
  if (name == "go") return DiagnosticFormat::kGo;
  return DiagnosticFormat::kNone;
}

// A command is found by its first word, so that must be one of the programs or
// what was built.
void CheckFirstWord(const YamlNode& command, const Toolchain& toolchain,
                    AuthorErrors& errors) {
  if (command.items.empty()) return;
  const YamlNode& word = command.items.front();
  if (word.text == "{program}") return;
  for (const std::string& program : toolchain.programs) {
    if (word.text == program) return;
  }
  errors.Add(word.place,
             absl::StrCat("a command begins with one of the toolchain's "
                          "programs or with \"{program}\", not with ",
                          Quoted(word.text)));
}

const std::vector<std::string>& FilledIn() {
  static const auto& words = *new std::vector<std::string>{
      "{source}", "{object}",   "{objects}", "{program}", "{sources}",
      "{main}",   "{stem}",     "{class}",   "{memory}",  "{stack}",
      "{folder}", "{prepared}", "{options}", "{linker}"};
  return words;
}

void CheckCommands(const YamlNode& node, const Toolchain& toolchain,
                   AuthorErrors& errors) {
  for (const Name key : {"compile", "link", "sanitize_link", "precompile",
                         "run", "run_with_driver", "drive"}) {
    if (const YamlNode* command = node.Find(key)) {
      CheckFirstWord(*command, toolchain, errors);
      CheckFilled(*command, "", FilledIn(), errors);
    }
  }
  for (const Name key : {"build", "prepare"}) {
    const YamlNode* commands = node.Find(key);
    if (commands == nullptr) continue;
    for (const YamlNode& command : commands->items) {
      CheckFirstWord(command, toolchain, errors);
      CheckFilled(command, "", FilledIn(), errors);
    }
  }
}

// What Debian's folders and the compilers' libraries are named after.
#ifdef __aarch64__
constexpr char kProcessor[] = "aarch64";
#else
constexpr char kProcessor[] = "x86_64";
#endif

std::vector<std::filesystem::path> OfThisProcessor(
    const std::vector<std::filesystem::path>& paths) {
  std::vector<std::filesystem::path> named;
  for (const std::filesystem::path& path : paths) {
    named.emplace_back(
        absl::StrReplaceAll(path.string(), {{"{processor}", kProcessor}}));
  }
  return named;
}

Toolchain ReadToolchain(const YamlNode& node, AuthorErrors& errors) {
  Toolchain toolchain;
  if (const YamlNode* name = node.Find("name")) toolchain.name = name->text;
  toolchain.programs = Texts(node, "programs");
  toolchain.linkers = Texts(node, "linkers");
  toolchain.identity = OfThisProcessor(Paths(node, "identity"));
  toolchain.compile = Texts(node, "compile");
  toolchain.link = Texts(node, "link");
  if (const YamlNode* show = node.Find("show_link")) {
    toolchain.show_link = show->text;
  }
  toolchain.precompile = Texts(node, "precompile");
  toolchain.with_driver = Texts(node, "with_driver");
  toolchain.with_support = Texts(node, "with_support");
  toolchain.sanitize = Texts(node, "sanitize");
  toolchain.sanitize_link = Texts(node, "sanitize_link");
  toolchain.with_schedules = Texts(node, "with_schedules");
  toolchain.build = Commands(node, "build");
  toolchain.prepare = Commands(node, "prepare");
  toolchain.run = Texts(node, "run");
  toolchain.drive = Texts(node, "drive");
  toolchain.run_with_driver = Texts(node, "run_with_driver");
  if (toolchain.run_with_driver.empty()) {
    toolchain.run_with_driver = toolchain.run;
  }
  CheckCommands(node, toolchain, errors);
  return toolchain;
}

Language ReadLanguage(const YamlEntry& entry, AuthorErrors& errors) {
  const YamlNode& node = entry.value;
  Language language;
  language.name = entry.key.text;
  language.extensions = Texts(node, "sources");
  language.headers = Texts(node, "headers");
  if (const YamlNode* pattern = node.Find("library_pattern")) {
    language.library_pattern = pattern->text;
    const RE2 compiled(pattern->text, RE2::Quiet);
    if (!compiled.ok()) {
      errors.Add(pattern->place,
                 absl::StrCat("library_pattern: ", compiled.error()));
    }
  }
  if (const YamlNode* format = node.Find("diagnostics")) {
    language.diagnostics = Format(format->text);
  }
  if (const YamlNode* environment = node.Find("environment")) {
    for (const YamlEntry& variable : environment->entries) {
      language.environment[variable.key.text] = variable.value.text;
    }
  }
  language.readable = Paths(node, "readable");
  ReadLimits(node.Find("build_limits"), language.build_limits);
  if (const YamlNode* runtime = node.Find("runtime")) {
    if (const YamlNode* processes = runtime->Find("processes")) {
      language.runtime_processes = static_cast<int>(WholeValue(*processes));
    }
    if (const YamlNode* memory = runtime->Find("memory")) {
      language.runtime_memory_bytes = BytesValue(*memory);
    }
  }
  if (const YamlNode* toolchains = node.Find("toolchains")) {
    for (const YamlNode& toolchain : toolchains->items) {
      language.toolchains.push_back(ReadToolchain(toolchain, errors));
    }
  }
  if (!language.toolchains.empty()) {
    language.toolchain = language.toolchains.front();
  }
  return language;
}

// One that a row shares with an earlier one is the earlier one's where nobody
// names the language, so it needs another one.
void CheckExtensions(const YamlNode& table, AuthorErrors& errors) {
  std::set<std::string> seen;
  for (const YamlEntry& entry : table.entries) {
    const YamlNode* sources = entry.value.Find("sources");
    if (sources == nullptr) continue;
    for (std::size_t i = 0; i < sources->items.size(); ++i) {
      const YamlNode& extension = sources->items[i];
      if (!seen.insert(extension.text).second && i == 0) {
        errors.Add(extension.place,
                   absl::StrCat(Quoted(extension.text),
                                " is an earlier language's of this table; "
                                "expected first one that is not"));
      }
    }
  }
}

}  // namespace

absl::StatusOr<LanguageTable> ReadLanguages(std::string file,
                                            std::string text) {
  AuthorErrors errors(std::move(file), std::move(text));
  LanguageTable table;
  std::optional<YamlNode> root = ReadYaml(errors);
  if (root && CheckRecord(*root, kRootRecord, errors)) {
    if (const YamlNode* languages = root->Find("languages")) {
      CheckExtensions(*languages, errors);
      for (const YamlEntry& entry : languages->entries) {
        table.push_back(ReadLanguage(entry, errors));
      }
    }
  }
  const absl::Status status = errors.ToStatus();
  if (!status.ok()) return status;
  return table;
}

}  // namespace grader
