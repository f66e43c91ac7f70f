// English wording that doesn't belong in a report. Findings can prevent publication, so patterns tie words to
// the reader: "pregnant pause" or "you said that you would not hire" are fine.

/** Personal characteristics that no one may be judged by. */
export type ProtectedTopic =
  | 'looks'
  | 'origin'
  | 'age'
  | 'gender'
  | 'belief'
  | 'politics'
  | 'orientation'
  | 'health'
  | 'family';

/** Nouns that show that the word before them is about code or a company ("old class"), not a person. */
const NOT_OF_CODE =
  '(?![\\s-]+(?:process|processes|node|nodes|element|elements|component|components|class|classes|theme|rows?|tables?|records?|director(?:y|ies)|folders?|scopes?|threads?|teams?|compan(?:y|ies)|apis?|services?|keys?|pages?|pointers?|functions?|categor(?:y|ies)|windows?|domains?|modules?|issues?|tickets?|branch(?:es)?|commits?|spans?|lists?|items?|objects?|widgets?|views?|selectors?|tests?))';

const PERSON_IS =
  "you(?:'re| are| were| look| looked| seem| seemed| sound| sounded| appear| appeared| must be)";
const DEGREE = '(?: (?:too|so|very|quite|a bit|a little|still|rather|not|really|pretty|visibly|clearly))*';

const ONE_OF = '(?:for|as|being|like) (?:a|an|most|many|other|all)(?: \\p{L}+)? ';
/** Words that apply a group to the reader. Without them, the answer may have been about that group. */
const TO_READER =
  "(?:,? (?:you|your)(?:'re|'ve)?|,? (?:that|this|it) (?:is|was)| in (?:tech|engineering|this field|this role|it))";
const GENDER = '(?:wom[ae]n|lad(?:y|ies)|girls?|females?|m[ae]n|guys?|boys?|males?)';
const ORIGIN =
  '(?:foreigners?|immigrants?|migrants?|refugees?|expats?|blacks?|asians?|africans?|arabs?|latin[oa]s?|hispanics?|indians?|chinese|germans?|french|turks?|poles|russians?|americans?|brits?|nigerians?|mexicans?|pakistanis?|ukrainians?|syrians?)';
const NATION =
  '(?:black|white|asian|african|arab|latin[oa]|hispanic|indian|chinese|japanese|korean|vietnamese|german|french|italian|spanish|portuguese|turkish|polish|russian|ukrainian|romanian|american|british|irish|nigerian|mexican|brazilian|pakistani|syrian|iranian|israeli)';
const PROFESSION =
  '(?:engineer|developer|programmer|candidate|applicant|person|man|woman|analyst|manager|recruiter|colleague|designer)';
const BELIEVER = '(?:muslim|christian|jew|hindu|buddhist|catholic|protestant|atheist|sikh|mormon|believer)s?';
const END = '(?=[.,;!?]| so| and| but|$)';

const OF_READER: Record<ProtectedTopic, readonly string[]> = {
  looks: [
    'your (?:looks|appearance|outfit|clothes|clothing|dress|shirt|hair|hairstyle|haircut|beard|makeup|make-up|face|skin|teeth|eyes|body|weight|figure|posture|smile|tattoos?|piercings?|facial expressions?)',
    '(?:the way|how) you (?:look|looked|dress|dressed|wear|wore)',
    `${PERSON_IS}${DEGREE} (?:handsome|beautiful|good-looking|attractive|ugly|overweight|underweight|fat|slim|thin|skinny|tall|short|pale|well-dressed|badly dressed|unkempt|untidy|scruffy|good on camera|great on camera)`,
    'you (?:look|looked)(?: (?:very|so|quite|really|a bit|a little))* (?:good|great|nice|bad|tired|professional|neat|smart|messy)',
    'you should (?:smile|shave|dress)|smile more|more smiling',
  ],
  origin: [
    '(?:your|an?|his|her|their|the)(?: \\p{L}+){0,2} accent(?! (?:colou?rs?|marks?|characters?|border|button))',
    'your (?:english|pronunciation|dialect|nationality|ethnicity|ethnic|origins|race|religion|skin colou?r|mother tongue|home country|homeland|heritage)(?! (?:conditions?|detector|test|tests|file|files|version|server|servers|header|headers))',
    'non-native|nonnative|foreign-sounding|broken english',
    'where you (?:come|are) (?:originally )?from',
    `${ONE_OF}${ORIGIN}${TO_READER}`,
    `(?:for|as) an? ${NATION} ${PROFESSION}${TO_READER}`,
    `${PERSON_IS}${DEGREE} ${NATION}${END}`,
    '(?:from|in) your (?:home )?(?:country|culture|part of the world)',
  ],
  age: [
    '(?:for|at|given|despite|considering) your age',
    '(?:for|as) (?:someone|somebody|a person) (?:so |this |that |as )?(?:young|old|junior in years)',
    'your (?:young |old |advanced )?age(?! (?:of|in|header|check|limit|column|field|verification))',
    '(?:someone|somebody|people|anyone|person) (?:of )?your age|your generation|your youth',
    `${PERSON_IS}${DEGREE} (?:old|young|older|younger|elderly|youthful|middle-aged|\\d{1,2} years old)`,
    'for an? (?:young|old|older|younger) (?:man|woman|lady|gentleman|guy|girl|boy|person|candidate|applicant|colleague)',
    'your retirement|before you retire|fresh out of (?:school|college|university)',
  ],
  gender: [
    `${ONE_OF}${GENDER}${TO_READER}`,
    `(?:good|well|bold|strong|clear|direct|calm|tough|impressive|unusual|rare) for an? (?:\\p{L}+ )?${GENDER}`,
    `(?:a )?${GENDER} like you`,
    `${PERSON_IS} an? (?:\\p{L}+ ){0,2}(?:woman|lady|girl|female|man|guy|male)`,
    `your (?:gender|sex)${NOT_OF_CODE}`,
  ],
  belief: [
    `${ONE_OF}${BELIEVER}`,
    `${PERSON_IS}${DEGREE} (?:religious|an? ${BELIEVER}|${BELIEVER})${END}`,
    'your (?:religion|faith|hijab|headscarf|turban|kippah|yarmulke|church|mosque|synagogue)(?! in)',
  ],
  politics: [
    'your (?:politics|political (?:\\p{L}+)|party membership|union membership)',
    `${PERSON_IS} an? (?:union member|shop steward|communist|socialist|democrat|republican|activist)`,
  ],
  orientation: [
    'your (?:sexual orientation|sexuality)',
    `${PERSON_IS}${DEGREE} (?:gay|lesbian|bisexual|homosexual|transgender|queer)`,
    `${ONE_OF}(?:gay|lesbian|bisexual|transgender)`,
  ],
  health: [
    'your (?:health|illness|condition|disabilit(?:y|ies)|pregnancy|depression|anxiety|burnout|stutter|stammer|lisp|diagnosis|disorder|impairment|limp|tremor|wheelchair|hearing aids?|medication)(?! (?:checks?|endpoints?|probes?|routes?|variables?|is (?:always )?(?:true|false)|expressions?|branch))',
    `${PERSON_IS}${DEGREE} (?:sick|ill|unwell|disabled|depressed|blind|deaf|autistic|dyslexic|pregnant|neurodivergent|tired|exhausted|unhealthy|healthy|fit|hungover|sleepy)(?! (?:for|to|pauses?))`,
    'you (?:stutter(?:ed)?|stammer(?:ed)?|lisp(?:ed)?)',
    'your accommodations?|your extra time|the extra time you (?:had|got|were given|needed)',
  ],
  family: [
    `your (?:famil(?:y|ies)|husband|wife|spouse|girlfriend|boyfriend|fianc[ée]e?|kids?|child|children|baby|babies|sons?|daughters?|parents?|mother|father|mom|mum|dad|marriage|wedding)${NOT_OF_CODE}(?! (?:of|name|names))`,
    'your (?:maternity|paternity|parental) leave|your childcare|your marital status',
    `${PERSON_IS}${DEGREE} (?:married|divorced|single mother|single father|widowed)`,
    'you (?:have|had) (?:kids|children|small children|young children|a family)',
    '(?:as a|being a) (?:mother|father|mom|mum|dad|parent)(?! (?:process|node|class|element|component|of))',
  ],
};

/** Words that may also be the subject of an answer, as in an interview for an HR role. */
const MENTIONED: Record<ProtectedTopic, readonly string[]> = {
  looks: ['well-dressed|facial expressions?|tattoos?|piercings?|haircut|good-looking|overweight'],
  origin: [
    'mother tongue|native speakers?|foreigners?|immigrants?|mispronounced?|pronunciation|nationality|ethnicity',
  ],
  age: [
    'age group|youthful|middle-aged|elderly|millennials?|gen z|boomers?|close to retirement|old-timer',
    '(?:young|old|older|younger) (?:man|woman|lady|gentleman|guy|girl|boy)',
  ],
  gender: ['wom[ae]n|females?(?! (?:connectors?|plugs?|headers?|sockets?))'],
  belief: ['religions?|religious|headscar(?:f|ves)|hijabs?'],
  politics: ['(?:trade|labor|labour) unions?|works councils?|political (?:views?|part(?:y|ies))'],
  orientation: ['sexual orientation|homosexual(?:s|ity)?|lesbians?|transgender'],
  health: [
    'pregnan(?:t|cy)(?! pauses?)|disabilit(?:y|ies)|wheelchair|hearing aids?|autis(?:m|tic)|dyslexi(?:a|c)|adhd|asperger|neurodivergent|chronic(?:ally)? ill(?:ness)?|medication|mental health|sick leave|health conditions?',
  ],
  family: [
    'maternity|paternity|parental leave|marital|childcare|family (?:situation|life|plans?|planning|background|obligations?|duties|commitments?)',
    '(?:have|having|has|had) (?:kids|small children|young children)|single (?:mother|father|mom|mum|dad|parent)',
  ],
};

function patternsOf(words: typeof OF_READER) {
  return Object.entries(words).map(([topic, list]) => ({
    topic: topic as ProtectedTopic,
    pattern: patternOf(list.join('|')),
  }));
}

const SEARCHES = [
  { ofReader: true, patterns: patternsOf(OF_READER) },
  { ofReader: false, patterns: patternsOf(MENTIONED) },
];

export interface ProtectedWords {
  topic: ProtectedTopic;
  words: string;
  /** True when the words are about the reader. False when they only mention the topic. */
  ofReader: boolean;
}

export function protectedTopic(text: string): ProtectedWords | undefined {
  const plain = plainText(text);
  for (const { ofReader, patterns } of SEARCHES)
    for (const { topic, pattern } of patterns) {
      const found = pattern.exec(plain);
      if (found) return { topic, words: found[0], ofReader };
    }
  return undefined;
}

const NOT = "(?:n't| not| never| hardly| probably| definitely| certainly| clearly| likely)*";
const MODAL =
  "(?:'d|'ll|'re|'ve| would| will| should| could| can| may| might| must| are| were| have| had| did| do| cannot| wo| ca)";
const JOB = '(?:role|job|position|post|offer)';
/** What follows "the job" or "the round" in a hiring decision, but not a job in a queue or a build. */
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
/** Where a comparison can start: not after "you noticed that", which is about the answer's content. */
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

const HIRING_PATTERNS = HIRING.map(patternOf);
const COMPARED_PATTERNS = COMPARED.map(patternOf);

export function hiringDecision(text: string): string | undefined {
  return firstOf(HIRING_PATTERNS, text);
}

export function otherCandidates(text: string): string | undefined {
  return firstOf(COMPARED_PATTERNS, text);
}

/** Traits of a person. Feedback on the person often harms performance (Kluger and DeNisi 1996). */
const TRAITS = [
  'confident|unconfident|self-confident|overconfident|insecure|unsure of yourself|sure of yourself',
  'nervous|anxious|tense|stressed|afraid|scared|shy|timid|hesitant|awkward|uncomfortable|embarrassed',
  'introverted|extroverted|an introvert|an extrovert|quiet person|reserved|withdrawn',
  'arrogant|cocky|aggressive|defensive|stubborn|rigid|rude|cold|distant|intimidating|bossy|selfish',
  'friendly|likable|likeable|charming|charismatic|warm|nice person|pleasant|funny|kind person',
  'smart|intelligent|clever|bright|brilliant|talented|gifted|natural|genius|born leader|natural leader',
  'stupid|dumb|slow-witted|ignorant|clueless|incompetent|mediocre|average candidate',
  'lazy|careless|sloppy|disorganized|organized person|unmotivated|motivated|passionate|enthusiastic',
  'bored|boring|dull|uninterested|disinterested|distracted|robotic|emotional|emotionless|sensitive',
  'immature|mature|childish|impatient|patient|honest|dishonest|humble|modest|proud|passive|assertive',
  'people person|team player|quick learner|fast learner|hard worker|perfectionist|leader|go-getter',
  'good fit|bad fit|right fit|wrong fit|cut out for|leadership material|senior material|hireable',
  'strong candidate|weak candidate|good candidate|great candidate|bad candidate|good communicator|bad communicator|poor communicator|great communicator|strong communicator|weak communicator',
  'overqualified|underqualified|unqualified|unprofessional',
].join('|');

const FILLERS =
  'not|never|no|a|an|the|bit|little|very|quite|so|too|really|clearly|obviously|naturally|always|often|still|rather|somewhat|extremely|more|less|most|least|kind|sort|of|as|being|like|to|be|come|across|visibly|truly|highly|incredibly|pretty|such|just|probably|maybe|perhaps|at|all|times|enough|real|someone|who|is|somebody|person|and|clear|thoughtful';

const SUBJECT = '(?:you|the candidate|this candidate|he|she|they)';
const IS =
  "(?:'re|'s| are| is| was| were| seem| seems| seemed| appear| appears| appeared| sound| sounds| sounded| look| looks| looked| come across| comes across| came across| feel| felt| got| get| have been| can be| could be| might be| must be)(?:n't)?";
/** Excludes advice ("if you are nervous, pause"), which isn't about the person. */
const NOT_CONDITIONAL = '(?<!\\b(?:if|when|whenever|unless|until|once|where|while|in case|so that|even if) )';

const ABOUT_PERSON = [
  new RegExp(
    `${NOT_CONDITIONAL}(?<![\\p{L}\\p{N}'-])${SUBJECT}${IS}(?: (?:${FILLERS})){0,6} (?:${TRAITS})(?![\\p{L}\\p{N}-])`,
    'iu',
  ),
  /(?<![\p{L}\p{N}])(?:you|the candidate|he|she|they) (?:really |clearly |simply |just |still |also )?(?:lack|lacks|lacked|have no|has no|had no) (?:the |any |self-|a lot of |enough )?(?:confidence|experience|knowledge|skills?|talent|ability|energy|enthusiasm|passion|motivation|presence|maturity|empathy|leadership|initiative|drive|discipline|charisma|backbone)(?![\p{L}\p{N}])/iu,
  /(?<![\p{L}\p{N}])your (?:personality|temperament|attitude|nerves|nervousness|shyness|insecurity|arrogance|intelligence|iq|talents?|charisma|charm|ego|lack of (?:confidence|experience|enthusiasm|energy|motivation|talent))(?![\p{L}\p{N}])/iu,
  /(?<![\p{L}\p{N}])your (?:self-)?confidence(?! (?:interval|intervals|level|levels|score|scores|bound|bounds))(?![\p{L}\p{N}])/iu,
  /(?<![\p{L}\p{N}])(?:your (?:culture|cultural|team) fit|(?:good|great|strong|poor|bad|perfect|right|wrong|real|no|not a|a|clear|ideal|natural) (?:culture|cultural|team) (?:fit|add|match|misfit))(?![\p{L}\p{N}])/iu,
  /(?<![\p{L}\p{N}])(?:you|the candidate|he|she|they)(?:'d|'ll| would| will| may| might| could| can| do| does| did)?(?:n't| not| never)?(?: really| clearly| simply| just| hardly)? fits?(?: in here|(?: in| into| in with| with)? (?:the|our|this|a) (?:\p{L}+ )?(?:team|culture|company|organization|group|office))(?![\p{L}\p{N}])/iu,
  /(?<![\p{L}\p{N}])your character(?! (?:set|sets|encoding|limit|limits|count|class|classes))(?![\p{L}\p{N}])/iu,
];

export function aboutPerson(text: string): string | undefined {
  return firstOf(ABOUT_PERSON, text);
}

const PRAISE =
  'good|great|excellent|perfect|awesome|amazing|brilliant|fantastic|wonderful|impressive|superb|outstanding|terrific|nice|lovely|solid|strong|very good|well done|well said|well put|bravo|congratulations|kudos|keep it up|love it|loved it|spot on|nailed it|you nailed it';
const BEFORE =
  "overall|all in all|in general|this|that|it|this was|that was|it was|this is|that is|that's|it's|your answer was|your answers were|you gave|you did|what|such|a|an|some|the|just|simply|absolutely|truly|really|very|so|super|keep up|again|and|also|once more|quite|pretty|your";
const AFTER =
  'job|work|answer|answers|example|examples|response|responses|communication|structure|explanation|explanations|performance|effort|stuff|start|point|points|one|presentation|interview|interviews|delivery|attempt|overall|indeed|here|there|throughout|skills?|knowledge|thinking|and|clear|done|in general|as always|on this|on that|this time|with this';

const BARE_PRAISE = new RegExp(
  `^(?:(?:${BEFORE}),? )*(?:${PRAISE})(?:,? (?:${PRAISE}|${AFTER}|${BEFORE}))*$`,
  'iu',
);

export function barePraise(text: string): string | undefined {
  return sentencesOf(plainText(text)).find(sentence => BARE_PRAISE.test(sentence));
}

function sentencesOf(text: string): string[] {
  return text
    .split(/[.!?…;:\n]+/)
    .map(sentence => sentence.replace(/^[\s,–-]+|[\s,–-]+$/g, ''))
    .filter(sentence => sentence !== '');
}

function firstOf(patterns: readonly RegExp[], text: string): string | undefined {
  const plain = plainText(text);
  for (const pattern of patterns) {
    const found = pattern.exec(plain);
    if (found) return found[0].trim();
  }
  return undefined;
}

function patternOf(words: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}-])(?:${words})(?![\\p{L}\\p{N}])`, 'iu');
}

function plainText(text: string): string {
  return text.replace(/[’‘]/g, "'").replace(/\s+/g, ' ');
}
