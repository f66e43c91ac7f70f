/**
 * Words about hiring decisions and about other candidates: neither is part of a report. English only. What is found keeps a report from being
 * published, so patterns bind each word to the reader or to the interview: an answer about hiring ("you said that you would not hire") or a
 * job in a queue is not found.
 */
const NOT = "(?:n't| not| never| hardly| probably| definitely| certainly| clearly| likely)*";
const MODAL =
  "(?:'d|'ll|'re|'ve| would| will| should| could| can| may| might| must| are| were| have| had| did| do| cannot| wo| ca)";
const JOB = '(?:role|job|position|post|offer)';
/** What follows where the job, round or offer of the interview is meant, and not one in a queue or a build. */
const ENDS = '(?=[.!?;]|$| (?:because|with|unless|if|here|today|either|for this|at this))';
const BEGINS = '(?<=^|[.!?:;] )';
const HIRE =
  '(?:(?:strong|weak|clear|definite|good|great|bad|risky|solid|easy|lean)[ -](?:no[ -])?|no[ -]|not a )hire';
const FIT_FOR =
  '(?:ready|suitable|unsuitable|right|wrong|good enough|senior enough|made|qualified|fit|unfit|suited|unsuited) for (?:the|this|that|a|an|our|your)(?: \\p{L}+){0,2} (?:role|job|position)';

const HIRING = [
  // "you would not be hired", "you will be rejected"
  `you${MODAL}${NOT}(?: be| get| been| being)?${NOT} (?:hired|rejected|shortlisted|turned down|invited back)`,
  // "we would not hire you", "I'd reject you"
  `(?:hire|reject|employ|recruit|shortlist|turn down) you(?! (?:the|a|an) )`,
  `(?:offer|give|get|land|deny) you (?:the|this|a|that) ${JOB}${ENDS}`,
  `you${MODAL}?${NOT} (?:get|got|land|landed|win|won) (?:the|this) ${JOB}${ENDS}`,
  `you${MODAL}${NOT} (?:expect|receive|be offered|be made|get) (?:the|an|a|this) (?:job )?(?:offer|job|position)${ENDS}`,
  // "you are not ready for the senior role", "Not suitable for this position"
  `you${MODAL}${NOT}(?: be| seem| look| sound)?(?: \\p{L}+){0,2} ${FIT_FOR}`,
  `you (?:seem|seemed|look|looked|sound|sounded)(?: \\p{L}+){0,2} ${FIT_FOR}`,
  `${BEGINS}(?:not |not yet |almost |nearly |clearly )?${FIT_FOR}`,
  // "move you forward", "made it to the next round"
  `(?:move|moving|put|putting|bring|bringing|send|sending) you (?:forward|through)(?=[.,!?;]|$| to (?:the|an) | in (?:the|our) (?:process|selection))`,
  `you${MODAL}?${NOT} (?:make|made|move|moved|advance|advanced|go|went|proceed|proceeded)(?: it)?(?: on| forward)? (?:to|into) the (?:next|second|final|last) (?:round|stage|interview)${ENDS}`,
  `you${MODAL}?${NOT} (?:pass|passed|fail|failed) (?:the|this|your) interview${ENDS}`,
  `your application (?:will|would|is|was|has|should|can|cannot|won't|wasn't|isn't)${NOT}(?: be| been)? (?:considered|rejected|accepted|successful|unsuccessful|declined|kept|progressed)`,
  // "you would be a good hire", "This was a strong hire", "No hire"
  `you${MODAL}${NOT}(?: be| make)?(?: an?)? ${HIRE}`,
  `${BEGINS}(?:(?:this|that|it|overall|verdict|decision)(?: (?:is|was|would be))?:? )?(?:an? )?${HIRE}(?=[.,!?;]|$)`,
  `recommend(?:ation|ed|s)?(?: \\p{L}+){0,3} to (?:hire|reject)`,
];

const CANDIDATES = '(?:candidates?|applicants?|interviewees?)';
/** Where a sentence or a comparison starts. After "you noticed that", others belong to the answer. */
const COMPARES = '(?<=^|[.!?:;,] |(?:but|while|whereas|unlike|as|what|where|which|than) )';

const COMPARED = [
  `(?:better|worse|weaker|stronger|faster|slower|more|less)(?: \\p{L}+){0,2} than (?:most|many|all|the|any|some|every|our)?(?: of)?(?: the)?(?: other| others?)? ?(?:${CANDIDATES}|others who applied)`,
  `${COMPARES}(?:other|most|all other|previous|earlier|stronger|weaker|better) ${CANDIDATES} (?:\\p{L}+(?:ed|s)|said|gave|did|were|are|have|had|know|knew|say|give|do|name)`,
  `our (?:weakest|strongest|best|worst|top|bottom)(?: \\p{L}+)? ${CANDIDATES}`,
  `you(?:'re| are| were) (?:among |one of )?the (?:weakest|strongest|best|worst|top|bottom)(?: \\p{L}+)? ${CANDIDATES}`,
  `${BEGINS}the (?:weakest|strongest|best|worst|top|bottom)(?: \\p{L}+)? ${CANDIDATES}(?=[.,!?;]|$| (?:so far|today|yet|we|this))`,
  `(?:compared|next|relative) (?:with|to) (?:other|others|the other|the rest|the others|most|our other)(?: ${CANDIDATES}| who applied| we| in this round)`,
  `you(?:'re| are| were)? (?:rank|ranked|ranking|placed|come|came) (?:first|second|third|fourth|fifth|last|\\d+(?:st|nd|rd|th))(?=[.,!?;]|$| (?:in|of|out|among|so))`,
];

/** First words about whether the reader is hired, as they stand in the text. */
export function hiringDecision(text: string): string | undefined {
  return firstOf(HIRING_PATTERNS, text);
}

/** First words that compare the reader with other candidates, as they stand in the text. */
export function otherCandidates(text: string): string | undefined {
  return firstOf(COMPARED_PATTERNS, text);
}

const HIRING_PATTERNS = HIRING.map(patternOf);
const COMPARED_PATTERNS = COMPARED.map(patternOf);

function patternOf(words: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}-])(?:${words})(?![\\p{L}\\p{N}])`, 'iu');
}

function firstOf(patterns: readonly RegExp[], text: string): string | undefined {
  const plain = text.replace(/[’‘]/g, "'").replace(/\s+/g, ' ');
  for (const pattern of patterns) {
    const found = pattern.exec(plain);
    if (found) return found[0].trim();
  }
  return undefined;
}
