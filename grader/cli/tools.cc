#include "grader/cli/tools.h"

#include <cstdio>
#include <utility>

#include "grader/cli/runner.h"

namespace grader {

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
