import {
  Composer,
  type CST,
  type Document,
  type ErrorCode,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  Parser,
} from 'yaml';
import type { YamlProblem } from '../../../shared/protocol/kitRoutes.ts';

type Path = readonly PropertyKey[];

const MAX_DEPTH = 30;
/** Limits the work for a hostile text. The largest kit has about 26,000 lexemes. */
const MAX_LEXEMES = 40_000;

/** Allows only JSON types, without merge keys or dates. `YamlTree` reports duplicate keys. */
const PLAIN_YAML = { schema: 'core', merge: false, stringKeys: true, uniqueKeys: false } as const;

const SYNTAX_REASONS: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: 'This does not stand under the line it belongs to: check the spaces ahead of it.',
  BLOCK_AS_IMPLICIT_KEY: 'There is another “: ” in this line: put the whole text in quotes.',
  MULTILINE_IMPLICIT_KEY: 'The name of a field ends with “:” on its own line: one is missing here.',
  TAB_AS_INDENT: 'Lines are indented with spaces, not with tabs.',
};

/** Matches field names and list indexes, but not other text that becomes a key after a syntax error. */
const FIELD_NAME = /^(?:[a-z][A-Za-z]*|\d+)$/;

/** Converts YAML text to plain values, and keeps their positions in the text. */
export class YamlTree {
  readonly value: unknown;
  /** True when the text has no syntax errors. Otherwise `value` is incomplete. */
  readonly whole: boolean;
  readonly #problems: YamlProblems;
  /** Offsets of each value and its key, in the order of the text. */
  readonly #places = new Map<string, { path: Path; value: number; key: number }>();

  /** Parses a text. Returns undefined and adds a problem when the text has no value. */
  static read(text: string, problems: YamlProblems): YamlTree | undefined {
    const tokens = tokensOf(text, problems);
    if (!tokens) return undefined;
    const [document, second] = new Composer(PLAIN_YAML).compose(tokens);
    if (!document?.contents) {
      problems.add(0, [], 'There is nothing in this text.');
      return undefined;
    }
    if (second) problems.add(second.range[0], [], 'A text holds one kit: leave out what follows here.');
    return new YamlTree(document, problems);
  }

  private constructor(document: Document.Parsed, problems: YamlProblems) {
    this.#problems = problems;
    this.value = this.#read(document.contents, []);
    this.whole = document.errors.length === 0;
    for (const { pos, code, message } of document.errors)
      problems.addSyntaxError(pos[0], this.#fieldBefore(pos[0]), SYNTAX_REASONS[code] ?? message);
  }

  has(path: Path): boolean {
    return this.#places.has(nameOf(path));
  }

  /** Returns the offset of a value, or of the nearest parent that exists. */
  placeOf(path: Path): number {
    const place = this.#places.get(nameOf(path))?.value;
    if (place !== undefined || path.length === 0) return place ?? 0;
    return this.placeOf(path.slice(0, -1));
  }

  keyPlaceOf(path: Path): number {
    return this.#places.get(nameOf(path))?.key ?? this.placeOf(path);
  }

  #fieldBefore(offset: number): Path {
    let field: Path = [];
    for (const { path, key } of this.#places.values()) {
      if (key > offset) break;
      field = path;
    }
    const end = field.findIndex(name => !FIELD_NAME.test(String(name)));
    return end < 0 ? field : field.slice(0, end);
  }

  #read(node: Node | null, path: Path, keyOffset?: number): unknown {
    const offset = node?.range?.[0] ?? keyOffset ?? 0;
    this.#places.set(nameOf(path), { path, value: offset, key: keyOffset ?? offset });
    if (isAlias(node)) {
      // Refuses aliases, because a value could contain itself or expand to an enormous size.
      this.#problems.add(offset, path, 'References to another place are not read here: write the text out.');
      return undefined;
    }
    this.#refuseTag(node, path, keyOffset ?? offset);
    if (isScalar(node)) return node.value;
    if (isSeq<Node>(node)) return node.items.map((item, index) => this.#read(item, [...path, index]));
    if (isMap<Node, Node | null>(node)) return this.#readMap(node.items, path);
    return undefined;
  }

  #readMap(pairs: readonly { key: Node; value: Node | null }[], path: Path): Record<string, unknown> {
    const fields = new Map<string, unknown>();
    for (const { key, value } of pairs) {
      // The parser reports other keys as syntax errors.
      if (!isScalar(key) || typeof key.value !== 'string') continue;
      const inner = [...path, key.value];
      const offset = key.range?.[0] ?? 0;
      this.#refuseTag(key, inner, offset);
      if (fields.has(key.value)) this.#problems.add(offset, inner, 'This field appears twice.');
      else fields.set(key.value, this.#read(value, inner, offset));
    }
    // `fromEntries` creates own properties even for names such as `__proto__`.
    return Object.fromEntries(fields);
  }

  #refuseTag(node: Node | null, path: Path, offset: number): void {
    if (node?.tag)
      this.#problems.add(offset, path, 'Tags are not read here: leave out what begins with “!”.');
  }
}

/** Splits a text into tokens. Returns undefined and adds a problem if parsing would be too expensive. */
function tokensOf(text: string, problems: YamlProblems): CST.Token[] | undefined {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    lexemes += 1;
    if (lexemes > MAX_LEXEMES) {
      problems.add(parser.offset, [], 'There is more in this text than a kit can hold.');
      return undefined;
    }
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > MAX_DEPTH) {
      problems.add(parser.offset, [], 'This is nested deeper than any part of a kit.');
      return undefined;
    }
  }
  tokens.push(...parser.end());
  for (const token of tokens) {
    if (token.type === 'directive') problems.add(token.offset, [], 'Directives (“%”) are not read here.');
  }
  return tokens;
}

function nameOf(path: Path): string {
  return JSON.stringify(path.map(String));
}

const MAX_PROBLEMS = 200;

export class YamlProblems {
  readonly #lines = new LineCounter();
  readonly #problems = new Map<string, YamlProblem>();
  readonly #fields = new Set<string>();
  readonly #broken = new Set<number>();

  constructor(text: string) {
    this.#lines.addNewLine(0);
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
      this.#lines.addNewLine(at + 1);
  }

  /** Adds a problem. `offset` is the position in characters. */
  add(offset: number, path: readonly PropertyKey[], reason: string): void {
    const { line, col: column } = this.#lines.linePos(offset);
    const field = fieldOf(path);
    this.#fields.add(field);
    this.#problems.set(`${line}:${column}:${field}:${reason}`, { line, column, field, reason });
  }

  /** Adds only the first syntax error of each line, because further errors are mostly consequences of it. */
  addSyntaxError(offset: number, path: readonly PropertyKey[], reason: string): void {
    const { line } = this.#lines.linePos(offset);
    if (!this.#broken.has(line)) this.add(offset, path, reason);
    this.#broken.add(line);
  }

  get none(): boolean {
    return this.#problems.size === 0;
  }

  isAbout(path: readonly PropertyKey[]): boolean {
    return this.#fields.has(fieldOf(path));
  }

  list(): YamlProblem[] {
    const sorted = [...this.#problems.values()].sort((a, b) => a.line - b.line || a.column - b.column);
    return sorted.slice(0, MAX_PROBLEMS);
  }
}

function fieldOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}
