import { LineCounter } from 'yaml';
import type { YamlProblem } from '../../../shared/protocol/kitRoutes.ts';

/** As many as are told at once: a text with more is not fixed line by line. */
const MAX_PROBLEMS = 200;

/** Collects what is wrong with a text, each with its place. */
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

  /** `offset` is the number of characters ahead of the place. */
  add(offset: number, path: readonly PropertyKey[], reason: string): void {
    const { line, col: column } = this.#lines.linePos(offset);
    const field = fieldOf(path);
    this.#fields.add(field);
    this.#problems.set(`${line}:${column}:${field}:${reason}`, { line, column, field, reason });
  }

  /** Only the first of a line: what one slip makes of the rest of its line is no problem of its own. */
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

  /** In the order of the text. */
  list(): YamlProblem[] {
    const sorted = [...this.#problems.values()].sort((a, b) => a.line - b.line || a.column - b.column);
    return sorted.slice(0, MAX_PROBLEMS);
  }
}

function fieldOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}
