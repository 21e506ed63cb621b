import java.util.Scanner;

class solution {
  public static void main(String[] args) {
    Scanner in = new Scanner(System.in);
    // TODO: add up all the numbers, not only the first.
    System.out.println(in.hasNextLong() ? in.nextLong() : 0);
  }
}
