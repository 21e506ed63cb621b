let rec add sum =
  match Scanf.scanf " %d" (fun number -> number) with
  | number -> add (sum + number)
  | exception End_of_file -> sum

let () = Printf.printf "%d\n" (add 0)
