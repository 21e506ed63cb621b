# Prints all that a submission can see.
dump=$(
  echo "dump of argv: $0 $*"
  echo "dump of environ:"
  export -p
  shopt -s globstar dotglob nullglob
  for path in ./**; do
    echo "dump of $path:"
    if [[ -f $path ]]; then printf '%s\n' "$(<"$path")"; fi
  done 2>/dev/null
  echo "dump of stdin:"
  cat
)
printf '%s\n' "$dump"
printf '%s\n' "$dump" >&2
unset dump
