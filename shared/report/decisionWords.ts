/**
 * Words about hiring decisions and about other candidates: neither is part of a report. English only. Patterns bind each word to the reader
 * or to the interview, so that an answer about hiring ("you said that you would not hire") is not found.
 */
const NOT = "(?:n't| not| never| hardly| probably| definitely| certainly| clearly| likely)*";
const MODAL =
  "(?:'d|'ll|'re|'ve| would| will| should| could| can| may| might| must| are| were| have| had| did| do| cannot)";
const JOB = '(?:role|job|position|post|offer)';

const HIRING = [
  // "you would not be hired", "you will be rejected"
  `you${MODAL}${NOT}(?: be| get| been| being)?${NOT} (?:hired|rejected|shortlisted|turned down|invited back)`,
  // "we would not hire you", "I'd reject you"
  `(?:hire|reject|employ|recruit|shortlist|turn down) you(?! (?:the|a|an) )`,
  `(?:offer|give|get|land|deny) you (?:the|this|a|that) ${JOB}`,
  `you${MODAL}?${NOT} (?:get|got|land|landed|win|won) (?:the|this) ${JOB}`,
  `you${MODAL}${NOT} (?:expect|receive|be offered|be made|get) (?:the|an|a|this) (?:job )?(?:offer|job|position)`,
  // "ready for the senior role", "not suitable for this position"
  `(?:ready|suitable|unsuitable|right|wrong|good enough|senior enough|made|qualified|fit|unfit|suited|unsuited) for (?:the|this|that|a|an|our|your)(?: \\p{L}+){0,2} (?:role|job|position)`,
  // "move you forward", "made it to the next round"
  `(?:move|moving|moved|put|putting|bring|bringing|send|sending) you (?:forward|through|back|on) ?`,
  `you${MODAL}?${NOT} (?:make|made|move|moved|advance|advanced|go|went|proceed|proceeded)(?: it)?(?: on| forward)? (?:to|into) the (?:next|second|final|last) (?:round|stage|interview)`,
  `you${MODAL}?${NOT} (?:pass|passed|fail|failed) (?:the|this|your) interview`,
  `your application (?:will|would|is|was|has|should|can|cannot|won't|wasn't|isn't)${NOT}(?: be| been)? (?:considered|rejected|accepted|successful|unsuccessful|declined|kept|progressed)`,
  `(?:strong|weak|clear|definite|good|great|bad|risky|solid|easy|no|not a|lean)[ -](?:hire|no[ -]hire)`,
  `recommend(?:ation|ed|s)?(?: \\p{L}+){0,3} to (?:hire|reject)`,
];

const CANDIDATES = '(?:candidates?|applicants?|interviewees?)';

const COMPARED = [
  `(?:better|worse|weaker|stronger|faster|slower|more|less)(?: \\p{L}+){0,2} than (?:most|many|all|the|any|some|every|our)?(?: of)?(?: the)?(?: other| others?)? ?(?:${CANDIDATES}|others who applied)`,
  `(?:other|most|all other|previous|earlier|stronger|weaker|better) ${CANDIDATES} (?:\\p{L}+(?:ed|s)|said|gave|did|were|are|have|had|know|knew|say|give|do|name)`,
  `(?:the|our|among the|one of (?:the|our)) (?:weakest|strongest|best|worst|top|bottom)(?: \\p{L}+)? ${CANDIDATES}(?: (?:so far|today|this|yet|we))?`,
  `(?:compared|next|relative) (?:with|to) (?:other|others|the other|the rest|the others|most|our other)(?: ${CANDIDATES}| who applied| we| in this round)`,
  `you(?:'re| are| were)? (?:rank|ranked|ranking|placed|come|came) (?:first|second|third|fourth|fifth|last|\\d+(?:st|nd|rd|th))(?! to)`,
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
