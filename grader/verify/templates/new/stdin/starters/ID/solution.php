<?php
// TODO: add up all the numbers, not only the first.
fscanf(STDIN, "%d", $number);
echo $number ?? 0, "\n";
