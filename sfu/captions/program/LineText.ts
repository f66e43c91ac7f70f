import type { Recognized } from '../../../transcription/Transcriber.ts';
import type { SpokenLine } from '../captionMessages.ts';

/** This many of the stable words are recognized again, because what follows can correct them. */
const OPEN_WORDS = 3;

/** Text of one segment, from its first version to the final one. */
export class LineText {
  #words: readonly string[] = [];
  #prefix: readonly number[] | undefined;
  /** The latest pause until which the text is known. `whole` is the text if it was recognized without a prefix. */
  #pause: { sinceMs: number; whole: Recognized | undefined } | undefined;

  /** Tokens of the stable words but the last ones, to continue from. */
  get prefix(): readonly number[] | undefined {
    return this.#prefix;
  }

  /** True if a version has had words. */
  get isShown(): boolean {
    return this.#words.length > 0;
  }

  /** Returns the final text, if the segment ended at a pause until which the whole text is known. */
  wholeUntil(pausedSinceMs: number | undefined): Recognized | undefined {
    return pausedSinceMs !== undefined && this.#pause?.sinceMs === pausedSinceMs
      ? this.#pause.whole
      : undefined;
  }

  /**
   * Takes the text of the segment so far. While the person speaks, the last word may be cut off and is often wrong, so
   * it isn't shown. Returns the new version, or undefined if nothing changed.
   */
  revise(
    recognized: Recognized,
    { pausedSinceMs, isWhole = true }: { pausedSinceMs?: number | undefined; isWhole?: boolean } = {},
  ): SpokenLine | undefined {
    if (pausedSinceMs !== undefined)
      this.#pause = { sinceMs: pausedSinceMs, whole: isWhole ? recognized : undefined };
    if (!recognized.understood) return undefined;
    const words = wordsOf(recognized.text);
    const stable = pausedSinceMs === undefined ? Math.max(0, words.length - 1) : words.length;
    const before = this.#text;
    this.#words = words.slice(0, stable);
    this.#prefix = prefixOf(recognized, Math.max(0, stable - OPEN_WORDS));
    return before === this.#text ? undefined : { text: this.#text, tail: '', final: false, understood: true };
  }

  /** Returns the last version. Without a result, the line ends with the words that are shown. */
  end(recognized: Recognized | undefined): SpokenLine {
    const { text, understood } = recognized ?? { text: this.#text, understood: true };
    return { text: wordsOf(text).join(' '), tail: '', final: true, understood };
  }

  get #text(): string {
    return this.#words.join(' ');
  }
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter(word => word !== '');
}

function prefixOf({ tokens, wordStarts }: Recognized, words: number): readonly number[] | undefined {
  const end = wordStarts?.[words];
  return words === 0 || end === undefined ? undefined : tokens?.slice(0, end);
}
