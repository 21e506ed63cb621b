#include <gtest/gtest.h>

#include <set>
#include <string>

#include "grader/problem/limits.h"
#include "grader/problem/units.h"

namespace grader {
namespace {

void Read(absl::string_view text, absl::Duration& value) {
  value = *ParseDuration(text);
}
void Read(absl::string_view text, std::int64_t& value) {
  value = *ParseBytes(text);
}
void Read(absl::string_view text, int& value) {
  value = std::stoi(std::string(text));
}

TEST(LimitFieldsTest, SayWhatAFieldHoldsAtFirst) {
  ForEachLimit([]<typename T>(const LimitField<T>& limit) {
    T initial = {};
    Read(limit.initial, initial);
    EXPECT_EQ(Limits().*limit.field, initial) << limit.key;
  });
}

TEST(LimitFieldsTest, NameEachFieldOnce) {
  std::set<absl::string_view> keys;
  std::set<const void*> fields;
  const Limits limits;
  ForEachLimit([&](const auto& limit) {
    keys.insert(limit.key);
    fields.insert(&(limits.*limit.field));
  });
  EXPECT_EQ(keys.size(), kLimitCount);
  EXPECT_EQ(fields.size(), kLimitCount);
}

}  // namespace
}  // namespace grader
