import { formatUnit, plural } from '../../shared/intl.ts';
import { isForAnyRole, type PracticeLength, type PracticePurpose } from '../../shared/practice/practice.ts';

export const practiceLengths: Record<PracticeLength, string> = {
  question: 'One question',
  short: 'Short practice',
  full: 'Full practice',
};

function practiceOf(role: string, length: PracticeLength): string {
  if (!isForAnyRole(role)) return `${practiceLengths[length]}: ${role}`;
  return length === 'question'
    ? 'One general question'
    : `${practiceLengths[length]}: questions for any role`;
}

/** Says who can watch a recording. */
export const watchers: Record<PracticePurpose, string> = {
  self: 'Only people with your private page’s link can watch.',
  evaluation: 'Only you and the evaluators here can watch.',
};

/** How many days recordings are kept, or `forever`. Undefined if the page doesn't know. */
export type Retention = number | 'forever' | undefined;

function retentionText(retention: Retention): string {
  if (retention === undefined) return 'You can delete the recording at any time.';
  if (retention === 'forever') return 'Recordings stay until you delete them.';
  return `Recordings are deleted after ${plural(retention, { one: '# day', other: '# days' })}, or earlier if you delete them.`;
}

/**
 * Pre-join and room texts for people who practice, where the texts for invited people would be wrong.
 * After a change to `consent` or `evaluated`, increase CONSENT_VERSION.
 */
export const practiceRoom = {
  hello: 'Get ready to practice',
  intro: (role: string, length: PracticeLength, minutes: number) =>
    `${practiceOf(role, length)}, ${formatUnit(minutes, 'minute')}`,
  introQuestion: (question: string, minutes: number) => `${formatUnit(minutes, 'minute')} · ${question}`,
  back: 'Your practice is still running',
  join: 'Join practice',
  joins: 'You’ll join as soon as it’s ready.',
  preparing: 'Preparing the recruiter’s voice',
  next: {
    self: 'The virtual recruiter speaks as soon as you join.',
    evaluation: 'The virtual recruiter speaks as soon as you join. People evaluate your answers later.',
  } satisfies Record<PracticePurpose, string>,
  without: {
    camera: 'Off. No video.',
    microphone: 'Off. You can write your answers.',
  },
  goWithoutBoth: 'Continue in writing',
  consent: {
    title: 'Record this practice?',
    no: 'Not recorded',
    yes: 'Recorded',
    more: 'What is recorded, and for how long',
    agreed: 'You can watch yourself afterward.',
    declined: {
      self: 'You can’t watch yourself afterward.',
      evaluation: 'No one can evaluate your answers.',
    } satisfies Record<PracticePurpose, string>,
    hint: (purpose: PracticePurpose, retention: Retention) =>
      `Your audio, video, and shared screen are recorded. ${watchers[purpose]} ${retentionText(retention)} You can stop the recording at any time.`,
  },
  evaluated: {
    title: 'This practice is recorded',
    body: 'Evaluators watch the recording to rate your answers. If you join, you agree to be recorded.',
    decline: 'Practice without an evaluation',
    declined: 'This practice isn’t recorded',
    declinedBody: 'No one can evaluate your answers, and you can’t watch yourself afterward.',
    agree: 'Record it for an evaluation',
  },
  asBefore: 'As last time.',
  stopHint:
    'If you stop the recording, your practice continues. What was recorded so far stays on your page until you delete it.',
  notYetHint: 'If you’d rather not be recorded, choose that here. Your practice continues.',
  keptHint: 'What was recorded while you agreed is still on your practice page. You can delete it there.',
  facts: {
    self: 'It follows a script and doesn’t understand or rate what you say. No one evaluates this practice.',
    evaluation:
      'It follows a script and doesn’t understand or rate what you say. People evaluate your answers later.',
  } satisfies Record<PracticePurpose, string>,
  sign: {
    self: 'Follows a script. Only you are here.',
    evaluation: 'Follows a script. Evaluated by people.',
    unrecorded: 'Follows a script. Not recorded.',
  } satisfies Record<PracticePurpose | 'unrecorded', string>,
  begins: { word: 'About to start', detail: 'The recruiter speaks first' },
  ready: 'The recruiter speaks first. If nothing happens, press “I’m ready”.',
  startWithin: (minutes: number) =>
    `If others are waiting and you don’t start within ${formatUnit(minutes, 'minute', 'long')}, this room closes.`,
  announceBegins: (keys: boolean) =>
    `The virtual recruiter speaks first. If nothing happens, press ${keys ? 'B' : '“I’m ready”'}.`,
  finish: '“Finish” takes you to your practice page.',
  write: { full: 'Write instead', brief: 'Write' },
  speak: { full: 'Speak instead', brief: 'Speak' },
  leave: {
    title: 'Leave this practice?',
    body: 'You can continue from your practice page within two hours.',
    overBody: 'You’ve answered all the questions. Leaving ends this practice.',
  },
  entered: (isRecorded: boolean, later: string | undefined) =>
    `You’re in the room. ${isRecorded ? 'This practice is being recorded.' : (later ?? 'This practice isn’t being recorded.')}`,
} as const;
