#include "grader/problem/schema_docs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/problem/files.h"
#include "grader/problem/material_schema.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

constexpr Value kWrittenSchema{.scalar = Scalar::kText};
constexpr Value kSmall{.scalar = Scalar::kWhole, .min = 1, .max = 9};
constexpr Key kKeys[] = {
    {.name = "text",
     .value = &kWrittenSchema,
     .required = true,
     .description = "Some words.",
     .example = "a|b"},
    {.name = "size",
     .value = &kSmall,
     .only_with = "text",
     .description = "A digit.",
     .example = "3"},
};
constexpr absl::string_view kBoth[] = {"text", "size"};
constexpr absl::Span<const absl::string_view> kGroups[] = {kBoth};
constexpr Record kRecord{.name = "a thing",
                         .title = "Some thing",
                         .keys = kKeys,
                         .alternatives = kGroups};

std::string FileText(const std::string& path) {
  return ReadFile(std::string(GRADER_SOURCE_DIR) + "/" + path).value_or("");
}

TEST(JsonSchemaTest, SaysWhatTheTableSays) {
  const Json schema = Json::parse(JsonSchema(kRecord));
  EXPECT_EQ(schema["required"], Json({"text"}));
  EXPECT_EQ(schema["additionalProperties"], false);
  EXPECT_EQ(schema["dependencies"], Json({{"size", {"text"}}}));
  EXPECT_EQ(schema["properties"]["text"]["description"], "Some words.");
  EXPECT_EQ(schema["properties"]["text"]["minLength"], 1);
  EXPECT_EQ(schema["properties"]["size"]["examples"], Json({3}));
  EXPECT_EQ(schema["properties"]["size"]["minimum"], 1);
  EXPECT_EQ(schema["properties"]["size"]["maximum"], 9);
  EXPECT_EQ(schema["not"]["anyOf"][0]["required"], Json({"text", "size"}));
}

TEST(ReferencePageTest, HasARowForEveryKey) {
  const std::string page = ReferencePage({&kRecord});
  EXPECT_THAT(page, HasSubstr("\n## Some thing\n"));
  EXPECT_THAT(
      page,
      HasSubstr("| `text` (required) | text | Some words. | `a\\|b` |\n"));
  EXPECT_THAT(page, HasSubstr("| A digit. Only with `text`. | `3` |\n"));
  EXPECT_THAT(page, HasSubstr("At most one of `text`, `size`.\n"));
}

// When one of these fails: build/grader schema KIND > problems/KIND.schema.json
// and build/grader schema --format markdown > problems/README.md
TEST(CommittedDocsTest, SchemasAreWhatTheTablesGive) {
  for (const FileKind& kind : FileKinds()) {
    EXPECT_TRUE(
        FileText(absl::StrCat("problems/", kind.name, ".schema.json")) ==
        JsonSchema(*kind.record))
        << kind.name;
  }
}

TEST(CommittedDocsTest, ReferencePageIsWhatTheTableGives) {
  EXPECT_TRUE(FileText("problems/README.md") == ReferenceOfAll());
}

}  // namespace
}  // namespace grader
