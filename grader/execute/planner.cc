#include "grader/execute/planner.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <system_error>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "grader/execute/toolchain_command.h"
#include "grader/problem/files.h"

namespace grader {

namespace fs = std::filesystem;

bool EndsIn(const fs::path& file, const std::vector<std::string>& extensions) {
  return std::find(extensions.begin(), extensions.end(),
                   file.extension().string()) != extensions.end();
}

std::vector<fs::path> FilesIn(const fs::path& folder,
                              const std::vector<std::string>& extensions) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code gone;
    if (entry->is_regular_file(gone) && EndsIn(entry->path(), extensions)) {
      files.push_back(entry->path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

void AddBeside(const Suite& suite, std::vector<fs::path>& files) {
  absl::c_copy_if(suite.files, std::back_inserter(files),
                  [&suite](const fs::path& file) {
                    return !absl::StrContains(NameInSuite(suite, file), "/");
                  });
}

std::vector<GeneratedFile> InFolders(const Suite& suite) {
  std::vector<GeneratedFile> texts;
  for (const fs::path& file : suite.files) {
    std::string name = NameInSuite(suite, file);
    if (!absl::StrContains(name, "/")) continue;
    texts.push_back({std::move(name), ReadFile(file).value_or("")});
  }
  return texts;
}

Planner::Planner(const Language& language, fs::path support, Part::Of of,
                 std::vector<Part>& parts)
    : language_(language),
      support_(std::move(support)),
      of_(of),
      toolchain_(ToolchainHash(language)),
      parts_(parts) {}

ContentHash Planner::Hash(absl::string_view recipe) const {
  ContentHash hash(recipe);
  hash.Add(toolchain_);
  return hash;
}

std::size_t Planner::Headers(const Scaffold& scaffold) {
  Part part;
  part.kind = Part::Kind::kHeaders;
  part.texts = GeneratedIn(scaffold, language_.headers);
  part.files = HeadersIn(scaffold.problem);
  if (support_ != scaffold.problem) {
    for (fs::path& file : HeadersIn(support_)) {
      part.files.push_back(std::move(file));
    }
  }
  return AddByContent(std::move(part), "headers 1");
}

std::size_t Planner::CompiledSuite(const Suite& suite) {
  Part part;
  part.kind = Part::Kind::kHeaders;
  part.files = {suite.file};
  AddBeside(suite, part.files);
  part.texts = InFolders(suite);
  return AddByContent(std::move(part), "suite 1");
}

std::vector<std::size_t> Planner::FrameworkObjects(
    const fs::path& folder, const SuiteFramework& framework) {
  std::vector<std::size_t> objects;
  for (const fs::path& source : FilesIn(folder, language_.extensions)) {
    Part part;
    part.of_support = true;
    part.source = source;
    part.include = {support_ / "suite"};
    ContentHash hash = Hash("object of a framework 1");
    hash.Add(source.filename().native()).AddFile(source);
    hash.AddIdentity(std::string(framework.header));
    AddFiles(hash, HeadersIn(part.include.front()));
    part.name = hash.Digest();
    objects.push_back(Add(std::move(part)));
  }
  return objects;
}

std::optional<std::size_t> Planner::Prelude(const fs::path& header,
                                            bool may_have_code,
                                            const fs::path& of) {
  std::error_code error;
  if (language_.toolchain.precompile.empty() || !fs::exists(header, error)) {
    return std::nullopt;
  }
  Part part;
  part.kind = Part::Kind::kPrelude;
  part.source = header;
  part.has_code =
      may_have_code &&
      absl::c_linear_search(language_.toolchain.precompile, kWithCode);
  ContentHash hash = Hash("prelude 2");
  hash.Add(static_cast<std::int64_t>(part.has_code));
  if (!of.empty()) hash.AddIdentity(of);
  part.name = hash.AddFile(header).Digest();
  return Add(std::move(part));
}

std::vector<std::size_t> Planner::Objects(const fs::path& folder) {
  std::vector<std::size_t> objects;
  for (const fs::path& source : FilesIn(folder, language_.extensions)) {
    objects.push_back(Object(source, {folder}, true));
  }
  return objects;
}

std::size_t Planner::Adapter(const Scaffold& scaffold) {
  std::vector<GeneratedFile> texts = GeneratedIn(scaffold, language_.headers);
  fs::path source = scaffold.adapter;
  if (source.empty()) {
    const std::vector<GeneratedFile> sources =
        GeneratedIn(scaffold, language_.extensions);
    source = sources.front().name;
    texts.insert(texts.end(), sources.begin(), sources.end());
  }
  return Object(source, {scaffold.problem, support_ / "adapter"}, false,
                std::move(texts));
}

std::vector<std::size_t> Planner::Instances(
    const Scaffold& scaffold, std::size_t headers,
    std::optional<std::size_t> prelude) {
  std::vector<std::size_t> instances;
  if (!prelude || !parts_[*prelude].has_code) return instances;
  for (const std::string& text : scaffold.instances) {
    Part part;
    part.kind = Part::Kind::kPrelude;
    part.source = kInstances;
    part.texts = {{kInstances, text}};
    part.prelude = prelude;
    part.headers = headers;
    part.has_code = true;
    ContentHash hash = Hash("instances 1");
    hash.Add(parts_[*prelude].name).Add(parts_[headers].name);
    AddTexts(hash, part.texts);
    part.name = hash.Digest();
    prelude = Add(std::move(part));
    instances.push_back(*prelude);
  }
  return instances;
}

std::size_t Planner::Main(const Scaffold& scaffold) {
  return Object(scaffold.main, {scaffold.problem}, false, {},
                !scaffold.schedules.empty());
}

std::size_t Planner::Object(const fs::path& source,
                            std::vector<fs::path> folders, bool of_support,
                            std::vector<GeneratedFile> texts, bool explored) {
  Part part;
  part.kind = Part::Kind::kObject;
  part.texts = std::move(texts);
  part.of_support = of_support;
  part.explored = explored;
  part.source = source;
  part.include = std::move(folders);
  for (const fs::path& folder : {support_ / "rpc", support_}) {
    if (std::find(part.include.begin(), part.include.end(), folder) ==
        part.include.end()) {
      part.include.push_back(folder);
    }
  }
  ContentHash hash = Hash("object 2");
  hash.Add(source.filename().native());
  // A generated one is among the texts.
  if (source.is_absolute()) hash.AddFile(source);
  hash.Add(static_cast<std::int64_t>(of_support));
  hash.Add(static_cast<std::int64_t>(explored));
  AddTexts(hash, part.texts);
  for (const fs::path& folder : part.include) {
    AddFiles(hash, HeadersIn(folder));
  }
  // The library itself includes little of it, and would wait for it.
  if (part.include.front() != support_) {
    part.prelude = Prelude(support_ / "rpc" / kPreludeHeader,
                           /*may_have_code=*/false);
  }
  if (part.prelude) hash.Add(parts_[*part.prelude].name);
  part.name = hash.Digest();
  return Add(std::move(part));
}

std::size_t Planner::Options(const fs::path& file) {
  Part part;
  part.kind = Part::Kind::kHeaders;
  part.files = {file};
  return AddByContent(std::move(part), "options 1");
}

std::size_t Planner::Program(std::vector<std::size_t> objects) {
  Part part;
  part.kind = Part::Kind::kProgram;
  ContentHash hash = Hash("program 1");
  for (const std::size_t object : objects) hash.Add(parts_[object].name);
  part.objects = std::move(objects);
  part.name = hash.Digest();
  return Add(std::move(part));
}

std::size_t Planner::Linking(CommandTemplate link) {
  Part part;
  part.kind = Part::Kind::kLinking;
  part.name = Hash("linking 1").Add(link).Digest();
  part.link = std::move(link);
  return Add(std::move(part));
}

std::size_t Planner::Folder(const char* part_of_support,
                            std::vector<fs::path> own,
                            std::vector<GeneratedFile> texts) {
  Part part;
  part.kind = Part::Kind::kFolder;
  part.files = std::move(own);
  part.texts = std::move(texts);
  for (const fs::path& folder : {support_, support_ / part_of_support}) {
    for (fs::path& file : FilesIn(folder, language_.extensions)) {
      part.files.push_back(std::move(file));
    }
  }
  return AddByContent(std::move(part), "folder 1");
}

std::vector<fs::path> Planner::HeadersIn(const fs::path& folder) const {
  std::vector<fs::path> headers = FilesIn(folder, language_.headers);
  headers.erase(std::remove_if(headers.begin(), headers.end(),
                               [](const fs::path& file) {
                                 return file.filename() == kPreludeHeader ||
                                        file.filename() == kInstances;
                               }),
                headers.end());
  return headers;
}

std::vector<GeneratedFile> Planner::GeneratedIn(
    const Scaffold& scaffold, const std::vector<std::string>& extensions) {
  std::vector<GeneratedFile> files;
  for (const GeneratedFile& file : scaffold.generated) {
    if (EndsIn(file.name, extensions)) files.push_back(file);
  }
  return files;
}

void Planner::AddTexts(ContentHash& hash,
                       const std::vector<GeneratedFile>& texts) {
  hash.Add(static_cast<std::int64_t>(texts.size()));
  for (const GeneratedFile& text : texts) {
    hash.Add(text.name).Add(text.content);
  }
}

void Planner::AddFiles(ContentHash& hash, const std::vector<fs::path>& files) {
  hash.Add(static_cast<std::int64_t>(files.size()));
  for (const fs::path& file : files) {
    hash.Add(file.filename().native()).AddFile(file);
  }
}

std::size_t Planner::AddByContent(Part part, absl::string_view recipe) {
  ContentHash hash = Hash(recipe);
  AddFiles(hash, part.files);
  AddTexts(hash, part.texts);
  part.name = hash.Digest();
  return Add(std::move(part));
}

std::size_t Planner::Add(Part part) {
  part.of = of_;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (parts_[i].name == part.name) return i;
  }
  parts_.push_back(std::move(part));
  return parts_.size() - 1;
}

}  // namespace grader
