const fs = require('fs');

fs.writeSync(3, 'begin');
setTimeout(() => fs.writeSync(3, 'end'), 100);
