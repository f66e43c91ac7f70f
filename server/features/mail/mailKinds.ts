import { z } from 'zod';
import type { MailContent } from '../../store/mailStore.ts';
import type { Letter } from './letter.ts';
import {
  AssignedMail,
  Digest,
  ExpiryMail,
  LatePromises,
  ReportMail,
  writeAssignedMail,
  writeDigest,
  writeExpiryMail,
  writeLatePromises,
  writeReportMail,
} from './noticeLetters.ts';

/** One kind of message: what it is filled with, and what it says. */
interface MailKindRow<Content> {
  content: z.ZodType<Content>;
  /** Undefined for what it cannot be filled with. */
  letter(content: unknown): Letter | undefined;
}

function row<Content>({
  content: shape,
  write,
}: {
  content: z.ZodType<Content>;
  write: (content: Content) => Letter;
}): MailKindRow<Content> {
  return {
    content: shape,
    letter: content => {
      const decoded = shape.safeParse(content);
      return decoded.success ? write(decoded.data) : undefined;
    },
  };
}

/** Every kind of message there is. Addresses are whole ones; whatever of them is secret stands behind their `#`. */
const MAIL_KINDS = {
  'practice-link': row({
    content: z.object({
      url: z.url(),
      /** The role that is practiced. */
      role: z.string().optional(),
    }),
    write: ({ url, role }) => ({
      subject: 'Your practice page',
      parts: [
        {
          kind: 'paragraph',
          text: role
            ? `You practiced an interview for ${role} with Vivavoce, and asked for the link to your private page.`
            : 'You practiced an interview with Vivavoce, and asked for the link to your private page.',
        },
        {
          kind: 'paragraph',
          text: 'On it you can watch your attempts, read the model answers, and practice again.',
        },
        { kind: 'action', label: 'Open your practice page', address: url },
        {
          kind: 'paragraph',
          text: 'This link is the only key to your page. Anyone who has it can see your attempts, so keep it to yourself. If you lose it, we cannot open the page for you.',
        },
        {
          kind: 'paragraph',
          text: 'To delete one attempt or the whole page, open the page and choose “Delete”. That takes effect at once and cannot be undone.',
        },
        {
          kind: 'aside',
          text: 'If you did not ask for this message, your address was probably mistyped. You can ignore it and delete it.',
        },
      ],
    }),
  }),
  'practice-expiry': row({ content: ExpiryMail, write: writeExpiryMail }),
  report: row({ content: ReportMail, write: writeReportMail }),
  assigned: row({ content: AssignedMail, write: writeAssignedMail }),
  'late-promises': row({ content: LatePromises, write: writeLatePromises }),
  digest: row({ content: Digest, write: writeDigest }),
} as const;

export type MailKind = keyof typeof MAIL_KINDS;
export type ContentOf<K extends MailKind> = z.infer<(typeof MAIL_KINDS)[K]['content']>;

/** What a stored message says. Undefined for a kind or a content that this version does not know. */
export function letterOf(kind: string, content: MailContent): Letter | undefined {
  return Object.hasOwn(MAIL_KINDS, kind) ? MAIL_KINDS[kind as MailKind].letter(content) : undefined;
}
