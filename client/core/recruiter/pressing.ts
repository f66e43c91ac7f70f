import { z } from 'zod';
import type { RecruiterButton, RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import { asAppError } from '../replies.ts';

/** How a candidate's page reaches the virtual recruiter. */
export interface PressTarget {
  recruiter: () => RecruiterView | undefined;
  until: (wanted: (recruiter: RecruiterView | undefined) => boolean) => Promise<void>;
  /** Sends `recruiter.press`. Rejects with `conflict` if the recruiter started a line after `utterance`. */
  send: (params: { button: RecruiterButton; utterance: number }) => Promise<unknown>;
}

/** Buttons that mean the same for every question. */
const ANY_QUESTION: readonly RecruiterButton[] = ['skipIntroduction', 'undoSkip', 'retry', 'timer', 'finish'];
const Conflict = z.object({ current: z.object({ utterance: z.number() }) });

/**
 * Presses a button. If the recruiter starts a line at that moment, presses again, unless the press would then
 * apply to another question. Resolves to true if the server accepted the press.
 */
export async function pressButton(target: PressTarget, button: RecruiterButton): Promise<boolean> {
  const meant = meaningOf(button, target.recruiter());
  const sameMeaning = (recruiter: RecruiterView | undefined): recruiter is RecruiterView =>
    recruiter !== undefined && meaningOf(button, recruiter) === meant;
  const isOffered = (recruiter: RecruiterView | undefined) =>
    sameMeaning(recruiter) && recruiter.buttons.includes(button);
  while (isOffered(target.recruiter())) {
    const utterance = utteranceOf(target.recruiter());
    const conflict = await conflictOf(target.send({ button, utterance }));
    if (!conflict) return true;
    const { current } = conflict;
    if (current === undefined || current === utterance) return false;
    await target.until(
      recruiter =>
        recruiter === undefined ||
        (utteranceOf(recruiter) >= current &&
          (isOffered(recruiter) || !sameMeaning(recruiter) || recruiter.turn !== 'speaking')),
    );
  }
  return false;
}

/** Returns the recruiter's line that made the server refuse a press; undefined if the press was accepted. */
async function conflictOf(sent: Promise<unknown>): Promise<{ current: number | undefined } | undefined> {
  try {
    await sent;
    return undefined;
  } catch (error) {
    const { code, details } = asAppError(error);
    if (code !== 'conflict') throw error;
    return { current: Conflict.safeParse(details).data?.current.utterance };
  }
}

function utteranceOf(recruiter: RecruiterView | undefined): number {
  return recruiter?.caption?.utterance ?? 0;
}

function meaningOf(button: RecruiterButton, recruiter: RecruiterView | undefined): string {
  const question = ANY_QUESTION.includes(button) ? undefined : recruiter?.question;
  return JSON.stringify([question, recruiter?.turn === 'moment']);
}
