import { formatList, formatNumber, plural } from '../../shared/intl.ts';
import type { BulkAction, InterviewAction } from '../../shared/protocol/bulkRoutes.ts';
import type { SeatRole } from '../../shared/roles.ts';

type Kind = InterviewAction['kind'];
type AnyKind = BulkAction['kind'];
const interviews = (count: number) => plural(count, { one: '# interview', other: '# interviews' });
const recordings = (count: number) => plural(count, { one: '# recording', other: '# recordings' });
const theInterviews = (count: number) => (count === 1 ? 'The interview' : interviews(count));
const DONE: Record<Kind, string> = { cancel: 'canceled', move: 'moved', remind: 'reminded' };

/** Changes of many interviews in one step. */
export const bulkTexts = {
  select: (name: string) => `Select the interview with ${name}`,
  selectShown: 'Select all shown interviews',
  start: 'Select',
  stop: 'Stop selecting',
  keys: 'Press X to select an interview, and Shift and X to select all from the last selected one.',
  selected: (count: number) => `${formatNumber(count)} selected`,
  selectMatching: (count: number) => `Select all ${formatNumber(count)}`,
  clear: 'Clear selection',
  bar: 'Selected interviews',
  actions: { cancel: 'Cancel interviews', move: 'Move', remind: 'Remind', export: 'Download CSV' },
  exportTooMany: (most: number) =>
    `Select at most ${formatNumber(most)} interviews, or all that match the filters.`,
  exportFailed: 'Couldn’t download the interviews',
  titles: {
    cancel: (count: number) => (count === 1 ? 'Cancel this interview?' : `Cancel ${interviews(count)}?`),
    move: (count: number) => (count === 1 ? 'Move this interview' : `Move ${interviews(count)}`),
    remind: (count: number) =>
      count === 1 ? 'Remind the people of this interview' : `Remind the people of ${interviews(count)}`,
  } satisfies Record<Kind, (count: number) => string>,
  confirm: {
    cancel: (count: number) => (count === 1 ? 'Cancel interview' : `Cancel ${interviews(count)}`),
    move: (count: number) => (count === 1 ? 'Move interview' : `Move ${interviews(count)}`),
    remind: (count: number) => (count === 1 ? 'Send reminders' : `Send reminders for ${interviews(count)}`),
  } satisfies Record<Kind, (count: number) => string>,
  keep: (kind: Kind, count: number) =>
    kind === 'cancel' && count === 1 ? 'Keep it' : 'Don’t change anything',
  note: 'Note in the emails',
  noteHint: 'Everyone who gets the email can read it, the candidate too.',
  undoHint: 'You can undo this for ten seconds.',
  how: {
    label: 'Move',
    by: 'By days or hours',
    to: 'To a day',
    direction: 'Direction',
    later: 'Later',
    earlier: 'Earlier',
    days: 'Days',
    hours: 'Hours',
    minutes: 'Minutes',
    date: 'New day',
    keepsTime: 'Every interview keeps its time of day in its own time zone, also when the clocks change.',
    missing: { by: 'Say how far to move the interviews.', to: 'Choose a day.' },
  },
  previewFailed: 'Couldn’t check the interviews',
  summary: {
    will: (kind: Kind, count: number, mails: number) => {
      const what = kind === 'remind' ? '' : `${theInterviews(count)} will be ${DONE[kind]}. `;
      if (count !== 1)
        return `${what}${plural(mails, { one: '# email will be sent.', other: '# emails will be sent.' })}`;
      return mails === 0
        ? `${what}No one gets an email.`
        : `${what}${plural(mails, { one: '# person gets an email.', other: '# people get an email.' })}`;
    },
    busy: (count: number) =>
      plural(count, {
        one: 'People of # interview are busy at its new time.',
        other: 'People of # interviews are busy at the new times.',
      }),
    noMail: 'No mail server is set up, so no one is told. Tell the people yourself.',
    tooMany: (most: number, total: number) =>
      `You can change ${formatNumber(most)} interviews at a time. These are the first of ${formatNumber(total)}.`,
    nothing: 'None of these interviews can be changed.',
  },
  sections: {
    refused: (kind: Kind, count: number) => `Can’t be ${DONE[kind]} (${formatNumber(count)})`,
    unchanged: (count: number) => `Stay as they are (${formatNumber(count)})`,
    changed: {
      cancel: (count: number) => `Will be canceled (${formatNumber(count)})`,
      move: (count: number) => `Will be moved (${formatNumber(count)})`,
      remind: (count: number) => `Will be reminded (${formatNumber(count)})`,
    } satisfies Record<Kind, (count: number) => string>,
  },
  from: (time: string) => `Now: ${time}`,
  to: (time: string) => `New: ${time}`,
  told: (people: readonly { name: string; role: SeatRole }[]) =>
    `Email to ${formatList(people.map(({ name }) => name))}`,
  notTold: 'No one gets an email',
  untold: (people: readonly { name: string }[]) => {
    const names = formatList(people.map(({ name }) => name));
    return people.length === 1
      ? `Tell ${names} yourself: they have no email address here.`
      : `Tell ${names} yourself: they have no email addresses here.`;
  },
  weekend: (day: string) => `This is a ${day}.`,
  twice: 'The clocks show this time twice. The first one is taken.',
  showAll: (count: number) => `Show all ${formatNumber(count)}`,
  failed: 'Couldn’t start',
  status: {
    label: 'Changes of several interviews',
    waiting: {
      cancel: (count: number) => `${theInterviews(count)} will be canceled`,
      move: (count: number) => `${theInterviews(count)} will be moved`,
      remind: (count: number) =>
        count === 1 ? 'Reminders will be sent' : `Reminders for ${interviews(count)} will be sent`,
      erase: (count: number) =>
        count === 1 ? 'The recording will be deleted' : `${recordings(count)} will be deleted`,
    } satisfies Record<AnyKind, (count: number) => string>,
    running: {
      cancel: 'Canceling interviews',
      move: 'Moving interviews',
      remind: 'Sending reminders',
      erase: 'Deleting recordings',
    } satisfies Record<AnyKind, string>,
    progress: (done: number, total: number) => `${formatNumber(done)} of ${formatNumber(total)}`,
    done: {
      cancel: (count: number) => (count === 1 ? 'Interview canceled' : `${interviews(count)} canceled`),
      move: (count: number) => (count === 1 ? 'Interview moved' : `${interviews(count)} moved`),
      remind: (count: number) => (count === 1 ? 'Reminders sent' : `Reminders for ${interviews(count)} sent`),
      erase: (count: number) => (count === 1 ? 'Recording deleted' : `${recordings(count)} deleted`),
    } satisfies Record<AnyKind, (count: number) => string>,
    unchanged: (count: number) => `${interviews(count)} already as wanted.`,
    /** For one interview that couldn't be changed. */
    notDone: {
      cancel: 'The interview wasn’t canceled',
      move: 'The interview wasn’t moved',
      remind: 'No reminders were sent',
      erase: 'The recording wasn’t deleted',
    } satisfies Record<AnyKind, string>,
    startsNow: (when: string) => `It starts ${when}.`,
    open: 'Open',
    failed: (count: number) => `${interviews(count)} couldn’t be changed.`,
    undo: 'Undo',
    undoIn: (seconds: number) => `Undo (${formatNumber(seconds)})`,
    undone: 'Nothing was changed',
    undoFailed: 'Couldn’t undo',
    show: 'Show',
    failures: 'These interviews couldn’t be changed',
    hidden: (count: number) => `${interviews(count)} that you can no longer open.`,
    close: 'Close',
  },
} as const;
