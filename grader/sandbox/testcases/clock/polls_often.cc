#include <poll.h>
#include <sys/eventfd.h>

#include <thread>
#include <vector>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  // Ten threads wait for each of twenty descriptors ten times over; one that
  // was named for another event, too.
  std::vector<pollfd> waits;
  for (int i = 0; i < 20; ++i) {
    const int event = eventfd(0, 0);
    for (int j = 0; j < 10; ++j) waits.push_back({event, POLLPRI, 0});
  }
  const pollfd last = {waits[0].fd, POLLIN, 0};
  waits.push_back(last);
  Begin();
  std::vector<std::thread> threads;
  for (int i = 0; i < 10; ++i) {
    threads.emplace_back([waits]() mutable {
      EXPECT_THAT_IT(poll(waits.data(), waits.size(), 100) == 0);
      EXPECT_THAT_IT(poll(waits.data(), waits.size(), 1'000'000) == 1);
      EXPECT_THAT_IT(waits.back().revents == POLLIN);
    });
  }
  std::thread([last] {
    timespec time = Milliseconds(200);
    nanosleep(&time, nullptr);
    eventfd_write(last.fd, 1);
  }).join();
  for (std::thread& thread : threads) thread.join();
  End();
}
