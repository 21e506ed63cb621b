fun main() {
    // TODO: add up all the numbers, not only the first.
    val words = (readLine() ?: "").split(" ").filter { it.isNotEmpty() }
    println(words.firstOrNull() ?: "0")
}
