import type { RecordingSummary } from '../../shared/protocol/recordingRoutes.ts';
import { keepTexts } from './keep.ts';
import { formatDay, formatMoment } from './times.ts';

const states: Record<RecordingSummary['state'], string> = {
  recording: 'Recording',
  processing: 'Being made ready',
  ready: 'Ready',
  failed: 'Needs attention',
  erased: 'Deleted',
};

const MB = 1_000_000;

/** Recordings as the console handles them: in an interview, as a list, and for how long they are kept. */
export const recordingTexts = {
  nav: 'Recordings',
  states,
  download: (what: string) => `Download: ${what}`,
  erase: {
    button: 'Delete the recording',
    title: 'Delete this recording for good?',
    body: 'Every file of it is deleted, here and in the storage: pictures, sound and everything made from them. A receipt proves it. Ratings and notes stay. This cannot be undone.',
    confirm: 'Delete for good',
    done: 'The recording is deleted',
    failed: 'The recording was not deleted',
  },
  section: {
    title: 'Recording',
    none: 'Nothing is recorded yet. Recording begins when the candidate agrees and is in the room.',
    noneOver: 'Nothing was recorded in this interview.',
    running: 'It is being recorded right now.',
    mayGoOn: 'It has been recorded in part, and may continue.',
    processing: 'It is being made ready to watch. You can leave this page meanwhile.',
    ready: 'It can be watched.',
    failed: 'It could not be made ready. Nothing is lost: all that was recorded is kept.',
    erased: (at: number, now: number) => `It was deleted ${formatMoment(at, now)}.`,
    erasing: 'It cannot be opened any more. The last files are being deleted.',
    watch: 'Watch',
    retry: 'Try again',
    retryFailed: 'It could not be started again',
    keptUntil: (at: number, now: number) => `Kept until ${formatDay(at, now)}`,
    keptForEver: 'Kept forever, unless deleted',
    loadFailed: 'How the recording is could not be loaded',
  },
  receipts: {
    title: 'Proof of deletion',
    line: (files: number, size: string) => `${files === 1 ? '1 file' : `${files} files`}, ${size}`,
    requested: (at: number, now: number) => `Asked for ${formatMoment(at, now)}`,
    completed: (at: number, now: number) => `Done ${formatMoment(at, now)}`,
    lost: (places: number) =>
      places === 1
        ? 'One server was lost with parts of it. They are deleted if it comes back.'
        : `${places} servers were lost with parts of it. They are deleted if the servers come back.`,
    pending: 'Not done yet: some files are still being deleted',
    causes: { request: 'Deletion was requested', retention: 'Its time was over' },
    id: 'Receipt',
    digest: 'Fingerprint',
    copy: 'Copy the receipt',
  },
  missing: {
    title: 'Some deletions are waiting for a server',
    kinds: { mediaServer: 'A media server', server: 'A server' },
    waits: (what: string, deletions: number, since: number, now: number) =>
      `${what} that holds parts of ${deletions === 1 ? '1 deleted recording' : `${deletions} deleted recordings`} hasn’t answered. First requested ${formatMoment(since, now)}.`,
    declare: 'Declare lost',
    questions: {
      mediaServer: 'Is this media server lost permanently?',
      server: 'Is this server lost permanently?',
    },
    explanation:
      'Only do this if its disk is destroyed or won’t come back. The deletions are then completed without it, and their receipts say so. If it does come back, the parts it holds are deleted then.',
    declared: 'The deletions no longer wait for it',
  },
  list: {
    title: 'Recordings',
    intro: 'Everything that was recorded, the newest first.',
    empty: 'No recordings yet',
    emptyBody: 'As soon as an interview with a candidate’s consent has run, its recording is here.',
    failed: 'The recordings could not be loaded',
    stale: 'The list could not be renewed. What you see may be out of date.',
    filter: 'Filter by title or candidate',
    filterShort: 'Filter',
    noMatch: (text: string) => `Nothing matches “${text}”.`,
    more: 'Show more',
    moreFailed: 'Couldn’t load more recordings. Try again.',
    columns: {
      interview: 'Interview',
      state: 'State',
      when: 'When',
      length: 'Length',
      size: 'Size',
      kept: 'Kept until',
    },
    forever: 'forever',
    unknown: '–',
    progress: (percent: number) => `${percent}%`,
  },
  retention: {
    title: 'How long recordings are kept',
    days: (days: number) => (days === 1 ? '1 day after the interview' : `${days} days after the interview`),
    forever: 'Forever, unless deleted',
    change: 'Change',
    dialogTitle: 'How long are recordings kept?',
    dialogBody: 'Applies to all recordings, including those that already exist.',
    legend: 'Delete recordings',
    choices: {
      days: {
        label: keepTexts.days,
        hint: 'Counted from the end of the interview. Recordings past that are deleted permanently, with a receipt.',
      },
      forever: { label: 'Never', hint: 'Recordings stay until someone deletes them.' },
    },
    loadFailed: 'How long recordings are kept could not be loaded',
  },
  size: (bytes: number) =>
    bytes >= 1_000 * MB
      ? `${(bytes / (1_000 * MB)).toFixed(1)} GB`
      : `${Math.max(1, Math.round(bytes / MB))} MB`,
} as const;
