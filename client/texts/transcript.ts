import { formatNumber, formatPercent, plural } from '../../shared/intl.ts';
import type { TranscriptReason } from '../../shared/transcript/transcript.ts';
import { formatMoment } from './times.ts';

const reasons: Record<TranscriptReason, string> = {
  off: 'This server doesn’t make transcripts.',
  recording: 'It’s made after the recording is ready.',
  consent: 'The candidate didn’t agree to a transcript.',
  deleted: 'It was deleted.',
  language: 'Speech in this language can’t be recognized here.',
  engine: 'The speech engine of this server is missing or damaged.',
  service: 'The speech service isn’t responding, or refused the audio.',
  budget: 'This month’s limit for the speech service is used up.',
  trouble: 'Something went wrong.',
};

/** Texts of the transcript next to a recording. */
export const transcriptTexts = {
  reasons,
  none: 'There’s no transcript',
  ownConsent: 'You didn’t agree to one.',
  waiting: 'The transcript is being prepared',
  running: (share: number) => `Transcript: ${formatPercent(share)} done`,
  progress: 'Transcript',
  failed: 'Couldn’t make the transcript',
  failedBody: 'The recording isn’t affected.',
  unread: 'Couldn’t load the transcript',
  tryAgain: 'Try again',
  hidden: 'Lock your ratings to read the transcript',
  hiddenBody:
    'Automatic transcripts have mistakes, most of all with strong accents, and mistakes lower ratings. So rate what you hear.',
  note: 'Made automatically. It can have mistakes.',
  withheld: (names: string) => `Not transcribed: ${names}`,
  words: 'What was said',
  keys: '← → words · ↑ ↓ lines · Enter plays from the word · Shift selects, then Tab',
  keysEdit: '← → words · ↑ ↓ lines · Enter plays from the word · Shift selects, then Tab · F2 corrects',
  notUnderstood: '[not understood]',
  search: {
    label: 'Search the transcript',
    placeholder: 'Search',
    previous: 'Previous match',
    next: 'Next match',
    clear: 'Clear search',
    count: (at: number, of: number) => `${formatNumber(at)} of ${formatNumber(of)}`,
    found: (of: number) => plural(of, { one: '# match', other: '# matches' }),
    none: 'No matches',
  },
  selection: {
    label: 'Selected words',
    copy: 'Copy',
    quote: 'Quote',
    correct: 'Correct',
    clip: 'Clip',
    clipHint: 'Use this moment in the report',
    copied: 'Copied',
    quoted: 'Copied with name and time',
    copyFailed: 'Couldn’t copy',
  },
  quote: (name: string, clock: string, text: string) => `${name} (${clock}): “${text}”`,
  correct: {
    button: 'Correct this passage',
    label: 'What was said',
    save: 'Save',
    cancel: 'Cancel',
    saved: 'Correction saved',
    failed: 'Couldn’t save the correction',
    unsaved: 'Save or cancel the open correction first',
    conflict: (text: string) =>
      `Someone else has changed this passage to: “${text}” Your text is still here. Save again to replace theirs.`,
    corrected: 'Corrected',
    by: (name: string, at: number, now: number) => `By ${name}, ${formatMoment(at, now)}.`,
    original: (text: string) => (text ? `Recognized: “${text}”` : 'Nothing was recognized here.'),
  },
  more: 'More for the transcript',
  copyAll: 'Copy all',
  downloads: {
    vtt: 'Download captions (VTT)',
    txt: 'Download text (TXT)',
    json: 'Download data (JSON)',
    mp4: 'Download video with captions (MP4)',
  },
  erase: {
    button: 'Delete transcript',
    title: 'Delete the transcript?',
    body: 'This permanently deletes every word of it, with all corrections. It won’t be made again. The recording and quotations in a report stay.',
    confirm: 'Delete transcript',
    done: 'The transcript is deleted',
  },
} as const;
