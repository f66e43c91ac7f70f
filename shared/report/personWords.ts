/**
 * Sentences about the person instead of the answer, and praise without a reason. Feedback that draws attention to the person often makes the
 * next performance worse (Kluger and DeNisi, "The effects of feedback interventions on performance", Psychological Bulletin 119, 1996). English
 * only; the lists hold what is said of people, so that ordinary words of an answer ("you were asked", "strong consistency") are not found.
 */
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

/** What may stand between "you are" and a trait without making it something else. */
const FILLERS =
  'not|never|no|a|an|the|bit|little|very|quite|so|too|really|clearly|obviously|naturally|always|often|still|rather|somewhat|extremely|more|less|most|least|kind|sort|of|as|being|like|to|be|come|across|visibly|truly|highly|incredibly|pretty|such|just|probably|maybe|perhaps|at|all|times|enough|real|someone|who|is|somebody|person|and|clear|thoughtful';

const SUBJECT = '(?:you|the candidate|this candidate|he|she|they)';
const IS =
  "(?:'re|'s| are| is| was| were| seem| seems| seemed| appear| appears| appeared| sound| sounds| sounded| look| looks| looked| come across| comes across| came across| feel| felt| got| get| have been| can be| could be| might be| must be)(?:n't)?";
/** Advice for such a moment ("if you are nervous, pause") says nothing of the person. */
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

/** The first words that speak of the person, as they stand there. */
export function aboutPerson(text: string): string | undefined {
  const plain = straight(text);
  for (const pattern of ABOUT_PERSON) {
    const found = pattern.exec(plain);
    if (found) return found[0].trim();
  }
  return undefined;
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

/** The first sentence that is praise and nothing else. */
export function barePraise(text: string): string | undefined {
  return sentencesOf(straight(text)).find(sentence => BARE_PRAISE.test(sentence));
}

function sentencesOf(text: string): string[] {
  return text
    .split(/[.!?…;:\n]+/)
    .map(sentence => sentence.replace(/^[\s,–-]+|[\s,–-]+$/g, '').replace(/\s+/g, ' '))
    .filter(sentence => sentence !== '');
}

/** With plain apostrophes and single spaces. */
function straight(text: string): string {
  return text.replace(/[’‘]/g, "'").replace(/\s+/g, ' ');
}
