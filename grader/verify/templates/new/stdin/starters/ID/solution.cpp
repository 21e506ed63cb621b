#include <iostream>

int main() {
  // TODO: add up all the numbers, not only the first.
  long number = 0;
  std::cin >> number;
  std::cout << number << '\n';
}
