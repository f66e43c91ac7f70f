import { z } from 'zod';

/** How one device check stands. `skipped`: the person chose to go on without it. */
export const DeviceCheck = z.enum(['unchecked', 'ok', 'denied', 'missing', 'busy', 'skipped']);
export type DeviceCheck = z.infer<typeof DeviceCheck>;

/** How the connection test stands. `tcp-only`: UDP is blocked on the way, the call works with more delay. */
export const ConnectionCheck = z.enum(['unchecked', 'testing', 'ok', 'tcp-only', 'failed']);
export type ConnectionCheck = z.infer<typeof ConnectionCheck>;

/** A person's progress through pre-join, as staff see it. */
export const Setup = z.strictObject({
  browser: z.string().max(80),
  camera: DeviceCheck,
  microphone: DeviceCheck,
  speaker: z.enum(['unchecked', 'ok', 'skipped']),
  connection: ConnectionCheck,
  roundTripMs: z.number().int().min(0).max(60_000).optional(),
  ready: z.boolean(),
});
export type Setup = z.infer<typeof Setup>;

/** The wording people agreed to. Raise it with every change of the consent texts in the client. */
export const CONSENT_VERSION = 4;

/** The same for the words that interviewers read of their own recording. */
export const INTERVIEWER_CONSENT_VERSION = 2;

/**
 * The answers to the consent questions, per purpose. Refusing a purpose never excludes anyone from the interview. Observers are for candidates to
 * refuse; what anybody else answers there has no meaning. Absent: the candidate left that question open, or was not asked.
 */
export const ConsentAnswer = z.strictObject({
  version: z.number().int().positive(),
  recording: z.boolean(),
  observers: z.boolean().optional(),
});
export type ConsentAnswer = z.infer<typeof ConsentAnswer>;

/** Whether an interviewer may be recorded; like a candidate, only if they have agreed to the words as they are now. */
export function interviewerAgrees(consent: ConsentAnswer | undefined): boolean {
  return consent?.recording === true && consent.version >= INTERVIEWER_CONSENT_VERSION;
}

/** Whether a candidate may be recorded. Who agreed to older words has agreed to something else. */
export function agreesToRecording(consent: ConsentAnswer | undefined): boolean {
  return consent?.recording === true && consent.version >= CONSENT_VERSION;
}
