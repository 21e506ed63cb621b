// The fuzzers without libFuzzer: each takes any bytes, so each is fed with all
// inputs that are kept for any of them, and with problem files.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <ostream>
#include <string>
#include <system_error>
#include <vector>

#include "grader/problem/files.h"
#include "grader/testing/temporary_folder.h"

#define FUZZER(name) \
  extern "C" int name(const unsigned char* data, std::size_t size);
#include "fuzzers.def"
#undef FUZZER

namespace grader {
namespace {

namespace fs = std::filesystem;

struct Fuzzer {
  const char* name;
  int (*take)(const unsigned char* data, std::size_t size);
};

const Fuzzer kFuzzers[] = {
#define FUZZER(name) {#name, name},
#include "fuzzers.def"
#undef FUZZER
};

// As ci/fuzz has it.
constexpr std::size_t kLongest = 2048;

const std::vector<std::string>& Inputs() {
  static const auto* const kInputs = [] {
    auto* inputs = new std::vector<std::string>;
    for (const char* folder : {"fixtures/fuzz", "fixtures/yaml"}) {
      for (const fs::directory_entry& entry :
           fs::recursive_directory_iterator(folder)) {
        std::error_code no_file;  // among them are links to themselves
        if (!entry.is_regular_file(no_file)) continue;
        inputs->push_back(
            ReadFile(entry.path()).value_or("").substr(0, kLongest));
      }
    }
    // In the same order everywhere.
    std::sort(inputs->begin(), inputs->end());
    return inputs;
  }();
  return *kInputs;
}

// They write to $TMPDIR, and leave it to others to remove what lies there.
class Scratch : public ::testing::Environment {
 public:
  void SetUp() override { setenv("TMPDIR", folder_.path().c_str(), 1); }

 private:
  TemporaryFolder folder_;
};

const auto* const kScratch = ::testing::AddGlobalTestEnvironment(new Scratch);

void PrintTo(const Fuzzer& fuzzer, std::ostream* out) { *out << fuzzer.name; }

class FuzzerTest : public ::testing::TestWithParam<Fuzzer> {};

// What does not hold ends the program.
TEST_P(FuzzerTest, TakesWhatIsKept) {
  ASSERT_GT(Inputs().size(), 100u);
  for (const std::string& input : Inputs()) {
    GetParam().take(reinterpret_cast<const unsigned char*>(input.data()),
                    input.size());
  }
}

INSTANTIATE_TEST_SUITE_P(Each, FuzzerTest, ::testing::ValuesIn(kFuzzers),
                         [](const auto& info) {
                           return std::string(info.param.name);
                         });

}  // namespace
}  // namespace grader
