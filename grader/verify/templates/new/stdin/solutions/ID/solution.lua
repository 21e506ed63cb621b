local sum = 0
while true do
  local number = io.read("n")
  if not number then break end
  sum = sum + number
end
print(sum)
