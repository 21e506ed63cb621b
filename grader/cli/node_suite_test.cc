// Suites of node:test, and of Jest, from the command line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/testing/shell.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;

const fs::path kNodeExamples = GRADER_SOURCE_DIR "/fixtures/examples";
const fs::path kBasket = kNodeExamples / "problems/suite-node-test";

Finished CheckBasket(const std::string& submission,
                     const std::string& more = "--format json") {
  return Grader(absl::StrCat(
      "check '", kBasket.string(), "' '",
      (kNodeExamples / "fixtures/problems/suite-node-test" / submission)
          .string(),
      "' ", more));
}

json NodeCase(const Finished& report, const std::string& name) {
  const json object = json::parse(report.out, nullptr, false);
  if (!object.is_object()) return report.out;
  for (const json& one : object["cases"]) {
    if (one["name"] == name) return one;
  }
  return report.out;
}

TEST(NodeSuiteTest, FailedAssertionIsToldWithItsPlaceAndItsValues) {
  const Finished report = CheckBasket("rejected/lists_all.mjs");
  EXPECT_EQ(report.status, 1);
  const json one =
      NodeCase(report, "Task 1: what is in it › lists each thing once");
  ASSERT_TRUE(one.is_object()) << report.out;
  EXPECT_EQ(one["verdict"], "wrong_answer");
  EXPECT_EQ(one["reason"], "test");
  const std::string message = one["message"];
  EXPECT_THAT(message,
              AllOf(HasSubstr("basket.test.mjs:23"), HasSubstr("each once"),
                    HasSubstr("expected [ 'tea', 'bread' ]"),
                    HasSubstr("actual   [ 'tea', 'bread', 'tea' ]")));
  EXPECT_THAT(one["checks"].dump(),
              HasSubstr("assert.deepEqual(basket.names(), ['tea', 'bread']"));
  EXPECT_EQ(one["test"]["process"], "shared");
  EXPECT_EQ(one["test"]["line"], 20);
  EXPECT_EQ(one["test"]["task"], 1);
  EXPECT_THAT(one["test"]["code"].get<std::string>(),
              AllOf(HasSubstr("it('lists each thing once', () => {\n"),
                    HasSubstr("each once"), Not(HasSubstr("begins empty"))));
}

TEST(NodeSuiteTest, WhatEndsATestIsTold) {
  const json thrown = NodeCase(CheckBasket("rejected/knows_no_total.mjs"),
                               "Task 1: what is in it › begins empty");
  ASSERT_TRUE(thrown.is_object()) << thrown;
  EXPECT_EQ(thrown["verdict"], "run_time_error");
  EXPECT_THAT(thrown["message"].get<std::string>(),
              HasSubstr("ReferenceError: total is not defined"));
  const json waiting =
      NodeCase(CheckBasket("rejected/is_never_paid.mjs"), "paying later");
  ASSERT_TRUE(waiting.is_object()) << waiting;
  EXPECT_THAT(waiting["message"].get<std::string>(),
              HasSubstr("still pending"));
  EXPECT_EQ(NodeCase(CheckBasket("rejected/never_ends.mjs"),
                     "Task 1: what is in it › begins empty")["verdict"],
            "time_limit_exceeded");
}

TEST(NodeSuiteTest, WhatTheProgramPrintsIsApart) {
  const Finished report = CheckBasket("accepted/says_much.mjs");
  EXPECT_EQ(report.status, 0) << report.out;
  const json one =
      NodeCase(report, "Task 1: what is in it › costs what its things cost");
  EXPECT_THAT(one.dump(), HasSubstr("ok 1 - added tea"));
}

TEST(NodeSuiteTest, IsolationIsRefused) {
  const Finished report =
      CheckBasket("accepted/says_much.mjs", "--require-isolation");
  EXPECT_EQ(report.status, 3) << report.out;
  EXPECT_THAT(report.out, HasSubstr("suite in the submission's process"));
}

// A course with a suite of its own.
class NodeSuiteCourse : public ::testing::Test {
 protected:
  void Write(const std::string& file, const std::string& suite,
             const std::string& framework = "node-test") {
    folder_.Write("problems/twice/problem.yaml",
                  absl::StrCat("id: twice\ntitle: Twice\ndifficulty: easy\n"
                               "suite: {framework: ",
                               framework, ", file: ", file, "}\n"));
    folder_.Write("problems/twice/statement.md", "# Twice\n\nWrite it.\n");
    folder_.Write("problems/twice/" + file, suite);
  }

  void WriteReference(const std::string& text) {
    folder_.Write("solutions/twice/twice.js", text);
  }

  Finished CheckTwice(const std::string& text) {
    const fs::path file = folder_.Write("mine.js", text);
    return Grader(absl::StrCat("check '",
                               (folder_.path() / "problems/twice").string(),
                               "' '", file.string(), "' --format json"));
  }

  static std::vector<std::string> NamesIn(const Finished& report) {
    std::vector<std::string> names;
    const json object = json::parse(report.out, nullptr, false);
    if (!object.is_object()) return {report.out};
    for (const json& one : object["cases"]) names.push_back(one["name"]);
    return names;
  }

  TemporaryFolder folder_;
};

constexpr char kTwiceRequired[] = "exports.twice = (x) => 2 * x;\n";

TEST_F(NodeSuiteCourse, ModulesThatAreRequired) {
  Write(
      "twice.test.js",
      "const assert = require('assert');\n"
      "const { describe, it, before } = require('node:test');\n"
      "const { twice } = require('./twice');\n"
      "let x;\n"
      "before(() => { x = 4; });\n"
      "describe('twice', () => {\n"
      "  it('of four', () => assert.strictEqual(twice(x), 8));\n"
      "  it('of none', (t, done) => { assert.equal(twice(0), 0); done(); });\n"
      "});\n");
  WriteReference(kTwiceRequired);
  const Finished right = CheckTwice(kTwiceRequired);
  EXPECT_EQ(right.status, 0) << right.out;
  EXPECT_THAT(NamesIn(right),
              ElementsAre("twice › of four", "twice › of none"));
  const Finished wrong = CheckTwice("exports.twice = (x) => 3 * x;\n");
  EXPECT_EQ(wrong.status, 1);
  EXPECT_THAT(wrong.out, HasSubstr("12 !== 8"));
  EXPECT_EQ(json::parse(wrong.out)["score"], 1);
}

TEST_F(NodeSuiteCourse, ModulesThatAreImportedWithoutSayingWhatTheyAre) {
  Write("twice.test.js",
        "import assert, { strictEqual } from 'node:assert';\n"
        "import { test } from 'node:test';\n"
        "import { count, twice } from './twice.js';\n"
        "test('of four', async () => {\n"
        "  strictEqual(twice(4), 8);\n"
        "  assert.equal((await import('./twice.js')).twice(1), 2);\n"
        "  assert.equal(count(), 2);\n"
        "});\n");
  const std::string right =
      "let calls = 0;\nexport const count = () => calls;\n"
      "export const twice = (x) => { ++calls; return 2 * x; };\n";
  WriteReference(right);
  const Finished report = CheckTwice(right);
  EXPECT_EQ(report.status, 0) << report.out;
}

TEST_F(NodeSuiteCourse, WhatHooksAndLimitsFailWithIsTold) {
  Write("twice.test.js",
        "const assert = require('node:assert');\n"
        "const { test, describe, it, beforeEach, afterEach } = "
        "require('node:test');\n"
        "const { twice, wait } = require('./twice');\n"
        "describe('prepared', () => {\n"
        "  beforeEach(() => assert.equal(twice(1), 2));\n"
        "  it('a', () => {});\n"
        "});\n"
        "test('in time', { timeout: 500 }, () => wait());\n"
        "test('twice the same', () => assert.equal(twice(2), 4));\n"
        "test('twice the same', () => assert.equal(twice(3), 6));\n");
  const std::string waits =
      "exports.wait = (ms) => new Promise((done) => setTimeout(done, ";
  WriteReference(absl::StrCat(kTwiceRequired, waits, "100));\n"));
  const Finished report =
      CheckTwice(absl::StrCat("exports.twice = (x) => x === 1 || x === 3 ? 0 : "
                              "2 * x;\n",
                              waits, "3000));\n"));
  EXPECT_EQ(report.status, 1);
  EXPECT_THAT(NodeCase(report, "prepared › a").dump(), HasSubstr("0 == 2"));
  EXPECT_THAT(NodeCase(report, "in time").dump(),
              HasSubstr("test timed out after 500ms"));
  EXPECT_EQ(NodeCase(report, "twice the same")["verdict"], "accepted");
  EXPECT_EQ(NodeCase(report, "twice the same (2)")["verdict"], "wrong_answer")
      << report.out;
}

TEST_F(NodeSuiteCourse, WhatTheSuiteSkipsIsNoCaseAndWhatASubmissionSkipsFails) {
  Write("twice.test.js",
        "const assert = require('node:assert');\n"
        "const { test } = require('node:test');\n"
        "const { twice } = require('./twice');\n"
        "test('first', (t) => {\n"
        "  if (!twice) return t.skip();\n"
        "  assert.equal(twice(1), 2);\n"
        "});\n"
        "test.skip('second', () => assert.fail());\n"
        "test('third', { todo: true }, () => assert.fail());\n");
  WriteReference(kTwiceRequired);
  const Finished right = CheckTwice(kTwiceRequired);
  EXPECT_EQ(right.status, 0) << right.out;
  EXPECT_THAT(NamesIn(right), ElementsAre("first"));
  EXPECT_EQ(CheckTwice("exports.once = 1;\n").status, 1);
}

TEST_F(NodeSuiteCourse, SuiteThatCannotBeLoadedIsTheAuthorsMistake) {
  Write("twice.test.js",
        "const { test } = require('node:test');\n"
        "const { twice } = require('./twice');\n"
        "thrice(2);\n");
  WriteReference(kTwiceRequired);
  const Finished report = CheckTwice(kTwiceRequired);
  EXPECT_EQ(report.status, 2) << report.out;
  EXPECT_THAT(report.out,
              AllOf(HasSubstr("twice.test.js:3: error: the suite cannot be "
                              "loaded with the reference"),
                    HasSubstr("thrice is not defined")));
}

// By the names of the tests, what each came to.
std::map<std::string, std::string> VerdictsIn(const Finished& report) {
  std::map<std::string, std::string> verdicts;
  const json object = json::parse(report.out, nullptr, false);
  if (!object.is_object()) return {{report.out, ""}};
  for (const json& one : object["cases"]) {
    verdicts[one["name"]] = one["verdict"];
  }
  return verdicts;
}

TEST_F(NodeSuiteCourse, TablesOfJest) {
  Write("twice.spec.js",
        "const { twice } = require('./twice');\n"
        "test.each`\n  x    | result\n  ${1} | ${2}\n  ${5} | ${10}\n`\n"
        "('$x gives $result', ({ x, result }) => {\n"
        "  expect(twice(x)).toBe(result);\n});\n"
        "test.each([{ a: 3, b: { c: 'x' } }])('$#: $a $b.c $d', ({ a }) => {\n"
        "  expect(twice(a)).toBe(2 * a);\n});\n"
        "test.each([[4]])('%i, later', (x, done) => {\n"
        "  setTimeout(() => { expect(twice(x)).toBe(8); done(); }, 10);\n});\n",
        "jest");
  WriteReference(kTwiceRequired);
  EXPECT_THAT(
      VerdictsIn(CheckTwice(kTwiceRequired)),
      ElementsAre(Pair("0: 3 x $d", "accepted"), Pair("1 gives 2", "accepted"),
                  Pair("4, later", "accepted"),
                  Pair("5 gives 10", "accepted")));
  EXPECT_THAT(VerdictsIn(CheckTwice("exports.twice = () => 10;\n")),
              ElementsAre(Pair("0: 3 x $d", "wrong_answer"),
                          Pair("1 gives 2", "wrong_answer"),
                          Pair("4, later", "wrong_answer"),
                          Pair("5 gives 10", "accepted")));
}

TEST_F(NodeSuiteCourse, TableOfJestThatIsNone) {
  WriteReference(kTwiceRequired);
  for (const char* table : {"`x | y\n${1}`", "(3)"}) {
    Write("twice.spec.js",
          absl::StrCat("require('./twice');\ntest.each", table,
                       "('of', () => {});\n"),
          "jest");
    const Finished report = CheckTwice(kTwiceRequired);
    EXPECT_EQ(report.status, 2) << report.out;
  }
}

TEST_F(NodeSuiteCourse, TestOfJestThatHasToFail) {
  Write("twice.spec.js",
        "const { twice } = require('./twice');\n"
        "test('right', () => { expect(twice(1)).toBe(2); });\n"
        "test.failing('assertion', () => { expect(twice(1)).toBe(3); });\n"
        "test.failing('rejection', async () => {\n"
        "  if (twice(1) === 2) throw new Error('as it should');\n});\n",
        "jest");
  WriteReference(kTwiceRequired);
  const Finished right = CheckTwice(kTwiceRequired);
  EXPECT_EQ(right.status, 0) << right.out;
  const Finished wrong = CheckTwice("exports.twice = () => 3;\n");
  EXPECT_THAT(VerdictsIn(wrong), ElementsAre(Pair("assertion", "wrong_answer"),
                                             Pair("rejection", "wrong_answer"),
                                             Pair("right", "wrong_answer")));
  EXPECT_THAT(wrong.out, HasSubstr("it was expected to fail, and did not"));
}

TEST_F(NodeSuiteCourse, CallsThatJestNotes) {
  Write("twice.spec.js",
        "const { twice } = require('./twice');\n"
        "test('calls', async () => {\n"
        "  const f = jest.fn(() => { throw new Error('x'); });\n"
        "  expect(() => twice(f(7))).toThrow('x');\n"
        "  expect(f.mock.results[0].type).toBe('throw');\n"
        "  expect(f.mock.lastCall).toEqual([7]);\n"
        "  const g = jest.fn().mockRejectedValueOnce(new Error('no'))\n"
        "    .mockResolvedValueOnce(twice(2)).mockReturnThis();\n"
        "  await expect(g()).rejects.toThrow('no');\n"
        "  await expect(g()).resolves.toBe(4);\n"
        "  const one = { g };\n"
        "  expect(one.g()).toBe(one);\n"
        "  expect(jest.isMockFunction(g)).toBe(true);\n"
        "  expect(() => jest.spyOn(one, 'h')).toThrow('no method');\n"
        "});\n",
        "jest");
  WriteReference(kTwiceRequired);
  const Finished right = CheckTwice(kTwiceRequired);
  EXPECT_EQ(right.status, 0) << right.out;
}

}  // namespace
}  // namespace grader
