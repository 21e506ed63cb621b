// What a confined run of /bin/true costs, beside an unconfined one and other
// sandboxes. All variants take turns, so that a busy machine hits them alike;
// what counts are the ratios of medians in the table at the end.
#include <benchmark/benchmark.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "grader/execute/monotonic.h"
#include "grader/execute/sandbox_runner.h"

namespace grader::sandbox {
namespace {

constexpr int kRounds = 300;

struct Variant {
  std::string name;
  std::function<bool()> run;
  std::vector<double> seconds = {};
};

bool Spawn(const std::vector<std::string>& args) {
  std::vector<char*> argv;
  for (const std::string& arg : args) {
    argv.push_back(const_cast<char*>(arg.c_str()));
  }
  argv.push_back(nullptr);
  pid_t pid = -1;
  int status = 1;
  return posix_spawn(&pid, argv[0], nullptr, nullptr, argv.data(), environ) ==
             0 &&
         waitpid(pid, &status, 0) == pid && status == 0;
}

bool RunSandboxed(SandboxRunner& runner) {
  Command command;
  command.argv = {"/bin/true"};
  const auto observation = runner.Run(command, Limits());
  return observation.ok() && observation->termination == Termination(Exited{0});
}

double Percentile(std::vector<double> seconds, double part) {
  std::sort(seconds.begin(), seconds.end());
  return seconds[static_cast<std::size_t>(
      part * static_cast<double>(seconds.size() - 1))];
}

std::vector<Variant> Variants(SandboxRunner& warm, SandboxRunner& fresh) {
  std::vector<Variant> variants = {
      {"posix_spawn", [] { return Spawn({"/bin/true"}); }},
      {"sandbox/case", [&warm] { return RunSandboxed(warm); }},
      {"sandbox/fresh", [&fresh] {
         fresh.StartSession();
         return RunSandboxed(fresh);
       }}};
  if (access("/usr/bin/bwrap", X_OK) == 0) {
    // The whole machine, read-only; and a tree like ours.
    variants.push_back({"bwrap", [] {
                          return Spawn({"/usr/bin/bwrap", "--unshare-all",
                                        "--ro-bind", "/", "/", "/bin/true"});
                        }});
    variants.push_back({"bwrap/own tree", [] {
                          return Spawn(
                              {"/usr/bin/bwrap", "--unshare-all", "--ro-bind",
                               "/usr",           "/usr",          "--symlink",
                               "usr/lib",        "/lib",          "--symlink",
                               "usr/lib64",      "/lib64",        "--symlink",
                               "usr/bin",        "/bin",          "--proc",
                               "/proc",          "--dev",         "/dev",
                               "--tmpfs",        "/tmp",          "/bin/true"});
                        }});
  }
  for (const char* isolate : {"/usr/bin/isolate", "/usr/local/bin/isolate"}) {
    if (access(isolate, X_OK) != 0) continue;
    variants.push_back(
        {"isolate", [isolate] {
           return Spawn({isolate, "--init", "--silent"}) &&
                  Spawn({isolate, "--run", "--silent", "--", "/bin/true"}) &&
                  Spawn({isolate, "--cleanup", "--silent"});
         }});
  }
  return variants;
}

// Drops variants that do not work here.
void Measure(std::vector<Variant>& variants) {
  const auto broken = [](Variant& variant) {
    for (int i = 0; i < 5; ++i) {
      if (!variant.run()) return true;
    }
    return false;
  };
  variants.erase(std::remove_if(variants.begin(), variants.end(), broken),
                 variants.end());
  for (int round = 0; round < kRounds; ++round) {
    for (Variant& variant : variants) {
      const absl::Time start = MonotonicNow();
      if (!variant.run()) std::abort();
      variant.seconds.push_back(absl::ToDoubleSeconds(MonotonicNow() - start));
    }
  }
}

void Register(const Variant& variant) {
  benchmark::RegisterBenchmark(
      variant.name.c_str(),
      [&variant](benchmark::State& state) {
        std::size_t next = 0;
        for ([[maybe_unused]] auto iteration : state) {
          state.SetIterationTime(variant.seconds[next++]);
        }
        state.counters["median_us"] = 1e6 * Percentile(variant.seconds, 0.5);
        state.counters["p95_us"] = 1e6 * Percentile(variant.seconds, 0.95);
      })
      ->UseManualTime()
      ->Iterations(kRounds)
      ->Unit(benchmark::kMicrosecond);
}

void PrintTable(const std::vector<Variant>& variants) {
  const double base = Percentile(variants.front().seconds, 0.5);
  std::printf("\n%-16s %10s %10s %8s\n", "variant", "median/us", "p95/us",
              "ratio");
  for (const Variant& variant : variants) {
    const double median = Percentile(variant.seconds, 0.5);
    std::printf("%-16s %10.0f %10.0f %8.2f\n", variant.name.c_str(),
                1e6 * median, 1e6 * Percentile(variant.seconds, 0.95),
                median / base);
  }
}

}  // namespace
}  // namespace grader::sandbox

int main(int argc, char** argv) {
  using grader::SandboxRunner;
  benchmark::Initialize(&argc, argv);
  const auto program = grader::FindSandboxProgram();
  if (!program.ok()) {
    std::fprintf(stderr, "%s\n", program.status().ToString().c_str());
    return 3;
  }
  SandboxRunner warm(*program);
  SandboxRunner fresh(*program);
  auto variants = grader::sandbox::Variants(warm, fresh);
  grader::sandbox::Measure(variants);
  for (const auto& variant : variants) grader::sandbox::Register(variant);
  benchmark::RunSpecifiedBenchmarks();
  grader::sandbox::PrintTable(variants);
}
