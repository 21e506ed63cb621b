program solution;

{ TODO: add up all the numbers, not only the first. }
var
  number: int64;

begin
  number := 0;
  if not seekeof then
    read(number);
  writeln(number);
end.
