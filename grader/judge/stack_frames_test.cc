#include "grader/judge/stack_frames.h"

#include <gtest/gtest.h>

namespace grader {
namespace {

TEST(WithoutOwnFoldersTest, LeavesTheNameThatTheLearnerGave) {
  EXPECT_EQ(
      WithoutOwnFolders("at (/box/tmp/grader-workspace-Hlex1F/submission-12/"
                        "src/e.js:2:20), \"/var/cache/grader/entries/"
                        "0123456789abcdef0123456789abcdef/s.py\""),
      "at (src/e.js:2:20), \"s.py\"");
  EXPECT_EQ(WithoutOwnFolders("/home/ana/entries/1/x.py: no such file"),
            "/home/ana/entries/1/x.py: no such file");
}

TEST(WithOwnFramesTest, LeavesOutWhatPythonBringsAlong) {
  EXPECT_EQ(WithOwnFrames(R"(before
Traceback (most recent call last):
  File "/tmp/grader-workspace-tRPQ9B/submission-1/s.py", line 9, in <module>
    asyncio.run(main())
  File "/usr/lib/python3.11/asyncio/runners.py", line 190, in run
    return runner.run(main)
           ^^^^^^^^^^^^^^^^
  File "/usr/lib/python3.11/asyncio/base_events.py", line 1, in run
  File "<frozen importlib._bootstrap>", line 241, in _call
  File "/tmp/grader-workspace-tRPQ9B/submission-1/s.py", line 5, in main
    boom()
    ^^^^^^
ValueError: 3
  File "/usr/share/dict/words" is a file
)"),
            R"(before
Traceback (most recent call last):
  File "s.py", line 9, in <module>
    asyncio.run(main())
  File "s.py", line 5, in main
    boom()
    ^^^^^^
ValueError: 3
  File "/usr/share/dict/words" is a file
)");
}

TEST(WithOwnFramesTest, KnowsTheBarsOfAGroup) {
  EXPECT_EQ(
      WithOwnFrames(R"(  + Exception Group Traceback (most recent call last):
  |   File "/usr/lib/python3.11/asyncio/runners.py", line 190, in run
  |     return runner.run(main)
  |            ^^^^^^^^^^^^^^^^
  |   File "/tmp/g.py", line 5, in main
  |     async with asyncio.TaskGroup() as tg:
  | ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)
)"),
      R"(  + Exception Group Traceback (most recent call last):
  |   File "/tmp/g.py", line 5, in main
  |     async with asyncio.TaskGroup() as tg:
  | ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)
)");
}

TEST(WithOwnFramesTest, LeavesOutWhatOtherLanguagesBringAlong) {
  EXPECT_EQ(
      WithOwnFrames("Exception in thread \"main\" E\n"
                    "\tat java.base/java.util.Scanner.next(Scanner.java:1598)\n"
                    "\tat java.util.Scanner.next(Scanner.java:1598)\n"
                    "\tat Sum.main(Sum.java:12)\n"),
      "Exception in thread \"main\" E\n\tat Sum.main(Sum.java:12)\n");
  EXPECT_EQ(WithOwnFrames("Error: no\n"
                          "    at Object.openSync (node:fs:596:3)\n"
                          "    at read (/tmp/read.js:4:13)\n"
                          "    at node:internal/main/run_main_module:28:49\n"),
            "Error: no\n    at read (/tmp/read.js:4:13)\n");
  EXPECT_EQ(
      WithOwnFrames("goroutine 1 [running]:\n"
                    "strings.Repeat({0x4a, 0x1}, 0xff)\n"
                    "\t/usr/lib/go-1.19/src/strings/strings.go:533 +0x5a\n"
                    "main.main()\n\t/tmp/line.go:8 +0x25\n"),
      "goroutine 1 [running]:\nmain.main()\n\t/tmp/line.go:8 +0x25\n");
}

}  // namespace
}  // namespace grader
