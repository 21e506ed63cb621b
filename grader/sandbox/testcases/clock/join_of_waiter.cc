#include <future>
#include <thread>

int main() {
  // The one waits for the other to end, the other for a word of the one.
  std::promise<void> promise;
  std::thread other(
      [future = promise.get_future()]() mutable { future.wait(); });
  other.join();
  promise.set_value();
}
