import * as fs from "fs";

// TODO: add up all the numbers, not only the first.
const numbers = fs.readFileSync(0, "utf8").split(/\s+/)
  .filter((word) => word !== "").map(Number);
console.log(numbers[0] ?? 0);
