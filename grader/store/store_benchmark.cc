// What the Store can do: submissions received and graded, one after the other,
// each of which is on the disk when that is answered.
//   store_benchmark FOLDER|postgresql://… COUNT REPORT_BYTES
// Prints one object of JSON.
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "grader/execute/monotonic.h"
#include "grader/execute/time_of_day.h"
#include "grader/store/store.h"

namespace grader {
namespace {

constexpr std::size_t kFileBytes = 1000;

void Must(const absl::Status& status) {
  if (status.ok()) return;
  std::cerr << status << "\n";
  std::exit(3);
}

void Measure(const std::string& where, int count, std::size_t report_bytes) {
  auto opened = absl::StartsWith(where, "postgresql:")
                    ? Store::Open(PostgresOptions{where})
                    : Store::Open(std::filesystem::path(where));
  Must(opened.status());
  Store& store = **opened;
  Must(store.AddInvitation({"invited"}));
  Must(store.Join("invited", {"p", "Ana"}, "hash"));
  const std::string text(kFileBytes, '#');
  const std::string report(report_bytes, 'x');
  const absl::Time start = MonotonicNow();
  for (int i = 0; i < count; ++i) {
    SubmissionHead head;
    head.id = absl::StrCat("s", i);
    head.person = "p";
    head.unit = "echo";
    head.language = "python";
    head.received = TimeOfDay();
    Must(store.CountTry("hand-in", count, absl::Hours(1), head.received)
             .status());
    Must(store.AddSubmission(head, {{"echo.py", text}}));
    Must(store.SetBegun(head.id, true));
    Must(store.SetOutcome(head.id, {"accepted", 1, 1, report}));
  }
  const double seconds = absl::ToDoubleSeconds(MonotonicNow() - start);
  std::cout << "{\"submissions\": " << count
            << ", \"report_bytes\": " << report_bytes
            << ", \"seconds\": " << seconds
            << ", \"per_second\": " << count / seconds << "}\n";
}

int Main(const std::vector<std::string>& words) {
  int count = 0;
  std::size_t bytes = 0;
  if (words.size() == 4 && absl::SimpleAtoi(words[2], &count) &&
      absl::SimpleAtoi(words[3], &bytes) && count > 0) {
    Measure(words[1], count, bytes);
    return 0;
  }
  std::cerr << "usage: store_benchmark FOLDER|ADDRESS COUNT REPORT_BYTES\n";
  return 2;
}

}  // namespace
}  // namespace grader

int main(int argc, char** argv) {
  return grader::Main(std::vector<std::string>(argv, argv + argc));
}
