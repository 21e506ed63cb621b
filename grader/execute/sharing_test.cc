// Submissions that the code shared with others does not fit: each must become
// what it becomes where nothing is shared but the text of the headers.
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grader/execute/build.h"
#include "grader/execute/plan.h"
#include "grader/execute/prepare.h"
#include "grader/execute/sandbox_runner.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// What all submissions of the test's problem get. The adapter ends with what
// answer() gives.
constexpr char kGiven[] = R"(#ifndef GIVEN_H_
#define GIVEN_H_
#include <string>
struct Pair { int first = 1; int second = 2; };
class Closed { int secret_ = 3; };
int answer();
int extra();
inline int Extra() { return extra(); }
inline int Next() { static int last = 10; return ++last; }
inline const std::string* name = nullptr;
inline thread_local int of_thread = 5;
static int of_file = 6;
template <typename T> T Twice(T value) { return value + value; }
template <typename T> struct Box { T value; T get() const { return value; } };
struct Shape { virtual ~Shape() = default; virtual int sides() { return 0; } };
struct Square : Shape { int sides() override { return 4; } };
#ifdef GIVEN_IS_OTHER
constexpr int kKind = 2;
#else
constexpr int kKind = 1;
#endif
#endif
)";
constexpr char kUses[] =
    "template int Twice(int);\ntemplate struct Box<long>;\n";
// May be included but once.
constexpr char kOnce[] = "struct Once { int one = 1; };\n";
constexpr char kPragma[] = "#pragma once\nstruct Pragma { int one = 1; };\n";
// Counts the files that include it.
constexpr char kCounting[] = R"(#ifndef COUNTING_H_
#define COUNTING_H_
inline int counted = 0;
static const struct Count { Count() { ++counted; } } count;
#endif
)";
// Must come after given.h.
constexpr char kNeedy[] = "#pragma once\ninline Pair Both() { return {}; }\n";

struct Example {
  const char* name;
  std::vector<SourceFile> sources;
  int answer;  // -1: it does not compile
};
void PrintTo(const Example& example, std::ostream* out) {
  *out << example.name;
}

class SharingTest : public ::testing::TestWithParam<Example> {
 protected:
  // One problem and one cache for all of them.
  struct Set {
    Set()
        : workspace(*Workspace::Create()),
          cache(folder.path() / "cache", workspace.path() / "cache",
                1024 * kMiB),
          runner(GRADER_BINARY_DIR "/grader-sandbox") {
      folder.Write("p/driver.cpp", "int main() {}\n");
      folder.Write("p/adapter.cpp",
                   "#include \"given.h\"\nint main() { return answer(); }\n");
      folder.Write("p/given.h", kGiven);
      folder.Write("p/uses.h", kUses);
      folder.Write("support/cpp/once.h", kOnce);
      folder.Write("support/cpp/pragma.h", kPragma);
      folder.Write("support/cpp/counting.h", kCounting);
      folder.Write("support/cpp/needy.h", kNeedy);
      folder.Write("support/cpp/prelude.h", "#include <string>\n");
    }

    TemporaryFolder folder;
    Workspace workspace;
    Cache cache;
    SandboxRunner runner;
  };

  static void SetUpTestSuite() { set_ = new Set; }
  static void TearDownTestSuite() { delete set_; }

  void SetUp() override {
    sharing_ = *FindLanguage(*BuiltInLanguages(), "cpp");
    if (sharing_.toolchain.precompiled_code.empty()) {
      GTEST_SKIP() << "no compiler here shares code: "
                   << sharing_.toolchain.name;
    }
    plain_ = sharing_;
    plain_.toolchain.precompiled_code.clear();
    plain_.toolchain.with_code.clear();
  }

  static Submission In(const Language& language,
                       std::vector<SourceFile> sources) {
    const fs::path root = set_->folder.path();
    Submission submission;
    submission.language = language;
    submission.sources = std::move(sources);
    submission.scaffold = {.driver = root / "p/driver.cpp",
                           .driver_language = language,
                           .adapter = root / "p/adapter.cpp",
                           .problem = root / "p",
                           .support = root / "support"};
    return submission;
  }

  static Build Built(const Submission& submission) {
    auto build = BuildSubmission(submission, {.cache = set_->cache,
                                              .workspace = set_->workspace,
                                              .runner = set_->runner});
    EXPECT_TRUE(build.ok()) << build.status();
    return build.ok() ? *std::move(build) : Build();
  }

  static int AnswerOf(const Build& build) {
    if (!build.ok) return -1;
    Command alone = build.command;
    alone.driver.clear();
    const auto seen = set_->runner.Run(alone, Limits());
    EXPECT_TRUE(seen.ok()) << seen.status();
    const auto* exited =
        seen.ok() ? std::get_if<Exited>(&seen->termination) : nullptr;
    return exited == nullptr ? -2 : exited->code;
  }

  // Whether the code of what `source` includes first is compiled for all.
  static bool OpeningIsShared(const Language& language,
                              const std::string& source) {
    const Submission submission = In(language, {{"a.cpp", source}});
    const auto plan =
        MakePlan(submission.scaffold, language, submission.sources);
    EXPECT_TRUE(plan.ok()) << plan.status();
    if (!plan.ok() || !plan->opening) return false;
    const auto entries = Prepare(*plan, submission.scaffold, language,
                                 {.cache = set_->cache,
                                  .workspace = set_->workspace,
                                  .runner = set_->runner});
    EXPECT_TRUE(entries.ok()) << entries.status();
    return entries.ok() &&
           fs::exists(*(*entries)[*plan->opening] / kPreludeObject);
  }

  static inline Set* set_ = nullptr;
  Language sharing_;
  Language plain_;
};

TEST_P(SharingTest, MakesNoDifference) {
  const Build plain = Built(In(plain_, GetParam().sources));
  const Build shared = Built(In(sharing_, GetParam().sources));
  EXPECT_EQ(AnswerOf(plain), GetParam().answer) << plain.log;
  EXPECT_EQ(AnswerOf(shared), GetParam().answer) << shared.log;
  EXPECT_EQ(shared.message, plain.message);
  ASSERT_EQ(shared.diagnostics.size(), plain.diagnostics.size())
      << plain.log << "---\n"
      << shared.log;
  for (std::size_t i = 0; i < plain.diagnostics.size(); ++i) {
    EXPECT_EQ(shared.diagnostics[i], plain.diagnostics[i])
        << plain.log << "---\n"
        << shared.log;
  }
}

TEST_F(SharingTest, IsOfWhatStandsFirst) {
  EXPECT_TRUE(OpeningIsShared(sharing_, "#include \"given.h\"\n"));
  EXPECT_TRUE(
      OpeningIsShared(sharing_,
                      "#include \"pragma.h\"\n#include <vector>\n"
                      "#include \"given.h\"\nint answer() { return 1; }\n"));
  EXPECT_FALSE(OpeningIsShared(sharing_, "int i;\n#include \"given.h\"\n"));
  EXPECT_FALSE(OpeningIsShared(plain_, "#include \"given.h\"\n"));
}

TEST_F(SharingTest, IsNotOfWhatMayBeIncludedOnlyOnce) {
  EXPECT_FALSE(OpeningIsShared(sharing_, "#include \"once.h\"\n"));
}

TEST_F(SharingTest, IsNotOfWhatStartsWithTheProgram) {
  EXPECT_FALSE(OpeningIsShared(sharing_, "#include \"counting.h\"\n"));
}

// The headers of an opening are found wherever the cache is.
TEST_F(SharingTest, OutlivesAMoveOfTheCache) {
  const std::string source = "#include \"pragma.h\"\n#include \"given.h\"\n";
  ASSERT_TRUE(OpeningIsShared(sharing_, source));
  const fs::path moved = set_->folder.path() / "moved";
  fs::rename(set_->folder.path() / "cache", moved);
  Cache cache(moved, set_->workspace.path() / "cache", 1024 * kMiB);
  const auto build = BuildSubmission(
      In(sharing_, {{"a.cpp", source + "int answer() { return of_fil; }\n"}}),
      {.cache = cache, .workspace = set_->workspace, .runner = set_->runner});
  fs::rename(moved, set_->folder.path() / "cache");
  ASSERT_TRUE(build.ok()) << build.status();
  ASSERT_FALSE(build->diagnostics.empty()) << build->log;
  EXPECT_THAT(build->diagnostics[0].message,
              ::testing::HasSubstr("did you mean 'of_file'"))
      << build->log;
}

std::vector<SourceFile> One(const std::string& text) {
  return {{"a.cpp", text}};
}
const std::string kOpening = "#include \"given.h\"\n";

INSTANTIATE_TEST_SUITE_P(
    Each, SharingTest,
    ::testing::Values(
        Example{"Ordinary",
                One(kOpening + "int answer() { return Twice(4) + Next() + "
                               "of_thread + of_file + (name == nullptr) + "
                               "int(Box<long>{7}.get()) + Square().sides(); }"),
                42},
        Example{"WithoutTheHeader", One("int answer() { return 7; }\n"), 7},
        Example{"NamesOfAHeaderThatIsNotIncluded",
                One("int answer() { return Twice(4); }\n"), -1},
        Example{"ItsOwnInPlaceOfAHeader",
                One("struct Pair { char first = 9; };\ninline int Next() { "
                    "return 9; }\ntemplate <class T> T Twice(T) { return 1; }\n"
                    "int answer() { return Next() + Pair().first + Twice(4); "
                    "}\n"),
                19},
        Example{"IncludesLate",
                One("int i = 4;\n" + kOpening +
                    "int answer() { return Twice(i); }\n"),
                8},
        Example{"MacroBefore",
                One("#define GIVEN_IS_OTHER\n" + kOpening +
                    "int answer() { return kKind; }\n"),
                2},
        Example{"MacroBetween",
                One("#include \"pragma.h\"\n#define GIVEN_IS_OTHER\n" +
                    kOpening + "int answer() { return kKind; }\n"),
                2},
        Example{"PrivateIsPublic",
                One("#define private public\n#define class struct\n" +
                    kOpening + "int answer() { return Closed().secret_; }\n"),
                3},
        Example{"PrivateIsPublicTooLate",
                One(kOpening + "#define private public\n" + kOpening +
                    "int answer() { return Closed().secret_; }\n"),
                -1},
        Example{"GuardUndefined",
                One(kOpening + "#undef GIVEN_H_\n" + kOpening +
                    "int answer() { return 1; }\n"),
                -1},
        Example{"GuardDefined",
                One("#define GIVEN_H_\n" + kOpening +
                    "int answer() { return Twice(1); }\n"),
                -1},
        Example{"PackedByAPragma",
                One("#pragma pack(1)\nstruct Mine { char c; int i; };\n" +
                    kOpening + "int answer() { return sizeof(Mine); }\n"),
                5},
        Example{"SpecializesWhatIsInstantiated",
                One(kOpening + "template <> int Twice(int) { return 9; }\n"
                               "int answer() { return Twice(1); }\n"),
                9},
        Example{"SpecializesAMember",
                One(kOpening +
                    "template <> long Box<long>::get() const { return 9; }\n"
                    "int answer() { return Box<long>{1}.get(); }\n"),
                9},
        Example{"InstantiatesItself",
                One(kOpening + "template int Twice(int);\n"
                               "template struct Box<long>;\n"
                               "int answer() { return Twice(4); }\n"),
                8},
        Example{"LeavesOutWhatNobodyCalls",
                One(kOpening + "int answer() { return 1; }\n"), 1},
        Example{"DefinesWhatAHeaderCalls",
                One(kOpening + "int extra() { return 8; }\n"
                               "int answer() { return Extra(); }\n"),
                8},
        Example{"LeavesOutWhatItCalls",
                One(kOpening + "int answer() { return Extra(); }\n"), -1},
        Example{"LeavesOutWhatIsAskedFor", One(kOpening), -1},
        Example{"RedefinesAFunction",
                One(kOpening + "inline int Next() { return 1; }\n"
                               "int answer() { return 1; }\n"),
                -1},
        Example{"HeaderWithoutAGuard",
                One("#include \"once.h\"\nint answer() { return Once().one; }"),
                1},
        Example{"HeaderWithoutAGuardTwice",
                One("#include \"once.h\"\n#include \"once.h\"\n"
                    "int answer() { return 1; }\n"),
                -1},
        Example{"HeaderWithAPragma",
                One("#include \"pragma.h\"\n#include \"pragma.h\"\n"
                    "int answer() { return Pragma().one; }\n"),
                1},
        Example{"HeaderThatStartsSomething",
                One("#include \"counting.h\"\n"
                    "int answer() { return counted; }\n"),
                1},
        Example{"HeadersInTheWrongOrder",
                One("#include \"needy.h\"\n" + kOpening +
                    "int answer() { return Both().first; }\n"),
                -1},
        Example{"HeadersInTheRightOrder",
                One(kOpening + "#include \"needy.h\"\n"
                               "int answer() { return Both().second; }\n"),
                2},
        Example{"ItsOwnFileOfThatName",
                {{"a.cpp", kOpening + "int answer() { return Own(); }\n"},
                 {"given.h", "inline int Own() { return 12; }\n"}},
                12},
        Example{"ItsOwnFileFirst",
                {{"a.cpp", "#include \"own.h\"\n" + kOpening +
                               "int answer() { return kKind; }\n"},
                 {"own.h", "#define GIVEN_IS_OTHER\n"}},
                2},
        Example{"TwoFiles",
                {{"a.cpp", kOpening + "int more();\nint answer() { return "
                                      "Next() + more() + of_file; }\n"},
                 {"b.cpp", kOpening + "int more() { of_file = 1; return "
                                      "Next() + of_file; }\n"}},
                30},
        Example{"ItsOwnOperatorNew",
                One(kOpening +
                    "#include <cstdlib>\n#include <new>\nint calls = 0;\n"
                    "void* operator new(std::size_t size) { ++calls; return "
                    "std::malloc(size); }\n"
                    "void operator delete(void* p) noexcept { std::free(p); }\n"
                    "void operator delete(void* p, std::size_t) noexcept { "
                    "std::free(p); }\n"
                    "int answer() { calls = 0; std::string s(99, 'x'); s += "
                    "s; return calls; }\n"),
                2},
        Example{"ItsOwnDynamicType",
                One(kOpening +
                    "struct Mine : Square { int sides() override { return "
                    "Square::sides() + 1; } };\n"
                    "int answer() { Mine mine; Shape* shape = &mine; return "
                    "dynamic_cast<Square*>(shape)->sides(); }\n"),
                5},
        Example{"ErrorInATemplateOfTheHeader",
                One(kOpening + "int answer() { return Twice(Pair()).first; }"),
                -1},
        Example{"NoteInTheHeader",
                One(kOpening + "int answer() { Pair p(1, 2, 3); return 0; }"),
                -1},
        Example{"LinksThatAreTaken",
                {{"a.cpp", kOpening + "int answer() { return Next(); }\n"},
                 {".grader-headers", "mine\n"}},
                11}),
    [](const auto& example) { return example.param.name; });

}  // namespace
}  // namespace grader
