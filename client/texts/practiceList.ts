import type { PracticeLength } from '../../shared/practice/practice.ts';

const lengths: Record<PracticeLength, string> = {
  question: 'One question',
  short: 'Short',
  full: 'Full interview',
};

export const practiceListTexts = {
  nav: 'Practice',
  lengths,
  title: 'Practice to evaluate',
  intro: 'Practice interviews whose candidates asked for an evaluation, longest wait first.',
  empty: 'Nothing is waiting',
  emptyBody: 'When someone practices and asks for an evaluation, their interview appears here.',
  failed: 'The list could not be loaded',
  stale: 'The list could not be renewed. What you see may be out of date.',
  noName: 'No name given',
  columns: {
    role: 'Role',
    length: 'Length',
    name: 'Name',
    ended: 'Ended',
    recording: 'Recording',
  },
  recorded: 'Recorded',
  notRecorded: 'Not recorded',
  questions: (count: number) => (count === 1 ? '1 question' : `${count} questions`),
  open: (role: string, name: string) => `${role}, ${name}`,
} as const;
