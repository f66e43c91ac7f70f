// Prints the size of the product's code, or a random sample of its comments for readers to judge.
//
//   node scripts/codeCounts.mjs                             lines, files, importers, and comments, as a table
//   node scripts/codeCounts.mjs --comments 120 --seed 27    comments with ten lines of context on either side
//
// Product code is the .ts, .tsx, .mjs, and .css files in client, server, sfu, and shared that Git tracks.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const FOLDERS = ['client', 'server', 'sfu', 'shared', 'transcription'];
const PRODUCT_FILE = /\.(tsx?|mjs|css)$/;
const SOURCE_FILE = /\.(tsx?|mjs)$/;
const CONTEXT_LINES = 10;
/** Matches the paths of `import … from`, `export … from`, `import` without names, and dynamic imports. */
const IMPORTED = /(?:\bfrom|\bimport)\s*\(?\s*['"`](\.[^'"`\n]+)['"`]/g;

const { values } = parseArgs({
  options: {
    comments: { type: 'string' },
    seed: { type: 'string', default: '27' },
    tests: { type: 'boolean' },
  },
});

const files = trackedFiles(values.tests ? ['tests'] : FOLDERS);
if (values.comments) printSample(Number(values.comments), Number(values.seed));
else printCounts();

function trackedFiles(folders) {
  const listed = execFileSync('git', ['ls-files', '-z', ...folders], { cwd: ROOT, encoding: 'utf8' });
  return listed
    .split('\0')
    .filter(file => PRODUCT_FILE.test(file))
    .sort()
    .map(file => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));
}

function printCounts() {
  const rows = FOLDERS.map(folder =>
    countsOf(
      folder,
      files.filter(({ file }) => file.startsWith(`${folder}/`)),
    ),
  );
  console.table(Object.fromEntries([...rows, countsOf('total', files)].map(row => [row.folder, row.counts])));
}

function countsOf(folder, counted) {
  const lengths = counted.map(({ text }) => linesOf(text).length).sort((a, b) => a - b);
  const comments = counted.map(({ text }) => commentsOf(text));
  const importers = importersByFile();
  return {
    folder,
    counts: {
      files: counted.length,
      lines: lengths.reduce((sum, length) => sum + length, 0),
      median: quantile(lengths, 0.5),
      p90: quantile(lengths, 0.9),
      'one importer': counted.filter(({ file }) => importers.get(file)?.size === 1).length,
      'and <= 30 lines': counted.filter(
        ({ file, text }) => importers.get(file)?.size === 1 && linesOf(text).length <= 30,
      ).length,
      'comment lines': comments.flat().reduce((sum, { lines }) => sum + lines, 0),
      'comments per file': (comments.flat().length / Math.max(1, counted.length)).toFixed(1),
    },
  };
}

/** Maps each product file to the product files that import it. */
function importersByFile() {
  const importers = new Map();
  for (const { file, text } of files) {
    if (!SOURCE_FILE.test(file)) continue;
    for (const [, specifier] of text.matchAll(IMPORTED)) {
      const target = posix.join(posix.dirname(file), specifier.replace(/\?.*$/, ''));
      if (!importers.has(target)) importers.set(target, new Set());
      importers.get(target).add(file);
    }
  }
  return importers;
}

function printSample(count, seed) {
  const all = files.flatMap(({ file, text }) =>
    commentsOf(text).map(comment => ({ file, text, ...comment })),
  );
  const random = randomFrom(seed);
  for (let index = all.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [all[index], all[other]] = [all[other], all[index]];
  }
  for (const [index, { file, text, line, lines }] of all.slice(0, count).entries()) {
    console.log(`#${index + 1}  ${file}:${line}`);
    const context = linesOf(text).slice(
      Math.max(0, line - 1 - CONTEXT_LINES),
      line - 1 + lines + CONTEXT_LINES,
    );
    console.log(`${context.map(each => `    ${each}`).join('\n')}\n`);
  }
}

/**
 * Returns the comments of a file, adjacent `//` lines as one.
 *
 * @param {string} text
 * @returns {{ line: number, lines: number }[]} first line, counted from 1, and number of lines
 */
function commentsOf(text) {
  const found = [];
  let isBlock = false;
  for (const [index, raw] of linesOf(text).entries()) {
    const line = raw.trim();
    const last = found.at(-1);
    if (isBlock) {
      last.lines += 1;
      isBlock = !line.includes('*/');
    } else if (/^(\{\s*)?\/\*/.test(line)) {
      found.push({ line: index + 1, lines: 1, isLineComment: false });
      isBlock = !line.includes('*/');
    } else if (line.startsWith('//')) {
      const continues = last?.isLineComment && last.line + last.lines === index + 1;
      if (continues) last.lines += 1;
      else found.push({ line: index + 1, lines: 1, isLineComment: true });
    }
  }
  return found;
}

function linesOf(text) {
  return text.replace(/\n$/, '').split('\n');
}

function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Mulberry32: the same numbers for the same seed on every machine. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
