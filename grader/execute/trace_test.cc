#include "grader/execute/trace.h"

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Optional;

absl::Duration Ms(int milliseconds) { return absl::Milliseconds(milliseconds); }

// Packets one millisecond apart, the first at 1 ms.
Trace Parse(const std::vector<std::string>& events) {
  std::vector<TracePacket> packets;
  for (const std::string& event : events) {
    packets.push_back({Ms(static_cast<int>(packets.size()) + 1), event});
  }
  return ParseTrace(packets);
}

TEST(ParseTraceTest, NoPacketsGiveAnEmptyTrace) {
  EXPECT_EQ(ParseTrace({}), Trace{});
}

TEST(ParseTraceTest, BeginAndEndMakeASpan) {
  const Trace trace = Parse({"begin fetch 1", "end fetch 1", "done"});
  EXPECT_THAT(trace.spans, ElementsAre(Span{"fetch", "1", Ms(1), Ms(2)}));
  EXPECT_TRUE(trace.done);
  EXPECT_EQ(trace.violation, std::nullopt);
  EXPECT_EQ(trace.error, std::nullopt);
}

TEST(ParseTraceTest, SpansStandInOrderOfBegin) {
  const Trace trace =
      Parse({"begin a 1", "begin b 1", "end b 1", "begin a 2", "end a 1"});
  EXPECT_THAT(trace.spans, ElementsAre(Span{"a", "1", Ms(1), Ms(5)},
                                       Span{"b", "1", Ms(2), Ms(3)},
                                       Span{"a", "2", Ms(4), std::nullopt}));
}

TEST(ParseTraceTest, EndMatchesTheOldestOpenSpanOfItsNameAndId) {
  const Trace trace = Parse({"begin a x", "begin a x", "end a x", "end a x"});
  EXPECT_THAT(trace.spans, ElementsAre(Span{"a", "x", Ms(1), Ms(3)},
                                       Span{"a", "x", Ms(2), Ms(4)}));
}

TEST(ParseTraceTest, IdIsTheRestOfTheLine) {
  const Trace trace =
      Parse({"begin get /users/1 HTTP  x", "end get /users/1 HTTP  x"});
  EXPECT_THAT(trace.spans,
              ElementsAre(Span{"get", "/users/1 HTTP  x", Ms(1), Ms(2)}));
}

TEST(ParseTraceTest, MissingIdIsADash) {
  const Trace trace = Parse({"begin all", "end all -"});
  EXPECT_THAT(trace.spans, ElementsAre(Span{"all", "-", Ms(1), Ms(2)}));
}

TEST(ParseTraceTest, NotesKeepTheirText) {
  const Trace trace = Parse({"note cache hit for 7", "note empty"});
  EXPECT_THAT(trace.notes, ElementsAre(Note{"cache", "hit for 7", Ms(1)},
                                       Note{"empty", "", Ms(2)}));
}

TEST(ParseTraceTest, FirstErrorIsKept) {
  const Trace trace = Parse({"error Service down", "error later"});
  EXPECT_THAT(trace.error, Optional(std::string("Service down")));
  EXPECT_FALSE(trace.done);
  EXPECT_EQ(trace.violation, std::nullopt);
}

TEST(ParseTraceTest, ErrorMayBeEmpty) {
  EXPECT_THAT(Parse({"error"}).error, Optional(std::string()));
}

TEST(ParseTraceTest, BytesOfAnIdAreKept) {
  const std::string id("\0\xff id", 5);
  const Trace trace = Parse({"begin a " + id, "end a " + id});
  EXPECT_THAT(trace.spans, ElementsAre(Span{"a", id, Ms(1), Ms(2)}));
}

struct ViolationCase {
  const char* name;
  std::vector<std::string> events;
  const char* message;
};

void PrintTo(const ViolationCase& one, std::ostream* out) { *out << one.name; }

class TraceViolationTest : public ::testing::TestWithParam<ViolationCase> {};

TEST_P(TraceViolationTest, IsReported) {
  EXPECT_THAT(Parse(GetParam().events).violation,
              Optional(HasSubstr(GetParam().message)));
}

std::vector<ViolationCase> ViolationCases() {
  return {
      {"EmptyPacket", {""}, "unknown event"},
      {"UnknownEvent", {"start a 1"}, "unknown event"},
      {"DoneWithMore", {"done now"}, "unknown event"},
      {"BeginWithoutName", {"begin"}, "without a name"},
      {"EndWithoutBegin", {"end a 1"}, "without its begin"},
      {"EndOfAnotherId", {"begin a 1", "end a 2"}, "without its begin"},
      {"SecondEnd", {"begin a 1", "end a 1", "end a 1"}, "without its begin"},
      {"AfterDone", {"done", "begin a 1"}, "after the end mark"},
      {"SecondDone", {"done", "done"}, "after the end mark"},
      {"TwoLines", {"begin a 1\ndone"}, "more than one line"},
  };
}

INSTANTIATE_TEST_SUITE_P(All, TraceViolationTest,
                         ::testing::ValuesIn(ViolationCases()),
                         [](const auto& one) {
                           return std::string(one.param.name);
                         });

TEST(ParseTraceTest, FirstViolationIsKeptAndTheRestStillRead) {
  const Trace trace =
      Parse({"end a 1", "jump", "begin b 1", "end b 1", "done"});
  EXPECT_THAT(trace.violation, Optional(HasSubstr("without its begin")));
  EXPECT_THAT(trace.spans, ElementsAre(Span{"b", "1", Ms(3), Ms(4)}));
  EXPECT_TRUE(trace.done);
}

TEST(ParseTraceTest, WhatComesAfterDoneIsNotBelieved) {
  const Trace trace = Parse({"done", "begin a 1"});
  EXPECT_THAT(trace.spans, IsEmpty());
}

TEST(ParseTraceTest, ViolationOfAnyBytesIsShortAndPrintable) {
  const Trace trace = Parse({std::string(100'000, '\x1b')});
  ASSERT_TRUE(trace.violation.has_value());
  EXPECT_LT(trace.violation->size(), 500U);
  EXPECT_THAT(*trace.violation, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace grader
