import { plural } from '../../shared/intl.ts';
import { formatMoment, formatTimeLeft } from './times.ts';

/** Texts of the page where one evaluation is rated, and of what follows it. */
export const evaluationRatingTexts = {
  giving: {
    title: 'Assign to someone',
    body: 'The evaluator has it for two hours, and longer while working on it. It appears at the top of the evaluator’s queue.',
    mailed: 'We’ll send the evaluator an email.',
    handOverTitle: 'Hand over to someone else',
    handOver: (name: string) =>
      `${name} is unassigned, and the draft is kept. The next evaluator has two hours, and longer while working on it.`,
    handOverAction: 'Hand over',
    handedOver: (name: string) => `Handed over to ${name}`,
    notHandedOver: 'Couldn’t hand over the evaluation',
    choose: 'Choose…',
    evaluator: 'Evaluator',
    person: (name: string, open: number) =>
      open === 0 ? `${name} (no open evaluations)` : plural(open, { other: `${name} (# open)` }),
    failed: 'Couldn’t load the evaluators',
    notGiven: 'Couldn’t assign the evaluation',
    give: 'Assign',
    given: (name: string) => `Assigned to ${name}`,
  },
  rating: {
    title: 'Rate',
    loading: 'Opening the evaluation',
    failed: 'Couldn’t open the evaluation',
    unknown: 'Evaluation not found',
    unknownBody: 'The candidate may have deleted it, with everything written about it.',
    back: 'All evaluations',
    bar: 'Your claim',
    left: (ms: number) => `Yours for another ${formatTimeLeft(ms)}`,
    leftHint: 'The time restarts while you play, type, or press keys.',
    ending: (ms: number) => `Your claim ends in ${formatTimeLeft(ms)} unless you continue`,
    handBack: 'Return',
    handBackTitle: 'Return this evaluation?',
    handBackBody:
      'Someone else can claim it then. Your ratings and notes are kept as your draft. No one else sees them, and they’ll be here if you claim it again.',
    handedBack: 'Returned',
    handBackFailed: 'Couldn’t return the evaluation',
    unplayable: {
      failed: {
        title: 'The recording couldn’t be processed',
        body: 'Everything recorded is kept. You can rate without watching it, for example if you were there.',
      },
      processing: {
        title: 'The recording is still being processed',
        body: 'Once it’s ready, “Watch the recording” opens it. You can rate without it.',
      },
      askForRetry: 'An owner or organizer can try again.',
    },
    shadow: 'For calibration',
    shadowBody:
      'Your ratings are compared with those of other evaluators. They don’t count, and no other evaluator sees them. Owners and organizers see how far you are from the agreed ratings.',
    shadowRule:
      'To count toward your calibration, at least half of the competencies need a rating from 1 to 5. N (no evidence) doesn’t count as one.',
    distance: 'Your distance from the agreed ratings',
    offer: {
      body: 'You have it for two hours, and longer while you work on it. No one sees your ratings until everyone has locked theirs.',
      draft: 'You started rating it before. Your draft is still there.',
    },
  },
  over: {
    checking: 'Checking what happened',
    expired: {
      title: 'Your claim has expired',
      body: 'You didn’t work on it for two hours, so others can claim it. Your ratings and notes are safe as your draft.',
    },
    handedBack: {
      title: 'You returned this in another tab',
      body: 'Others can claim it now. Your ratings and notes are safe as your draft.',
    },
    takenBack: {
      title: 'You were unassigned',
      body: 'Someone else can rate it now. Your ratings and notes are safe as your draft, and no one else sees them.',
    },
    elsewhere: {
      title: 'You opened this in another tab',
      body: 'You can rate in only one tab at a time. What you typed here is kept.',
    },
    closed: {
      title: 'This can no longer be evaluated',
      body: 'The recording was deleted while you were rating. Your scorecard stays as it was. You don’t need to do anything.',
    },
    gone: {
      title: 'This evaluation was deleted',
      body: 'The candidate deleted the interview, with everything written about it. You don’t need to do anything.',
    },
    unreachable: {
      title: 'Couldn’t check your claim',
      body: 'We can’t reach the server. What you typed is kept on this device.',
    },
    again: 'Claim again',
    continueHere: 'Continue here',
  },
  comparison: {
    title: 'Comparison',
    waits: 'Not done comparing yet:',
    reach: {
      reminded: 'Reminded today',
      'no-mail': 'This site can’t send email. Ask in person.',
      'no-account': 'No longer has an account and can’t finish.',
      'no-link': 'Can’t finish, because the personal link no longer works.',
      'no-address': 'There’s no email address. Ask in person.',
    },
    remind: 'Remind',
    remindOf: (name: string) => `Remind ${name}`,
    reminderSent: (name: string) => `Reminder sent to ${name}`,
    remindFailed: 'Couldn’t send the reminder',
    end: 'End the comparison',
    endTitle: 'End the comparison?',
    endBody: 'The ratings stay as they are now, and no one can revise them. This can’t be undone.',
    ended: 'Comparison ended',
    endFailed: 'Couldn’t end the comparison',
    reason: 'Why',
    reasonHint: 'The evaluators see it.',
    endedBy: (name: string | undefined, at: number, now: number) =>
      name === undefined
        ? `The comparison was ended, ${formatMoment(at, now)}`
        : `${name} ended the comparison, ${formatMoment(at, now)}`,
    endedReason: (reason: string) => `“${reason}”`,
    endedNote: 'The ratings stay as they were then.',
  },
  after: {
    waiting: (missing: number) =>
      plural(missing, {
        one: 'One more person needs to rate and lock.',
        other: '# more people need to rate and lock.',
      }),
    agree:
      'On some answers, evaluators are two points or more apart. Talk about them, then revise your ratings or keep them.',
    compared: 'You’ve compared your ratings. The others still have to revise or keep theirs.',
    write: 'Everyone has locked. You can write the report.',
    republish: 'Ratings changed since the report was published. Publish it again.',
    done: 'The report is published.',
    rated: 'The ratings are complete. The candidate doesn’t get a report.',
    closed: 'This evaluation is closed. You don’t need to do anything.',
    shadow: 'This was only for your calibration.',
    calibration: 'Open calibration',
    debrief: 'Debrief',
    next: 'Claim and rate the next one',
    resume: (candidate: string) => `Continue rating ${candidate}`,
    compareNext: 'Compare the next one',
  },
} as const;
