fun main() {
    var sum = 0
    while (true) {
        val line = readLine() ?: break
        for (word in line.split(" ")) {
            if (word.isNotEmpty()) sum += word.toInt()
        }
    }
    println(sum)
}
