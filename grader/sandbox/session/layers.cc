#include "grader/sandbox/session/layers.h"

#include <unistd.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "grader/sandbox/clock/clock_probe.h"
#include "grader/sandbox/kernel/small_files.h"
#include "grader/sandbox/session/session.h"

namespace grader::sandbox {
namespace {

std::string ReadSetting(const std::string& path) {
  std::string text = ReadSmallFile("/proc/sys/" + path);
  return std::string(absl::StripSuffix(text, "\n"));
}

NamespaceSettings ReadNamespaceSettings() {
  return {ReadSetting("kernel/apparmor_restrict_unprivileged_userns"),
          ReadSetting("kernel/unprivileged_userns_clone"),
          ReadSetting("user/max_user_namespaces")};
}

Layer Missing(std::string name, std::string reason, std::string remedy) {
  return {std::move(name), false, std::move(reason), std::move(remedy)};
}

Layer Present(std::string name, std::string reason = "") {
  return {std::move(name), true, std::move(reason), ""};
}

constexpr char kLandlockRemedy[] =
    "boot a kernel of version 5.13 or later with landlock in CONFIG_LSM or in "
    "the boot parameter lsm=";
constexpr char kCgroupRemedy[] =
    "start the grader as root, or in a group of its own: systemd-run --user "
    "--scope -p Delegate=yes grader …";
constexpr char kUserRemedy[] =
    "start the grader as root, or allow user namespaces";
constexpr char kClockRemedy[] =
    "in a container: docker run --cap-add SYS_PTRACE …";

}  // namespace

std::string NamespaceRemedy(const NamespaceSettings& settings) {
  if (settings.maximum == "0") {
    return "sudo sysctl user.max_user_namespaces=15000";
  }
  if (settings.unprivileged_clone == "0") {
    return "sudo sysctl kernel.unprivileged_userns_clone=1";
  }
  if (settings.apparmor_restriction == "1") {
    return "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0";
  }
  return "in a container: docker run --security-opt seccomp=unconfined "
         "--security-opt apparmor=unconfined --security-opt "
         "systempaths=unconfined --cap-add SYS_ADMIN …";
}

Layer ClockLayer(const absl::Status& tried, const Processor* processor) {
  constexpr char kName[] = "virtual clock";
  if (!tried.ok()) {
    return Missing(kName, std::string(tried.message()),
                   processor == nullptr ? "a machine with such a processor"
                                        : kClockRemedy);
  }
  const std::string why = WhyNotUnasked(processor);
  if (why.empty()) return Present(kName);
  return Missing(kName, why, "--clock virtual uses it all the same");
}

std::vector<Layer> ProbeLayers() {
  const WantedLayers wanted = LayersFromEnvironment();
  Foundation foundation = LayFoundation(wanted);
  absl::StatusOr<std::unique_ptr<Session>> session = Session::Start(foundation);
  if (!session.ok()) {
    return {Missing("sandbox", session.status().ToString(), "")};
  }
  std::vector<Layer> layers;
  if ((*session)->in_namespaces()) {
    layers.push_back(Present("namespaces", "user,pid,mount,net,ipc,uts"));
    layers.push_back(Present("tmpfs"));
  } else {
    const std::string remedy = NamespaceRemedy(ReadNamespaceSettings());
    layers.push_back(
        Missing("namespaces", (*session)->layers().namespace_failure, remedy));
    layers.push_back(Missing("tmpfs", "needs namespaces", remedy));
  }
  layers.push_back(
      foundation.cgroup
          ? Present("cgroup", absl::StrCat("v", foundation.cgroup->version()))
          : Missing("cgroup", foundation.cgroup_reason, kCgroupRemedy));
  layers.push_back(wanted.seccomp ? Present("seccomp")
                                  : Missing("seccomp", "not wanted", ""));
  layers.push_back(
      foundation.landlock > 0
          ? Present("landlock", absl::StrCat("version ", foundation.landlock))
          : Missing(
                "landlock",
                wanted.landlock ? "the kernel does not offer it" : "not wanted",
                kLandlockRemedy));
  layers.push_back(Present("rlimits"));
  layers.push_back(
      (*session)->in_namespaces() || geteuid() == 0
          ? Present("uid")
          : Missing("uid", "runs have your own user id", kUserRemedy));
  layers.push_back(ClockLayer(ProbeVirtualClock(), ThisProcessor()));
  return layers;
}

std::string LayersJson(const std::vector<Layer>& layers) {
  nlohmann::json list = nlohmann::json::array();
  for (const Layer& layer : layers) {
    list.push_back({{"name", layer.name},
                    {"available", layer.available},
                    {"reason", layer.reason},
                    {"remedy", layer.remedy}});
  }
  return list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace grader::sandbox
