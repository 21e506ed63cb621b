object Main extends App {
  // TODO: add up all the numbers, not only the first.
  val words = Option(io.StdIn.readLine()).getOrElse("").split(" ").filter(_.nonEmpty)
  println(words.headOption.getOrElse("0"))
}
