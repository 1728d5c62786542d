// Reads texts from standard input, a JSON list, and prints for each what Mattermost's parser finds that is no plain word.
const { Parser } = require("@mattermost/commonmark");
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
const parser = new Parser({ minimumHashtagLength: 3 });
const plain = new Set(["document", "paragraph", "text", "softbreak", "linebreak"]);
const read = (text) => {
  const walker = parser.parse(text).walker();
  const kinds = [];
  let words = "";
  for (let event = walker.next(); event; event = walker.next()) {
    const node = event.node;
    if (event.entering && !plain.has(node.type)) kinds.push(node.type);
    if (event.entering && node.type === "text") words += node.literal;
  }
  return { kinds, words };
};
console.log(JSON.stringify(texts.map(read)));
