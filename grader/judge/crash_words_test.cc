#include "grader/judge/crash_words.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace grader {
namespace {

struct Crash {
  std::string language;
  std::string err;  // as the language's runtime prints it
  std::string expected;
};

const std::vector<Crash>& Crashes() {
  static const auto& crashes = *new std::vector<Crash>{
      {"Java", R"(reading
Exception in thread "main" java.lang.ArithmeticException: / by zero
	at Risky.div(Risky.java:3)
	at Risky.main(Risky.java:6)
)",
       R"("java.lang.ArithmeticException: / by zero" (Risky.java, line 3))"},
      {"JavaInTheLibrary",
       R"(Exception in thread "main" java.util.NoSuchElementException
	at java.base/java.util.Scanner.throwFor(Scanner.java:941)
	at java.base/java.util.Scanner.next(Scanner.java:1598)
	at Sum.main(Sum.java:12)
)",
       R"("java.util.NoSuchElementException" (Sum.java, line 12))"},
      {"JavaWithACause",
       R"(Exception in thread "main" java.lang.RuntimeException: wrapped
	at C.main(C.java:1)
Caused by: java.lang.NumberFormatException: For input string: "x"
	at java.base/java.lang.Integer.parseInt(Integer.java:668)
	at java.base/java.lang.Integer.parseInt(Integer.java:786)
	... 1 more
)",
       R"("java.lang.NumberFormatException: For input string: "x"" (C.java, )"
       "line 1)"},
      {"JavaWithoutEnd",
       R"(Exception in thread "main" java.lang.StackOverflowError
	at Deep.f(Deep.java:1)
	at Deep.f(Deep.java:1)
	at Deep.f(Deep.java:1)
)",
       R"("java.lang.StackOverflowError" (Deep.java, line 1): is there a )"
       "recursion that never ends?"},
      {"Node",
       R"(/box/tmp/grader-workspace-Hlex1F/submission-1/e.js:2
if (b === 0) throw new Error("division by zero in my program");
             ^

Error: division by zero in my program
    at Object.<anonymous> (/box/tmp/grader-workspace-Hlex1F/submission-1/e.js:2:20)
    at Module._compile (node:internal/modules/cjs/loader:1521:14)
    at node:internal/main/run_main_module:28:49

Node.js v20.20.2
)",
       R"("Error: division by zero in my program" (e.js, line 2))"},
      {"NodeInTheLibrary",
       R"(node:internal/fs/utils:356
    throw err;
    ^

Error: ENOENT: no such file or directory, open 'data.txt'
    at Object.openSync (node:fs:596:3)
    at readAll (/home/ana/read.js:4:13)
    at Object.<anonymous> (/home/ana/read.js:9:1) {
  errno: -2
}

Node.js v20.20.2
)",
       R"("Error: ENOENT: no such file or directory, open 'data.txt'" (read.js, )"
       "line 4)"},
      {"NodeThatCannotBeParsed", R"(/tmp/s.js:2



SyntaxError: Unexpected end of input
    at wrapSafe (node:internal/modules/cjs/loader:1464:18)
    at node:internal/main/run_main_module:28:49

Node.js v20.20.2
)",
       R"("SyntaxError: Unexpected end of input" (s.js, line 2))"},
      {"NodeThatThrowsAValue", R"(/tmp/t.js:3
throw "no error at all";
^
no error at all
(Use `node --trace-uncaught ...` to show where the exception was thrown)

Node.js v20.20.2
)",
       R"("no error at all" (t.js, line 3))"},
      {"NodeWithoutEnd", R"(/tmp/deep.js:1
function f(n) { return 1 + f(n + 1); }
                ^

RangeError: Maximum call stack size exceeded
    at f (/tmp/deep.js:1:17)
    at f (/tmp/deep.js:1:28)

Node.js v20.20.2
)",
       R"("RangeError: Maximum call stack size exceeded" (deep.js, line 1): is )"
       "there a recursion that never ends?"},
      {"Rust", R"(
thread 'main' (14631) panicked at src/main.rs:1:178:
attempt to divide by zero
stack backtrace:
   0: __rustc::rust_begin_unwind
             at /rustc/5980761/library/std/src/panicking.rs:689:5
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace
)",
       R"("attempt to divide by zero" (main.rs, line 1))"},
      {"RustBefore1_73",
       "thread 'main' panicked at 'index out of bounds: the len is 3 but the "
       "index is 7', solution.rs:4:5\nnote: run with `RUST_BACKTRACE=1` "
       "environment variable to display a backtrace\n",
       R"("index out of bounds: the len is 3 but the index is 7" )"
       "(solution.rs, line 4)"},
      {"RustWithoutEnd", R"(
thread 'main' (14649) has overflowed its stack
fatal runtime error: stack overflow, aborting
)",
       R"("has overflowed its stack": is there a recursion that never ends?)"},
      {"Go", R"(panic: runtime error: integer divide by zero

goroutine 1 [running]:
main.div(...)
	/tmp/grader-workspace-Ab12Cd/submission-3/e.go:6
main.main()
	/tmp/grader-workspace-Ab12Cd/submission-3/e.go:12 +0xfc
exit status 2
)",
       R"("runtime error: integer divide by zero" (e.go, line 6))"},
      {"GoInTheLibrary", R"(panic: strings: negative Repeat count

goroutine 1 [running]:
strings.Repeat({0x4a, 0x1}, 0xffffffffffffffff)
	/usr/lib/go-1.19/src/strings/strings.go:533 +0x5a
main.main()
	/tmp/line.go:8 +0x25
)",
       R"("strings: negative Repeat count" (line.go, line 8))"},
      {"GoWithoutEnd", R"(runtime: goroutine stack exceeds 1000000000-byte limit
runtime: sp=0xc0200e0390 stack=[0xc0200e0000, 0xc0400e0000]
fatal error: stack overflow

runtime stack:
runtime.throw({0x46b5c4?, 0x4cb3a0?})
	/usr/lib/go-1.19/src/runtime/panic.go:1047 +0x5d

goroutine 1 [running]:
main.f(0xffffde?)
	/tmp/deep.go:3 +0x32
)",
       R"("stack overflow" (deep.go, line 3): is there a recursion that never )"
       "ends?"},
      {"Python", R"(Traceback (most recent call last):
  File "/tmp/grader-workspace-tRPQ9B/submission-1/sub.py", line 23, in <module>
    print(step_0(a, b))
          ^^^^^^^^^^^^
  File "/tmp/grader-workspace-tRPQ9B/submission-1/sub.py", line 20, in step_6
    return a // b
           ~~^^~~
ZeroDivisionError: integer division or modulo by zero
)",
       R"("ZeroDivisionError: integer division or modulo by zero" (sub.py, )"
       "line 20)"},
      {"PythonInTheLibrary", R"(Traceback (most recent call last):
  File "/home/ana/load.py", line 3, in <module>
    json.loads("{")
  File "/usr/lib/python3.11/json/__init__.py", line 346, in loads
    return _default_decoder.decode(s)
json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes
)",
       R"("json.decoder.JSONDecodeError: Expecting property name enclosed in )"
       R"(double quotes" (load.py, line 3))"},
      {"PythonThatCannotBeParsed", R"(  File "/tmp/x.py", line 2
    print(
         ^
SyntaxError: '(' was never closed
)",
       R"("SyntaxError: '(' was never closed" (x.py, line 2))"},
      {"PythonWithoutEnd", R"(Traceback (most recent call last):
  File "/tmp/deep.py", line 4, in <module>
    print(f(0))
  File "/tmp/deep.py", line 2, in f
    return 1 + f(n + 1)
               ^^^^^^^^
  [Previous line repeated 996 more times]
RecursionError: maximum recursion depth exceeded
)",
       R"("RecursionError: maximum recursion depth exceeded" (deep.py, line 2): )"
       "is there a recursion that never ends?"},
      {"PythonWithAMessageOfTwoLines", R"(Traceback (most recent call last):
  File "/tmp/x.py", line 3, in <module>
    raise ValueError("one\ntwo")
ValueError: one
two
)",
       R"("ValueError: one\ntwo" (x.py, line 3))"},
      {"PythonInAGivenModule", R"(Traceback (most recent call last):
  File "solution.py", line 8, in run
    done.sort()
  File "/var/cache/grader/entries/42dd566c66f225e6208ee0b0ba785b81/pool.py", line 18, in take
    return await rpc.call("take")
  File "/var/cache/grader/entries/42dd566c66f225e6208ee0b0ba785b81/rpc.py", line 92, in call
    return await answer
ValueError: no
)",
       R"("ValueError: no" (solution.py, line 8))"},
      {"PythonThatGoesOnToWarn", R"(Traceback (most recent call last):
  File "/tmp/x.py", line 3, in <module>
    f()
ValueError
sys:1: RuntimeWarning: coroutine 'f' was never awaited
)",
       R"("ValueError" (x.py, line 3))"},
      {"PythonWithACause", R"(Traceback (most recent call last):
  File "/tmp/x.py", line 3, in load
    raise KeyError(1)
KeyError: 1

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/tmp/x.py", line 9, in <module>
    load()
  File "/tmp/x.py", line 5, in load
    raise ValueError("no such user") from None
ValueError: no such user
)",
       R"("ValueError: no such user" (x.py, line 5))"},
      {"PythonGroup", R"(  + Exception Group Traceback (most recent call last):
  |   File "/tmp/g.py", line 8, in <module>
  |     asyncio.run(main())
  |   File "/usr/lib/python3.11/asyncio/runners.py", line 190, in run
  |     return runner.run(main)
  |            ^^^^^^^^^^^^^^^^
  |   File "/tmp/g.py", line 5, in main
  |     async with asyncio.TaskGroup() as tg:
  | ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    |   File "/tmp/g.py", line 3, in bad
    |     raise ValueError("boom")
    | ValueError: boom
    +---------------- 2 ----------------
    | Traceback (most recent call last):
    |   File "/tmp/g.py", line 4, in worse
    |     raise KeyError("bang")
    | KeyError: 'bang'
    +------------------------------------
)",
       R"("ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions): )"
       R"(ValueError: boom" (g.py, line 3))"},
      {"RustInTheLibrary",
       "thread 'main' panicked at /rustc/1/library/core/src/x.rs:1:1:\nno "
       "room\n"
       "note: run with `RUST_BACKTRACE=1` environment variable\n",
       R"("no room")"},
      {"CppException",
       "terminate called after throwing an instance of 'std::runtime_error'\n"
       "  what():  division by zero in my program\n",
       R"("std::runtime_error: division by zero in my program")"},
      {"CppExceptionOfNoClass",
       "terminate called after throwing an instance of 'int'\n",
       R"("terminate called after throwing an instance of 'int'")"},
      {"Assertion", "program: a.cc:2: int main(): Assertion `1==2' failed.\n",
       R"("Assertion `1==2' failed." (a.cc, line 2))"},
      {"Bash",
       "/tmp/grader-workspace-53s6eU/submission-1/e.sh: line 3: a / b: "
       "division by 0 (error token is \"b\")\n",
       R"x("a / b: division by 0 (error token is "b")" (e.sh, line 3))x"},
      {"BashCommand", "b.sh: line 2: foo: command not found\n",
       R"("foo: command not found" (b.sh, line 2))"},
      {"Other", "starting\n  giving up  \n\n", R"("giving up")"},
      {"Nothing", " \n", ""},
  };
  return crashes;
}

class CrashWordsTest : public ::testing::TestWithParam<Crash> {};

INSTANTIATE_TEST_SUITE_P(Languages, CrashWordsTest,
                         ::testing::ValuesIn(Crashes()),
                         [](const auto& tested) {
                           return tested.param.language;
                         });

TEST_P(CrashWordsTest, NamesTheErrorAndTheLearnersLine) {
  EXPECT_EQ(CrashWords(GetParam().err), GetParam().expected);
}

TEST_P(CrashWordsTest, WordsBeforeTheCrashDoNotHideIt) {
  if (GetParam().expected.empty()) return;
  const std::string before = "step 1\nchecking: all 3 values\n  indented\n";
  EXPECT_EQ(CrashWords(before + GetParam().err), GetParam().expected);
}

TEST(ReadCrashTest, GivesThePlaceByItself) {
  EXPECT_EQ(ReadCrash("b.sh: line 2: foo: command not found\n").place,
            (CodePlace{"b.sh", 2}));
  EXPECT_EQ(ReadCrash("giving up\n").place, CodePlace());
}

TEST(CrashWordsTextTest, ALongTextIsLookedAtFromBothEnds) {
  const std::string noise(3 << 20, 'x');
  EXPECT_EQ(CrashWords("panic: boom\n\n" + noise + "\nexit status 2\n"),
            "\"boom\"");
  EXPECT_EQ(CrashWords(noise + "\nb.sh: line 2: foo: command not found\n"),
            "\"foo: command not found\" (b.sh, line 2)");
}

TEST(CrashWordsTextTest, LongWordsAreCutAndControlsMadeVisible) {
  const std::string words = CrashWords("\x1b[31m" + std::string(5000, 'x'));
  EXPECT_EQ(words.substr(0, 6), "\"\\x1b[");
  EXPECT_LT(words.size(), 2050u);
}

}  // namespace
}  // namespace grader
