/** Words that judge an answer. The recruiter's lines must be neutral. */
const EVALUATING =
  `good, great, excellent, perfect, perfectly, awesome, amazing, brilliant, fantastic, wonderful, impressive,
  impressed, superb, outstanding, correct, exactly, right, wrong, incorrect, bad, poor, weak, strong, nice,
  nicely, lovely, smart, clever, impressively, well done, well said, well put, love that, like that, agree,
  disagree, unfortunately, disappointing, disappointed, interesting, fascinating, spot on, better, best,
  worse, solid, insightful, helpful, terrific, fine answer`.split(/,\s+/);

/** Phrases that are neutral although they contain a judging word. */
const NEUTRAL = [/\ball right\b/gi, /\balright\b/gi, /\bright away\b/gi, /\bright now\b/gi];

const PATTERN = new RegExp(`(?<![\\p{L}\\p{N}])(${EVALUATING.join('|')})(?![\\p{L}\\p{N}])`, 'iu');

/** Returns the first judging word of a line, or undefined for a neutral line. */
export function evaluatingWord(line: string): string | undefined {
  const bare = NEUTRAL.reduce((text, pattern) => text.replace(pattern, ''), line);
  return PATTERN.exec(bare)?.[0];
}
