# TODO: add up all the numbers, not only the first.
read -r number rest
echo "${number:-0}"
