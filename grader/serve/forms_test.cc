#include "grader/serve/forms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

TEST(FormsTest, FieldsAreUnescaped) {
  EXPECT_THAT(ReadFields("a=1+2&b=%26%3D%c3%a4&c&a=3&d=%zz%"),
              ElementsAre(Pair("a", "1 2"), Pair("b", "&=ä"), Pair("c", ""),
                          Pair("d", "%zz%")));
}

constexpr char kType[] = "multipart/form-data; boundary=X";

std::string Part(absl::string_view disposition, absl::string_view content) {
  return absl::StrCat("--X\r\nContent-Disposition: form-data", disposition,
                      "\r\n\r\n", content, "\r\n");
}

TEST(FormsTest, PartsKeepEveryByte) {
  const std::string content(" --X\0\r\n-\xff", 9);
  const auto parts = ReadParts(
      kType,
      absl::StrCat(Part("; name=\"a\"", content),
                   Part("; name=\"f\"; filename=\"%22.py\"", ""), "--X--\r\n"));
  ASSERT_TRUE(parts.ok()) << parts.status();
  ASSERT_EQ(parts->size(), 2);
  EXPECT_EQ((*parts)[0].name, "a");
  EXPECT_EQ((*parts)[0].content, content);
  EXPECT_FALSE((*parts)[0].is_file);
  EXPECT_TRUE((*parts)[1].is_file);
  EXPECT_EQ((*parts)[1].file, "\".py");
}

TEST(FormsTest, QuotedBoundaryIsOne) {
  EXPECT_TRUE(ReadParts("multipart/form-data; boundary=\"X\"",
                        absl::StrCat(Part("; name=\"a\"", "1"), "--X--"))
                  .ok());
}

TEST(FormsTest, EveryCutIsRefused) {
  const std::string whole = absl::StrCat(Part("; name=\"a\"", "1"),
                                         Part("; name=\"b\"", "2"), "--X--");
  ASSERT_TRUE(ReadParts(kType, whole).ok());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_FALSE(ReadParts(kType, whole.substr(0, length)).ok()) << length;
  }
}

TEST(FormsTest, OddBodiesAreRefused) {
  EXPECT_FALSE(ReadParts("text/plain", "--X--").ok());
  EXPECT_FALSE(ReadParts("multipart/form-data; boundary=", "----").ok());
  EXPECT_FALSE(ReadParts(kType, absl::StrCat(Part("", "1"), "--X--")).ok());
  std::string many;
  for (int i = 0; i < 400; ++i) many += Part("; name=\"a\"", "");
  EXPECT_FALSE(ReadParts(kType, many + "--X--").ok());
}

TEST(FormsTest, CookieIsTheOneOfThatName) {
  EXPECT_EQ(CookieValue("a=1; session=x; xsession=y", "session"), "x");
  EXPECT_EQ(CookieValue("session=x; session=y", "session"), "");
  EXPECT_EQ(CookieValue("", "session"), "");
}

}  // namespace
}  // namespace grader
