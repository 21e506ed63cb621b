#include "grader/sandbox/session/layers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace grader::sandbox {
namespace {

using ::testing::HasSubstr;

TEST(LayersTest, RemedyIsForTheSettingThatForbids) {
  EXPECT_THAT(NamespaceRemedy({"", "", "0"}),
              HasSubstr("user.max_user_namespaces="));
  EXPECT_THAT(NamespaceRemedy({"", "0", "100"}),
              HasSubstr("kernel.unprivileged_userns_clone=1"));
  EXPECT_THAT(NamespaceRemedy({"1", "1", "100"}),
              HasSubstr("kernel.apparmor_restrict_unprivileged_userns=0"));
  EXPECT_THAT(NamespaceRemedy({"", "", "100"}), HasSubstr("docker run"));
}

TEST(LayersTest, ProbeNamesEveryLayerWithAReasonForTheMissing) {
  const std::vector<Layer> layers = ProbeLayers();
  std::vector<std::string> names;
  for (const Layer& layer : layers) {
    names.push_back(layer.name);
    if (!layer.available) {
      EXPECT_NE(layer.reason, "") << layer.name;
      EXPECT_NE(layer.remedy, "") << layer.name;
    } else {
      EXPECT_EQ(layer.remedy, "") << layer.name;
    }
  }
  EXPECT_THAT(names, ::testing::ElementsAre("namespaces", "tmpfs", "cgroup",
                                            "seccomp", "landlock", "rlimits",
                                            "uid", "virtual clock"));
}

TEST(LayersTest, ClockIsThereWhereItWorksAndWasTried) {
  const Processor tried = {"one", true};
  const Processor untried = {"another", false};
  EXPECT_TRUE(ClockLayer(absl::OkStatus(), &tried).available);
  const Layer unused = ClockLayer(absl::OkStatus(), &untried);
  EXPECT_FALSE(unused.available);
  EXPECT_THAT(unused.reason, HasSubstr("never run"));
  EXPECT_THAT(unused.remedy, HasSubstr("--clock virtual"));
  const absl::Status refused = absl::UnavailableError("ptrace is refused");
  for (const Processor* processor : {&tried, &untried}) {
    const Layer missing = ClockLayer(refused, processor);
    EXPECT_EQ(missing.reason, "ptrace is refused");
    EXPECT_THAT(missing.remedy, HasSubstr("--cap-add SYS_PTRACE"));
  }
  EXPECT_THAT(ClockLayer(absl::UnimplementedError("none"), nullptr).remedy,
              HasSubstr("processor"));
}

TEST(LayersTest, JsonSaysWhatTheLayersSay) {
  const nlohmann::json json = nlohmann::json::parse(
      LayersJson({{"one", true, "v2", ""}, {"two", false, "no\xff", "do"}}));
  ASSERT_EQ(json.size(), 2u);
  EXPECT_EQ(json[0]["name"], "one");
  EXPECT_EQ(json[0]["available"], true);
  EXPECT_EQ(json[1]["remedy"], "do");
}

}  // namespace
}  // namespace grader::sandbox
