import { z } from 'zod';
import { SeatRole } from '../roles.ts';

/** Messages about interviews whose words an organization can change, for each role of a recipient. */
export const MessageKind = z.enum([
  'invitation',
  'timeChoice',
  'timeChosen',
  'change',
  'cancellation',
  'reminder',
  'lastReminder',
]);
export type MessageKind = z.infer<typeof MessageKind>;

export const MESSAGE_LIMITS = { subject: 150, text: 4_000 } as const;

/**
 * Words of a message. An empty line starts a paragraph. A placeholder such as `{role}` stands for a value, and
 * a block such as `{details}` is alone in its paragraph.
 */
export const MessageWords = z.strictObject({
  subject: z.string().trim().min(1).max(MESSAGE_LIMITS.subject),
  text: z.string().trim().min(1).max(MESSAGE_LIMITS.text),
});
export type MessageWords = z.infer<typeof MessageWords>;

export const MessageName = z.strictObject({ kind: MessageKind, seat: SeatRole });
export type MessageName = z.infer<typeof MessageName>;

/** Returns the roles of people who can get a message. */
export function recipientsOf(kind: MessageKind): readonly SeatRole[] {
  return kind === 'timeChoice' || kind === 'timeChosen' ? ['candidate'] : SeatRole.options;
}

/** Key of a message in the stored setting. */
export function messageKey({ kind, seat }: MessageName): string {
  return `${kind}.${seat}`;
}

export const MESSAGE_KEYS: readonly string[] = MessageKind.options.flatMap(kind =>
  recipientsOf(kind).map(seat => messageKey({ kind, seat })),
);

const VALUES = [
  'name',
  'company',
  'role',
  'interview',
  'when',
  'minutes',
  'contact',
  'interviewers',
] as const;
/** Only for people other than the candidate. */
const TEAM_VALUES = ['title', 'candidate', 'organizer'] as const;
const BLOCKS: Record<MessageKind, readonly string[]> = {
  invitation: ['details', 'link', 'preparation', 'help'],
  timeChoice: ['details', 'link', 'help'],
  timeChosen: ['details', 'link', 'preparation', 'help'],
  change: ['changes', 'details', 'link', 'help'],
  cancellation: ['notice', 'help'],
  reminder: ['details', 'link', 'preparation', 'help'],
  lastReminder: ['details', 'link', 'help'],
};
/** Without these, people would not learn what the message is about. */
const REQUIRED: Record<MessageKind, readonly string[]> = {
  invitation: ['details', 'link'],
  timeChoice: ['details', 'link'],
  timeChosen: ['details', 'link'],
  change: ['changes', 'details'],
  cancellation: ['notice'],
  reminder: ['details', 'link'],
  lastReminder: ['link'],
};

export interface Placeholders {
  values: readonly string[];
  blocks: readonly string[];
  /** Blocks that the text must have. */
  required: readonly string[];
}

export function placeholdersOf({ kind, seat }: MessageName): Placeholders {
  const values = [
    // Before the candidate has chosen, there is no time.
    ...VALUES.filter(value => kind !== 'timeChoice' || value !== 'when'),
    ...(seat === 'candidate' ? [] : TEAM_VALUES),
    ...(kind === 'change' ? ['what'] : []),
  ];
  return { values, blocks: BLOCKS[kind], required: REQUIRED[kind] };
}

export type MessageFinding =
  | { field: 'subject' | 'text'; problem: 'unknown' | 'block-in-line'; placeholder: string }
  | { field: 'text'; problem: 'missing'; placeholder: string };

const PLACEHOLDER = /\{([^{}\s]*)\}/g;

/** Returns what keeps words from being used, in order. */
export function checkMessage(name: MessageName, { subject, text }: MessageWords): MessageFinding[] {
  const { values, blocks } = placeholdersOf(name);
  const used = (part: string) => [...part.matchAll(PLACEHOLDER)].map(([, found = '']) => found);
  const inLine = (field: 'subject' | 'text', part: string) =>
    used(part).flatMap((placeholder): MessageFinding[] => {
      if (values.includes(placeholder)) return [];
      return [{ field, problem: blocks.includes(placeholder) ? 'block-in-line' : 'unknown', placeholder }];
    });
  const paragraphs = paragraphsOf(text);
  const missing = REQUIRED[name.kind].filter(block => !paragraphs.some(part => blockOf(part) === block));
  return [
    ...inLine('subject', subject),
    ...paragraphs.flatMap(part => (blocks.includes(blockOf(part) ?? '') ? [] : inLine('text', part))),
    ...missing.map(placeholder => ({ field: 'text' as const, problem: 'missing' as const, placeholder })),
  ];
}

export function paragraphsOf(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map(part => part.trim())
    .filter(part => part !== '');
}

/** Returns the block if the paragraph is nothing else. */
export function blockOf(paragraph: string): string | undefined {
  return /^\{([a-z]+)\}$/i.exec(paragraph)?.[1];
}

/** Replaces placeholders, and starts with a capital letter. Unknown placeholders stay as they are. */
export function filledIn(text: string, values: Readonly<Record<string, string>>): string {
  const filled = text.replace(PLACEHOLDER, (all, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? all) : all,
  );
  return filled.charAt(0).toUpperCase() + filled.slice(1);
}
