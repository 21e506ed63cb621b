# TODO: add up all the numbers, not only the first.
numbers = input().split()
print(numbers[0])
