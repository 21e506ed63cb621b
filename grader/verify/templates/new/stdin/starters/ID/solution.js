const words = require("fs").readFileSync(0, "utf8").split(/\s+/);
// TODO: add up all the numbers, not only the first.
console.log(Number(words[0]));
