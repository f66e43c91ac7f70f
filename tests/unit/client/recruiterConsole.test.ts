import { describe, expect, it } from 'vitest';
import {
  changePerson,
  newPerson,
  peopleFor,
  seatsInput,
} from '../../../client/screens/console/create/peopleDraft.ts';
import { missedInView, nextStepOf } from '../../../client/screens/console/detail/NextStep.tsx';
import {
  heldByRecruiter,
  interviewInput,
} from '../../../client/screens/console/interviews/InterviewFields.tsx';
import { taskOf } from '../../../client/screens/console/interviews/InterviewRow.tsx';
import { USUAL_WINDOW } from '../../../client/screens/console/recruiter/RecruiterFields.tsx';
import { interviewListTexts } from '../../../client/texts/interviewList.ts';
import { interviewPageTexts } from '../../../client/texts/interviewPage.ts';
import { invitationText } from '../../../client/texts/invitationText.ts';
import { accommodationWords, recruiterSetup } from '../../../client/texts/recruiterSetup.ts';
import { formatLong } from '../../../client/texts/times.ts';
import { InterviewId } from '../../../shared/ids.ts';
import { CONSENT_VERSION } from '../../../shared/interview/setup.ts';
import type { InterviewView } from '../../../shared/interview/view.ts';
import { NO_ORGANIZATION } from '../../../shared/organization.ts';
import type { InterviewSummary } from '../../../shared/protocol/interviewList.ts';
import { DEFAULT_RECRUITER, NO_ACCOMMODATIONS } from '../../../shared/recruiter/settings.ts';
import { exampleView, SEATS } from './exampleView.ts';

const NOW = 1_000_000_000;
const MINUTE_MS = 60_000;

describe('participants of a new interview', () => {
  it('need no interviewer with the virtual recruiter: an empty row is removed, and restored without it', () => {
    const people = [newPerson('candidate'), newPerson('interviewer')];
    const held = peopleFor(people, true);
    expect(held.map(({ role }) => role)).toEqual(['candidate']);
    expect(peopleFor(held, false).map(({ role }) => role)).toEqual(['candidate', 'interviewer']);
  });

  it('keep the people that were entered', () => {
    const grace = { ...newPerson('interviewer'), displayName: 'Grace' };
    const people = [newPerson('candidate'), grace];
    expect(peopleFor(people, true)).toEqual(people);
    expect(peopleFor(people, false)).toEqual(people);
  });

  it('are sent with accommodations only when they are set and the virtual recruiter holds it', () => {
    const ada = { ...newPerson('candidate'), displayName: 'Ada' };
    const accommodations = { ...NO_ACCOMMODATIONS, textAnswers: true };
    expect(seatsInput([ada], true)).toEqual([{ role: 'candidate', displayName: 'Ada' }]);
    const set = changePerson([ada], ada.key, { accommodations });
    expect(seatsInput(set, true)).toEqual([{ role: 'candidate', displayName: 'Ada', accommodations }]);
    expect(seatsInput(set, false)).toEqual([{ role: 'candidate', displayName: 'Ada' }]);
  });

  it('are interviewed by the virtual recruiter only with a kit', () => {
    expect(heldByRecruiter({ recruiterChosen: true, kitId: '' })).toBe(false);
    expect(heldByRecruiter({ recruiterChosen: true, kitId: 'backend-developer' })).toBe(true);
  });
});

describe('the start window of an interview', () => {
  const draft = {
    ...{
      title: 'First round',
      jobRole: 'Backend',
      when: '2030-01-15T09:00',
      zone: 'Asia/Tokyo',
      minutes: '45',
      kitId: 'kit',
    },
    ...{
      occurrence: undefined,
      teamId: '',
      recruiterChosen: true,
      recruiter: DEFAULT_RECRUITER,
      window: USUAL_WINDOW,
    },
  };

  it('is relative to the scheduled time, so that it moves along', () => {
    const at = Date.UTC(2030, 0, 15, 0);
    const expected = { opensAt: at - 30 * MINUTE_MS, closesAt: at + 1_440 * MINUTE_MS };
    expect(interviewInput(draft).window).toEqual(expected);
    const later = interviewInput({ ...draft, when: '2030-01-15T10:00' }).window;
    expect(later).toEqual({
      opensAt: expected.opensAt + 60 * MINUTE_MS,
      closesAt: expected.closesAt + 60 * MINUTE_MS,
    });
  });

  it('can be omitted, and is not sent when people ask', () => {
    expect(interviewInput({ ...draft, window: undefined }).window).toBeNull();
    expect(interviewInput({ ...draft, recruiterChosen: false }).window).toBeUndefined();
  });

  it('is in the invitation of the candidate only', () => {
    const window = { opensAt: NOW, closesAt: NOW + 60 * MINUTE_MS };
    const facts = {
      ...{ displayName: 'Ada', title: 'First round', scheduledAt: NOW, plannedMinutes: 45 },
      ...{ heldByRecruiter: true, url: 'https://example.org/join#x', window },
    };
    const words = `from ${formatLong(window.opensAt)} until ${formatLong(window.closesAt)}`;
    expect(invitationText([{ ...facts, role: 'candidate' }], NO_ORGANIZATION)).toContain(words);
    expect(invitationText([{ ...facts, role: 'interviewer' }], NO_ORGANIZATION)).not.toContain(words);
  });
});

it('the invitation names the organization and how to reach it', () => {
  const facts = {
    ...{ displayName: 'Ada', title: 'First round', scheduledAt: NOW, plannedMinutes: 45 },
    ...{ heldByRecruiter: false, url: 'https://example.org/join#x', role: 'candidate' as const },
  };
  const organization = { ...NO_ORGANIZATION, name: 'Ampère', email: 'jobs@example.org', phone: '+49 30 123' };
  const text = invitationText([facts], organization);
  expect(text).toContain('\nYou’re invited to a video interview at Ampère:');
  expect(text).toMatch(/\n\nQuestions\? You can email jobs@example\.org or call \+49 30 123\.\n\nAmpère$/);
  expect(invitationText([facts], NO_ORGANIZATION)).toMatch(/don’t share it\.$/);
});

it('the invitation to several rounds has the link of each', () => {
  const facts = {
    ...{ displayName: 'Ada', title: 'First round', scheduledAt: NOW, plannedMinutes: 45 },
    ...{ heldByRecruiter: false, url: 'https://example.org/join#x', role: 'candidate' as const },
  };
  const interviewers = ['Ian Fleming', 'Grace Hopper'];
  const second = { ...facts, title: 'Second round', url: 'https://example.org/join#y', interviewers };
  const text = invitationText([facts, second], NO_ORGANIZATION);
  expect(text).toMatch(/First round\n.+\nYour personal link:\nhttps:\S+#x\n\nSecond round\n.+\nYou’ll meet/);
  expect(text).toContain('You’ll meet Ian Fleming and Grace Hopper\nYour personal link:');
  expect(text.match(/Open each link/g)).toHaveLength(1);
  const leading = { ...facts, role: 'interviewer' as const, candidates: ['Ada'], isLead: true };
  expect(invitationText([leading], NO_ORGANIZATION)).toContain(
    'Candidate: Ada\nYou’re the lead: you open the interview and let the candidate in.',
  );
  expect(text).toContain('https://example.org/join#y');
  expect(text).toMatch(/These links are only for you\. Please don’t share them\.$/);
});

describe('accommodations in words', () => {
  it('name differences from the defaults, and nothing without differences', () => {
    expect(accommodationWords(NO_ACCOMMODATIONS)).toEqual([]);
    const set = { ...NO_ACCOMMODATIONS, extraTime: 1.25 as const, audioOnly: true };
    expect(accommodationWords(set)).toEqual(['time × 1.25', 'sound only']);
  });
});

describe('the list status of an interview by the virtual recruiter', () => {
  const { tasks } = recruiterSetup;
  const soon = summaryOf({ scheduledAt: NOW + 5 * MINUTE_MS });

  it('waits only for the candidate', () => {
    expect(taskOf(soon, NOW)).toEqual({ urgency: 'quiet', text: tasks.noCandidateSoon(5) });
    const here = summaryOf({ present: { candidate: 1, interviewer: 0, evaluator: 0, observer: 0 } });
    expect(taskOf(here, NOW)).toEqual({ urgency: 'good', text: tasks.candidateHere });
  });

  it('requests attention when the candidate is late, and no longer when the time is over', () => {
    expect(taskOf(summaryOf({ scheduledAt: NOW - MINUTE_MS }), NOW).urgency).toBe('attention');
    expect(taskOf(summaryOf({ scheduledAt: NOW - 46 * MINUTE_MS }), NOW).urgency).toBe('quiet');
  });

  it('still requests a candidate when there is none', () => {
    expect(taskOf(summaryOf({ candidateNames: [] }), NOW).urgency).toBe('attention');
  });
});

/** List and details show one status for an interview. */
describe('an interview that did not take place', () => {
  const HOUR_MS = 60 * MINUTE_MS;
  const WINDOW = { opensAt: NOW - HOUR_MS, closesAt: NOW + 24 * HOUR_MS };

  interface Told {
    held?: boolean;
    window?: typeof WINDOW;
    /** True when others have been in the room. */
    begun?: boolean;
    joined?: boolean;
    phase?: 'lobby' | 'ended';
    presence?: 'invited' | 'waiting' | 'left';
  }
  const told = (now: number, { held = false, begun = false, joined = false, ...rest }: Told) => {
    const { phase = 'lobby', presence = 'invited', window } = rest;
    const here = presence === 'waiting' ? 1 : 0;
    const shared = { scheduledAt: NOW, plannedMinutes: 45, phase, ...(window && { window }) };
    const inList = taskOf(
      summaryOf({
        ...{ ...shared, heldByRecruiter: held, candidateJoined: joined, begun },
        present: { candidate: here, interviewer: 0, evaluator: 0, observer: 0 },
      }),
      now,
    ).text;
    const { openedAt, ...view } = exampleView(SEATS.grace, []);
    const ada = view.seats[SEATS.ada];
    if (!ada) throw new Error('Ada has a seat.');
    const inDetail = missedInView(
      {
        ...{ ...view, ...shared, candidateJoined: joined },
        ...(begun && openedAt !== undefined && { openedAt }),
        ...(held && { recruiterSettings: DEFAULT_RECRUITER }),
        seats: { [SEATS.ada]: { ...ada, presence } },
      },
      now,
    );
    return [inList, inDetail && interviewListTexts.missed[inDetail]];
  };
  const noShow = ['No-show', 'No-show'];
  const notHeld = ['Didn’t take place', 'Didn’t take place'];

  it('is a no-show after the planned end when the virtual recruiter waited without a deadline', () => {
    expect(told(NOW + 44 * MINUTE_MS, { held: true })[1]).toBeUndefined();
    expect(told(NOW + 45 * MINUTE_MS, { held: true })).toEqual(noShow);
    expect(told(NOW + 45 * MINUTE_MS, { held: true, presence: 'left' })).toEqual(noShow);
  });

  it('is a no-show only after the deadline when there is one', () => {
    const late = { held: true, window: WINDOW };
    expect(told(NOW + 23 * HOUR_MS, late)).toEqual([
      expect.stringContaining('The candidate hasn’t joined yet, deadline'),
      undefined,
    ]);
    expect(told(WINDOW.closesAt, late)).toEqual(noShow);
  });

  it('is a no-show when people opened it and the candidate did not join, whether overdue or ended', () => {
    expect(told(NOW + HOUR_MS, { begun: true })).toEqual(noShow);
    expect(told(NOW + MINUTE_MS, { begun: true, phase: 'ended' })).toEqual(noShow);
  });

  it('is no candidate no-show when no interviewer opened it', () => {
    expect(told(NOW + HOUR_MS, { presence: 'left' })).toEqual(notHeld);
  });

  it('is none of these while the candidate waits, and after the candidate was in the room', () => {
    expect(told(NOW + HOUR_MS, { presence: 'waiting' })[1]).toBeUndefined();
    const paused = told(NOW + HOUR_MS, { begun: true, joined: true, presence: 'left' });
    expect(paused).toEqual(['On a break, not ended', undefined]);
    expect(told(NOW + HOUR_MS, { begun: true, joined: true, phase: 'ended' })).toEqual(['Ended', undefined]);
  });
});

describe('the next step of an interview by the virtual recruiter', () => {
  const { nextStep } = recruiterSetup;
  const lobby = (presence: 'invited' | 'waiting'): InterviewView => {
    const view = exampleView(SEATS.grace, []);
    const ada = view.seats[SEATS.ada];
    if (!ada) throw new Error('Ada has a seat.');
    return {
      ...view,
      phase: 'lobby',
      recruiterSettings: DEFAULT_RECRUITER,
      seats: { ...view.seats, [SEATS.ada]: { ...ada, presence } },
    };
  };

  it('is up to the candidate, no matter who else is in the room', () => {
    expect(nextStepOf(lobby('invited'), 0).text).toBe(nextStep.waits('Ada'));
    expect(nextStepOf(lobby('waiting'), 0).text).toBe(nextStep.begins('Ada'));
  });

  it('states when the candidate can start, and when that is over', () => {
    const { openedAt: _opened, ...view } = lobby('invited');
    const window = { opensAt: NOW, closesAt: NOW + MINUTE_MS };
    const step = nextStepOf({ ...view, window }, NOW - MINUTE_MS);
    expect(step.text).toContain(nextStep.window(NOW, NOW + MINUTE_MS, NOW - MINUTE_MS));
    expect(nextStepOf({ ...view, window }, NOW + MINUTE_MS)).toEqual({
      tone: 'warning',
      text: interviewPageTexts.nextStep.missed['no-show']('Ada'),
    });
  });

  it('warns when no evaluator would get the answers: not recorded, and no evaluator present', () => {
    const refused = (attended: boolean, recording = false): InterviewView => {
      const view = lobby('waiting');
      const ada = view.seats[SEATS.ada];
      if (!ada) throw new Error('Ada has a seat.');
      const consent = { version: CONSENT_VERSION, recording, observers: true };
      return {
        ...view,
        phase: 'open',
        seats: { ...view.seats, [SEATS.ada]: { ...ada, consent } },
        recruiter: { turn: 'yours', timerOff: false, buttons: [], orders: [], written: {}, attended },
      };
    };
    expect(nextStepOf(refused(false), 0)).toEqual({ tone: 'warning', text: nextStep.unheard('Ada') });
    expect(nextStepOf(refused(true), 0).tone).toBe('success');
    expect(nextStepOf(refused(false, true), 0).tone).toBe('success');
    expect(nextStepOf({ ...refused(false), phase: 'lobby' }, 0)).toEqual({
      tone: 'warning',
      text: nextStep.unheard('Ada'),
    });
  });

  it('is to add a candidate when there is none; no lead is needed', () => {
    const { [SEATS.grace]: grace } = lobby('invited').seats;
    const alone = { ...lobby('invited'), seats: grace ? { [SEATS.grace]: grace } : {} };
    expect(nextStepOf(alone, 0)).toEqual({ tone: 'warning', text: nextStep.noCandidate });
    const { leadSeatId: _nobody, ...without } = lobby('invited');
    expect(nextStepOf(without, 0).text).toBe(nextStep.waits('Ada'));
  });
});

describe('the next step of an interview that people hold', () => {
  it('says “you” to the lead, and the lead’s name to everyone else', () => {
    const view = exampleView(SEATS.grace, []);
    const grace = view.seats[SEATS.grace];
    if (!grace) throw new Error('Grace has a seat.');
    const away = { ...grace, email: 'Grace@example.org', presence: 'invited' } as const;
    const lobby: InterviewView = {
      ...view,
      ...{ phase: 'lobby', leadSeatId: SEATS.grace, seats: { ...view.seats, [SEATS.grace]: away } },
    };
    const { leadAbsent, youAbsent } = interviewPageTexts.nextStep;
    expect(nextStepOf(lobby, 0, { email: 'grace@example.org' }).text).toBe(youAbsent);
    expect(nextStepOf(lobby, 0, { email: 'olga@example.org' }).text).toBe(leadAbsent(grace.displayName));
  });
});

function summaryOf(changes: Partial<InterviewSummary>): InterviewSummary {
  return {
    interviewId: InterviewId.parse('00000000-0000-7000-8000-000000000000'),
    title: 'First round',
    jobRole: 'Backend Developer',
    status: 'scheduled',
    scheduledAt: NOW,
    plannedMinutes: 45,
    phase: 'lobby',
    heldByRecruiter: true,
    scorecardsOpen: false,
    candidateNames: ['Ada'],
    people: [],
    rating: { due: 0, locked: 0 },
    candidateJoined: false,
    begun: false,
    present: { candidate: 0, interviewer: 0, evaluator: 0, observer: 0 },
    ...changes,
  };
}
