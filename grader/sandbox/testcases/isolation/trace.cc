// Reads its key from descriptor 3 and writes one event with it.
#include <unistd.h>

#include <string>

int main() {
  char key[64];
  const ssize_t size = read(3, key, sizeof key);
  if (size <= 0) return 1;
  const std::string done =
      std::string(key, static_cast<size_t>(size)) + " done";
  return write(3, done.data(), done.size()) < 0;
}
