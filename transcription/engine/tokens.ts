import type { LlamaTokenizer } from 'llama-tokenizer-js';

export const START_TOKEN = 1;
export const END_TOKEN = 2;
/** Tokens from this number on mark things other than text. */
const TEXT_TOKENS = 32_000;

export interface TokenTable {
  toText(tokens: readonly number[]): string;
  /** Returns the index of the first token of each word. */
  wordStarts(tokens: readonly number[]): number[];
}

/** Stands for a space in the table. */
const SPACE = '\u2581';

/** Loads the table of tokens, which takes a few megabytes of memory. */
export async function loadTokens(): Promise<TokenTable> {
  const { default: tokenizer }: { default: LlamaTokenizer } = await import('llama-tokenizer-js');
  return {
    toText(tokens) {
      const text = tokens.filter(token => token > END_TOKEN && token < TEXT_TOKENS);
      // Joins tokens that are single bytes of a character.
      return tokenizer.decode(text, false, false).replace(/\s+/g, ' ').trim();
    },
    wordStarts(tokens) {
      const pieces = tokens.map(token => tokenizer.vocabById[token] ?? '');
      return pieces.flatMap((piece, at) => {
        const isStart = at === 0 || (piece.startsWith(SPACE) && pieces[at - 1] !== SPACE);
        return isStart ? [at] : [];
      });
    },
  };
}
