#include <thread>
#include <vector>

int main() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([] {
      for (volatile bool for_ever = true; for_ever;) {
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}
