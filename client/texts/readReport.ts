import type { FeedbackAnswer } from '../../shared/report/candidateReport.ts';
import { formatDay, formatDayWithin, formatSeconds, formatZonedTime } from './times.ts';

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;
const moment = (at: number, now: number) => `${formatDay(at, now)}, ${formatZonedTime(at)}`;
/** "tomorrow", "Tue, 24 Nov": after "by", "until" and the like. */
const day = (at: number, now: number) => formatDayWithin(at, now).replace(/^on /, '');
const within = (at: number, now: number) => `${day(at, now)}, ${formatZonedTime(at)}`;
const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six'];
const people = (number: number) => `${NUMBERS[number] ?? number} ${number === 1 ? 'person' : 'people'}`;
const listed = (names: readonly string[]) =>
  new Intl.ListFormat('en', { style: 'long', type: 'conjunction' }).format(names);

/** "25 minutes", "1 hour", "1 hour 34 minutes". */
function spent(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [
    ...(hours > 0 ? [count(hours, 'hour', 'hours')] : []),
    ...(rest > 0 ? [count(rest, 'minute', 'minutes')] : []),
  ].join(' ');
}

/** "Days 1 and 2": which part of a week task `index` of `tasks` has. */
function daysOf(index: number, tasks: number): string {
  const from = Math.round((7 * index) / tasks) + 1;
  const to = Math.round((7 * (index + 1)) / tasks);
  if (from >= to) return `Day ${from}`;
  return to === from + 1 ? `Days ${from} and ${to}` : `Days ${from} to ${to}`;
}

const answers: Record<FeedbackAnswer, string> = { yes: 'Yes', partly: 'Partly', no: 'No' };

/** The words of a report as its candidate reads it. */
export const readReport = {
  tab: (role: string) => `Report: ${role}`,
  opening: 'Opening the report',
  failed: 'The report could not be opened',
  cutOff: 'The server can’t be reached. What you see may be out of date; we try again by ourselves.',
  back: 'Your practice',
  head: {
    kind: { practice: 'Report on your practice interview', interview: 'Report on your interview' },
    kindOf: {
      practice: (name: string) => `Report on the practice interview of ${name}`,
      interview: (name: string) => `Report on the interview of ${name}`,
    },
    shared: { practice: 'Report on a practice interview', interview: 'Report on an interview' },
    attempt: (number: number) => `Attempt ${number}`,
    version: (version: number) => `Kit version ${version}`,
    held: (at: number, now: number) => `Held ${day(at, now)}`,
    who: (names: readonly string[] | undefined, evaluators: number) =>
      names && names.length > 0
        ? listed(names)
        : `${NUMBERS[evaluators] ?? evaluators} ${evaluators === 1 ? 'evaluator' : 'evaluators'}`,
    looked: (who: string, spentMs: number | undefined) =>
      spentMs === undefined
        ? `${who} went through the interview, answer by answer.`
        : `${who} spent ${spent(spentMs)} going through the interview, answer by answer.`,
    promised: (at: number, now: number) => `Promised by ${within(at, now)}`,
    ready: (at: number, now: number) => `Ready ${within(at, now)}`,
    kept: 'on time',
    late: 'later than promised',
    updated: (at: number, now: number) => `Updated ${within(at, now)}`,
    inShort: 'In short',
  },
  points: {
    keep: 'Keep',
    keepAbout: 'What worked. Do it again.',
    change: 'Change',
    changeAbout: 'What to do differently next time.',
    question: 'You were asked',
    said: 'What was said',
    reached: 'Reached',
    next: 'Next level',
    top: 'This is the highest level.',
    nextTime: 'Next time',
  },
  clip: {
    playOf: (seconds: string, question: string | undefined) =>
      `Play clip, ${seconds}${question ? `: ${question}` : ''}`,
    label: (question: string | undefined) =>
      question ? `Clip of the answer to: ${question}` : 'Clip of the answer',
    seconds: (ms: number) => formatSeconds(ms / 1_000),
    previewed: (seconds: string) => `Clip, ${seconds}. It plays here once the report is published.`,
    preparing: 'This clip is being made. It appears here by itself.',
    failed: 'This clip could not be made. The text beside it stands by itself.',
    erased: 'This clip was deleted with the recording.',
    withheld: 'This report was shared without clips.',
    broken: 'The clip could not be loaded.',
    printed: (seconds: string) => `Clip, ${seconds}: to watch in the report online`,
  },
  ladder: {
    title: 'Where your answers stand',
    about: 'Each competency has five described levels. Your answers are placed by what they showed.',
    level: (rung: number) => `Level ${rung} of 5`,
    none: 'No evidence',
    noneAbout:
      'None of the answers gave anything to rate here, so there is no level. That is not a low rating.',
    guess: (guess: number | 'N') => (guess === 'N' ? 'You could not tell' : `You guessed level ${guess}`),
    spread: (low: number, high: number) => `Rated ${low} to ${high} for the same answer`,
    next: 'Next:',
    all: 'All five levels',
    legend: { reached: 'Level reached', guess: 'Your guess', spread: 'Widest range for one answer' },
  },
  questions: {
    title: 'Question by question',
    number: (number: number) => `Question ${number}`,
    length: (answerMs: number, targetMs: number) =>
      `${formatSeconds(answerMs / 1_000)} of ${formatSeconds(targetMs / 1_000)}`,
    lengthLabel: 'Length of the answer',
    firstWord: (ms: number) => `first word after ${formatSeconds(ms / 1_000)}`,
    notAsked: 'Not asked this time',
    noAnswer: 'No recorded answer',
    written: 'Answered in writing',
    clip: (point: string) => `Clip: ${point}`,
    clipOf: (point: string, number: number) => `Clip: ${point}, question ${number}`,
    again: 'Try again',
    againOf: (number: number) => `Try again: question ${number}`,
    watch: 'Watch your answer',
    watchOf: (number: number) => `Watch your answer: question ${number}`,
  },
  plan: {
    title: 'Your next seven days',
    days: daysOf,
    read: 'Read',
    practice: 'Practice this question',
  },
  attempts: {
    title: 'Your attempts',
    about: 'Only attempts with the same kit version, so that the questions and levels are the same.',
    competency: 'Competency',
    attempt: (number: number) => `Attempt ${number}`,
    none: 'No evidence',
    level: (level: number) => `Level ${level}`,
    up: 'up',
    down: 'down',
    otherRaters:
      'Other people rated this attempt than the one before it, so part of a difference may come from that.',
    otherRatersShort: 'Other raters',
  },
  delivery: {
    title: 'How you spoke',
    never: 'Never scored',
    about:
      'Facts from the recording, next to your own earlier attempts and to no one else’s. No rating uses them.',
    fact: 'Fact',
    attempt: 'This attempt',
    percent: (ratio: number) => `${Math.round(ratio * 100)}%`,
  },
  judged: {
    title: 'How this was judged',
    ratings: (ratings: number, competencies: number, evaluators: number) =>
      `${people(evaluators)} gave ${count(ratings, 'rating', 'ratings')} in ${count(competencies, 'competency', 'competencies')}, each against the described levels of the kit${evaluators === 1 ? '' : ', without seeing each other’s ratings'}.`,
    what: 'Only what you said counts. How you look or sound, your accent, and how long you paused are never part of a rating, and no machine rates you.',
    kept: (at: number, now: number) =>
      `The recording and its clips are deleted ${formatDayWithin(at, now)}. This report stays readable without them.`,
    keptForever:
      'The recording and its clips are kept until someone deletes them. This report stays readable without them.',
  },
  actions: {
    print: 'Print',
    pdf: 'Download PDF',
    paper: 'Paper size',
    papers: { a4: 'A4', letter: 'Letter' },
    share: 'Share',
  },
  ask: {
    title: 'Ask one question back',
    about:
      'Something is unclear, or you see it differently? You can ask the people who wrote this one question.',
    label: 'Your question',
    send: 'Send question',
    failed: 'Your question was not sent',
    asked: 'Your question',
    waiting: 'Not answered yet. The answer will appear here.',
    answer: 'Their answer',
  },
  rating: {
    title: 'How helpful is this report?',
    about: 'Your answer makes the next report better. It changes nothing in yours.',
    stars: 'Your rating',
    star: (stars: number) => count(stars, 'star', 'stars'),
    questions: {
      specific: 'Is it specific?',
      fair: 'Is it fair?',
      nextStep: 'Do you know your next step?',
    },
    answers,
    line: 'Anything to add?',
    send: 'Send rating',
    change: 'Save changes',
    missing: 'Choose your stars and answer the three questions.',
    saved: 'Thank you. Your rating is saved.',
    until: (at: number, now: number) => `You can change it until ${within(at, now)}.`,
    over: 'The time for ratings is over.',
    given: 'You rated this report',
    failed: 'Your rating was not saved',
  },
  share: {
    title: 'Share this report',
    about:
      'Anyone with the link can read the report until it expires. Your name, your rating and your question are not in it. The codes in a PDF open a link like that, never your private page.',
    days: 'The link works for',
    dayCount: (days: number) => count(days, 'day', 'days'),
    clips: 'Include the clips',
    clipsHint: 'People can then see and hear you.',
    create: 'Create link',
    created: 'Copy this link now. It is shown only once.',
    link: 'Link to the report',
    failed: 'The link was not created',
    unread: 'Your links could not be loaded',
    links: 'Links for reading',
    uses: {
      share: 'Shared link',
      print: 'Printed copy',
      staff: 'Created by the organization, to give to you',
    },
    none: 'You have not shared this report.',
    withClips: 'with clips',
    withoutClips: 'without clips',
    createdAt: (at: number, now: number) => `Created ${within(at, now)}`,
    expires: (at: number, now: number) => `works until ${within(at, now)}`,
    expired: 'Expired',
    revoked: 'Revoked',
    works: 'Works',
    never: 'Not opened yet',
    opened: (times: number) => `Opened ${times === 1 ? 'once' : `${times} times`}`,
    openedMax: (times: number) => `Opened ${times} times or more`,
    openedAt: moment,
    revoke: 'Revoke',
    revokeOf: (use: string, at: number, now: number) => `Revoke: ${use}, created ${within(at, now)}`,
    revokeFailed: 'The link was not revoked and still works',
    full: (max: number) =>
      `${max} shared links work, which is all there can be. Revoke one to create another.`,
    banners: {
      share: 'This report was shared with you by the person it is about.',
      print: 'You opened this report with the code on a printed copy.',
      staff: 'This link was created by the organization and opens the report for reading.',
    },
    /** Why the candidate can't rate or ask here, and what to do. */
    readsOnly: (byEmail: boolean) =>
      byEmail
        ? 'To rate the report or ask a question, open it with the link from your email, or ask the organization to email it again.'
        : 'Only a link that is emailed to you can rate the report or ask a question, and the organization can’t email you one from here. If you have a question, ask your contact there.',
    ends: (at: number, now: number) => `This link works until ${within(at, now)}.`,
    ownEnds: (at: number, now: number) =>
      `This link works until ${within(at, now)}. Download the PDF to keep the report for longer.`,
  },
  guess: {
    tab: 'How did it go?',
    title: 'Before you read: how did it go?',
    about:
      'Choose the description that fits your answers best. You’ll see it next to the evaluators’ level, and no one rates your guess.',
    step: (step: number, steps: number) => `Competency ${step} of ${steps}`,
    cannotTell: 'I can’t tell',
    back: 'Back',
    next: 'Next',
    open: 'Open the report',
    skip: 'Skip and open the report',
    failed: 'The report was not opened',
  },
  waiting: {
    title: 'Your report is on its way',
    promised: (at: number, now: number) => `Promised by ${within(at, now)}.`,
    late: (at: number, now: number) =>
      `It was promised by ${within(at, now)}, and is late. It is still being worked on.`,
    steps: {
      queued: 'Waiting for an evaluator',
      rated: 'People are rating your answers',
      written: 'The report is being written',
    },
    progress: 'How far it is',
    close: 'You can close this page. The report will open at this same address.',
  },
  impossible: {
    title: 'There will be no report',
    reasons: {
      erased: 'The recording was deleted before it was evaluated, so there is nothing left to rate.',
      'nothing-recorded':
        'The interview was not recorded and no one watched it, so there is nothing to rate.',
      'not-asked': 'No evaluation was asked for.',
    },
  },
  retracted: {
    title: 'This report is being revised',
    body: 'It was taken back to correct something. It will open at this same address when it is ready.',
  },
} as const;
