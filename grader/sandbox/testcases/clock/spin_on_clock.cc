#include <chrono>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  Begin();
  const auto end =
      std::chrono::steady_clock::now() + std::chrono::milliseconds(100);
  while (std::chrono::steady_clock::now() < end) {
  }
  End();
}
