#include "grader/serve/events.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using State = Event::State;

TEST(EventStreamTest, NewerTakesThePlaceOfWhatNobodyHasTaken) {
  EventStream stream;
  stream.Put("a", "a1 ");
  stream.Put("b", "b1 ");
  stream.Put("a", "a2 ");
  EXPECT_EQ(stream.Take(), "a2 b1 ");
  EXPECT_EQ(stream.Take(), "");
  stream.Put("a", "a3 ");
  stream.End();
  stream.Put("a", "a4 ");
  EXPECT_EQ(stream.Take(), "a3 ") << "what was put before the end";
}

TEST(EventStreamTest, WhatWasToldIsNewerThanWhatWasFoundOut) {
  EventStream stream;
  EXPECT_TRUE(stream.PutFirst("a", "a1 "));
  EXPECT_EQ(stream.Take(), "a1 ");
  stream.Put("a", "a2 ");
  EXPECT_FALSE(stream.PutFirst("a", "a1 "));
  EXPECT_EQ(stream.Take(), "a2 ");
  EXPECT_FALSE(stream.PutFirst("a", "a1 ")) << "though it was taken";
}

TEST(EventStreamTest, EndsWhereNobodyTakesWhatComes) {
  EventStream stream;
  for (std::size_t i = 0; i < EventStream::kMostWaiting; ++i) {
    stream.Put(absl::StrCat(i), "x");
  }
  EXPECT_FALSE(stream.ended());
  stream.Put("one more", "x");
  EXPECT_TRUE(stream.ended());
  EXPECT_EQ(stream.Take().size(), EventStream::kMostWaiting);
}

TEST(EventStreamTest, SaysThatThereIsSomething) {
  EventStream stream;
  int changes = 0;
  stream.OnChange([&] { ++changes; });
  stream.Put("a", "x");
  stream.End();
  EXPECT_EQ(changes, 2);
  stream.OnChange(nullptr);
  stream.End();
  EXPECT_EQ(changes, 2);
}

TEST(EventsTest, WhoListensHearsOfThatSubmissionAlone) {
  Events events;
  const auto ana = events.Listen("ana", "a1");
  const auto also = events.Listen("ina", "a1");
  const auto bo = events.Listen("bo", "b1");
  events.Tell({"a1", "ana", State::kWaiting, 3});
  events.Tell({"a2", "ana", State::kGraded});
  EXPECT_EQ(ana->Take(),
            "data: {\"id\":\"a1\",\"state\":\"waiting\",\"ahead\":3}\n\n");
  EXPECT_THAT(also->Take(), HasSubstr("waiting"));
  events.Tell({"a1", "ana", State::kGrading, 0, "case 1\n\xff"});
  EXPECT_EQ(ana->Take(),
            "data: {\"id\":\"a1\",\"state\":\"grading\",\"doing\":\"case "
            "1\\n\xef\xbf\xbd\"}\n\n");
  EXPECT_FALSE(ana->ended());
  events.Tell({"a1", "ana", State::kGraded});
  EXPECT_EQ(ana->Take(), "data: {\"id\":\"a1\",\"state\":\"graded\"}\n\n");
  EXPECT_TRUE(ana->ended());
  EXPECT_EQ(bo->Take(), "");
  EXPECT_FALSE(bo->ended());
}

TEST(EventsTest, ClassHearsWhatIsReceivedAndGraded) {
  Events events;
  const auto ina = events.Listen("ina", "");
  events.Tell({"a1", "ana", State::kReceived});
  EXPECT_EQ(
      ina->Take(),
      "data: {\"id\":\"a1\",\"state\":\"received\",\"person\":\"ana\"}\n\n");
  events.Tell({"a1", "ana", State::kWaiting});
  events.Tell({"a1", "ana", State::kGrading});
  EXPECT_EQ(ina->Take(), "");
  events.Tell({"a1", "ana", State::kGraded});
  events.Tell({"b1", "bo", State::kGraded});
  EXPECT_THAT(ina->Take(), testing::AllOf(HasSubstr("ana"), HasSubstr("bo")));
  EXPECT_FALSE(ina->ended());
}

TEST(EventsTest, ClassAloneHearsOfDeadlines) {
  Events events;
  const auto ina = events.Listen("ina", "");
  const auto ana = events.Listen("ana", "a1");
  events.Tell({"", "", State::kDeadline, 0, "", "echo"});
  events.Tell({"", "ana", State::kDeadline, 0, "", "echo"});
  EXPECT_EQ(ina->Take(),
            "data: {\"state\":\"deadline\",\"unit\":\"echo\"}\n\n"
            "data: {\"state\":\"deadline\",\"unit\":\"echo\",\"person\":"
            "\"ana\"}\n\n");
  EXPECT_EQ(ana->Take(), "");
  EXPECT_FALSE(ina->ended());
}

TEST(EventsTest, StreamsAreSoManyAtATime) {
  Events events;
  std::vector<std::shared_ptr<EventStream>> own;
  for (std::size_t i = 0; i < Events::kMostOfOne; ++i) {
    own.push_back(events.Listen("ana", absl::StrCat(i)));
    ASSERT_NE(own.back(), nullptr);
  }
  EXPECT_EQ(events.Listen("ana", "x"), nullptr);
  EXPECT_NE(events.Listen("bo", "x"), nullptr);
  own.pop_back();
  EXPECT_NE(events.Listen("ana", "x"), nullptr) << "nobody listens to it now";
  for (std::size_t i = own.size(); i < Events::kMostOfAll; ++i) {
    own.push_back(events.Listen(absl::StrCat("p", i), "x"));
    ASSERT_NE(own.back(), nullptr);
  }
  EXPECT_EQ(events.Listen("one more", "x"), nullptr);
}

TEST(EventsTest, StreamsOfAPersonCanBeEnded) {
  Events events;
  const auto ana = events.Listen("ana", "a1");
  const auto bo = events.Listen("bo", "a1");
  events.EndOf("ana");
  events.Tell({"a1", "ana", State::kWaiting});
  EXPECT_TRUE(ana->ended());
  EXPECT_EQ(ana->Take(), "");
  EXPECT_FALSE(bo->ended());
  EXPECT_THAT(bo->Take(), Not(""));
  events.EndAll();
  EXPECT_TRUE(bo->ended());
}

}  // namespace
}  // namespace grader
