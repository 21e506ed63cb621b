with Ada.Text_IO;         use Ada.Text_IO;
with Ada.Integer_Text_IO; use Ada.Integer_Text_IO;

procedure Solution is
   Number : Integer;
   Sum    : Integer := 0;
begin
   loop
      begin
         Get (Number);
      exception
         when End_Error => exit;
      end;
      Sum := Sum + Number;
   end loop;
   Put (Sum, Width => 0);
   New_Line;
end Solution;
