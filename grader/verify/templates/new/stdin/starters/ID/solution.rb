# TODO: add up all the numbers, not only the first.
puts gets.to_s.split.first.to_i
