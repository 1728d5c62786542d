// Prints CommonMark's examples, a JSON list of their Markdown.
console.log(JSON.stringify(require("commonmark-spec").tests.map((example) => example.markdown)));
