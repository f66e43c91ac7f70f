import { auditActor, FIELDS, messageName, SENTENCES, TARGETS } from './auditSentences.ts';
import { MESSAGE_KEYS } from './messages/messages.ts';
import { SEAT_ROLE_NAMES, STAFF_ROLE_NAMES } from './names.ts';

/** Details with which the sentences have all their words. */
const VARIANTS: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { usual: true },
  { disabled: true },
  { disabled: false },
  { archived: true },
  { archived: false },
  { member: true },
  { singleSignOn: true },
  { by: 'other' },
  { publicSide: true },
  { publicSide: false },
  { role: 'a', before: 'a' },
  { role: 'a', before: 'b' },
  { rows: 1, version: 1, days: 1, keep: 1, before: 1, pages: true },
  { rows: 2, days: 2, keep: 2, before: 2 },
  { days: null, keep: 'as-recordings', before: null },
  { seatId: 'a', before: 'b', userId: 'a', to: 'a', by: 'a', teamId: 'a', members: ['a'] },
  { team: 'a', teamBefore: null, added: ['a'], removed: ['b'] },
  { changed: ['a'], before: { a: 1 }, after: { a: 2 } },
];

/** Actions about interviews, kits, and templates, whose sentences have a phrase for the target. */
const PHRASED: readonly (readonly [prefix: RegExp, phrase: string])[] = [
  [/^(kit|publication)\./, TARGETS.kit(' ')],
  [/^template\./, TARGETS.template(' ')],
  [
    /^(interview|invitation|seat|link|accommodations|mail|scorecards|evaluation|report|recording|transcript|consent)\./,
    `${TARGETS.interview(' ')} with`,
  ],
];

interface AuditWords {
  actions: string[];
  /** Parts of the JSON text of details: quoted names of fields and roles, and numbers. */
  details: string[];
  messages: string[];
  /** True if the word is of the software's name as an actor. */
  system: boolean;
}

/** Returns where the word comes from in sentences, apart from the names of people and things. */
export function auditWords(word: string): AuditWords {
  const says = (text: string) => text.toLowerCase().replaceAll('’', "'").includes(word.replaceAll('’', "'"));
  const isNumber = /^\d+$/.test(word);
  const names = [() => undefined, () => ''];
  return {
    actions: Object.entries(SENTENCES).flatMap(([action, say]) => {
      if (isNumber) return [];
      const target = PHRASED.find(([prefix]) => prefix.test(action))?.[1] ?? '';
      return VARIANTS.some(details => names.some(name => says(say(target, details, name, ''))))
        ? [action]
        : [];
    }),
    details: [
      ...[...Object.entries(FIELDS), ...Object.entries(STAFF_ROLE_NAMES), ...Object.entries(SEAT_ROLE_NAMES)]
        .filter(([, shown]) => says(shown))
        .map(([key]) => `"${key}"`),
      ...(isNumber ? [`:${word},`, `:${word}}`] : []),
    ],
    messages: MESSAGE_KEYS.filter(key => says(messageName(key))),
    system: says(auditActor({ kind: 'system', id: 'system' })),
  };
}
