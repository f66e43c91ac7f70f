/** Returns the words of a text, in lower case, without punctuation, accents, and possessive endings. */
export function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/'s\b/g, '')
    .replaceAll("'", '');
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Words that say nothing alone. */
const STOP_WORDS = new Set(
  [
    'a about after again all also am an and any are as at be because been before being both but by can cant could',
    'couldnt did didnt do does doesnt doing dont each even every few for from get go got had has have he her here him',
    'his how i id if ill im in into is isnt it its ive just let like lot lots made make many may me might more most',
    'much must my no nor not now of off on once one only or other our out over own quite really same say see she',
    'should so some something such take than that thats the their them then there these they thing things this those',
    'to too two up us use very want was wasnt way we well were what when where which while who why will with would',
    'wouldnt yes you your',
  ]
    .join(' ')
    .split(' '),
);

export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

/** Irregular forms and the word that they belong to. */
const IRREGULAR: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'become became',
    'begin began begun',
    'break broke broken',
    'bring brought',
    'build built',
    'buy bought',
    'catch caught',
    'choose chose chosen',
    'cost costs',
    'criterion criteria',
    'deal dealt',
    'draw drew drawn',
    'drive drove driven',
    'fall fell fallen',
    'feel felt',
    'find found',
    'forget forgot forgotten',
    'freeze froze frozen',
    'give gave given',
    'grow grew grown',
    'hear heard',
    'hide hid hidden',
    'hold held',
    'index indices',
    'keep kept',
    'know knew known',
    'lead led',
    'leave left',
    'lose lost',
    'mean meant',
    'meet met',
    'pay paid',
    'person people',
    'run ran',
    'say said',
    'schema schemata',
    'sell sold',
    'send sent',
    'show shown',
    'speak spoke spoken',
    'spend spent',
    'steal stole stolen',
    'take took taken',
    'teach taught',
    'tell told',
    'think thought',
    'throw threw thrown',
    'understand understood',
    'win won',
    'withdraw withdrew withdrawn',
    'write wrote written',
  ].flatMap(line => {
    const [base = '', ...forms] = line.split(' ');
    return forms.map(form => [form, base]);
  }),
);

const KNOWN = new Map<string, ReadonlySet<string>>();
const MAX_KNOWN = 20_000;

/**
 * Returns the words that a word may be a form of, itself included: "cached" gives "cached", "cach", and "cache". Two
 * words are forms of one word if these overlap.
 */
export function basesOf(word: string): ReadonlySet<string> {
  const known = KNOWN.get(word);
  if (known) return known;
  const bases = findBases(americanOf(word));
  if (KNOWN.size < MAX_KNOWN) KNOWN.set(word, bases);
  return bases;
}

function findBases(word: string): ReadonlySet<string> {
  const bases = new Set([word]);
  const add = (base: string) => {
    if (base.length >= 3 && /[aeiouy]/.test(base)) bases.add(base);
  };
  const irregular = IRREGULAR[word];
  if (irregular) add(irregular);
  if (word.endsWith('ies')) add(`${word.slice(0, -3)}y`);
  if (word.endsWith('es')) add(word.slice(0, -2));
  if (word.endsWith('ses')) add(`${word.slice(0, -2)}is`);
  if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) add(word.slice(0, -1));
  if (word.endsWith('ied')) add(`${word.slice(0, -3)}y`);
  const verb = /^(.+?)(?:ed|ing)$/.exec(word)?.[1];
  if (verb && /[aeiouy]/.test(verb)) {
    add(verb);
    add(`${verb}e`);
    if (/([^aeiouy])\1$/.test(verb)) add(verb.slice(0, -1));
  }
  return bases;
}

/** Spells endings as in American English. */
function americanOf(word: string): string {
  return word
    .replace(/^(.{3,})is(e|es|ed|ing|ation|ations)$/, '$1iz$2')
    .replace(/^(.{3,})ys(e|es|ed|ing)$/, '$1yz$2')
    .replace(/^(.{2,})our(s|ed|ing)?$/, '$1or$2');
}
