import * as fs from "fs";

let sum: number = 0;
for (const line of fs.readFileSync(0, "utf8").split("\n")) {
  for (const word of line.split(" ")) sum += Number(word);
}
console.log(sum);
