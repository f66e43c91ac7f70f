import { formatList } from '../../shared/intl.ts';

/** Texts of the search across the transcripts of all interviews. */
export const transcriptSearchTexts = {
  link: 'Search what was said',
  title: 'Search what was said',
  intro: 'Finds words in the transcripts that you can read, and questions and competencies by name.',
  field: 'Words',
  placeholder: 'Words, a question, or a competency',
  start: 'Search all transcripts',
  startBody:
    'Every result opens the recording at that second. Transcripts are made automatically and can have mistakes, so a word can be missing.',
  none: (query: string) => `Nothing found for “${query}”`,
  noneBody: 'Try fewer or shorter words. Transcripts that you can’t read yet aren’t searched.',
  failed: 'Couldn’t search the transcripts',
  stale: 'These results may be out of date',
  more: 'Show more',
  moreFailed: 'Couldn’t load more',
  results: 'Results',
  interview: (title: string, names: readonly string[]) =>
    [formatList(names), title].filter(Boolean).join(', '),
  question: (number: number, text: string) => `Q${number} ${text}`,
  competencies: (names: readonly string[]) => formatList(names),
  /** Accessible name of a result, which opens the recording. */
  open: (clock: string) => `Watch at ${clock}`,
} as const;
