use strict;
use warnings;

# TODO: add up all the numbers, not only the first.
my ($first) = split ' ', <STDIN> // '';
print $first // 0, "\n";
