/**
 * What no one is judged by: looks, accent and origin, age, health, family. English only. Each list holds a word together with what makes it one
 * about a person; the same word of an answer ("message", "family of functions", "pregnant pause", "healthy service") is not found.
 */
export type ProtectedTopic = 'looks' | 'accent or origin' | 'age' | 'health' | 'family';

/** Something of a program or a company is meant where one of these follows. */
const NOT_OF_CODE =
  '(?![\\s-]+(?:process|processes|node|nodes|element|elements|component|components|class|classes|theme|rows?|tables?|records?|director(?:y|ies)|folders?|scopes?|threads?|teams?|compan(?:y|ies)|apis?|services?|keys?|pages?|pointers?|functions?|categor(?:y|ies)|windows?|domains?|modules?|issues?|tickets?|branch(?:es)?|commits?|spans?|lists?|items?|objects?|widgets?|views?|selectors?|tests?))';

const PERSON_IS =
  "you(?:'re| are| were| look| looked| seem| seemed| sound| sounded| appear| appeared| must be)";
const DEGREE = '(?: (?:too|so|very|quite|a bit|a little|still|rather|not|really|pretty|visibly|clearly))*';

const WORDS: Record<ProtectedTopic, readonly string[]> = {
  looks: [
    'your (?:looks|appearance|outfit|clothes|clothing|dress|shirt|hair|hairstyle|beard|face|skin|teeth|eyes|body|weight|figure|posture|smile|facial expressions?)',
    '(?:the way|how) you (?:look|looked|dress|dressed|wear|wore)',
    `${PERSON_IS}${DEGREE} (?:handsome|beautiful|good-looking|attractive|ugly|overweight|underweight|fat|slim|thin|skinny|tall|short|pale|well-dressed|unkempt|untidy|scruffy|good on camera|great on camera)`,
    'you (?:look|looked)(?: (?:very|so|quite|really|a bit|a little))* (?:good|great|nice|bad|tired|professional|neat|smart|messy)',
    'well-dressed|badly dressed|facial expressions?|tattoos?|piercings?|haircut|makeup|make-up|good-looking',
    'you should (?:smile|shave|dress)|smile more|more smiling',
  ],
  'accent or origin': [
    'accents?(?! (?:colou?rs?|marks?|characters?|border|button))',
    'mother tongue|native speakers?|non-native|nonnative|foreign-sounding|foreigner|broken english|immigrants?',
    'your (?:english|pronunciation|dialect|nationality|ethnicity|ethnic|origin|origins|race|religion|skin colou?r|home country|homeland|heritage|culture)(?! (?:conditions?|detector|test|tests|file|files|version|server|servers|header|headers))',
    'mispronounced?|pronunciation',
    'where you (?:come|are) (?:originally )?from',
  ],
  age: [
    '(?:your|his|her|this|that|their) (?:young |old |advanced )?age(?! (?:of|in|header|check|limit|column|field|verification))',
    '(?:someone|somebody|people|anyone|person) (?:of )?your age|age group|youthful|middle-aged|elderly|millennials?|gen z|boomers?|your generation|your youth',
    `${PERSON_IS}${DEGREE} (?:old|young|older|younger|elderly|\\d{1,2} years old)`,
    '(?:young|old|older|younger) (?:man|woman|lady|gentleman|guy|girl|boy|person|candidate|applicant|people|colleague)',
    'close to retirement|your retirement|before you retire|fresh out of (?:school|college|university)|old-timer',
  ],
  health: [
    'pregnan(?:t|cy)(?! pauses?)',
    'disabilit(?:y|ies)|wheelchair|hearing aids?|autis(?:m|tic)|dyslexi(?:a|c)|adhd|asperger|neurodivergent|chronic(?:ally)? ill(?:ness)?|medication|mental health',
    'your (?:health|illness|condition|depression|anxiety|burnout|stutter|stammer|lisp|diagnosis|disorder|impairment|limp|tremor)(?! (?:checks?|endpoints?|probes?|routes?|variables?|is (?:always )?(?:true|false)|expressions?|branch))',
    `${PERSON_IS}${DEGREE} (?:sick|ill|unwell|disabled|depressed|blind|deaf|autistic|tired|exhausted|unhealthy|healthy|fit|hungover|sleepy)(?! (?:for|to))`,
    'you (?:stutter(?:ed)?|stammer(?:ed)?|lisp(?:ed)?)|sick leave|health conditions?',
    'your accommodations?|your extra time|the extra time you (?:had|got|were given|needed)',
  ],
  family: [
    `your (?:famil(?:y|ies)|husband|wife|spouse|girlfriend|boyfriend|fianc[ée]e?|kids?|child|children|baby|babies|sons?|daughters?|parents?|mother|father|mom|mum|dad|marriage|wedding)${NOT_OF_CODE}(?! (?:of|name|names))`,
    'maternity|paternity|parental leave|marital|childcare|family (?:situation|life|plans?|planning|background|obligations?|duties|commitments?)',
    `${PERSON_IS}${DEGREE} (?:married|divorced|engaged to be married|single mother|single father|widowed)`,
    '(?:have|having|has|had) (?:kids|small children|young children|a family)|single (?:mother|father|mom|mum|dad|parent)',
    '(?:as a|being a) (?:mother|father|mom|mum|dad|parent)(?! (?:process|node|class|element|component|of))',
  ],
};

const PATTERNS = Object.entries(WORDS).map(([topic, words]) => ({
  topic: topic as ProtectedTopic,
  pattern: new RegExp(`(?<![\\p{L}\\p{N}-])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'iu'),
}));

/** The first words about something that no one is judged by, as they stand there. */
export function protectedTopic(text: string): { topic: ProtectedTopic; words: string } | undefined {
  const plain = text.replace(/[’‘]/g, "'").replace(/\s+/g, ' ');
  for (const { topic, pattern } of PATTERNS) {
    const found = pattern.exec(plain);
    if (found) return { topic, words: found[0] };
  }
  return undefined;
}
