# TODO: add up all the numbers, not only the first.
read -r -a numbers
echo "${numbers[0]:-0}"
