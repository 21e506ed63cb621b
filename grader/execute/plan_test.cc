#include "grader/execute/plan.h"

#include <fstream>
#include <functional>
#include <map>
#include <ostream>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/toolchain_command.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using Names = std::map<std::string, std::string>;

// A set of one problem, with a part of every kind, and two languages whose
// compilers are files of the test's own.
class PlanTest : public ::testing::Test {
 protected:
  PlanTest() {
    for (const char* name :
         {"p/driver.lg", "p/adapter.lg", "p/adapter.is", "p/given.is", "p/p.h",
          "support/linked/common.lg", "support/linked/api.h",
          "support/linked/prelude.h", "support/linked/rpc/peer.lg",
          "support/linked/rpc/peer.h", "support/linked/rpc/prelude.h",
          "support/linked/driver/main.lg", "support/linked/driver/driver.h",
          "support/linked/adapter/main.lg", "support/linked/adapter/adapter.h",
          "support/script/rpc.is", "compiler", "interpreter", "system.h"}) {
      folder_.Write(name, name);
    }
    linked_.name = "linked";
    linked_.extensions = {".lg"};
    linked_.headers = {".h"};
    Toolchain& compiler = linked_.toolchain;
    compiler.found = {{"compiler", folder_.path() / "compiler"}};
    compiler.identity = {folder_.path() / "system.h"};
    compiler.compile = {"compiler", "{options}", "{source}"};
    compiler.link = {"compiler", "{objects}"};
    compiler.precompile = {"compiler", "-"};
    script_.name = "script";
    script_.extensions = {".is"};
    script_.toolchain.found = {{"script", folder_.path() / "interpreter"}};
    script_.toolchain.run = {"script", "{main}"};
    scaffold_.driver = folder_.path() / "p/driver.lg";
    scaffold_.problem = folder_.path() / "p";
    scaffold_.driver_support = folder_.path() / "support/linked";
  }

  // The names of all parts in the cache, by what the parts are.
  Names PartsFor(const Language& language) {
    scaffold_.driver_language = linked_;
    scaffold_.support = folder_.path() / "support" / language.name;
    scaffold_.adapter =
        scaffold_.problem / ("adapter" + language.extensions[0]);
    const auto plan = MakePlan(scaffold_, language);
    EXPECT_TRUE(plan.ok()) << plan.status();
    Names names;
    if (!plan.ok()) return names;
    for (const Part& part : plan->parts) {
      const std::string source =
          part.source.lexically_relative(folder_.path()).string();
      const char* kinds[] = {"headers", "prelude", "object",
                             "program", "folder",  "linking"};
      names[absl::StrCat(kinds[static_cast<int>(part.kind)], " ", source)] =
          part.name;
    }
    return names;
  }

  TemporaryFolder folder_;
  Language linked_;
  Language script_;
  Scaffold scaffold_;
};

std::set<std::string> Differing(const Names& before, const Names& after) {
  std::set<std::string> differing;
  for (const auto& [what, name] : after) {
    const auto found = before.find(what);
    if (found == before.end() || found->second != name) differing.insert(what);
  }
  return differing;
}

constexpr char kDriverMain[] = "object support/linked/driver/main.lg";
constexpr char kAdapterMain[] = "object support/linked/adapter/main.lg";
constexpr char kDriver[] = "object p/driver.lg";
constexpr char kAdapter[] = "object p/adapter.lg";
constexpr char kCommon[] = "object support/linked/common.lg";
constexpr char kPeer[] = "object support/linked/rpc/peer.lg";
constexpr char kOurPrelude[] = "prelude support/linked/rpc/prelude.h";
constexpr char kTheirPrelude[] = "prelude support/linked/prelude.h";

struct Change {
  std::string file;
  std::set<std::string> differing;
};
void PrintTo(const Change& change, std::ostream* out) { *out << change.file; }

class PlanChangeTest : public PlanTest,
                       public ::testing::WithParamInterface<Change> {};

TEST_P(PlanChangeTest, MakesAnewWhatDependsOnItAndNothingElse) {
  const Names before = PartsFor(linked_);
  folder_.Write(GetParam().file, "changed");
  EXPECT_EQ(Differing(before, PartsFor(linked_)), GetParam().differing);
}

INSTANTIATE_TEST_SUITE_P(
    Each, PlanChangeTest,
    ::testing::Values(
        Change{"p/driver.lg", {kDriver, "program "}},
        Change{"p/adapter.lg", {kAdapter}},
        Change{"p/p.h", {kDriver, "program ", kAdapter, "headers "}},
        Change{"support/linked/driver/main.lg", {kDriverMain, "program "}},
        Change{"support/linked/driver/driver.h",
               {kDriverMain, kDriver, "program "}},
        Change{"support/linked/adapter/main.lg", {kAdapterMain}},
        Change{"support/linked/adapter/adapter.h", {kAdapterMain, kAdapter}},
        Change{"support/linked/common.lg", {kCommon, "program "}},
        Change{"support/linked/rpc/peer.lg", {kPeer, "program "}},
        Change{"support/linked/prelude.h", {kTheirPrelude}},
        Change{"support/linked/rpc/prelude.h",
               {kOurPrelude, kPeer, kDriverMain, kDriver, kAdapterMain,
                kAdapter, "program "}},
        Change{"support/linked/api.h",
               {"headers ", kCommon, kPeer, kDriverMain, kDriver, kAdapterMain,
                kAdapter, "program "}},
        Change{"p/adapter.is", {}}, Change{"support/script/rpc.is", {}}),
    [](const auto& change) {
      std::string name;
      for (const char c : change.param.file) {
        name += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
      }
      return name;
    });

TEST_F(PlanTest, NothingChangesByItself) {
  EXPECT_EQ(PartsFor(linked_), PartsFor(linked_));
}

TEST_F(PlanTest, ChangedCompilerFlagOrSystemMakesEverythingAnew) {
  const Names before = PartsFor(linked_);
  const auto all = [&] { return Differing(before, PartsFor(linked_)).size(); };
  folder_.Write("compiler", "a newer version");
  EXPECT_EQ(all(), before.size());
  const Names newer = PartsFor(linked_);
  folder_.Write("system.h", "another");
  EXPECT_EQ(Differing(newer, PartsFor(linked_)).size(), before.size());
  const Names system = PartsFor(linked_);
  linked_.toolchain.compile.push_back("-O1");
  EXPECT_EQ(Differing(system, PartsFor(linked_)).size(), before.size());
  const Names flag = PartsFor(linked_);
  linked_.toolchain.with_support.push_back("-O2");
  EXPECT_EQ(Differing(flag, PartsFor(linked_)).size(), before.size());
  const Names support = PartsFor(linked_);
  linked_.environment["LANG"] = "C";
  EXPECT_EQ(Differing(support, PartsFor(linked_)).size(), before.size());
}

TEST_F(PlanTest, TwoLanguagesShareTheDriver) {
  const Names linked = PartsFor(linked_);
  const Names script = PartsFor(script_);
  EXPECT_EQ(Differing(linked, script), std::set<std::string>{"folder "});
  folder_.Write("p/adapter.is", "changed");
  EXPECT_EQ(Differing(script, PartsFor(script_)),
            std::set<std::string>{"folder "});
  folder_.Write("support/script/rpc.is", "changed");
  EXPECT_EQ(Differing(script, PartsFor(script_)),
            std::set<std::string>{"folder "});
}

TEST_F(PlanTest, FolderOfAnInterpreterHasNoDriver) {
  scaffold_.driver_language = linked_;
  scaffold_.support = folder_.path() / "support/script";
  folder_.Write("p/driver.is", "x");
  scaffold_.driver = folder_.path() / "p/driver.lg";
  const auto plan = MakePlan(scaffold_, script_);
  ASSERT_TRUE(plan.ok()) << plan.status();
  std::vector<std::string> names;
  for (const fs::path& file : plan->parts[*plan->folder].files) {
    names.push_back(file.filename());
  }
  EXPECT_THAT(names, UnorderedElementsAre("rpc.is", "adapter.is", "given.is"));
}

// What is generated counts like what lies in the problem's folder.
TEST_F(PlanTest, GeneratedFilesAreHashedWhereTheyAreBuilt) {
  scaffold_.generated = {{"adapter.lg", "calls"}, {"q.h", "declares"}};
  const auto parts = [this](const Language& language) {
    return PartsFor(language);
  };
  const Names written = parts(linked_);
  scaffold_.generated[1].content = "declares more";
  EXPECT_EQ(Differing(written, parts(linked_)),
            (std::set<std::string>{kAdapter, "headers "}));
  scaffold_.generated[1].name = "r.h";
  const Names renamed = parts(linked_);
  scaffold_.generated[1].name = "q.h";
  EXPECT_EQ(Differing(renamed, parts(linked_)),
            (std::set<std::string>{kAdapter, "headers "}));

  scaffold_.generated = {{"adapter.is", "calls"}};
  const Names script = parts(script_);
  scaffold_.generated[0].content = "calls more";
  EXPECT_EQ(Differing(script, parts(script_)),
            std::set<std::string>{"folder "});
}

TEST_F(PlanTest, GeneratedAdapterIsBuiltBesideTheGeneratedHeader) {
  scaffold_.driver_language = linked_;
  scaffold_.generated = {{"adapter.lg", "calls"}, {"q.h", "declares"}};
  const auto plan = MakePlan(scaffold_, linked_);
  ASSERT_TRUE(plan.ok()) << plan.status();
  const Part& adapter = plan->parts[plan->objects.back()];
  EXPECT_EQ(adapter.source, "adapter.lg");
  EXPECT_EQ(adapter.object(), "adapter.o");
  EXPECT_THAT(adapter.texts,
              UnorderedElementsAre(GeneratedFile{"adapter.lg", "calls"},
                                   GeneratedFile{"q.h", "declares"}));
  EXPECT_THAT(plan->parts[*plan->headers].texts,
              ElementsAre(GeneratedFile{"q.h", "declares"}));
  // A change of the text is another object.
  const std::string before = adapter.name;
  scaffold_.generated[0].content = "calls more";
  const auto changed = MakePlan(scaffold_, linked_);
  ASSERT_TRUE(changed.ok()) << changed.status();
  EXPECT_NE(changed->parts[changed->objects.back()].name, before);
  EXPECT_EQ(changed->parts[*changed->headers].name,
            plan->parts[*plan->headers].name);
}

TEST_F(PlanTest, InstancesAreOnTopOfThePreludeUnlessTheirCodeWouldDiffer) {
  scaffold_.driver_language = linked_;
  scaffold_.support = scaffold_.driver_support;
  scaffold_.adapter = scaffold_.problem / "adapter.lg";
  scaffold_.instances = {"A<int>", "B<int>"};
  const auto without_code = MakePlan(scaffold_, linked_);
  ASSERT_TRUE(without_code.ok()) << without_code.status();
  EXPECT_THAT(without_code->instances, IsEmpty());

  linked_.toolchain.precompile.emplace_back(kWithCode);
  const auto plan = MakePlan(scaffold_, linked_);
  ASSERT_TRUE(plan.ok()) << plan.status();
  ASSERT_EQ(plan->instances.size(), 2);
  const Part& first = plan->parts[plan->instances[0]];
  const Part& second = plan->parts[plan->instances[1]];
  EXPECT_EQ(first.prelude, plan->prelude);
  EXPECT_EQ(second.prelude, plan->instances[0]);
  EXPECT_EQ(second.headers, plan->headers);
  EXPECT_EQ(second.texts.front().content, "B<int>");
  EXPECT_TRUE(first.has_code && second.has_code);
  EXPECT_THAT(plan->preludes(), ElementsAre(*plan->prelude, plan->instances[0],
                                            plan->instances[1]));

  const auto sanitized = MakePlan(scaffold_, linked_, true);
  ASSERT_TRUE(sanitized.ok()) << sanitized.status();
  EXPECT_THAT(sanitized->instances, IsEmpty());
}

TEST_F(PlanTest, InstancesDependOnWhatTheyIncludeAndOnThoseBelow) {
  scaffold_.driver_language = linked_;
  scaffold_.support = scaffold_.driver_support;
  scaffold_.adapter = scaffold_.problem / "adapter.lg";
  scaffold_.instances = {"A<int>", "B<int>"};
  linked_.toolchain.precompile.emplace_back(kWithCode);
  const auto names = [this] {
    const auto plan = MakePlan(scaffold_, linked_);
    EXPECT_TRUE(plan.ok()) << plan.status();
    return std::pair(plan->parts[plan->instances.at(0)].name,
                     plan->parts[plan->instances.at(1)].name);
  };
  auto before = names();
  const auto differ = [&] {
    const auto now = names();
    const std::pair differs(now.first != before.first,
                            now.second != before.second);
    before = now;
    return differs;
  };
  scaffold_.instances[1] = "C<int>";
  EXPECT_EQ(differ(), std::pair(false, true));
  scaffold_.instances[0] = "C<int>";
  EXPECT_EQ(differ(), std::pair(true, true));
  folder_.Write("p/p.h", "changed");
  EXPECT_EQ(differ(), std::pair(true, true));
  folder_.Write("support/linked/prelude.h", "changed");
  EXPECT_EQ(differ(), std::pair(true, true));
  folder_.Write("p/adapter.lg", "changed");
  EXPECT_EQ(differ(), std::pair(false, false));
}

TEST_F(PlanTest, OwnInstancesOfAProblemAreNoHeaderToInclude) {
  folder_.Write("p/grader_instances.h", "template class A<int>;\n");
  scaffold_.driver_language = linked_;
  scaffold_.adapter = scaffold_.problem / "adapter.lg";
  const auto plan = MakePlan(scaffold_, linked_);
  ASSERT_TRUE(plan.ok()) << plan.status();
  for (const fs::path& file : plan->parts[*plan->headers].files) {
    EXPECT_NE(file.filename(), kInstances);
  }
}

TEST_F(PlanTest, MainProgramIsLinkedAndTellsItsStepsWhereTheyAreScheduled) {
  Scaffold scaffold;
  linked_.name = "cpp";
  scaffold.main = folder_.Write("q/main.lg", "main");
  folder_.Write("q/q.h", "given");
  scaffold.problem = folder_.path() / "q";
  const auto plain = MakePlan(scaffold, linked_);
  ASSERT_TRUE(plain.ok()) << plain.status();
  ASSERT_TRUE(plain->headers);
  EXPECT_THAT(plain->parts[*plain->headers].files,
              ElementsAre(folder_.path() / "q/q.h"));
  ASSERT_EQ(plain->objects.size(), 1);
  EXPECT_EQ(plain->parts[plain->objects[0]].source, scaffold.main);
  EXPECT_FALSE(plain->parts[plain->objects[0]].explored);

  scaffold.schedules = folder_.Write("s/step.lg", "step").parent_path();
  folder_.Write("s/wrap.options", "");
  const auto scheduled = MakePlan(scaffold, linked_);
  ASSERT_TRUE(scheduled.ok()) << scheduled.status();
  ASSERT_EQ(scheduled->objects.size(), 2);
  const Part& main = scheduled->parts[scheduled->objects[0]];
  EXPECT_EQ(main.source, scaffold.main);
  EXPECT_TRUE(main.explored);
  EXPECT_NE(main.name, plain->parts[plain->objects[0]].name);
}

TEST_F(PlanTest, RuntimeForSchedulesIsCppWhateverIsScheduled) {
  linked_.name = "cpp";
  EXPECT_EQ(&LanguageOfSchedules(linked_), &linked_);
  EXPECT_EQ(LanguageOfSchedules(script_).name, "cpp");
  Scaffold scaffold;
  scaffold.schedules = folder_.Write("s/step.lg", "step").parent_path();
  folder_.Write("s/step.cc", "step");
  folder_.Write("s/wrap.options", "");
  const auto own = MakePlan(scaffold, linked_);
  ASSERT_TRUE(own.ok()) << own.status();
  ASSERT_EQ(own->objects.size(), 1);
  EXPECT_EQ(own->parts[own->objects[0]].object(), "step.o");
  EXPECT_EQ(own->parts[own->objects[0]].source.extension(), ".lg");
  const auto other = MakePlan(scaffold, script_);
  ASSERT_TRUE(other.ok()) << other.status();
  ASSERT_EQ(other->objects.size(), 1);
  EXPECT_EQ(other->parts[other->objects[0]].source.extension(), ".cc");
  EXPECT_EQ(other->parts[other->objects[0]].of, Part::Of::kSchedules);

  linked_.toolchain.found.clear();
  linked_.toolchains = {linked_.toolchain};
  EXPECT_EQ(MakePlan(scaffold, linked_).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST_F(PlanTest, WholeProgramHasTheLibraryAndNothingOfADriver) {
  Scaffold scaffold;
  scaffold.support = folder_.path() / "support/linked";
  const auto plan = MakePlan(scaffold, linked_);
  ASSERT_TRUE(plan.ok()) << plan.status();
  ASSERT_TRUE(plan->headers);
  EXPECT_THAT(plan->parts[*plan->headers].files,
              ElementsAre(scaffold.support / "api.h"));
  ASSERT_TRUE(plan->prelude);
  EXPECT_EQ(plan->parts[*plan->prelude].source, scaffold.support / "prelude.h");
  ASSERT_EQ(plan->objects.size(), 1);
  EXPECT_EQ(plan->parts[plan->objects[0]].source,
            scaffold.support / "common.lg");
  // The same as for a problem with a driver.
  const Names driven = PartsFor(linked_);
  EXPECT_EQ(driven.at(kCommon), plan->parts[plan->objects[0]].name);
  EXPECT_EQ(driven.at(kTheirPrelude), plan->parts[*plan->prelude].name);
  scaffold.support = folder_.path() / "support/script";
  EXPECT_THAT(MakePlan(scaffold, script_)->parts, IsEmpty());
}

// The code of a prelude is not what a sanitized or an explored submission is
// made of, and few compilers can make it.
TEST_F(PlanTest, PreludeBringsCodeToWhatIsCompiledAsItWas) {
  const auto prelude_for = [&](const Scaffold& scaffold, bool sanitized) {
    const auto plan = MakePlan(scaffold, linked_, sanitized);
    EXPECT_TRUE(plan.ok()) << plan.status();
    return plan->parts[plan->prelude.value()];
  };
  Scaffold scaffold;
  scaffold.support = folder_.path() / "support/linked";
  EXPECT_FALSE(prelude_for(scaffold, false).has_code);
  linked_.name = "cpp";
  linked_.toolchain.precompile.push_back(kWithCode);
  const Part with_code = prelude_for(scaffold, false);
  EXPECT_TRUE(with_code.has_code);
  const Part sanitized = prelude_for(scaffold, true);
  EXPECT_FALSE(sanitized.has_code);
  EXPECT_NE(sanitized.name, with_code.name);
  scaffold.schedules = folder_.Write("s/step.lg", "step").parent_path();
  folder_.Write("s/wrap.options", "");
  EXPECT_EQ(prelude_for(scaffold, false).name, sanitized.name);
  // With a driver it is the same one; that of the driver itself has none.
  scaffold_.driver_language = linked_;
  scaffold_.support = folder_.path() / "support/linked";
  scaffold_.adapter = scaffold_.problem / "adapter.lg";
  EXPECT_EQ(prelude_for(scaffold_, false).name, with_code.name);
  EXPECT_EQ(prelude_for(scaffold_, true).name, sanitized.name);
  const auto driven = MakePlan(scaffold_, linked_);
  ASSERT_TRUE(driven.ok()) << driven.status();
  EXPECT_EQ(absl::c_count_if(driven->parts,
                             [](const Part& part) { return part.has_code; }),
            1);
}

TEST_F(PlanTest, DriverWithoutACompilerIsNotTheSubmissionsFault) {
  linked_.toolchain.found.clear();
  linked_.toolchains = {linked_.toolchain};
  scaffold_.driver_language = linked_;
  EXPECT_EQ(MakePlan(scaffold_, script_).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST(FillInTest, WordsAreFilledAndListsSpread) {
  Toolchain toolchain;
  toolchain.found = {{"cc", "/usr/bin/cc"}};
  toolchain.linker = "mold";
  EXPECT_THAT(
      FillIn(toolchain,
             {"cc", "{linker}", "{objects}", "{none}", "-o{out}", "cc"},
             {{"objects", {"a b", "c"}}, {"out", {"x"}}}),
      ElementsAre("/usr/bin/cc", "-fuse-ld=mold", "a b", "c", "-ox", "cc"));
  EXPECT_THAT(FillIn(toolchain, {}, {}), IsEmpty());
}

}  // namespace
}  // namespace grader
