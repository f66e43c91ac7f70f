// Finds the imports of a TypeScript or JavaScript source without a parser: the check
// has to run on a Node that cannot load the packages which have one.

/**
 * @typedef {object} Import
 * @property {string} specifier  what stands between the quotes
 * @property {number} line       counted from 1
 */

// `import x from 'y'`, `import 'y'` and `export … from 'y'`, over several lines too. No
// other statement that begins with these words reaches a `from` before one of the
// characters that the middle part leaves out.
const STATEMENT = /(?:^|;)[ \t]*(?:import|export)\b(?:[^'"`;=()]*?\bfrom)?\s*['"]([^'"\n]+)['"]/gm;
const CALL = /\bimport\(\s*['"`]([^'"`\n]+)['"`]/g;

/**
 * @param {string} source
 * @returns {Import[]}
 */
export function readImports(source) {
  const code = blankComments(source);
  const imports = [STATEMENT, CALL].flatMap(pattern =>
    [...code.matchAll(pattern)].map(match => ({
      specifier: match[1],
      line: lineAt(code, match.index + match[0].lastIndexOf(match[1])),
    })),
  );
  return imports.sort((a, b) => a.line - b.line);
}

/** Line breaks stay, so that positions keep their line. */
function blankComments(source) {
  return source.replace(TOKEN, token =>
    token.startsWith('//') || token.startsWith('/*') ? token.replace(/[^\n]/g, ' ') : token,
  );
}

// Strings are tokens as well, because `//` in a string begins no comment. A template's
// inner expressions are taken as part of it, which is precise enough for imports.
const TOKEN = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`/g;

function lineAt(text, index) {
  return text.slice(0, index).split('\n').length;
}
