import { formatBytes, formatList, formatNumber, formatPercent, plural } from '../../shared/intl.ts';
import type { RecordingSummary } from '../../shared/protocol/recordingRoutes.ts';
import { common } from './common.ts';
import { formatDayAlone, formatMoment } from './times.ts';

const states: Record<RecordingSummary['state'], string> = {
  recording: 'Recording',
  processing: 'Processing',
  ready: 'Ready',
  failed: 'Needs attention',
  erased: 'Deleted',
};

export const keepTexts = {
  days: 'After a number of days',
  field: 'Days',
  hint: 'From 1 to 3650.',
  wrong: 'Enter a whole number from 1 to 3650.',
  save: 'Save',
  failed: 'Couldn’t save the change',
  saved: 'Saved',
  permanent: 'This can’t be undone.',
  shorten: 'Delete and save',
};

const FOREVER = 'Forever, unless deleted';
const recordings = (count: number) => plural(count, { one: '# recording', other: '# recordings' });

export const recordingTexts = {
  nav: 'Recordings',
  states,
  download: (what: string) => `Download: ${what}`,
  erase: {
    button: 'Delete recording',
    title: 'Delete this recording permanently?',
    body: 'This deletes all its files everywhere: video, sound, and everything made from them. You’ll get a receipt as proof. Ratings and notes stay. This can’t be undone.',
    confirm: 'Delete recording',
    done: 'Recording deleted',
    failed: 'Couldn’t delete the recording',
  },
  eraseSeveral: {
    select: (name: string) => `Select the recording with ${name}`,
    selectAll: 'Select all shown',
    bar: 'Selected recordings',
    button: 'Delete recordings',
    title: (count: number) => (count === 1 ? 'Delete this recording?' : `Delete ${recordings(count)}?`),
    from: 'Recordings to delete:',
    line: (names: readonly string[], title: string) => [formatList(names), title].filter(Boolean).join(', '),
    more: (count: number) => `and ${formatNumber(count)} more`,
    body: 'This deletes all their files everywhere, with a receipt for each. Ratings and notes stay. You can undo this for ten seconds. After that, it can’t be undone.',
    confirm: (count: number) => (count === 1 ? 'Delete recording' : `Delete ${recordings(count)}`),
    tooMany: (most: number) => `You can delete ${recordings(most)} at a time.`,
  },
  /** Until when a recording is kept. Undefined while it runs, because its time starts at the interview's end. */
  kept: (
    { state, retainUntil }: Pick<RecordingSummary, 'state' | 'retainUntil'>,
    now: number,
  ): string | undefined => {
    if (state === 'recording' || state === 'erased') return undefined;
    return retainUntil === undefined ? FOREVER : `Until ${formatDayAlone(retainUntil, now)}`;
  },
  section: {
    title: 'Recording',
    kept: (kept: string) => `Kept ${kept.charAt(0).toLowerCase()}${kept.slice(1)}`,
    none: 'Nothing is recorded yet. Recording starts once the candidate is in the room and agrees.',
    noneOver: 'Nothing was recorded in this interview.',
    running: 'Recording in progress.',
    mayContinue: 'Partly recorded. Recording may resume.',
    processing: 'The recording is being processed. You can leave this page.',
    ready: 'The recording is ready to watch.',
    failed: 'The recording couldn’t be processed. Nothing is lost: everything recorded is kept.',
    erased: (at: number, now: number) => `The recording was deleted ${formatMoment(at, now)}.`,
    erasing: 'The recording is no longer available. The last files are being deleted.',
    watch: 'Watch',
    loadFailed: 'Couldn’t load the recording’s status',
  },
  receipts: {
    title: 'Proof of deletion',
    line: (files: number, size: string) =>
      plural(files, { one: `# file, ${size}`, other: `# files, ${size}` }),
    requested: (at: number, now: number) => `Requested ${formatMoment(at, now)}`,
    completed: (at: number, now: number) => `Done ${formatMoment(at, now)}`,
    lost: common.lostServers,
    pending: 'Not done yet: some files are still being deleted',
    causes: { request: 'Deletion was requested', retention: 'Retention period ended' },
    id: 'Receipt',
    digest: 'Fingerprint',
    copy: 'Copy the receipt',
  },
  missing: {
    title: 'Some deletions are waiting for a server',
    waits: (kind: 'mediaServer' | 'server', deletions: number, since: number, now: number) => {
      const server = kind === 'mediaServer' ? 'A media server' : 'A server';
      const recordings = plural(deletions, { one: '# deleted recording', other: '# deleted recordings' });
      return `${server} that holds parts of ${recordings} hasn’t answered. First requested ${formatMoment(since, now)}.`;
    },
    declare: 'Declare lost',
    questions: {
      mediaServer: 'Is this media server lost permanently?',
      server: 'Is this server lost permanently?',
    },
    explanation:
      'Do this only if its disk is destroyed or won’t come back. The deletions are then completed without it, and their receipts say so. If it does come back, its parts are deleted then.',
    declared: 'The deletions no longer wait for it',
  },
  list: {
    title: 'Recordings',
    intro: 'All recordings, newest first.',
    empty: 'No recordings yet',
    emptyBody: 'Recordings appear here after interviews in which the candidate agreed to be recorded.',
    failed: 'Couldn’t load the recordings',
    stale: common.staleList,
    filter: 'Filter by title or candidate',
    filterShort: 'Filter',
    noMatch: (text: string) =>
      text ? `No recording matches “${text}”.` : 'No recording matches the filters.',
    couldntProcess: 'The recording couldn’t be processed',
    more: 'Show more',
    moreFailed: 'Couldn’t load more recordings. Try again.',
    columns: {
      interview: 'Interview',
      state: 'State',
      when: 'When',
      length: 'Length',
      size: 'Size',
      kept: 'Kept',
    },
    unknown: '–',
    progress: (percent: number) => formatPercent(percent / 100),
  },
  retention: {
    title: 'How long recordings are kept',
    days: (days: number) =>
      plural(days, { one: '# day after the interview', other: '# days after the interview' }),
    forever: FOREVER,
    change: 'Change',
    changeOf: 'Change how long recordings are kept',
    dialogTitle: 'How long are recordings kept?',
    dialogBody: 'Applies to all recordings, including existing ones.',
    alsoPages: 'Private practice pages have the same time, so they change too.',
    shorterTitle: (days: number) =>
      `Delete recordings ${plural(days, { one: '# day', other: '# days' })} after the interview?`,
    goNow: (recordings: number) =>
      recordings === 0
        ? 'No recording is that old yet.'
        : plural(recordings, {
            one: '# recording is older and will be deleted now.',
            other: '# recordings are older and will be deleted now.',
          }),
    legend: 'Delete recordings',
    choices: {
      days: {
        label: keepTexts.days,
        hint: 'Counted from the end of the interview. Anything older is permanently deleted, with a receipt.',
      },
      forever: { label: 'Never', hint: 'Recordings stay until someone deletes them.' },
    },
    loadFailed: 'Couldn’t load the retention setting',
  },
  size: formatBytes,
} as const;
