#include "grader/course/quiz_record.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_replace.h"
#include "grader/problem/files.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using Kind = QuizEvent::Kind;

class QuizRecordTest : public ::testing::Test {
 protected:
  absl::StatusOr<QuizRecord> Open() const {
    return QuizRecord::Open(file_, folder_.path() / "state");
  }

  // A record with a beginning, a question shown and an answer.
  void Fill() const {
    auto record = Open();
    ASSERT_TRUE(record.ok()) << record.status();
    QuizEvent event;
    event.at = {"boot", absl::Seconds(3), absl::FromUnixSeconds(1000)};
    event.seed = 12345678901234567890U;
    event.content = "hash";
    ASSERT_TRUE(record->Add(event).ok());
    event.kind = Kind::kShown;
    event.question = "one";
    ASSERT_TRUE(record->Add(event).ok());
    event.kind = Kind::kAnswered;
    event.answer = "2";
    ASSERT_TRUE(record->Add(event).ok());
  }

  std::string Text() const { return ReadFile(file_).value_or(""); }
  void SetText(const std::string& text) const {
    std::ofstream(file_, std::ios::binary) << text;
  }
  std::string WhatIsWrong() const {
    const auto record = Open();
    return record.ok() ? "" : std::string(record.status().message());
  }

  const TemporaryFolder folder_;
  const fs::path file_ = folder_.path() / "work/.grader/quiz/test.jsonl";
};

TEST_F(QuizRecordTest, IsReadAgainAsItWas) {
  Fill();
  const auto record = Open();
  ASSERT_TRUE(record.ok()) << record.status();
  ASSERT_EQ(record->events().size(), 3U);
  EXPECT_EQ(record->events()[0].seed, 12345678901234567890U);
  EXPECT_EQ(record->events()[1].at.since_boot, absl::Seconds(3));
  EXPECT_EQ(record->events()[2].answer, "2");
  EXPECT_EQ(record->takes(), 1);
}

TEST_F(QuizRecordTest, ChangedTimeIsFound) {
  Fill();
  SetText(absl::StrReplaceAll(Text(), {{"3000", "9000"}}));
  EXPECT_THAT(WhatIsWrong(), HasSubstr("line 1 is not as it was"));
}

TEST_F(QuizRecordTest, LineThatIsTakenAwayIsFound) {
  Fill();
  const std::string text = Text();
  SetText(text.substr(0, text.rfind('\n', text.size() - 2) + 1));
  EXPECT_THAT(WhatIsWrong(), HasSubstr("lines are missing"));
}

TEST_F(QuizRecordTest, FileThatIsGoneIsFound) {
  Fill();
  fs::remove(file_);
  EXPECT_THAT(WhatIsWrong(), HasSubstr("it is gone"));
}

TEST_F(QuizRecordTest, RecordOfAnEarlierTakeIsFound) {
  Fill();
  const std::string earlier = Text();
  ASSERT_TRUE(QuizRecord::StartAgain(file_, folder_.path() / "state").ok());
  Fill();
  EXPECT_EQ(Open()->takes(), 2);
  SetText(earlier);
  EXPECT_THAT(WhatIsWrong(), HasSubstr("is not as it was"));
}

TEST_F(QuizRecordTest, LineThatWasNotSealedAnyMoreCounts) {
  Fill();
  const std::string whole = Text();
  fs::path seal;
  for (const auto& entry :
       fs::directory_iterator(folder_.path() / "state/quiz")) {
    if (entry.path().extension() == ".seal") seal = entry.path();
  }
  const std::string sealed = ReadFile(seal).value_or("");
  {
    auto record = Open();
    QuizEvent event;
    event.kind = Kind::kHinted;
    event.question = "one";
    ASSERT_TRUE(record->Add(event).ok());
  }
  // As a grader leaves it that is ended between the two.
  std::ofstream(seal) << sealed;
  const auto record = Open();
  ASSERT_TRUE(record.ok()) << record.status();
  EXPECT_EQ(record->events().size(), 4U);
}

TEST_F(QuizRecordTest, OneGraderAtATime) {
  const auto record = Open();
  ASSERT_TRUE(record.ok());
  EXPECT_THAT(WhatIsWrong(), HasSubstr("in another terminal"));
}

}  // namespace
}  // namespace grader
