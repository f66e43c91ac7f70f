import { z } from 'zod';
import { MessageKind, MessageWords } from '../messages/messages.ts';
import { SeatRole } from '../roles.ts';
import { nothing } from '../schemaOf.ts';
import { route } from './routeRow.ts';

/** A part of a message. A string is a paragraph, and `aside` is small print. */
export const PreviewPart = z.union([
  z.string(),
  z.strictObject({
    kind: z.literal('aside'),
    text: z.string(),
    link: z.strictObject({ label: z.string(), address: z.string() }).optional(),
  }),
  z.strictObject({ kind: z.literal('list'), items: z.array(z.string()) }),
  z.strictObject({
    kind: z.literal('action'),
    label: z.string(),
    address: z.string(),
    secondary: z.literal(true).optional(),
  }),
]);
export type PreviewPart = z.infer<typeof PreviewPart>;

const name = { kind: MessageKind, seat: SeatRole };

export const MESSAGE_ROUTES = {
  /** Lists all messages. `changed`: the organization doesn't use the usual words. */
  'messages.list': route('GET /api/messages', 'organization.change', nothing, {
    messages: z.array(z.strictObject({ ...name, words: MessageWords, changed: z.boolean() })),
  }),
  /**
   * Changes the words of a message. If `null`, the usual words apply again. `seen`: the words that the editor saw. A
   * change of others since then is refused with `setting-changed`.
   */
  'messages.change': route('PUT /api/messages/:kind/:seat', 'organization.change', {
    ...name,
    words: MessageWords.nullable(),
    seen: MessageWords.optional(),
  }),
  /** Returns a message as someone would receive it, about an interview of this installation if there is one. */
  'messages.preview': route(
    'POST /api/messages/preview',
    'organization.change',
    { ...name, words: MessageWords },
    { subject: z.string(), parts: z.array(PreviewPart), isExample: z.boolean() },
  ),
  /** Emails the preview to the member. */
  'messages.sendTest': route('POST /api/messages/test', 'organization.change', {
    ...name,
    words: MessageWords,
  }),
} as const;
