import type { StaffErrorValues } from '../../shared/errorReasons.ts';
import { formatNumber, formatUnit, plural } from '../../shared/intl.ts';
import { common } from './common.ts';
import type { ReasonTexts } from './errors.ts';
import { formatMomentAlone } from './times.ts';

/** Texts for the error reasons that only staff pages show. */
export const staffReasonTexts: Pick<ReasonTexts, keyof StaffErrorValues> = {
  'practice-private': 'Only the candidate can open this practice.',
  'not-in-interview': 'You can open only interviews that you take part in or that your hiring teams own.',
  'not-taking-part':
    'With your role, you can open only interviews that you take part in. The person who planned this one can add you to it.',
  'interview-exists': 'This interview already exists.',
  'already-invited': ({ role }) =>
    `This address is already invited as an ${common.staffRoles[role].toLowerCase()}.`,
  'invitation-revoked':
    'This invitation has been revoked or replaced, so nothing was sent. Reload the page to see the current ones.',
  'invitation-accepted': 'This person has accepted the invitation and has an account, so nothing was sent.',
  'setting-changed': ({ by, own, at }) => {
    const when = at === undefined ? '' : ` (${formatMomentAlone(at, Date.now())})`;
    return own
      ? `You have changed this in another window in the meantime${when}.`
      : `${by ?? 'Someone else'} has changed this in the meantime${when}.`;
  },

  'kit-fixed': 'The interview has started, so its kit can’t be changed.',
  'recruiter-fixed': 'The interview has started, so who asks the questions can’t be changed.',
  'window-fixed': 'The interview has started, so when the candidate can start can’t be changed.',
  'practice-seats-closed':
    'You can’t add people to a practice interview. Evaluators claim it in the evaluation queue.',
  'practice-link-own': 'Only the person who practices can get links to their practice.',
  'too-many-people': ({ max }) => `An interview can have at most ${formatNumber(max)} people.`,
  'name-hidden': 'The transcript can be corrected when the candidate’s name is no longer hidden from you.',
  'seat-of-evaluator': 'This evaluator claimed the interview in the evaluation queue and opens it there.',
  'one-candidate-only':
    'The virtual recruiter interviews one candidate at a time. Create an interview for each.',
  'only-candidate':
    'This is the interview’s only candidate. Correct the name and address, or cancel the interview.',
  'people-fixed': 'The interview has started, so no one can be removed or replaced here.',
  'recruiter-needs-kit': 'The virtual recruiter asks the questions of a kit. Choose one first.',
  'window-without-recruiter': 'Only interviews run by the virtual recruiter have a start window.',
  'window-opens-late': 'The candidate must be able to start by the scheduled time.',
  'window-closes-early': 'The deadline must be after the scheduled time.',
  'window-passed': 'This deadline has already passed. Choose a later one.',
  'accommodations-candidates-only': 'Only candidates can have accommodations.',
  'scheduling-without-candidate': 'Add one candidate, who then chooses the time.',
  'scheduling-without-interviewer':
    'Add an interviewer, whose hours the candidate can choose from, or let the virtual recruiter ask the questions.',
  'scheduling-without-address':
    'Enter an email address for everyone who interviews, so that two interviews can’t overlap.',
  'scheduling-passed': 'Choose a later day.',
  'hours-overlap': 'These hours overlap with others on this day.',
  'hours-end-early': 'The end must be later than the start.',
  'days-end-early': 'The last day can’t be before the first.',
  'date-missing': 'Choose a day.',
  'tomorrow-before-today': 'Tomorrow must start after today.',
  'days-out-of-order': 'Days must be in order.',

  'template-changed':
    'Someone else has changed this template in the meantime. Save yours as a new template, or start again from theirs.',
  'phone-incomplete': 'Enter a phone number with at least three digits.',
  'color-incomplete': 'Enter a color with six digits, such as #1d4ed8.',
  'interview-live': 'The interview is live. Change it on its own page.',
  'no-time-yet': 'The candidate hasn’t chosen a time yet.',
  'interview-moved': 'Someone else has moved this interview in the meantime.',
  'time-skipped': 'The clocks go forward then, so this time doesn’t exist on that day.',
  'time-passed': 'This time is more than an hour ago. Choose a later one.',
  'no-mail-server': 'No mail server is set up, so no one can be reminded.',
  'not-told-by-mail': 'Invitations to this interview weren’t emailed.',
  'no-one-to-remind': 'No one in this interview has been invited by email.',
  'bulk-started': 'It’s too late to undo this.',

  'website-incomplete': 'Enter the whole address, such as https://example.org.',
  'logo-unreadable': 'This file isn’t an SVG, PNG, or JPEG that we can read. Choose another file.',
  'logo-dimensions': ({ side }) =>
    `This picture is too large. Choose one with at most ${formatNumber(side)} pixels on each side.`,
  'logo-too-complex': 'This drawing is too complex to convert. Save it as a PNG file, and choose that file.',

  'reference-not-open': 'An interview can become a reference once its scorecards are open.',
  'due-passed': 'Choose a time in the future.',
  'reference-needs-recording':
    'New evaluators watch or read a reference, so it needs a recording that plays, or written answers.',
  'reference-needs-all-ratings':
    'Everyone who rates this interview has to lock before it can be a reference.',
  'reference-needs-comparison':
    'Its evaluators are still comparing their ratings. Once they’ve finished, it can be a reference.',
  'reference-needs-ratings': 'Agree on a rating for at least one competency. N isn’t a rating.',
  'evaluation-invited-only': 'Only people who were invited to this interview can rate it.',
  'evaluation-busy': 'Too many people claimed this at the same moment. Please try again.',
  'own-interview': 'You can’t evaluate your own interview.',
  'already-rated': 'You’ve already rated this interview.',
  'already-rated-by': ({ name }) => `${name} has already rated this interview.`,
  'claimed-by': ({ name }) => `${name} is already rating this interview.`,
  'not-claimed-by': ({ name }) =>
    `${name} hasn’t claimed this interview, or no longer has it, so there’s nothing to unassign.`,
  'claim-ended': 'Your claim has ended. What you entered is kept as your draft.',
  'retract-first': 'The report is published. Retract it first to have this interview rated again.',
  'enough-raters': 'Enough people are rating this interview. Ask for one more rating first.',
  'too-many-raters': ({ max }) => `At most ${formatNumber(max)} people can rate an interview.`,
  'scoring-closed': 'Scoring is closed, so this interview can no longer be rated.',
  'nothing-asked': 'No question was asked, so there’s nothing to rate.',
  'nothing-to-rate': 'There’s no recording or written answer to rate.',

  'kit-yaml-invalid': ({ problem, more }) =>
    more === 0 ? problem : `${problem} (${formatNumber(more)} more)`,
  'kit-saved-elsewhere': 'Someone else has saved this kit in the meantime.',
  'kit-not-saved': 'Couldn’t save the kit.',
  'kit-built-in': 'Built-in kits can’t be changed. Duplicate this one and change the copy.',
  'kit-archived': 'This kit is archived. Restore it first.',
  'kit-unfinished': ({ problems }) =>
    `This kit isn’t finished: ${plural(problems, { one: '# thing needs', other: '# things need' })} work.`,
  'kit-unfinished-for-public': ({ problems }) =>
    `This kit isn’t finished: ${plural(problems, { one: '# thing needs', other: '# things need' })} work before it can be public.`,
  'kit-language-tag': 'Use a language tag such as en or en-GB.',
  'kit-part-id': 'Use a-z, 0-9, and hyphens, starting with a letter.',
  'kit-id-repeated': ({ id }) => `${id} appears twice.`,
  'kit-no-competency': ({ id }) => `There is no competency ${id} in this kit.`,
  'kit-no-question': ({ id }) => `There is no question ${id} in this kit.`,
  'line-not-saved': 'The saved kit has no line with these words. Save the kit, then upload the recording.',
  'voice-upload-removed': 'The recording was removed at the same moment. Please upload it again.',
  'voice-upload-not-stored': 'Couldn’t store the recording. The server’s disk may be full.',
  'voice-uploads-unreadable': 'The server can’t read recordings, because ffmpeg isn’t installed on it.',
  'recording-not-media':
    'This file can’t be used as a recording. Choose a WebM, MP4, MOV, M4A, WAV, MP3, or Ogg file.',
  'recording-broken': 'This recording is damaged. Record it again, or save it in another format.',
  'recording-cut-off': 'This recording breaks off before its end. Upload it again.',
  'recording-no-sound': 'This recording has no sound. The recruiter needs something to say.',
  'recording-silent': 'This recording is silent. Check the microphone and record it again.',
  'recording-codec': 'The format of this recording isn’t supported. Save it as WebM or MP4.',
  'recording-bytes': ({ megabytes }) => `This recording is larger than ${formatUnit(megabytes, 'megabyte')}.`,
  'recording-long': ({ minutes }) =>
    `This recording is longer than ${formatUnit(minutes, 'minute', 'long')}.`,
  'recording-resolution': ({ side }) =>
    `The video of this recording is larger than ${formatNumber(side)} by ${formatNumber(side)} pixels.`,
  'recording-effort':
    'This recording takes too long to read. Save it as WebM or MP4 with a lower resolution.',
  'clip-damaged': 'This clip was damaged. It’s being created again.',
  'slug-format': 'Use a-z, 0-9, and single hyphens.',
  'address-taken': 'Another role has this address, or had it before.',
  'address-taken-by': ({ role }) => `${role} has this address, or had it before.`,
  'choose-another-address': 'Choose another one.',

  'message-sent': 'This message was already sent.',
  'message-link-gone':
    'The link in this message is no longer stored, so the message can’t be sent again. Ask the person to request a new one.',
  'message-not-waiting': 'This message isn’t waiting to be sent.',
  'message-unknown': ({ placeholder }) => `There’s no placeholder {${placeholder}} in this message.`,
  'message-block-in-line': ({ placeholder }) =>
    `{${placeholder}} has to be alone in its paragraph, with an empty line before and after.`,
  'message-missing': ({ placeholder }) => `The message needs {${placeholder}} in a paragraph of its own.`,
  'link-not-repeatable': 'This person’s link can’t be shown again. Create a new link instead.',
  'not-remindable': 'This person can’t be reminded: they’ve already finished, or no email reaches them.',
  'reminded-today': ({ name }) => `${name} was reminded today. Try again tomorrow.`,
  'not-invited-by-mail': 'No invitation was emailed to this person yet.',
  'nothing-recorded': 'This interview has no recordings.',
  'media-server-answers': 'This media server responds, so deletions don’t wait for it.',
  'report-unfinished': 'The report can’t be published yet.',
  'report-not-published': 'This report isn’t published.',
  'report-too-early': 'You can write the report once the interview is over and the scorecards are locked.',
  'report-saved-elsewhere': 'Someone else has saved this report in the meantime.',
  'report-publish-first': 'Publish the report first.',
  'report-mail-impossible':
    'The report can’t be emailed: no mail server is set up, or the invitation has no email address.',
  'report-mailed-recently': 'A link was emailed a short while ago. Try again in an hour.',
  'report-on-practice-page': 'People who practice read their report on their private page.',
  'reports-not-shared': 'Your organization doesn’t share reports with invited candidates.',
  'no-question-asked': 'The candidate hasn’t asked a question.',

  'account-disabled': 'This account is disabled. An owner can enable it again.',
  'account-disabled-reset': 'This account is disabled. Enable it first, then reset the password.',
  'sso-unavailable':
    'The sign-in service of your organization can’t be reached right now. Try again in a few minutes, or sign in with your password.',
  'heir-unfit': 'Choose another member whose account is enabled.',
  'reset-not-mailed': 'This site can’t send email. Ask an owner for a link to choose a new password.',
  'code-incomplete': 'Enter the 6 digits from your app, or a recovery code.',
  'code-wrong': 'This code isn’t right. Codes change every 30 seconds, and a recovery code works once.',
  'code-step-over': 'This took too long, or too many codes were wrong. Sign in again with your password.',
  'codes-locked': 'Too many wrong codes. Wait 15 minutes, then sign in again.',
  'second-factor-on': 'Two-factor sign-in is already on.',
  'second-factor-off': 'Two-factor sign-in is off.',
  'address-unchanged': 'This is already the address of the account.',
  'address-invited':
    'This address has an open invitation. Revoke the invitation first, or use another address.',
  'email-change-by-owner':
    'This site can’t send a link to confirm the address. Ask an owner to change it on the Team page.',
  'email-of-sso':
    'You sign in through your organization, which knows you by this address. If it changes there, ask an owner to change it here.',
  'account-exists': 'There’s already an account with this email address.',
  'candidates-merged': 'These records are already one record.',
  'candidate-address-taken':
    'Another candidate has this address. If both are the same person, merge their records instead.',
  'merge-undone': 'This merge was already undone.',
  'candidate-live':
    'This person is in an interview right now. Nothing was deleted. Try again after the interview.',
  'decision-impossible': 'This outcome isn’t possible at this stage.',
  'decision-too-early': 'You can decide once the interview is over.',
  'decision-while-rating': 'You can decide once everyone has locked their scorecard, or scoring is closed.',
  'debrief-while-rating': 'You can comment once you’ve locked your scorecard.',
  'decided-elsewhere': 'Someone else has just decided about this candidate. Read their decision first.',
  'team-name-taken': 'Another hiring team has this name.',
  'view-name-taken': 'You have a view with this name. Choose another name.',
  'rounds-overlap': ({ round }) => `This round overlaps round ${round}. Choose a later time.`,
  'template-name-taken': 'Another template has this name.',
  'too-many-templates': ({ maximum }) => `There are ${maximum} templates. Delete one to save another.`,
  'too-many-views': ({ maximum }) => `You have ${maximum} saved views. Delete one to save another.`,
  'import-not-text': 'This isn’t a CSV file. Save your list as CSV, and choose that file.',
  'import-workbook':
    'This is a workbook. In Excel or LibreOffice, save the sheet as CSV (UTF-8), and choose that file.',
  'import-empty': 'This file is empty.',
  'import-header-only': 'This file has only a header. Add a row for each candidate.',
  'import-quote-open': ({ row }) =>
    `A double quote in row ${row} has no partner, so the rest of the file can’t be read. Correct the row, and upload the file again.`,
  'import-too-many-rows': ({ rows, maximum }) =>
    `This file has ${formatNumber(rows)} rows. At most ${formatNumber(maximum)} can be imported at a time. Split the file.`,
  'import-too-many-columns': ({ columns, maximum }) =>
    `This file has ${formatNumber(columns)} columns. At most ${maximum} can be read. Delete columns that you don’t need.`,
  'import-started': 'This import has already started. Reload the page to see how far it is.',
  'import-unclear': 'The columns or dates of this file aren’t clear. Check the file again.',
  'team-archived': 'This hiring team is archived. Choose another one.',
  'evaluator-outside-team':
    'This person isn’t in the interview’s hiring team. Add them to the team, or choose someone else.',
  'sign-in-wrong': 'Incorrect email or password.',
  'sign-in-busy': 'Many people are signing in right now. Try again in a moment.',
  'current-password-needed': 'Enter your current password.',
  'current-password-wrong': 'This isn’t your current password.',
  'password-common': 'Many people use this password, so it’s easy to guess. Use a few unrelated words.',
  'password-personal':
    'This contains your name, your email address, or this site’s name, so it’s easy to guess. Use a few unrelated words.',
  'owner-needed': 'There must be an owner. Make someone else an owner first.',
};
