import type { PracticeLength, PracticePurpose } from '../../shared/practice/practice.ts';
import { type Kept, keptWords, practiceLengths, watchers } from './practiceWords.ts';

/** What pre-join and the room say otherwise to a person who practices: no one invited them. The wording of `consent` belongs to CONSENT_VERSION. */
export const practiceRoom = {
  hello: 'Get ready to practice',
  intro: (role: string, length: PracticeLength) =>
    `${practiceLengths[length]}: ${role}. Let’s check that everything works; it takes a minute.`,
  back: 'Your practice is still running',
  backIntro: (role: string, length: PracticeLength) =>
    `${practiceLengths[length]}: ${role}. Join again to continue where you were.`,
  next: {
    self: 'A virtual recruiter asks the questions from a script. It is software, and it speaks as soon as you join. No one else is in the room. If you leave, you can continue from your practice page within two hours.',
    evaluation:
      'A virtual recruiter asks the questions from a script. It is software, and it speaks as soon as you join. People evaluate your answers later. If you leave, you can continue from your practice page within two hours.',
  } satisfies Record<PracticePurpose, string>,
  without: {
    camera: 'Only your voice is recorded, if you agree to a recording.',
    microphone: 'You can write your answers: there is a field under each question.',
  },
  consent: {
    intro: 'It’s optional. You can practice either way.',
    hint: (purpose: PracticePurpose, kept: Kept) =>
      `Your audio, video and shared screen are recorded. ${watchers[purpose]} ${keptWords(kept)} You can stop the recording at any time.`,
    declined: {
      self: 'If you don’t agree, nothing is recorded. You can practice anyway, but there will be nothing to watch or compare afterwards.',
      evaluation:
        'If you don’t agree, nothing is recorded, so no one can evaluate your answers afterwards. You can practice anyway, or change your choice at any time.',
    } satisfies Record<PracticePurpose, string>,
  },
  stopHint:
    'If you stop it, the practice continues as before. What was recorded until then stays on your page until you delete it.',
  notYetHint: 'If you would rather not be recorded, say so here. The practice continues as before.',
  keptHint: 'What was recorded while you agreed is still there. You can delete it from your practice page.',
  facts: {
    self: 'It follows a script and doesn’t understand or judge what you say. No one evaluates this practice.',
    evaluation:
      'It follows a script and doesn’t understand or judge what you say. People evaluate your answers later.',
  } satisfies Record<PracticePurpose, string>,
  sign: { self: 'Scripted. Just for you.', evaluation: 'Scripted. People evaluate.' } satisfies Record<
    PracticePurpose,
    string
  >,
  begins: { word: 'About to start', detail: 'The recruiter speaks first' },
  ready: 'The recruiter speaks first. If nothing happens, press “I’m ready”.',
  startWithin: (minutes: number) =>
    `If others are waiting and you don’t start within ${minutes} minutes, this room closes.`,
  announceBegins: 'The virtual recruiter speaks first. If nothing happens, press B.',
  finish: '“Finish” takes you to your practice page.',
  write: 'Write instead',
  writeClose: 'Close the field',
} as const;
