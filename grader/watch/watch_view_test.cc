#include "grader/watch/watch_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/report/unicode.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

WatchView View(int body_lines) {
  WatchView view;
  view.title = "2 Echo";
  view.status = {"✗ wrong answer", Ink::kBad};
  view.progress = {{"██", Ink::kGood}, {" 1 of 2 done"}};
  view.file = "/a b/solution.py";
  for (int i = 1; i <= body_lines; ++i) {
    absl::StrAppend(&view.body, "line ", i, "\n");
  }
  view.bottom = "q quit";
  return view;
}

std::string Shown(const WatchView& view, const TextStyle& style, int rows) {
  return absl::StrJoin(WatchLines(view, style, rows), "\n");
}

TEST(WatchViewTest, FillsTheScreen) {
  EXPECT_EQ(Shown(View(2), {40, false, true}, 10),
            "2 Echo                    ✗ wrong answer\n"
            "██ 1 of 2 done\n"
            "/a b/solution.py\n"
            "\n"
            "line 1\n"
            "line 2\n"
            "\n\n\n"
            "q quit");
}

TEST(WatchViewTest, LongBodiesAreScrolled) {
  WatchView view = View(30);
  EXPECT_THAT(Shown(view, {80, false, true}, 24), HasSubstr("line 18\n↓ 12"));
  EXPECT_EQ(MostScroll(view, {80, false, true}, 24), 12);
  view.scroll = 12;
  EXPECT_THAT(Shown(view, {80, false, true}, 24), HasSubstr("line 30\n\nq"));
  view.scroll = 99;
  EXPECT_THAT(Shown(view, {80, false, true}, 24), HasSubstr("line 30\n\nq"));
}

TEST(WatchViewTest, NeverMoreThanThereIsRoomFor) {
  for (int rows = 0; rows < 40; ++rows) {
    for (const int width : {1, 20, 40, 80, 200}) {
      WatchView view = View(50);
      view.note = std::string(300, 'x');
      const auto lines = WatchLines(view, {width, false, false}, rows);
      EXPECT_LE(static_cast<int>(lines.size()), rows);
      for (const std::string& line : lines) {
        EXPECT_LE(DisplayWidth(line), std::max(width, 40));
      }
    }
  }
}

TEST(WatchViewTest, FileIsALinkWhereThereAreColours) {
  EXPECT_THAT(Shown(View(1), {80, true, true}, 24),
              HasSubstr("\x1b]8;;file:///a%20b/solution.py\x1b\\"));
  EXPECT_THAT(Shown(View(1), {80, false, true}, 24), Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace grader
