/** So many words in a row are no accident. */
const RUN_WORDS = 6;

/**
 * Finds what was copied word for word out of texts that are not for the candidate. What the kit itself says is no one's secret: a rater's note
 * may quote an anchor, and a report may, too.
 */
export class CopiedNotes {
  readonly #runs = new Set<string>();

  constructor(privateTexts: readonly string[], openTexts: readonly string[]) {
    const open = new Set(openTexts.flatMap(runsOf));
    for (const run of privateTexts.flatMap(runsOf)) if (!open.has(run)) this.#runs.add(run);
  }

  /** The first copied words, without marks and capitals. */
  in(text: string): string | undefined {
    return runsOf(text).find(run => this.#runs.has(run));
  }
}

function runsOf(text: string): string[] {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘']/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return words.slice(RUN_WORDS - 1).map((_last, at) => words.slice(at, at + RUN_WORDS).join(' '));
}
