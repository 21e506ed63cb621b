#include "grader/cli/tools.h"

#include <cstdio>
#include <utility>

#include "grader/cli/runner.h"

namespace grader {

void Tools::RunAtATime(unsigned count) {
  others.clear();
  for (unsigned i = 1; i < count; ++i) others.push_back(runner->Another());
}

Workshop Tools::workshop() {
  Workshop made = {cache, workspace, *runner};
  for (const auto& other : others) made.beside.push_back(other.get());
  return made;
}

absl::StatusOr<std::unique_ptr<Tools>> MakeTools() {
  auto workspace = Workspace::Create();
  if (!workspace.ok()) return workspace.status();
  const auto size = CacheSize();
  if (!size.ok()) return size.status();
  auto runner = MakeRunner();
  if (!runner.ok()) return runner.status();
  Cache cache(CacheFolder(), workspace->path() / "cache", *size);
  if (!cache.note().empty()) {
    std::fprintf(stderr, "grader: %s\n", cache.note().c_str());
  }
  return std::make_unique<Tools>(
      Tools{*std::move(workspace), std::move(cache), *std::move(runner)});
}

}  // namespace grader
