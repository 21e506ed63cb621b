#include "grader/execute/known_run.h"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "grader/problem/files.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

// Says who it is; runs nothing.
class NamedRunner : public Runner {
 public:
  absl::StatusOr<Observation> Run(const Command&, const Limits&) override {
    return absl::UnimplementedError("runs nothing");
  }
  std::string Identity() const override { return identity; }

  std::string identity = "one";
};

class KnownRunTest : public ::testing::Test {
 protected:
  KnownRunTest()
      : workspace_(*Workspace::Create()),
        cache_(folder_.path() / "cache", folder_.path() / "other", kMiB),
        workshop_{.cache = cache_, .workspace = workspace_, .runner = runner_} {
    build_.hash = "hash";
    command_.argv = {"/program"};
    command_.clock = ClockKind::kVirtual;
  }

  std::string Name() { return RunName(build_, command_, limits_, workshop_); }

  TemporaryFolder folder_;
  Workspace workspace_;
  Cache cache_;
  NamedRunner runner_;
  Workshop workshop_;
  Build build_;
  Command command_;
  Limits limits_;
};

TEST_F(KnownRunTest, EverythingThatMattersIsInTheName) {
  const std::string name = Name();
  EXPECT_EQ(Name(), name);
  const auto differs = [&](auto& field, const auto& value) {
    const auto before = field;
    field = value;
    const bool other = Name() != name && !Name().empty();
    field = before;
    return other;
  };
  EXPECT_TRUE(differs(build_.hash, "other"));
  EXPECT_TRUE(differs(runner_.identity, "two"));
  EXPECT_TRUE(differs(command_.input, "1"));
  EXPECT_TRUE(
      differs(command_.argv, std::vector<std::string>{"/program", "1"}));
  EXPECT_TRUE(differs(command_.driver, std::vector<std::string>{"/driver"}));
  EXPECT_TRUE(differs(limits_.memory_bytes, kMiB));
  EXPECT_TRUE(differs(limits_.elapsed, absl::Seconds(1)));
  EXPECT_EQ(Name(), name);
}

TEST_F(KnownRunTest, WhatMaySayNothingAboutTheNextTimeHasNoName) {
  workshop_.reuse = false;
  EXPECT_EQ(Name(), "");
  workshop_.reuse = true;
  runner_.identity = "";
  EXPECT_EQ(Name(), "");
  runner_.identity = "one";
  command_.clock = ClockKind::kReal;
  EXPECT_EQ(Name(), "");
}

TEST_F(KnownRunTest, WhatTheMachineMayHaveEndedIsNotKept) {
  Observation seen;
  seen.termination = Signaled{SIGKILL};
  KeepRun(Name(), seen, workshop_);
  EXPECT_FALSE(FindRun(Name(), workshop_).has_value());
}

TEST_F(KnownRunTest, ChangedBytesAreNotBelieved) {
  Observation seen;
  seen.out.head = "right";
  KeepRun(Name(), seen, workshop_);
  ASSERT_TRUE(FindRun(Name(), workshop_).has_value());
  const std::filesystem::path file =
      cache_.Find(Name())->folder() / "observation";
  const auto time = std::filesystem::last_write_time(file);
  std::string text = ReadFile(file).value_or("");
  const std::size_t place = text.find("right");
  ASSERT_NE(place, std::string::npos);
  text.replace(place, 5, "wrong");
  std::ofstream(file, std::ios::binary) << text;
  std::filesystem::last_write_time(file, time);
  EXPECT_FALSE(FindRun(Name(), workshop_).has_value());
  KeepRun(Name(), seen, workshop_);
  ASSERT_TRUE(FindRun(Name(), workshop_).has_value());
  EXPECT_EQ(FindRun(Name(), workshop_)->out.head, "right");
}

TEST_F(KnownRunTest, RenewedRunTakesThePlaceOfTheKeptOne) {
  Observation seen;
  seen.out.head = "old";
  KeepRun(Name(), seen, workshop_);
  seen.out.head = "other";
  KeepRun(Name(), seen, workshop_);
  ASSERT_TRUE(FindRun(Name(), workshop_).has_value());
  EXPECT_EQ(FindRun(Name(), workshop_)->out.head, "old");
  workshop_.renew = true;
  EXPECT_FALSE(FindRun(Name(), workshop_).has_value());
  seen.out.head = "new";
  KeepRun(Name(), seen, workshop_);
  workshop_.renew = false;
  ASSERT_TRUE(FindRun(Name(), workshop_).has_value());
  EXPECT_EQ(FindRun(Name(), workshop_)->out.head, "new");
}

TEST_F(KnownRunTest, ObservationComesBackWhole) {
  Observation seen;
  seen.termination = Signaled{11};
  seen.clock = ClockKind::kVirtual;
  seen.elapsed = absl::Milliseconds(100);
  seen.out.head = std::string("\0\xff", 2);
  seen.out.omitted = 7;
  seen.files["a"] = "b";
  seen.isolation = {"seccomp"};
  seen.trace.spans = {{"a", "1", absl::Milliseconds(1), absl::Milliseconds(2)},
                      {"b", "2", absl::Milliseconds(3), std::nullopt}};
  seen.trace.notes = {{"n", "text", absl::Milliseconds(4)}};
  seen.trace.error = "";
  seen.trace.done = true;
  EXPECT_FALSE(FindRun(Name(), workshop_).has_value());
  KeepRun(Name(), seen, workshop_);
  const auto found = FindRun(Name(), workshop_);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->termination, seen.termination);
  EXPECT_EQ(found->clock, seen.clock);
  EXPECT_EQ(found->elapsed, seen.elapsed);
  EXPECT_EQ(found->out, seen.out);
  EXPECT_EQ(found->files, seen.files);
  EXPECT_EQ(found->isolation, seen.isolation);
  EXPECT_EQ(found->trace, seen.trace);
}

}  // namespace
}  // namespace grader
