#include "grader/queue/job_files.h"

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/wire_cbor.h"
#include "grader/execute/workspace.h"
#include "grader/problem/files.h"
#include "grader/problem/readable.h"
#include "grader/problem/scaffold.h"
#include "grader/problem/submission_files.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kMaxFiles = 20'000;
constexpr int kMaxDepth = 16;

// What tools leave behind.
bool IsLeftOut(const fs::path& path) {
  const std::string name = path.filename().string();
  return name == ".git" || name == "__pycache__" || absl::EndsWith(name, "~");
}

// Collects files under the names that they have in a course.
class Packing {
 public:
  // The file at `path`, or the files below it; nothing if it is not there.
  absl::Status Add(const fs::path& path, const std::string& name) {
    std::error_code error;
    if (!fs::exists(path, error)) return absl::OkStatus();
    if (!fs::is_directory(path, error)) return AddFile(path, name);
    fs::recursive_directory_iterator entry(
        path, fs::directory_options::follow_directory_symlink, error);
    for (const fs::recursive_directory_iterator end; !error && entry != end;
         entry.increment(error)) {
      if (IsLeftOut(entry->path())) {
        entry.disable_recursion_pending();
        continue;
      }
      if (entry.depth() > kMaxDepth) {
        return TooMuch(path, "lies too deep; do links lead in a circle?");
      }
      std::error_code gone;
      if (!entry->is_regular_file(gone)) continue;
      absl::Status added = AddFile(
          entry->path(),
          absl::StrCat(name, "/",
                       entry->path().lexically_relative(path).string()));
      if (!added.ok()) return added;
    }
    if (!error) return absl::OkStatus();
    return absl::UnavailableError(
        absl::StrCat("cannot read ", path.string(), ": ", error.message()));
  }

  std::string Bytes() {
    std::sort(files_.begin(), files_.end());
    json list = json::array();
    for (const auto& [name, content, runs] : files_) {
      list.push_back({wire::Bytes(name), wire::Bytes(content), runs ? 1 : 0});
    }
    return wire::Serialize(list);
  }

 private:
  struct File {
    std::string name;
    std::string content;
    bool runs = false;
    auto operator<=>(const File&) const = default;
  };

  static absl::Status TooMuch(const fs::path& path, absl::string_view what) {
    return absl::InvalidArgumentError(
        absl::StrCat(path.string(), ": it cannot be sent to workers: ", what));
  }

  absl::Status AddFile(const fs::path& path, const std::string& name) {
    auto content = ReadRegularFile(path, kMaxProblemSetBytes);
    if (!content.ok()) {
      return absl::Status(
          content.status().code(),
          absl::StrCat(path.string(), ": ", content.status().message()));
    }
    left_ -= static_cast<std::int64_t>(content->size() + name.size());
    if (left_ < 0) return TooMuch(path, "all files together have over 256 MiB");
    if (files_.size() == kMaxFiles) {
      return TooMuch(path,
                     absl::StrCat("there are over ", kMaxFiles, " files"));
    }
    std::error_code error;
    const bool runs = (fs::status(path, error).permissions() &
                       fs::perms::owner_exec) != fs::perms::none;
    files_.push_back({name, *std::move(content), runs});
    return absl::OkStatus();
  }

  std::vector<File> files_;
  std::int64_t left_ = kMaxProblemSetBytes;
};

absl::Status WriteOne(const fs::path& file, const std::string& content,
                      bool runs) {
  absl::Status written = WriteFile(file, content);
  if (!written.ok() || !runs) return written;
  std::error_code error;
  fs::permissions(
      file,
      fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec,
      fs::perm_options::add, error);
  if (!error) return absl::OkStatus();
  return absl::UnavailableError(
      absl::StrCat("cannot make a file executable: ", error.message()));
}

// The part of "problems/ID/…" between the slashes.
std::string ProblemFolderIn(const std::string& name) {
  constexpr absl::string_view kIn = "problems/";
  const std::size_t end = name.find('/', kIn.size());
  if (!absl::StartsWith(name, kIn) || end == std::string::npos) return "";
  std::string folder = name.substr(kIn.size(), end - kIn.size());
  return folder == "support" ? "" : folder;
}

void CheckSource(const std::string& name, std::size_t bytes,
                 std::int64_t& left) {
  if (CheckFileName(name) || !CheckRelativeName(name).ok()) {
    throw wire::Malformed("a file cannot have such a name");
  }
  left -= static_cast<std::int64_t>(bytes);
  if (left < 0) throw wire::Malformed("its files are too large");
}

}  // namespace

absl::StatusOr<std::string> PackProblem(const Problem& problem) {
  const fs::path problems = problem.directory.parent_path();
  const std::string folder = problem.directory.filename().string();
  Packing packing;
  absl::Status added = packing.Add(problem.directory, "problems/" + folder);
  added.Update(packing.Add(problems / "support", "problems/support"));
  added.Update(
      packing.Add(problems / "languages.yaml", "problems/languages.yaml"));
  added.Update(packing.Add(problems / "linters.yaml", "problems/linters.yaml"));
  added.Update(packing.Add(problems.parent_path() / "solutions" / problem.id,
                           "solutions/" + problem.id));
  if (!added.ok()) return added;
  return packing.Bytes();
}

absl::StatusOr<fs::path> UnpackProblem(absl::string_view bytes,
                                       const fs::path& folder) {
  struct Files {
    std::vector<std::string> names, contents;
    std::vector<bool> run;
    std::string problem;
  };
  const auto files = wire::Parse<Files>(bytes, [](const json& list) {
    Files read;
    if (wire::Items(list).size() > kMaxFiles) {
      throw wire::Malformed("too many files");
    }
    for (const json& item : list) {
      std::string name = wire::Text(wire::At(item, 0));
      if (!CheckRelativeName(name).ok() ||
          !(absl::StartsWith(name, "problems/") ||
            absl::StartsWith(name, "solutions/"))) {
        throw wire::Malformed("a file cannot have such a name");
      }
      const std::string of = ProblemFolderIn(name);
      if (!of.empty() && !read.problem.empty() && of != read.problem) {
        throw wire::Malformed("it holds several problems");
      }
      if (!of.empty()) read.problem = of;
      read.names.push_back(std::move(name));
      read.contents.push_back(wire::Text(wire::At(item, 1)));
      read.run.push_back(wire::Integer(wire::At(item, 2)) != 0);
    }
    if (read.problem.empty()) throw wire::Malformed("it holds no problem");
    return read;
  });
  if (!files.ok()) return files.status();
  for (std::size_t i = 0; i < files->names.size(); ++i) {
    absl::Status written =
        WriteOne(folder / files->names[i], files->contents[i], files->run[i]);
    if (!written.ok()) return written;
  }
  return folder / "problems" / files->problem;
}

std::string PackSubmission(const Submission& submission) {
  json sources = json::array();
  for (const SourceFile& source : submission.sources) {
    sources.push_back({wire::Bytes(source.name), wire::Bytes(source.content)});
  }
  return wire::Serialize(
      {{"language", wire::Bytes(submission.language.name)},
       {"sources", std::move(sources)},
       {"handed_in_as", wire::Map(submission.handed_in_as)}});
}

absl::StatusOr<Submission> UnpackSubmission(absl::string_view bytes,
                                            const Problem& problem) {
  auto read = wire::Parse<Submission>(bytes, [&](const json& object) {
    Submission submission;
    const Language* const language = FindLanguage(
        *problem.languages, wire::Text(wire::Field(object, "language")));
    if (language == nullptr) throw wire::Malformed("an unknown language");
    submission.language = *language;
    std::int64_t left = kMaxSubmissionBytes;
    std::set<std::string> names;
    for (const json& item : wire::Items(wire::Field(object, "sources"))) {
      SourceFile source = {wire::Text(wire::At(item, 0)),
                           wire::Text(wire::At(item, 1))};
      CheckSource(source.name, source.content.size(), left);
      if (!names.insert(source.name).second) {
        throw wire::Malformed("two files have one name");
      }
      submission.sources.push_back(std::move(source));
    }
    submission.handed_in_as =
        wire::TextMap(wire::Field(object, "handed_in_as"));
    for (const auto& [name, handed_in] : submission.handed_in_as) {
      CheckSource(handed_in, 0, left);
      if (!names.contains(name)) throw wire::Malformed("a name of no file");
    }
    if (submission.sources.empty() ||
        submission.sources.size() > kMaxSourceFiles) {
      throw wire::Malformed("it has no files, or too many");
    }
    return submission;
  });
  if (!read.ok()) return read;
  if (absl::Status added = AddProblem(problem, *read); !added.ok()) {
    return added;
  }
  return read;
}

}  // namespace grader
