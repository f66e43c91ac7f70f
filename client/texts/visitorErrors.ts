import type { VisitorErrorValues } from '../../shared/errorReasons.ts';
import { formatUnit, plural } from '../../shared/intl.ts';
import type { ReasonTexts } from './errors.ts';

/** Texts for the error reasons of practice and report pages. Interview rooms don't download this file. */
export const visitorReasonTexts: Pick<ReasonTexts, keyof VisitorErrorValues> = {
  'practice-off': 'Practice interviews are turned off on this server.',
  'practice-not-over': 'You can watch this once the practice is over.',
  'practice-limit-browser': ({ waitMs }) =>
    `You’ve reached today’s practice limit in this browser. Try again in ${wait(waitMs)}.`,
  'practice-limit-network': ({ waitMs }) =>
    `Your network has reached the practice limit. Try again in ${wait(waitMs)}.`,
  'practice-limit-page': ({ waitMs }) =>
    `You’ve reached today’s practice limit on this page. Try again in ${wait(waitMs)}.`,
  'practice-page-full': ({ max }) =>
    plural(max, {
      one: 'This page keeps # practice interview. Delete it to continue.',
      other: 'This page keeps up to # practice interviews. Delete some of them to continue.',
    }),
  'page-deleted': 'This link doesn’t work. The page may have been deleted.',
  'proof-expired': 'This page was open for a while. Please try again.',
  'mail-limit':
    'We can’t send more emails to this address today. Nothing is lost: copy or bookmark the address of this page, or send it tomorrow.',
  'role-not-open': 'This role isn’t open for practice.',
  'no-practice-questions': 'There are no questions to practice for this role yet.',
  'choose-question': 'Choose the question to practice.',
  'choose-questions': 'Choose at least one question.',
  'question-chosen-twice': 'Choose each question only once.',
  'question-withdrawn': 'One of these questions can no longer be practiced. Choose again.',
  'no-report': 'There’s no report to read.',
  'report-read-only': 'This link opens the report for reading only.',
  'clips-not-shared': 'This link doesn’t include clips.',
  'rating-period-over': ({ days }) =>
    plural(days, {
      one: 'The # day for changing your rating is over.',
      other: 'The # days for changing your rating are over.',
    }),
  'question-already-asked': 'You’ve already asked your question.',
  'too-many-links': 'You’ve reached the maximum number of links. Revoke one first.',
  'links-today': 'You can’t create more links today. Try again tomorrow.',
  'printing-busy': 'Many reports are being printed. Try again in a moment.',
};

function wait(waitMs: number): string {
  const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
  return minutes <= 90
    ? formatUnit(minutes, 'minute', 'long')
    : formatUnit(Math.ceil(minutes / 60), 'hour', 'long');
}
