object Main extends App {
  var sum = 0
  for (line <- io.Source.stdin.getLines(); word <- line.split("\\s+") if word.nonEmpty)
    sum += word.toInt
  println(sum)
}
