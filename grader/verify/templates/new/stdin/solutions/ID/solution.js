const words = require("fs").readFileSync(0, "utf8").split(/\s+/);
let sum = 0;
for (const word of words) sum += Number(word);
console.log(sum);
