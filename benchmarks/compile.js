// npm's mjml in one process: for each number that comes in, a page compiled so many times, and the seconds it took by
// the clock and of the processors: `node compile.js SOURCE`.
const fs = require("node:fs");
const readline = require("node:readline");
const mjml = require("../tests/judges/node_modules/mjml");

const source = fs.readFileSync(process.argv[2], "utf8");

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const began = process.hrtime.bigint();
    const used = process.cpuUsage();
    for (let times = Number(line); times > 0; times -= 1) await mjml(source);
    const { user, system } = process.cpuUsage(used);
    console.log(Number(process.hrtime.bigint() - began) / 1e9, (user + system) / 1e6);
  }
})();
