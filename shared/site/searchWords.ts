/** Queries longer than this are truncated. */
export const MAX_QUERY = 100;

export function plainWords(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Returns the words of a query. All of them must match. */
export function searchWordsOf(query: string): string[] {
  return plainWords(query.slice(0, MAX_QUERY)).split(/\s+/).filter(Boolean);
}

/**
 * Matches a role by name and level, by a question, or by both: "backend caching" finds the backend
 * developer's question about caching. Finds no questions if all words occur in the role. Texts must be
 * results of `plainWords`.
 */
export function searchRole(
  words: readonly string[],
  role: string,
  questions: readonly string[],
): { found: boolean; questions: boolean[] } {
  const rest = words.filter(word => !role.includes(word));
  if (rest.length === 0) return { found: true, questions: questions.map(() => false) };
  const hits = questions.map(question => rest.every(word => question.includes(word)));
  return { found: hits.includes(true), questions: hits };
}
