import sys

total = 0
for line in sys.stdin:
    for word in line.split():
        total += int(word)
print(total)
