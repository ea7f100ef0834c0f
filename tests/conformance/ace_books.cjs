// Ace by DAISY over many e-books with one browser: `node ace_books.cjs MODULES OUT BOOK…` writes OUT/<n>.json for each.
const { createRequire } = require('module');
const path = require('path');

const [modules, out, ...books] = process.argv.slice(2);
const load = createRequire(path.join(path.resolve(modules), 'node_modules', 'x.js'));
const ace = load('@daisy/ace-core');
const runner = load('@daisy/ace-axe-runner-puppeteer');

// Ace launches and closes a browser for each book; these two do it once for all.
const kept = { ...runner, launch: async () => {}, close: async () => {} };

(async () => {
  await runner.launch();
  for (const [n, book] of books.entries()) {
    const options = { cwd: process.cwd(), outdir: path.join(out, String(n)), lang: 'en', silent: true, initLogger: n === 0, fileName: 'ace' };
    await ace(book, options, kept).catch(error => console.error(`${book}: ${error}`));
  }
  await runner.close();
})().catch(error => { console.error(String(error)); process.exitCode = 1; });
