// The page that npm's mjml makes of each source in a folder, beside it: `node compile.js FOLDER`. Strict: any fault ends it.
const fs = require("node:fs");
const path = require("node:path");
const compile = require("mjml");

(async () => {
  const folder = process.argv[2];
  for (const name of fs.readdirSync(folder).filter((file) => file.endsWith(".mjml"))) {
    const file = path.join(folder, name);
    const page = await compile(fs.readFileSync(file, "utf8"), { validationLevel: "strict", fonts: {} });
    fs.writeFileSync(file.replace(/mjml$/, "html"), page.html);
  }
})().catch((error) => {
  console.error(error.message ?? error);
  process.exit(1);
});
