import { foldedText } from './interviewSearch.ts';

const WORD = /[\p{L}\p{N}]+/gu;
const TOKEN_MAX = 64;

/**
 * Returns the words of a text as they are indexed: folded, letters and digits only. Both databases split these words
 * only at spaces, so that they find the same.
 */
export function searchTokens(text: string): string[] {
  const folded = foldedText(text).replace(/\p{M}/gu, '');
  return (folded.match(WORD) ?? []).map(token => token.slice(0, TOKEN_MAX));
}

export function tokenText(text: string): string {
  return searchTokens(text).join(' ');
}

/** Returns the words of a query, each once. The last one also finds words that start with it. */
export function queryTokens(query: string): string[] {
  return [...new Set(searchTokens(query))].slice(0, QUERY_TOKENS_MAX);
}

const QUERY_TOKENS_MAX = 20;
