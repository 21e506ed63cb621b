input <- file("stdin", "r")
sum <- 0
while (length(line <- readLines(input, n = 1)) > 0) {
  for (word in strsplit(trimws(line), " +")[[1]]) {
    sum <- sum + as.numeric(word)
  }
}
cat(sum, "\n", sep = "")
