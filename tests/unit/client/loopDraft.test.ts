import { describe, expect, it } from 'vitest';
import {
  type LoopDraft,
  loopInput,
  loopPeople,
  newRound,
  type RoundDraft,
  roundFrom,
  startsOf,
} from '../../../client/screens/console/create/loopDraft.ts';
import { newPerson } from '../../../client/screens/console/create/peopleDraft.ts';
import { LoopInput } from '../../../shared/protocol/loopInput.ts';

const ZONE = 'Europe/Berlin';
/** Ten o'clock in Berlin. */
const AT = Date.UTC(2099, 4, 6, 8);
const MINUTE_MS = 60_000;
const round = (more: Partial<RoundDraft> = {}): RoundDraft => ({ ...newRound(15), people: [], ...more });
const first = (more: Partial<RoundDraft> = {}) =>
  round({ ...newRound('own', '2099-05-06T10:00'), people: [], ...more });
const draft = (...rounds: RoundDraft[]): LoopDraft => ({
  ...{
    name: 'Ada',
    email: ' ada@example.org ',
    jobRole: 'Developer',
    teamId: '',
    zone: ZONE,
    mail: true,
    rounds,
  },
});
const starts = (...rounds: RoundDraft[]) => startsOf(draft(...rounds)).map(at => at && (at - AT) / MINUTE_MS);

it('the people of all rounds are counted once, by address or else by name', () => {
  const person = (displayName: string, email = '') => ({ ...newPerson('interviewer'), displayName, email });
  const grace = person('Grace Hopper', 'grace@example.org');
  const again = person('Grace', ' Grace@example.org');
  const ian = person('Ian Fleming');
  const all = loopPeople(draft(first({ people: [grace, ian] }), round({ people: [again, ian] })));
  expect(all.map(({ displayName }) => displayName)).toEqual(['Ada', 'Grace Hopper', 'Ian Fleming']);
});

describe('the starts of rounds', () => {
  it('follow the round before after its length and the gap, or are their own', () => {
    expect(starts(first({ minutes: '30' }), round(), round({ gap: 0 }))).toEqual([0, 45, 90]);
    const own = round({ gap: 'own', own: { when: '2099-05-07T09:00', occurrence: undefined } });
    expect(starts(first(), own, round())).toEqual([0, 1_380, 1_440]);
  });

  it('are unknown after a round without a time or a length', () => {
    expect(starts(first({ minutes: '' }), round(), round())).toEqual([0, undefined, undefined]);
    const skipped = first({ own: { when: '2099-03-29T02:30', occurrence: undefined } });
    expect(starts(skipped, round())).toEqual([undefined, undefined]);
  });
});

describe('the input for rounds', () => {
  it('is complete with default titles, and has email only with a mail server', () => {
    const input = loopInput(draft(first(), round({ title: 'Coding with {candidate}' })), true);
    expect(LoopInput.parse(input)).toMatchObject({
      candidate: { displayName: 'Ada', email: 'ada@example.org' },
      mail: true,
      rounds: [
        { title: 'Developer, round 1', scheduledAt: AT },
        { title: 'Coding with Ada', scheduledAt: AT + 60 * MINUTE_MS },
      ],
    });
    expect(loopInput(draft(first()), false)).not.toHaveProperty('mail');
  });

  it('names the rounds whose time is missing or overlaps', () => {
    const early = round({ gap: 'own', own: { when: '2099-05-06T10:30', occurrence: undefined } });
    const none = round({ gap: 'own', own: { when: '', occurrence: undefined } });
    const pathsOf = (...rounds: RoundDraft[]) =>
      LoopInput.safeParse(loopInput(draft(...rounds), true)).error?.issues.map(({ path }) => path.join('.'));
    expect(pathsOf(first(), early)).toEqual(['rounds.1.scheduledAt']);
    expect(pathsOf(first(), none)).toEqual(['rounds.1.scheduledAt']);
  });
});

describe('a round from a template', () => {
  it('keeps its time', () => {
    const before = first({ gap: 'own' });
    const content = { title: '{candidate}, coding', jobRole: 'Developer', plannedMinutes: 90, people: [] };
    const filled = roundFrom(before, content, [], 'Ada');
    expect(filled).toMatchObject({ title: 'Ada, coding', minutes: '90', own: before.own, key: before.key });
    expect(roundFrom(before, content, [], '').title).toBe('{candidate}, coding');
  });
});
