#include "grader/batch/learner_index.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace grader {
namespace {

const std::vector<Learner>& Roster() {
  static const auto& roster = *new std::vector<Learner>{
      {"Ann Lee", "s1", "ann.lee@school.example", "", "annl", "11"},
      {"Ängström, Ann Maria", "s2", "", "", "", "12"},
      {"Bo Baker", "s3", "", "", "", "13"},
      {"Bo Baker", "s4", "", "", "", "14"},
      {"Ngọc", "77", "", "", "", ""},
  };
  return roster;
}

// The ID of the one that is found, or "".
std::string Found(const Learner& who) {
  const auto found = LearnerIndex(Roster()).Find(who);
  return found ? Roster()[*found].id : "";
}

std::string Similar(const Learner& who,
                    std::set<std::size_t> possible = {0, 1, 2, 3, 4}) {
  const auto found = LearnerIndex(Roster()).FindSimilar(who, possible);
  return found ? Roster()[*found].id : "";
}

Learner Named(const std::string& name, const std::string& number = "") {
  Learner learner;
  learner.name = name;
  learner.number = number;
  return learner;
}

TEST(LearnerIndexTest, NamesAreFoundHoweverTheyAreWritten) {
  const struct {
    const char* name;
    const char* id;
  } kCases[] = {
      {"Ann Lee", "s1"},
      {"lee, ann", "s1"},
      {"Lee_Ann", "s1"},
      {"leeann", "s1"},
      {"annl", "s1"},
      {"s1", "s1"},
      {"ANN.LEE@school.example", "s1"},
      {"angstromannmaria", "s2"},
      {"A\xCC\x88ngstro\xCC\x88m Ann Maria", "s2"},
      {"ngoc", "77"},
      {"77", "77"},
      {"Bo Baker", ""},
      {"Ann", ""},
      {"nobody", ""},
      {"", ""},
  };
  for (const auto& one : kCases) {
    EXPECT_EQ(Found(Named(one.name)), one.id) << one.name;
  }
}

TEST(LearnerIndexTest, NumbersTellLearnersOfOneNameApart) {
  EXPECT_EQ(Found(Named("Bo Baker", "14")), "s4");
  EXPECT_EQ(Found(Named("Bo Baker", "99")), "");
}

TEST(LearnerIndexTest, AddressIsMoreThanAName) {
  Learner who = Named("Bo Baker");
  who.email = "Ann.Lee@school.example";
  EXPECT_EQ(Found(who), "s1");
}

TEST(LearnerIndexTest, WhoIsNearlyOneIsSimilar) {
  EXPECT_EQ(Similar(Named("Ann Lea")), "s1");
  EXPECT_EQ(Similar(Named("Ngoc Tran")), "77");
  EXPECT_EQ(Similar(Named("ann.lee")), "s1");
  EXPECT_EQ(Similar(Named("Angstrom")), "s2");
  EXPECT_EQ(Similar(Named("someone", "77")), "77");
  EXPECT_EQ(Similar(Named("Carl")), "");
}

TEST(LearnerIndexTest, WhoCouldBeSeveralIsNone) {
  EXPECT_EQ(Similar(Named("Ann")), "");
  EXPECT_EQ(Similar(Named("Ann"), {1, 2, 3}), "s2");
  EXPECT_EQ(Similar(Named("Bo")), "");
}

}  // namespace
}  // namespace grader
