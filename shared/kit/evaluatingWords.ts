/**
 * Words that tell a candidate how an answer was. A recruiter that says "great" once and "thank you" the next time has
 * rated in front of the person; only neutral lines are allowed.
 */
const EVALUATING = [
  'good',
  'great',
  'excellent',
  'perfect',
  'perfectly',
  'awesome',
  'amazing',
  'brilliant',
  'fantastic',
  'wonderful',
  'impressive',
  'impressed',
  'superb',
  'outstanding',
  'correct',
  'exactly',
  'right',
  'wrong',
  'incorrect',
  'bad',
  'poor',
  'weak',
  'strong',
  'nice',
  'nicely',
  'lovely',
  'smart',
  'clever',
  'impressively',
  'well done',
  'well said',
  'well put',
  'love that',
  'like that',
  'agree',
  'disagree',
  'unfortunately',
  'disappointing',
  'disappointed',
  'interesting',
  'fascinating',
  'spot on',
  'better',
  'best',
  'worse',
  'solid',
  'insightful',
  'helpful',
  'terrific',
  'fine answer',
];

/** "All right" and "right away" say that something was heard or comes next, not that it was right. */
const NEUTRAL = [/\ball right\b/gi, /\balright\b/gi, /\bright away\b/gi, /\bright now\b/gi];

const PATTERN = new RegExp(`(?<![\\p{L}\\p{N}])(${EVALUATING.join('|')})(?![\\p{L}\\p{N}])`, 'iu');

/** The first evaluating word of a line, as it stands there; undefined for a neutral line. */
export function evaluatingWord(line: string): string | undefined {
  const bare = NEUTRAL.reduce((text, pattern) => text.replace(pattern, ''), line);
  return PATTERN.exec(bare)?.[0];
}
