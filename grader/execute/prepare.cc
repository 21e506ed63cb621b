#include "grader/execute/prepare.h"

#include <sys/stat.h>

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <variant>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "grader/execute/build_steps.h"
#include "grader/execute/content_hash.h"
#include "grader/execute/link.h"
#include "grader/execute/side_by_side.h"
#include "grader/execute/toolchain_command.h"
#include "grader/problem/files.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr absl::Duration kLongestWait = absl::Minutes(30);

std::string Describe(const Part& part) {
  switch (part.kind) {
    case Part::Kind::kHeaders:
      return "the headers";
    case Part::Kind::kPrelude:
    case Part::Kind::kObject:
      return part.source.string();
    case Part::Kind::kProgram:
      return "the driver";
    case Part::Kind::kFolder:
      return "the adapter";
    case Part::Kind::kLinking:
      return "the linker's command";
  }
  return "";
}

// While there is one, its thread alone makes the part of that name: others of
// this process that need it too wait, and find it in the cache.
class Making {
 public:
  explicit Making(std::string name) : name_(std::move(name)) {
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [this] { return names_->insert(name_).second; });
  }
  ~Making() {
    {
      const std::lock_guard lock(mutex_);
      names_->erase(name_);
    }
    ended_.notify_all();
  }
  Making(const Making&) = delete;
  Making& operator=(const Making&) = delete;

 private:
  static inline std::mutex mutex_;
  static inline std::condition_variable ended_;
  static inline auto* const names_ = new std::set<std::string>;

  const std::string name_;
};

// Carries out a plan. Parts are built by one or two workers; `mutex_` guards
// everything that they share.
class Preparation {
 public:
  Preparation(const Plan& plan, const Scaffold& scaffold,
              const Language& language, const Workshop& workshop)
      : plan_(plan),
        scaffold_(scaffold),
        language_(language),
        workshop_(workshop),
        entries_(plan.parts.size()),
        started_(plan.parts.size(), false) {}

  absl::StatusOr<std::vector<CacheEntryPtr>> Run() {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const auto name = NameInCache(plan_.parts[i]);
      if (name) entries_[i] = workshop_.cache.Find(*name);
      started_[i] = entries_[i] != nullptr;
      if (!started_[i]) ++missing_;
    }
    if (missing_ == 0) return std::move(entries_);
    const std::unique_ptr<Runner> other =
        missing_ > 1 ? workshop_.runner.Another() : nullptr;
    Runner* const runners[] = {&workshop_.runner, other.get()};
    SideBySide(other == nullptr ? 1 : 2,
               [&](std::size_t worker) { Work(*runners[worker]); });
    if (!failure_.ok()) return failure_;
    return std::move(entries_);
  }

 private:
  // Builds parts until none is left to begin.
  void Work(Runner& runner) {
    std::unique_lock lock(mutex_);
    for (;;) {
      std::optional<std::size_t> next;
      progress_.wait(lock, [&] {
        next = NextPart();
        return next || AllStarted() || !failure_.ok();
      });
      if (!next || !failure_.ok()) return;
      started_[*next] = true;
      Tell();
      const std::string name = *NameInCache(plan_.parts[*next]);
      lock.unlock();
      auto entry = FindOrMake(plan_.parts[*next], name, runner);
      lock.lock();
      if (entry.ok()) {
        entries_[*next] = *std::move(entry);
        ++done_;
      } else if (failure_.ok()) {
        failure_ = entry.status();
      }
      progress_.notify_all();
    }
  }

  // A part that can be begun now.
  std::optional<std::size_t> NextPart() const {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (!started_[i] && IsReady(plan_.parts[i])) return i;
    }
    return std::nullopt;
  }

  // A precompiled header on top of another is of use with that one alone: Clang
  // keeps its path, size and time (ModuleManager::addModule), and in a cache
  // that was moved, or where it was made again, would end in an error. Null
  // until it is there.
  std::optional<std::string> NameInCache(const Part& part) const {
    if (part.kind != Part::Kind::kPrelude || !part.prelude) return part.name;
    const CacheEntryPtr& below = entries_[*part.prelude];
    if (below == nullptr) return std::nullopt;
    struct stat status = {};
    ::stat((*below / kPreludeCompiled).c_str(), &status);
    return ContentHash("on top 1")
        .Add(part.name)
        .Add(below->folder().native())
        .Add(std::int64_t{status.st_size})
        .Add(std::int64_t{status.st_mtime})
        .Digest();
  }

  bool IsReady(const Part& part) const {
    return (!part.prelude || entries_[*part.prelude] != nullptr) &&
           (!part.headers || entries_[*part.headers] != nullptr) &&
           std::all_of(part.objects.begin(), part.objects.end(),
                       [&](std::size_t i) { return entries_[i] != nullptr; });
  }

  bool AllStarted() const {
    return std::find(started_.begin(), started_.end(), false) == started_.end();
  }

  void Tell() const {
    if (!workshop_.on_progress) return;
    workshop_.on_progress(absl::StrCat("preparing ", language_.name, " (",
                                       language_.toolchain.name,
                                       "): ", done_ + 1, " of ", missing_));
  }

  absl::StatusOr<CacheEntryPtr> FindOrMake(const Part& part,
                                           const std::string& name,
                                           Runner& runner) {
    const Making making(name);
    if (CacheEntryPtr entry = workshop_.cache.Find(name)) return entry;
    std::unique_lock lock(mutex_);
    const auto folder = workshop_.workspace.MakeUniqueFolder("part");
    lock.unlock();
    if (!folder.ok()) return folder.status();
    return Make(part, *folder, runner);
  }

  absl::StatusOr<CacheEntryPtr> Make(const Part& part, const fs::path& folder,
                                     Runner& runner) {
    const absl::Cleanup remove = [&] {
      std::error_code ignored;
      fs::remove_all(folder, ignored);
    };
    switch (part.kind) {
      case Part::Kind::kHeaders:
      case Part::Kind::kFolder:
        return MakeFolder(part, folder, runner);
      case Part::Kind::kPrelude:
        return MakePrelude(part, folder, runner);
      case Part::Kind::kObject:
        return MakeObject(part, folder, runner);
      case Part::Kind::kProgram:
        return MakeProgram(part, folder, runner);
      case Part::Kind::kLinking:
        return MakeLinking(part, folder, runner);
    }
    return absl::InternalError("a part of no kind");
  }

  const Language& LanguageOf(const Part& part) const {
    switch (part.of) {
      case Part::Of::kDriver:
        return scaffold_.driver_language;
      case Part::Of::kSchedules:
        return LanguageOfSchedules(language_);
      case Part::Of::kSubmission:
        return language_;
    }
    return language_;
  }

  absl::Status RunStep(const Part& part, const Command& command,
                       Runner& runner) {
    // Nobody means harm by a part of the problem: what it computes is bounded,
    // but not how long it waits for a core on a busy machine.
    Limits limits = LanguageOf(part).build_limits;
    limits.elapsed = limits.wall = kLongestWait;
    const auto observation = runner.Run(command, limits);
    if (!observation.ok()) return observation.status();
    if (observation->termination == Termination(Exited{0})) {
      return absl::OkStatus();
    }
    std::string reached;
    if (const auto* killed = std::get_if<Killed>(&observation->termination)) {
      reached = absl::StrCat(", its compiler reached a limit: ",
                             DescribeLimit(killed->limit, limits));
    }
    return absl::InternalError(absl::StrCat(
        "a part of the problem does not compile (", Describe(part), reached,
        "):\n", observation->out.Joined(), observation->err.Joined()));
  }

  static absl::Status WriteTexts(const Part& part, const fs::path& folder) {
    for (const GeneratedFile& text : part.texts) {
      std::error_code error;
      fs::create_directories((folder / text.name).parent_path(), error);
      absl::Status written = WriteFile(folder / text.name, text.content);
      if (!written.ok()) return written;
    }
    return absl::OkStatus();
  }

  absl::StatusOr<CacheEntryPtr> MakeFolder(const Part& part,
                                           const fs::path& folder,
                                           Runner& runner) {
    std::set<fs::path> names;
    for (const GeneratedFile& text : part.texts) names.insert(text.name);
    if (absl::Status written = WriteTexts(part, folder); !written.ok()) {
      return written;
    }
    for (const fs::path& file : part.files) {
      // The problem's own file comes first and hides a library's.
      if (!names.insert(file.filename()).second) continue;
      const absl::Status copied =
          WriteFile(folder / file.filename(), ReadFile(file).value_or(""));
      if (!copied.ok()) return copied;
    }
    if (part.kind == Part::Kind::kFolder) {
      for (const CommandTemplate& words : LanguageOf(part).toolchain.prepare) {
        const absl::Status done = RunStep(
            part, BuildCommand(LanguageOf(part), words, {}, folder), runner);
        if (!done.ok()) return done;
      }
    }
    return workshop_.cache.StoreTree(part.name, folder);
  }

  absl::StatusOr<CacheEntryPtr> MakePrelude(const Part& part,
                                            const fs::path& folder,
                                            Runner& runner) {
    const Language& language = LanguageOf(part);
    const std::vector<std::string>& options = language.toolchain.with_driver;
    std::vector<std::string> with_others = options;
    std::vector<fs::path> readable;
    if (part.prelude) {
      with_others.insert(with_others.end(),
                         {"-include", HeaderOf(*part.prelude)});
    }
    for (auto below = part.prelude; below;
         below = plan_.parts[*below].prelude) {
      readable.push_back(entries_[*below]->folder());
    }
    if (part.headers) {
      readable.push_back(entries_[*part.headers]->folder());
      with_others.push_back("-I" + readable.back().string());
    }
    const auto run = [&](const CommandTemplate& words,
                         const Placeholders& values, std::string input) {
      Command command = BuildCommand(language, words, values, folder);
      command.input = std::move(input);
      command.readable.insert(command.readable.end(), readable.begin(),
                              readable.end());
      return RunStep(part, command, runner);
    };
    CommandTemplate precompile = language.toolchain.precompile;
    if (!part.has_code) std::erase(precompile, kWithCode);
    // On stdin, too: Clang remembers the path of a file, and looks for it.
    const std::string text = part.texts.empty()
                                 ? ReadFile(part.source).value_or("")
                                 : part.texts.front().content;
    absl::Status made = WriteFile(folder / kPreludeHeader, text);
    if (made.ok()) {
      made = run(precompile,
                 {{"source", {kPreludeHeader}},
                  {"object", {kPreludeCompiled}},
                  {"options", with_others}},
                 text);
    }
    std::vector<std::string> files = {kPreludeHeader, kPreludeCompiled};
    if (made.ok() && part.has_code) {
      files.push_back(kPreludeCode);
      made = run(language.toolchain.compile,
                 {{"source", {kPreludeCompiled}},
                  {"object", {kPreludeCode}},
                  {"options", options}},
                 "");
    }
    if (!made.ok()) return made;
    return workshop_.cache.Store(*NameInCache(part), folder, files);
  }

  std::string HeaderOf(std::size_t prelude) const {
    return (*entries_[prelude] / kPreludeHeader).string();
  }

  absl::StatusOr<CacheEntryPtr> MakeObject(const Part& part,
                                           const fs::path& folder,
                                           Runner& runner) {
    const Language& language = LanguageOf(part);
    std::vector<std::string> options = part.explored
                                           ? language.toolchain.with_schedules
                                           : language.toolchain.with_driver;
    if (part.of_support) {
      options.insert(options.end(), language.toolchain.with_support.begin(),
                     language.toolchain.with_support.end());
    }
    if (absl::Status written = WriteTexts(part, folder); !written.ok()) {
      return written;
    }
    std::vector<fs::path> readable;
    if (part.source.is_absolute()) readable.push_back(part.source);
    if (!part.texts.empty()) options.push_back("-I" + folder.string());
    if (part.prelude) {
      options.insert(options.end(), {"-include", HeaderOf(*part.prelude)});
      readable.push_back(entries_[*part.prelude]->folder());
    }
    for (const fs::path& include : part.include) {
      std::error_code error;
      if (!fs::exists(include, error)) continue;
      options.push_back("-I" + include.string());
      readable.push_back(include);
    }
    Command command = BuildCommand(language, language.toolchain.compile,
                                   {{"source", {part.source.string()}},
                                    {"object", {part.object()}},
                                    {"options", options}},
                                   folder);
    command.readable.insert(command.readable.end(), readable.begin(),
                            readable.end());
    const absl::Status made = RunStep(part, command, runner);
    if (!made.ok()) return made;
    return workshop_.cache.Store(part.name, folder, {part.object()});
  }

  absl::StatusOr<CacheEntryPtr> MakeProgram(const Part& part,
                                            const fs::path& folder,
                                            Runner& runner) {
    const Language& language = LanguageOf(part);
    std::vector<std::string> objects;
    std::vector<fs::path> readable;
    for (const std::size_t i : part.objects) {
      objects.push_back((*entries_[i] / plan_.parts[i].object()).string());
      readable.push_back(entries_[i]->folder());
    }
    CommandTemplate link = language.toolchain.link;
    std::erase(link, kWithoutUnused);
    Command command =
        BuildCommand(language, link,
                     {{"objects", objects}, {"program", {kProgram}}}, folder);
    command.readable.insert(command.readable.end(), readable.begin(),
                            readable.end());
    const absl::Status made = RunStep(part, command, runner);
    if (!made.ok()) return made;
    return workshop_.cache.Store(part.name, folder, {kProgram});
  }

  // Without a word where the toolchain does not tell: then it is called itself.
  absl::StatusOr<CacheEntryPtr> MakeLinking(const Part& part,
                                            const fs::path& folder,
                                            Runner& runner) {
    CommandTemplate link = part.link;
    link.push_back(language_.toolchain.show_link);
    const auto shown = runner.Run(
        BuildCommand(language_, link,
                     {{"objects", {kObjectsMark}}, {"program", {kProgramMark}}},
                     folder),
        language_.build_limits);
    if (!shown.ok()) return shown.status();
    std::string words;
    if (shown->termination == Termination(Exited{0})) {
      for (const std::string& word : ReadLinker(shown->err.Joined())) {
        absl::StrAppend(&words, word, absl::string_view("\0", 1));
      }
    }
    const absl::Status written = WriteFile(folder / kLinkerWords, words);
    if (!written.ok()) return written;
    return workshop_.cache.Store(part.name, folder, {kLinkerWords});
  }

  const Plan& plan_;
  const Scaffold& scaffold_;
  const Language& language_;
  const Workshop& workshop_;

  std::mutex mutex_;
  std::condition_variable progress_;
  std::vector<CacheEntryPtr> entries_;  // null: not there yet
  std::vector<bool> started_;
  std::size_t missing_ = 0;
  std::size_t done_ = 0;
  absl::Status failure_;  // the first
};

}  // namespace

absl::StatusOr<std::vector<CacheEntryPtr>> Prepare(const Plan& plan,
                                                   const Scaffold& scaffold,
                                                   const Language& language,
                                                   const Workshop& workshop) {
  return Preparation(plan, scaffold, language, workshop).Run();
}

}  // namespace grader
