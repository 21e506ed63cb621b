#include "grader/execute/known_run.h"

#include <csignal>

#include "grader/execute/content_hash.h"
#include "grader/execute/wire.h"
#include "grader/problem/files.h"

namespace grader {
namespace {

constexpr char kFile[] = "observation";

}  // namespace

std::string RunName(const Build& build, const Command& command,
                    const Limits& limits, const Workshop& workshop) {
  const std::string runner = workshop.runner.Identity();
  if (!workshop.reuse || command.clock != ClockKind::kVirtual ||
      build.hash.empty() || runner.empty()) {
    return "";
  }
  return ContentHash("observation 5")
      .Add(runner)
      .Add(build.hash)
      .Add(EncodeRequest({command, limits}))
      .Digest();
}

std::optional<Observation> FindRun(const std::string& name,
                                   const Workshop& workshop) {
  if (name.empty() || workshop.renew) return std::nullopt;
  const CacheEntryPtr entry = workshop.cache.Find(name);
  if (entry == nullptr) return std::nullopt;
  auto observation =
      DecodeWholeObservation(ReadFile(*entry / kFile).value_or(""));
  if (!observation.ok()) return std::nullopt;
  return *std::move(observation);
}

void KeepRun(const std::string& name, const Observation& observation,
             const Workshop& workshop) {
  // When memory is short, the machine ends processes by this very signal.
  const bool killed = observation.termination == Termination(Signaled{SIGKILL});
  if (name.empty() || killed) return;
  if (workshop.renew) workshop.cache.Forget(name);
  workshop.cache
      .Store(name, "", {}, {{kFile, EncodeWholeObservation(observation)}})
      .IgnoreError();
}

}  // namespace grader
