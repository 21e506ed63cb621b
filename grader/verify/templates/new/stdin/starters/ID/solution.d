import std.stdio;

void main() {
  // TODO: add up all the numbers, not only the first.
  long number = 0;
  readf(" %d", number);
  writeln(number);
}
