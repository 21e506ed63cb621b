with Ada.Text_IO;         use Ada.Text_IO;
with Ada.Integer_Text_IO; use Ada.Integer_Text_IO;

procedure Solution is
   Number : Integer := 0;
begin
   --  TODO: add up all the numbers, not only the first.
   begin
      Get (Number);
   exception
      when End_Error => Number := 0;
   end;
   Put (Number, Width => 0);
   New_Line;
end Solution;
