import type { LlamaTokenizer } from 'llama-tokenizer-js';

export const START_TOKEN = 1;
export const END_TOKEN = 2;
/** Tokens from this number on mark things other than text. */
const TEXT_TOKENS = 32_000;

export type TokensToText = (tokens: readonly number[]) => string;

/** Loads the table of tokens, which takes a few megabytes of memory. */
export async function loadTokens(): Promise<TokensToText> {
  const { default: tokenizer }: { default: LlamaTokenizer } = await import('llama-tokenizer-js');
  return tokens => {
    const text = tokens.filter(token => token > END_TOKEN && token < TEXT_TOKENS);
    // Joins tokens that are single bytes of a character.
    return tokenizer.decode(text, false, false).replace(/\s+/g, ' ').trim();
  };
}
