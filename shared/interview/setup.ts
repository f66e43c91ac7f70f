import { z } from 'zod';

/** `skipped`: the person chose to join without the device. */
export const DeviceCheck = z.enum(['unchecked', 'ok', 'denied', 'missing', 'busy', 'skipped']);
export type DeviceCheck = z.infer<typeof DeviceCheck>;

/** `tcp-only`: UDP is blocked, so the call works but with more delay. */
export const ConnectionCheck = z.enum(['unchecked', 'testing', 'ok', 'tcp-only', 'failed']);
export type ConnectionCheck = z.infer<typeof ConnectionCheck>;

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

/** Version of the consent texts in the client. Increase it with every change of the texts. */
export const CONSENT_VERSION = 8;

export const INTERVIEWER_CONSENT_VERSION = 4;

/**
 * Consent by purpose. `observers` is only asked of candidates, and `transcript` only where one can be made. Both are
 * absent until the person answers.
 */
export const ConsentAnswer = z.strictObject({
  version: z.number().int().positive(),
  recording: z.boolean(),
  observers: z.boolean().optional(),
  transcript: z.boolean().optional(),
});
export type ConsentAnswer = z.infer<typeof ConsentAnswer>;

/** True when an interviewer agreed to be recorded under the current texts. */
export function interviewerAgrees(consent: ConsentAnswer | undefined): boolean {
  return consent?.recording === true && consent.version >= INTERVIEWER_CONSENT_VERSION;
}

/** True when a candidate agreed to be recorded under the current texts. */
export function agreesToRecording(consent: ConsentAnswer | undefined): boolean {
  return consent?.recording === true && consent.version >= CONSENT_VERSION;
}

/** True when a person agreed to a transcript of what they say in the recording. */
export function agreesToTranscript(consent: ConsentAnswer | undefined): boolean {
  return consent?.recording === true && consent.transcript === true;
}
