-- TODO: add up all the numbers, not only the first.
print(io.read("n") or 0)
