import type { ErrorReason, ErrorValues, SharedErrorValues } from '../../shared/errorReasons.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { formatFacts, formatNumber, formatUnit, plural } from '../../shared/intl.ts';

/** For each reason, a text, or a function that makes the text from the reason's values. */
export type ReasonTexts = {
  readonly [R in ErrorReason]: undefined extends ErrorValues[R] ? string : (values: ErrorValues[R]) => string;
};

export const errorTexts = {
  unexpected: 'Something unexpected happened on this page. Please try again.',
  fieldInvalid: 'This value isn’t valid.',
} as const;

/** Texts for errors that have no reason, or a reason that this version of the client doesn't know. */
export const fallbackTexts: Readonly<Record<ErrorCode, string>> = {
  invalid: 'The server didn’t accept this. Reload the page, then try again.',
  unauthenticated: 'Sign in, then try again.',
  forbidden: 'Your role doesn’t allow that.',
  'not-lead': 'Only the lead interviewer can do that.',
  'not-admitted': 'You’re not in the room.',
  'wrong-phase': 'That’s not possible at this point in the interview.',
  'outside-window': 'You can’t start this interview right now.',
  'not-found': 'This doesn’t exist. It may have been deleted.',
  'unknown-request': 'This page and the server don’t match. Reload the page, then try again.',
  'link-invalid': 'This link doesn’t work. It may have expired or been replaced by a newer one.',
  conflict: 'This was changed somewhere else. Reload the page to see the latest version.',
  'not-in-kit': 'This isn’t part of the interview’s kit.',
  locked: 'Your scorecard is locked and can’t be changed.',
  incomplete: 'Something is still missing.',
  blind: 'The scorecards aren’t open yet.',
  'scoring-closed': 'Scoring is closed for this interview.',
  'too-many-pages': 'This is open in too many tabs or on too many devices. Close one, then try again.',
  'duplicate-command': 'This page sent two requests with one number. Reload the page, then try again.',
  'rate-limited': 'Too many attempts. Wait a moment, then try again.',
  'too-large': 'This is too large.',
  'stale-epoch': 'The call is reconnecting. Try again in a moment.',
  'media-unavailable': 'The media server isn’t available right now. Try again in a moment.',
  'storage-full': 'The media server doesn’t have enough free disk space to record.',
  'newer-version':
    'This was saved by a newer version of Vivavoce, and this server can’t change it. Nothing is lost. Try again in a minute, or ask the person who runs this server to update it.',
  unavailable: 'The server isn’t responding. Try again.',
  internal: 'Something went wrong on our side. Nothing you entered is lost.',
};

/** Texts for error reasons that any page can show. Others are in `visitorErrors.ts` and `staffErrors.ts`. */
export const sharedReasonTexts: Pick<ReasonTexts, keyof SharedErrorValues> = {
  'not-found': ({ what }) => missingTexts[what] ?? fallbackTexts['not-found'],
  'newer-version': () => fallbackTexts['newer-version'],
  'request-refused': () => fallbackTexts.invalid,
  'other-site': 'This request didn’t come from a page of this site.',
  'took-too-long': 'That took too long. Please try again.',
  'database-unavailable': 'The database isn’t responding. Try again in a moment.',
  'role-changed': 'Your role has just changed. Try again in a moment.',
  'sending-too-fast': 'That was too fast. Wait a moment, then try again.',
  'file-empty': 'This file is empty.',
  'file-too-large': ({ megabytes }) => `A file can have at most ${formatUnit(megabytes, 'megabyte')}.`,
  'upload-incomplete': 'The upload was incomplete. Please try again.',

  offline: 'We can’t reach the server. Check your connection, then try again.',
  disconnected: 'There’s no connection right now.',
  'answer-late': 'The server didn’t answer in time.',
  'page-outdated': 'This page may be out of date. Reload it, then try again.',
  'page-failed': 'Something went wrong on this page.',
  'server-failed': 'Something went wrong on our side. Please try again.',
  'connection-ended': 'The connection has ended.',
  'browser-unsupported': 'This browser doesn’t support video calls.',

  'field-empty': 'Please fill this in.',
  'field-unknown': 'The server doesn’t know this field. Reload the page, then try again.',
  'field-invalid': errorTexts.fieldInvalid,
  'email-incomplete': 'Enter a full email address.',
  'number-needed': 'Enter a whole number.',
  'number-too-small': ({ minimum }) => `Enter ${formatNumber(minimum)} or more.`,
  'number-too-large': ({ maximum }) => `Enter ${formatNumber(maximum)} or less.`,
  'text-too-short': ({ minimum }) => plural(minimum, { other: 'Use at least # characters.' }),
  'text-too-long': ({ maximum }) =>
    plural(maximum, { one: 'Use at most # character.', other: 'Use at most # characters.' }),
  'text-has-nul': 'Text can’t contain the character NUL.',
  'fields-invalid': ({ fields }) => `Check what you entered, then try again (${formatFacts(fields)}).`,

  'interview-over': 'This interview is over.',
  'interview-not-started': 'The interview hasn’t started yet.',
  'interview-busy': 'Too many people changed this interview at the same moment. Please try again.',
  'interview-moved-on': 'The interview has moved on in the meantime.',
  'too-early': 'You can’t start this interview yet.',
  'start-deadline-passed': 'The deadline to start this interview has passed.',
  'consent-needed': 'Please answer the questions about recording and observers first.',
  'consent-changed': 'Your consent has just changed. Joining again.',
  'observers-declined': 'The candidate hasn’t agreed to observers.',
  'not-in-this-tab': 'You haven’t joined the room in this tab.',
  'connection-test-running': 'A connection test is already running. Try again in a few seconds.',
  'cannot-remove-yourself': 'You can’t remove yourself. Leave instead.',
  'only-candidates-wait': 'Only candidates wait to be admitted.',
  'only-interviewers-lead': 'Only an interviewer can lead.',
  'person-removed': 'This person was removed. Create a new link to invite them again.',
  'no-written-answers': 'This interview has no written answers.',
  'question-not-open': 'This question isn’t open.',
  'recruiter-absent': 'The virtual recruiter doesn’t run this interview.',
  'other-candidate': 'The virtual recruiter interviews another candidate.',

  'link-expired': 'This link has expired.',
  'link-replaced': 'This link was replaced by a newer one.',
  'link-revoked': 'This link was revoked.',
  'link-used': 'This link was already used.',
  'slot-taken': 'Someone else has just chosen this time. Choose another one.',
  'slot-passed': 'This time is too soon now. Choose a later one.',
  'change-too-late': 'It’s too late to change the time here. Contact the organizer.',

  'no-kit': 'This interview has no kit.',
  'changed-elsewhere': 'This was changed on another device.',
  'too-many-notes': ({ max }) =>
    plural(max, { one: 'A scorecard can have # note.', other: 'A scorecard can have at most # notes.' }),
  'competencies-unrated': 'Rate every competency first, or mark it “no evidence”.',
  'recommendation-needed': 'Choose an overall recommendation before you lock.',
  'locked-before-arrival': 'The scorecard was locked before this arrived.',
  'rating-closed': 'Rating has been closed.',
  'revise-in-consensus': 'You can revise ratings once the scorecards are open.',
  'revised-too-often': 'This rating was revised too often.',
  'revision-unchanged': 'Choose a rating that differs from the current one.',
  'scorecards-closed': 'The scorecards open when the interview is over and everyone has locked theirs.',
  'own-scorecard-open': 'You rate this interview too. Lock your own scorecard first.',

  'practice-too-long': 'This practice interview has become too long, so it ends here.',

  'review-expired': 'Please open the review again.',
  'viewing-expired': 'Please open your link again.',
  'recording-unreadable': 'Couldn’t read the recording. Try again in a moment.',
};

/** Texts for missing pages and recordings. Other missing things get the text in `fallbackTexts`. */
const missingTexts: Readonly<Record<string, string>> = {
  interview: 'This interview doesn’t exist. It may have been deleted.',
  report: 'This report doesn’t exist. It may have been deleted.',
  recording: 'This recording doesn’t exist. It may have been deleted.',
};
