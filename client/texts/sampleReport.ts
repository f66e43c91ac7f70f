import { formatUnit } from '../../shared/intl.ts';

/** Texts of the sample report on role pages. Its answers and advice are the role's own. */
export const sampleReport = {
  title: 'A sample report',
  see: 'See a sample report',
  lead: 'An excerpt. Its answers and advice are from this guide, and its levels are examples.',
  badge: 'Sample report',
  inShort: 'In short',
  headline: (keep: string, change: string) => `${keep}: strong. Next: ${change}.`,
  keep: 'Keep',
  change: 'Change',
  sample: 'Sample',
  clip: 'Clip of the answer',
  seconds: (count: number) => formatUnit(count, 'second'),
  followUp: (question: string) => `Be ready for the follow-up: “${question}”`,
  asked: 'Question',
  heard: 'Common mistake',
  nextTime: 'Next time',
  levels: 'Levels reached',
  level: (level: number) => `Level ${level} of 5`,
  noEvidence: 'No evidence',
  also: {
    title: 'Yours also has',
    points: ['A comment on every answer', 'What each level means', 'A seven-day plan'],
  },
} as const;
