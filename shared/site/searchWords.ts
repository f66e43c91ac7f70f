/** Longest search that is looked at. */
export const MAX_QUERY = 100;

/** Lower case and without accents, so that no one has to type them. */
export function plainWords(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** What a search looks for: every one of these words. */
export function searchWordsOf(query: string): string[] {
  return plainWords(query.slice(0, MAX_QUERY)).split(/\s+/).filter(Boolean);
}

/** Whether a role is found, and by which of its questions. Both lists are of `plainWords`. */
export interface SearchOutcome {
  found: boolean;
  /** One for each question. */
  questions: boolean[];
}

/**
 * A role is found by its own words (name and level), by those of a question, or by both together: "backend caching" finds the question
 * about caching of the backend developer. Where the role's own words are enough, no question is singled out.
 */
export function searchRole(
  words: readonly string[],
  role: string,
  questions: readonly string[],
): SearchOutcome {
  const rest = words.filter(word => !role.includes(word));
  if (rest.length === 0) return { found: true, questions: questions.map(() => false) };
  const hits = questions.map(question => rest.every(word => question.includes(word)));
  return { found: hits.includes(true), questions: hits };
}
