(* TODO: add up all the numbers, not only the first. *)
let () =
  let number = try Scanf.scanf " %d" (fun n -> n) with End_of_file -> 0 in
  Printf.printf "%d\n" number
