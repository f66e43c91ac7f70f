/**
 * What no one is judged by: looks, accent and origin, age, gender, religion, politics, sexual orientation, health, family. English only. Each list holds a word together with what makes it one
 * about a person; the same word of an answer ("message", "family of functions", "pregnant pause", "healthy service") is not found.
 */
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

/** Something of a program or a company is meant where one of these follows. */
const NOT_OF_CODE =
  '(?![\\s-]+(?:process|processes|node|nodes|element|elements|component|components|class|classes|theme|rows?|tables?|records?|director(?:y|ies)|folders?|scopes?|threads?|teams?|compan(?:y|ies)|apis?|services?|keys?|pages?|pointers?|functions?|categor(?:y|ies)|windows?|domains?|modules?|issues?|tickets?|branch(?:es)?|commits?|spans?|lists?|items?|objects?|widgets?|views?|selectors?|tests?))';

const PERSON_IS =
  "you(?:'re| are| were| look| looked| seem| seemed| sound| sounded| appear| appeared| must be)";
const DEGREE = '(?: (?:too|so|very|quite|a bit|a little|still|rather|not|really|pretty|visibly|clearly))*';

/** A group that the reader is put into: "for a woman, you …", "as an immigrant you …", "like most men, you …". */
const ONE_OF = '(?:for|as|being|like) (?:a|an|most|many|other|all)(?: \\p{L}+)? ';
/** Without one of these, a group may be what an answer was about. */
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

/** Said of the person who reads. */
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

/** Mentioned, perhaps as the subject of an answer: people who work in HR are asked about such things. */
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
    pattern: new RegExp(`(?<![\\p{L}\\p{N}-])(?:${list.join('|')})(?![\\p{L}\\p{N}])`, 'iu'),
  }));
}

const SEARCHES = [
  { ofReader: true, patterns: patternsOf(OF_READER) },
  { ofReader: false, patterns: patternsOf(MENTIONED) },
];

export interface ProtectedWords {
  topic: ProtectedTopic;
  /** As they stand there. */
  words: string;
  /** They are about the person who reads; else they are mentioned. */
  ofReader: boolean;
}

/** The first words about something that no one is judged by. */
export function protectedTopic(text: string): ProtectedWords | undefined {
  const plain = text.replace(/[’‘]/g, "'").replace(/\s+/g, ' ');
  for (const { ofReader, patterns } of SEARCHES)
    for (const { topic, pattern } of patterns) {
      const found = pattern.exec(plain);
      if (found) return { topic, words: found[0], ofReader };
    }
  return undefined;
}
