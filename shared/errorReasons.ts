import type { z } from 'zod';
import type { StaffRole } from './roles.ts';

/** Reasons for errors that the waiting room and the room can show, with the values for their texts. */
export interface SharedErrorValues {
  'not-found': { what: string; id: string };
  'newer-version': { what: string };
  /** The request breaks a rule that the current client always obeys. `problem` is for developers and logs. */
  'request-refused': { problem: string };
  'other-site': undefined;
  'took-too-long': undefined;
  'database-unavailable': undefined;
  'role-changed': undefined;
  'sending-too-fast': undefined;
  'file-empty': undefined;
  'file-too-large': { megabytes: number };
  'upload-incomplete': undefined;
  // Errors that the browser detects.
  offline: undefined;
  disconnected: undefined;
  'answer-late': undefined;
  'page-outdated': undefined;
  'page-failed': undefined;
  'server-failed': undefined;
  'connection-ended': undefined;
  'browser-unsupported': undefined;
  // Input fields.
  'field-empty': undefined;
  'field-unknown': undefined;
  'field-invalid': undefined;
  'email-incomplete': undefined;
  'number-needed': undefined;
  'number-too-small': { minimum: number };
  'number-too-large': { maximum: number };
  'text-too-short': { minimum: number };
  'text-too-long': { maximum: number };
  'text-has-nul': undefined;
  'fields-invalid': { fields: string[] };
  // The interview and its room.
  'interview-over': undefined;
  'interview-not-started': undefined;
  'interview-busy': undefined;
  'interview-moved-on': undefined;
  'too-early': undefined;
  'start-deadline-passed': undefined;
  'consent-needed': undefined;
  'consent-changed': undefined;
  'observers-declined': undefined;
  'not-in-this-tab': undefined;
  'connection-test-running': undefined;
  'cannot-remove-yourself': undefined;
  'only-candidates-wait': undefined;
  'only-interviewers-lead': undefined;
  'person-removed': undefined;
  'no-written-answers': undefined;
  'question-not-open': undefined;
  'recruiter-absent': undefined;
  'other-candidate': undefined;
  // Links that worked until now. `details.mayAsk`: the candidate can ask for a new one with `join.askForLink`.
  // `link-replaced` may have `details.emailedAt`: when the newer link was emailed.
  'link-expired': undefined;
  'link-replaced': undefined;
  'link-revoked': undefined;
  'link-used': undefined;
  // Choosing the time of an interview.
  'slot-taken': undefined;
  'slot-passed': undefined;
  'change-too-late': undefined;
  // Scorecards.
  'no-kit': undefined;
  'changed-elsewhere': undefined;
  'too-many-notes': { max: number };
  'competencies-unrated': undefined;
  'recommendation-needed': undefined;
  'locked-before-arrival': undefined;
  'rating-closed': undefined;
  'revise-in-consensus': undefined;
  'revised-too-often': undefined;
  'revision-unchanged': undefined;
  'scorecards-closed': undefined;
  'own-scorecard-open': undefined;
  'practice-too-long': undefined;
  // Recordings.
  'review-expired': undefined;
  'viewing-expired': undefined;
  'recording-unreadable': undefined;
}

/** Reasons for errors that the practice and report pages can show, with the values for their texts. */
export interface VisitorErrorValues {
  // Practice.
  'practice-off': undefined;
  'practice-not-over': undefined;
  'practice-limit-browser': { waitMs: number };
  'practice-limit-network': { waitMs: number };
  'practice-limit-page': { waitMs: number };
  'practice-page-full': { max: number };
  'page-deleted': undefined;
  'proof-expired': undefined;
  'mail-limit': undefined;
  'role-not-open': undefined;
  'no-practice-questions': undefined;
  'choose-question': undefined;
  'choose-questions': undefined;
  'question-chosen-twice': undefined;
  'question-withdrawn': undefined;
  // Reports.
  'no-report': undefined;
  'report-read-only': undefined;
  'clips-not-shared': undefined;
  'rating-period-over': { days: number };
  'question-already-asked': undefined;
  'too-many-links': undefined;
  'links-today': undefined;
  'printing-busy': undefined;
}

/** Reasons for errors that only staff pages can show, with the values for their texts. */
export interface StaffErrorValues {
  'practice-private': undefined;
  'not-in-interview': undefined;
  'not-taking-part': undefined;
  'interview-exists': undefined;
  'already-invited': { role: StaffRole };
  'invitation-revoked': undefined;
  'invitation-accepted': undefined;
  /** `own`: the change was the editor's. `by` is absent if the account no longer exists. */
  'setting-changed': { by?: string; own?: boolean; at?: number };
  // Interviews in the console.
  'kit-fixed': undefined;
  'recruiter-fixed': undefined;
  'window-fixed': undefined;
  'practice-seats-closed': undefined;
  'practice-link-own': undefined;
  'too-many-people': { max: number };
  'seat-of-evaluator': undefined;
  'name-hidden': undefined;
  'one-candidate-only': undefined;
  'only-candidate': undefined;
  'people-fixed': undefined;
  'recruiter-needs-kit': undefined;
  'window-without-recruiter': undefined;
  'window-opens-late': undefined;
  'window-closes-early': undefined;
  'window-passed': undefined;
  'accommodations-candidates-only': undefined;
  'scheduling-without-candidate': undefined;
  'scheduling-without-interviewer': undefined;
  'scheduling-without-address': undefined;
  'scheduling-passed': undefined;
  'hours-end-early': undefined;
  'hours-overlap': undefined;
  'days-end-early': undefined;
  'date-missing': undefined;
  'tomorrow-before-today': undefined;
  'days-out-of-order': undefined;
  // Changes of many interviews.
  'interview-live': undefined;
  'interview-moved': undefined;
  'no-time-yet': undefined;
  'time-skipped': undefined;
  'time-passed': undefined;
  'no-mail-server': undefined;
  'not-told-by-mail': undefined;
  'no-one-to-remind': undefined;
  'bulk-started': undefined;
  // Evaluations.
  'reference-not-open': undefined;
  'due-passed': undefined;
  'reference-needs-recording': undefined;
  'reference-needs-all-ratings': undefined;
  'reference-needs-comparison': undefined;
  'reference-needs-ratings': undefined;
  'evaluation-invited-only': undefined;
  'evaluation-busy': undefined;
  'own-interview': undefined;
  'already-rated': undefined;
  'already-rated-by': { name: string };
  'claimed-by': { name: string };
  'claim-ended': undefined;
  'not-claimed-by': { name: string };
  'retract-first': undefined;
  'enough-raters': undefined;
  'too-many-raters': { max: number };
  'scoring-closed': undefined;
  'nothing-asked': undefined;
  'nothing-to-rate': undefined;
  // Kits and the public side.
  'kit-yaml-invalid': { problem: string; more: number };
  'kit-saved-elsewhere': undefined;
  'kit-not-saved': undefined;
  'kit-built-in': undefined;
  'kit-archived': undefined;
  'kit-unfinished': { problems: number };
  'kit-unfinished-for-public': { problems: number };
  'kit-language-tag': undefined;
  'kit-part-id': undefined;
  'kit-id-repeated': { id: string };
  'kit-no-competency': { id: string };
  'kit-no-question': { id: string };
  'line-not-saved': undefined;
  'voice-upload-removed': undefined;
  'voice-upload-not-stored': undefined;
  'voice-uploads-unreadable': undefined;
  'recording-not-media': undefined;
  'recording-broken': undefined;
  'recording-cut-off': undefined;
  'recording-no-sound': undefined;
  'recording-silent': undefined;
  'recording-codec': undefined;
  'recording-bytes': { megabytes: number };
  'recording-long': { minutes: number };
  'recording-resolution': { side: number };
  'recording-effort': undefined;
  'clip-damaged': undefined;
  'template-changed': undefined;
  'color-incomplete': undefined;
  'phone-incomplete': undefined;
  'website-incomplete': undefined;
  'logo-unreadable': undefined;
  'logo-dimensions': { side: number };
  'logo-too-complex': undefined;
  'slug-format': undefined;
  'address-taken': undefined;
  'address-taken-by': { role: string };
  'choose-another-address': undefined;
  // Mail, recordings, and reports.
  'message-sent': undefined;
  'message-link-gone': undefined;
  'message-not-waiting': undefined;
  'not-invited-by-mail': undefined;
  'link-not-repeatable': undefined;
  'not-remindable': undefined;
  'reminded-today': { name: string };
  'message-unknown': { placeholder: string };
  'message-block-in-line': { placeholder: string };
  'message-missing': { placeholder: string };
  'nothing-recorded': undefined;
  'media-server-answers': undefined;
  'report-unfinished': undefined;
  'report-not-published': undefined;
  'report-too-early': undefined;
  'report-saved-elsewhere': undefined;
  'report-publish-first': undefined;
  'report-mail-impossible': undefined;
  'report-mailed-recently': undefined;
  'report-on-practice-page': undefined;
  'reports-not-shared': undefined;
  'no-question-asked': undefined;
  // Accounts.
  'account-disabled': undefined;
  'account-disabled-reset': undefined;
  'reset-not-mailed': undefined;
  'address-unchanged': undefined;
  'address-invited': undefined;
  'email-change-by-owner': undefined;
  'email-of-sso': undefined;
  'heir-unfit': undefined;
  'sso-unavailable': undefined;
  'code-incomplete': undefined;
  'code-wrong': undefined;
  'code-step-over': undefined;
  'codes-locked': undefined;
  'second-factor-on': undefined;
  'second-factor-off': undefined;
  'account-exists': undefined;
  // Candidates.
  'candidates-merged': undefined;
  'candidate-address-taken': undefined;
  'merge-undone': undefined;
  'candidate-live': undefined;
  'decision-too-early': undefined;
  'decision-impossible': undefined;
  'decision-while-rating': undefined;
  'decided-elsewhere': undefined;
  'debrief-while-rating': undefined;
  'team-name-taken': undefined;
  'view-name-taken': undefined;
  'too-many-views': { maximum: number };
  'rounds-overlap': { round: number };
  'template-name-taken': undefined;
  'too-many-templates': { maximum: number };
  // Files of candidates.
  'import-not-text': undefined;
  'import-workbook': undefined;
  'import-empty': undefined;
  'import-header-only': undefined;
  'import-quote-open': { row: number };
  'import-too-many-rows': { rows: number; maximum: number };
  'import-too-many-columns': { columns: number; maximum: number };
  'import-started': undefined;
  'import-unclear': undefined;
  'team-archived': undefined;
  'evaluator-outside-team': undefined;
  'sign-in-wrong': undefined;
  'sign-in-busy': undefined;
  'current-password-needed': undefined;
  'current-password-wrong': undefined;
  'password-common': undefined;
  'password-personal': undefined;
  'owner-needed': undefined;
}

/** Values that the client fills into each reason's text. If the values change, the reason gets a new name. */
export interface ErrorValues extends SharedErrorValues, VisitorErrorValues, StaffErrorValues {}

export type ErrorReason = keyof ErrorValues;

/** Reasons without values. */
export type PlainReason = {
  [R in ErrorReason]: undefined extends ErrorValues[R] ? R : never;
}[ErrorReason];

/** Why the value of one input field is refused. */
export interface FieldRefusal {
  reason: ErrorReason;
  values?: Record<string, unknown>;
}

/** Returns the reason unchanged. Checks its type where a schema uses a reason as its message. */
export function reasonMessage(reason: ErrorReason): string {
  return reason;
}

/** True for a message in the form of a reason, as `reasonMessage` returns it. */
export function isReasonMessage(message: string | undefined): message is ErrorReason {
  return message !== undefined && /^[a-z]+(-[a-z]+)+$/.test(message);
}

/** Returns why a schema refused a field: the reason in the issue's message, or one for the issue's code. */
export function refusalOfIssue(issue: z.core.$ZodRawIssue | z.core.$ZodIssue): FieldRefusal {
  const reason = issue.message;
  if (isReasonMessage(reason)) {
    return issue.code === 'custom' && issue.params ? { reason, values: issue.params } : { reason };
  }
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'number')
        return { reason: 'number-too-small', values: { minimum: Number(issue.minimum) } };
      return Number(issue.minimum) <= 1
        ? { reason: 'field-empty' }
        : { reason: 'text-too-short', values: { minimum: Number(issue.minimum) } };
    case 'too_big':
      return {
        reason: issue.origin === 'number' ? 'number-too-large' : 'text-too-long',
        values: { maximum: Number(issue.maximum) },
      };
    case 'invalid_type':
      return {
        reason: issue.expected === 'number' || issue.expected === 'int' ? 'number-needed' : 'field-empty',
      };
    case 'unrecognized_keys':
      return { reason: 'field-unknown' };
    default:
      return { reason: 'field-invalid' };
  }
}
