#include <stdio.h>

int main(void) {
  // TODO: add up all the numbers, not only the first.
  long number = 0;
  if (scanf("%ld", &number) != 1) number = 0;
  printf("%ld\n", number);
}
