// Takes the addresses out of package-lock.json: names, versions and hashes are what a lock is for.
const fs = require("node:fs");
const path = `${__dirname}/package-lock.json`;
const lock = JSON.parse(fs.readFileSync(path, "utf8"));
for (const entry of Object.values(lock.packages)) {
  delete entry.funding;
  if (/:\/\//.test(entry.license)) delete entry.license;
}
fs.writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
