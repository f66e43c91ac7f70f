import { describe, expect, it } from 'vitest';
import {
  changePerson,
  newPerson,
  peopleFor,
  seatsInput,
} from '../../../client/screens/console/create/peopleDraft.ts';
import { nextStepOf } from '../../../client/screens/console/detail/nextStep.ts';
import { heldByRecruiter } from '../../../client/screens/console/InterviewFields.tsx';
import { taskOf } from '../../../client/screens/console/interviewTask.ts';
import { accommodationWords, recruiterSetup } from '../../../client/texts/recruiterSetup.ts';
import { InterviewId } from '../../../shared/ids.ts';
import { CONSENT_VERSION } from '../../../shared/interview/setup.ts';
import type { InterviewView } from '../../../shared/interview/view.ts';
import type { InterviewSummary } from '../../../shared/protocol/http.ts';
import { DEFAULT_RECRUITER, NO_ACCOMMODATIONS } from '../../../shared/recruiter/settings.ts';
import { exampleView, SEATS } from './exampleView.ts';

const NOW = 1_000_000_000;
const MINUTE_MS = 60_000;

describe('the people of a new interview', () => {
  it('need no interviewer with the virtual recruiter: an empty row goes, and comes back without it', () => {
    const people = [newPerson('candidate'), newPerson('interviewer')];
    const held = peopleFor(people, true);
    expect(held.map(({ role }) => role)).toEqual(['candidate']);
    expect(peopleFor(held, false).map(({ role }) => role)).toEqual(['candidate', 'interviewer']);
  });

  it('keep those who were written down', () => {
    const grace = { ...newPerson('interviewer'), displayName: 'Grace' };
    const people = [newPerson('candidate'), grace];
    expect(peopleFor(people, true)).toEqual(people);
    expect(peopleFor(people, false)).toEqual(people);
  });

  it('are sent with accommodations only where they are set and the recruiter holds it', () => {
    const ada = { ...newPerson('candidate'), displayName: 'Ada' };
    const accommodations = { ...NO_ACCOMMODATIONS, textAnswers: true };
    expect(seatsInput([ada], true)).toEqual([{ role: 'candidate', displayName: 'Ada' }]);
    const set = changePerson([ada], ada.key, { accommodations });
    expect(seatsInput(set, true)).toEqual([{ role: 'candidate', displayName: 'Ada', accommodations }]);
    expect(seatsInput(set, false)).toEqual([{ role: 'candidate', displayName: 'Ada' }]);
  });

  it('are interviewed by the recruiter only with a kit', () => {
    expect(heldByRecruiter({ held: true, kitId: '' })).toBe(false);
    expect(heldByRecruiter({ held: true, kitId: 'backend-developer' })).toBe(true);
  });
});

describe('accommodations in words', () => {
  it('name what is otherwise, and nothing where all is as usual', () => {
    expect(accommodationWords(NO_ACCOMMODATIONS)).toEqual([]);
    const set = { ...NO_ACCOMMODATIONS, extraTime: 1.25 as const, audioOnly: true };
    expect(accommodationWords(set)).toEqual(['time × 1.25', 'sound only']);
  });
});

describe('the list’s word on an interview that the recruiter holds', () => {
  const { tasks } = recruiterSetup;
  const soon = summaryOf({ scheduledAt: NOW + 5 * MINUTE_MS });

  it('waits for the candidate alone', () => {
    expect(taskOf(soon, NOW)).toEqual({ urgency: 'quiet', text: tasks.noCandidateSoon(5) });
    const here = summaryOf({ present: { candidate: 1, interviewer: 0, evaluator: 0, observer: 0 } });
    expect(taskOf(here, NOW)).toEqual({ urgency: 'good', text: tasks.candidateHere });
  });

  it('asks for attention when the candidate is late, and no more when the time is over', () => {
    expect(taskOf(summaryOf({ scheduledAt: NOW - MINUTE_MS }), NOW).urgency).toBe('attention');
    expect(taskOf(summaryOf({ scheduledAt: NOW - 46 * MINUTE_MS }), NOW).urgency).toBe('quiet');
  });

  it('still asks for a candidate where there is none', () => {
    expect(taskOf(summaryOf({ candidateNames: [] }), NOW).urgency).toBe('attention');
  });
});

describe('the next step of an interview that the recruiter holds', () => {
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

  it('is the candidate’s, no matter who else is there', () => {
    expect(nextStepOf(lobby('invited')).text).toBe(nextStep.waits('Ada'));
    expect(nextStepOf(lobby('waiting')).text).toBe(nextStep.begins('Ada'));
  });

  it('warns where the answers would reach no one who evaluates: not recorded, and no rater there', () => {
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
    expect(nextStepOf(refused(false))).toEqual({ tone: 'warning', text: nextStep.unheard('Ada') });
    expect(nextStepOf(refused(true)).tone).toBe('success');
    expect(nextStepOf(refused(false, true)).tone).toBe('success');
    expect(nextStepOf({ ...refused(false), phase: 'lobby' })).toEqual({
      tone: 'warning',
      text: nextStep.unheard('Ada'),
    });
  });

  it('is a candidate where there is none; no one has to lead', () => {
    const { [SEATS.grace]: grace } = lobby('invited').seats;
    const alone = { ...lobby('invited'), seats: grace ? { [SEATS.grace]: grace } : {} };
    expect(nextStepOf(alone)).toEqual({ tone: 'warning', text: nextStep.noCandidate });
    const { leadSeatId: _nobody, ...without } = lobby('invited');
    expect(nextStepOf(without).text).toBe(nextStep.waits('Ada'));
  });
});

function summaryOf(changes: Partial<InterviewSummary>): InterviewSummary {
  return {
    interviewId: InterviewId.parse('00000000-0000-7000-8000-000000000000'),
    title: 'First round',
    jobRole: 'Backend Developer',
    scheduledAt: NOW,
    plannedMinutes: 45,
    phase: 'lobby',
    heldByRecruiter: true,
    scorecardsOpen: false,
    candidateNames: ['Ada'],
    present: { candidate: 0, interviewer: 0, evaluator: 0, observer: 0 },
    ...changes,
  };
}
