import { describe, expect, it } from 'vitest';
import { ClaimRenewal, claimEnd } from '../../../client/core/evaluation/claims.ts';
import { isPartShown } from '../../../client/screens/console/evaluations/CalibrationPage.tsx';
import {
  filterOf,
  isQuickFilter,
  searchOf,
} from '../../../client/screens/console/evaluations/queue/QueueFilters.tsx';
import {
  isClaimed,
  needsOf,
  nextOwn,
  ratersOf,
  refusalText,
  rowAction,
} from '../../../client/screens/console/evaluations/queue/QueueItemFacts.tsx';
import { placeOf } from '../../../client/screens/console/evaluations/queue/queuePlace.ts';
import {
  agreedRows,
  suggestedRatings,
} from '../../../client/screens/console/evaluations/queue/ReferenceDialog.tsx';
import { isListed } from '../../../client/screens/console/evaluations/TeamPage.tsx';
import { pageKey } from '../../../client/screens/console/ListKeys.tsx';
import { calibrationTexts } from '../../../client/texts/calibration.ts';
import { evaluationTexts } from '../../../client/texts/evaluations.ts';
import { AppError } from '../../../shared/errors.ts';
import { UserId } from '../../../shared/ids.ts';
import type { QueueItem } from '../../../shared/protocol/evaluationRoutes.ts';
import type { LockedScorecard } from '../../../shared/rubric/scorecard.ts';
import { exampleInterviewKit } from '../../support/exampleKit.ts';
import { newInterviewId, newSeatId } from '../../support/interviewLog.ts';
import { lockedCard, queueClaim, queueItem } from '../../support/madeUpEvaluations.ts';
import { ratingKeysOf } from '../../support/scriptedRater.ts';

const MINUTE_MS = 60_000;

describe('a claim in use', () => {
  /** A test clock, and a fake server. */
  function claim() {
    let nowMs = 0;
    let answer = async () => 120 * MINUTE_MS + nowMs;
    let asked = 0;
    let ended = 0;
    const renewal = new ClaimRenewal({
      expiresAt: 120 * MINUTE_MS,
      now: () => nowMs,
      renew: () => {
        asked += 1;
        return answer();
      },
      onEnded: () => {
        ended += 1;
      },
    });
    const work = async (atMs: number) => {
      nowMs = atMs;
      renewal.work();
      await new Promise(setImmediate);
      return { asked, ended, leftMs: renewal.expiresAt.get() - nowMs };
    };
    const answers = (next: typeof answer) => {
      answer = next;
    };
    return { renewal, work, answers };
  }

  it('is renewed at most once a minute, however much is typed', async () => {
    const { work } = claim();
    expect(await work(30_000)).toMatchObject({ asked: 0, leftMs: 119.5 * MINUTE_MS });
    expect(await work(61_000)).toMatchObject({ asked: 1, leftMs: 120 * MINUTE_MS });
    expect(await work(90_000)).toMatchObject({ asked: 1 });
    expect(await work(121_500)).toMatchObject({ asked: 2, leftMs: 120 * MINUTE_MS });
  });

  it('is retried soon when the server is unreachable, and has ended only when the server says so', async () => {
    const { answers, work } = claim();
    answers(() => Promise.reject(AppError.unavailable()));
    expect(await work(61_000)).toMatchObject({ asked: 1, ended: 0 });
    expect(await work(66_000)).toMatchObject({ asked: 1 });
    expect(await work(72_000)).toMatchObject({ asked: 2, ended: 0 });
    answers(() => Promise.reject(AppError.conflict(undefined, { state: 'over' })));
    expect(await work(90_000)).toMatchObject({ asked: 3, ended: 1 });
  });

  it('sends nothing after its page is closed', async () => {
    const { renewal, work } = claim();
    renewal.close();
    expect(await work(120_000)).toMatchObject({ asked: 0 });
  });
});

describe('keys of a list', () => {
  it('work before the list has the focus, letters only if they are not turned off', () => {
    for (const key of ['j', 'K', 'ArrowDown']) expect(pageKey(key, true)).toBe('enter');
    expect(pageKey('?', true)).toBe('help');
    expect(['j', 'k', '?', 'ArrowDown'].map(key => pageKey(key, false))).toEqual([
      ...[undefined, undefined, undefined, 'enter'],
    ]);
    for (const key of ['x', 'Enter', 'Home', 'ArrowUp']) expect(pageKey(key, true)).toBeUndefined();
  });
});

describe('the outcome of a claim', () => {
  const of = (item: Partial<QueueItem>) => claimEnd({ item: queueItem(item) });

  it("depends on the server's later response", () => {
    expect(of({ own: 'draft', ended: 'expired' })).toBe('expired');
    expect(of({ own: 'draft', ended: 'handed-back' })).toBe('handedBack');
    expect(of({ own: 'draft', ended: 'taken-back' })).toBe('takenBack');
    expect(of({ own: 'draft', ended: 'erased', stage: 'closed' })).toBe('closed');
    expect(of({ own: 'held' })).toBe('elsewhere');
    expect(claimEnd({ error: AppError.notFound('evaluation', newInterviewId()) })).toBe('gone');
    expect(claimEnd({ error: AppError.unavailable() })).toBe('unreachable');
  });
});

describe('a queue item', () => {
  const does = (item: Partial<QueueItem>, write = true, publish = write) =>
    rowAction(queueItem(item), { write, publish }).label;
  const { actions, refusals } = evaluationTexts;

  it('offers the one next action of its viewer', () => {
    expect(does({})).toBe(actions.claim);
    expect(does({ own: 'held' })).toBe(actions.resume);
    expect(does({ own: 'locked', refused: 'rated' })).toBe(actions.details);
    // What is left for others isn't offered as the viewer's own work.
    const { needs } = evaluationTexts;
    expect(needsOf(queueItem({ own: 'locked', raters: 2, locked: 1 }))).toBe(needs.waitsRate([], 1));
    expect(needsOf(queueItem({ own: 'none', refused: 'enough-raters', claims: [queueClaim('Grace')] }))).toBe(
      'Waiting for Grace to lock',
    );
    expect(does({ refused: 'own-practice' })).toBe(actions.details);
    expect(does({ stage: 'agree', own: 'locked', refused: 'rated' })).toBe(actions.agree);
    expect(does({ stage: 'agree', refused: 'enough-raters' })).toBe(actions.details);
    const compared = { stage: 'agree', own: 'locked', refused: 'rated', compared: true } as const;
    expect(
      rowAction(queueItem({ ...compared, step: 'agree' }), { write: true, publish: true }),
    ).toMatchObject({
      ...{ label: actions.details, wanted: false },
    });
    expect(does({ stage: 'write', refused: 'enough-raters' })).toBe(actions.write);
    expect(does({ stage: 'write', refused: 'enough-raters' }, false)).toBe(actions.details);
    expect(does({ stage: 'done', refused: 'enough-raters' })).toBe(actions.report);
    expect(does({ stage: 'republish', refused: 'enough-raters' })).toBe(actions.republish);
    expect(does({ stage: 'republish', refused: 'enough-raters' }, true, false)).toBe(actions.report);
    expect(does({ stage: 'done', step: 'publish', refused: 'enough-raters' })).toBe(actions.publish);
    expect(does({ stage: 'done', step: 'publish', refused: 'enough-raters' }, true, false)).toBe(
      actions.report,
    );
    expect(does({ stage: 'done', step: 'reply', refused: 'enough-raters' })).toBe(actions.reply);
    // A reference is rated in any state.
    expect(does({ stage: 'done', reference: true, shadow: true })).toBe(actions.claim);
  });

  it('names everyone it waits for, also without a claim', () => {
    const edsger = { seatId: newSeatId(), name: 'Edsger Dijkstra', own: false };
    const grace = queueClaim('Grace Hopper', { state: 'locked' });
    const barbara = queueClaim('Barbara Liskov', { state: 'locked', compared: true });
    const comparing = queueItem({
      ...{ stage: 'agree', raters: 3, locked: 3, own: 'locked', compared: true, claims: [grace, barbara] },
      waitsFor: [{ seatId: grace.seatId, name: 'Grace Hopper', own: false }, edsger],
    });
    expect(needsOf(comparing)).toBe(
      'Ratings are far apart, and Grace Hopper and Edsger Dijkstra haven’t compared yet',
    );
    const own = { seatId: barbara.seatId, name: 'Barbara Liskov', own: true };
    const waitsFor = [...comparing.waitsFor, own];
    expect(needsOf({ ...comparing, waitsFor })).toBe(
      'Ratings are far apart, and you, Grace Hopper, and Edsger Dijkstra haven’t compared yet',
    );
    expect(needsOf({ ...comparing, waitsFor: [own] })).toBe(
      'Ratings are far apart, and you haven’t compared yet',
    );
    expect(needsOf({ ...comparing, waitsFor: [edsger] })).toBe(
      'Ratings are far apart, and Edsger Dijkstra hasn’t compared yet',
    );
    const texts = (item: QueueItem, viewer = barbara.userId) =>
      ratersOf(item, viewer).map(({ text }) => text);
    expect(texts(comparing)).toEqual([
      'Grace Hopper hasn’t compared yet',
      'You’ve compared',
      'Edsger Dijkstra hasn’t compared yet',
    ]);
    const parts = ratersOf(comparing, undefined).map(({ part }) => part);
    expect(parts).toEqual(['waited', 'compared', 'waited']);
    const rating: QueueItem = { ...comparing, stage: 'rate', step: 'rate', locked: 2, waitsFor: [edsger] };
    expect(needsOf(rating)).toBe('Waiting for Edsger Dijkstra to lock');
    expect(texts(rating)).toEqual([
      'Grace Hopper has locked',
      'You’ve locked',
      'Edsger Dijkstra hasn’t locked yet',
    ]);
    expect(needsOf({ ...rating, waitsFor: [] })).toBe('Waiting for 1 more evaluator');
    expect(texts({ ...rating, waitsFor: [] }).at(-1)).toBe('1 more evaluator is needed');
  });

  it('says the true reason why it can’t be rated, and what to do', () => {
    const now = Date.now();
    const says = (item: Partial<QueueItem>) => refusalText(queueItem(item), now);
    expect(says({})).toBeUndefined();
    expect(says({ stage: 'done', refused: 'enough-raters' })).toBe(refusals.complete);
    expect(says({ refused: 'enough-raters' })).toBe(refusals.enough);
    const closed = { stage: 'closed', refused: 'scoring-closed' } as const;
    const byPerson = says({ ...closed, closedDetail: { how: 'person', at: now, by: 'Grace Hopper' } });
    expect(byPerson).toContain('Grace Hopper closed rating today');
    const nothing = { stage: 'closed', refused: 'nothing-to-rate' } as const;
    expect(says({ ...nothing, closedDetail: { how: 'deleted', at: now } })).toContain('was deleted today');
    expect(says({ ...nothing, closedDetail: { how: 'none' } })).toContain('Nothing was recorded');
  });
});

describe('the URL of the queue', () => {
  it('contains each filter, restores it, and ignores invalid values', () => {
    const address =
      'step=agree&step=reply&kit=data-analyst&language=es-ES&kind=practice&due=overdue&who=mine&person=ada';
    const filter = filterOf(new URLSearchParams(address));
    expect(filter).toEqual({
      steps: ['agree', 'reply'],
      kitIds: ['data-analyst'],
      locales: ['es-ES'],
      kind: 'practice',
      due: 'overdue',
      who: 'mine',
      person: 'ada',
    });
    expect(searchOf(filter).toString()).toBe(address);
    expect(filterOf(new URLSearchParams('kit=%20&step=nonsense&who=yes&due=0'))).toEqual({});
  });
});

describe('a filter that is one press away', () => {
  it('replaces the others, so that it shows as many rows as it says', () => {
    expect(isQuickFilter({ who: 'mine' }, 'mine')).toBe(true);
    expect(isQuickFilter({ who: 'mine', due: 'overdue' }, 'mine')).toBe(false);
    expect(isQuickFilter({ who: 'mine', due: 'overdue' }, 'overdue')).toBe(false);
    expect(isQuickFilter({ steps: ['reply'] }, 'reply')).toBe(true);
  });
});

it('the team’s workload leaves out leads who don’t rate', () => {
  const load = { userId: UserId.parse('olga'), name: 'Olga', open: 0, locked: 0 };
  const calibration = { standing: 'exempt', done: 0, of: 0, rated: 0 } as const;
  expect(isListed({ ...load, calibration })).toBe(false);
  expect(isListed({ ...load, calibration, open: 1 })).toBe(true);
  expect(isListed({ ...load, calibration: { ...calibration, standing: 'off' } })).toBe(true);
  expect(isListed({ ...load, open: 2 })).toBe(true);
});

describe('agreed ratings', () => {
  it('start with the rating that all evaluators gave, and with no evidence when no one saw any', () => {
    const kit = exampleInterviewKit();
    const key = ratingKeysOf(kit).find(known => known.endsWith('/competency-5')) ?? '';
    const cards = ([5, 2] as const).map(value => {
      const card = lockedCard(kit, value);
      return {
        ...card,
        ratings: { ...card.ratings, [key]: { value: 'N', version: 1, stamp: { mediaTimeMs: 0 } } },
      };
    }) as LockedScorecard[];
    const names = Object.fromEntries(
      cards.map(({ seatId }, index) => [seatId, index === 0 ? 'Grace Hopper' : 'Barbara Liskov']),
    );
    const rows = agreedRows(kit, cards, names);
    expect(rows.map(({ name }) => name)).toEqual(kit.competencies.map(({ name }) => name));
    expect(rows[0]?.raters.toSorted((a, b) => Number(a.value) - Number(b.value))).toEqual([
      { name: 'Barbara Liskov', value: 2 },
      { name: 'Grace Hopper', value: 5 },
    ]);
    // The raters have to agree on a rating where they differ.
    expect(rows[0]?.suggested).toBeUndefined();
    expect(suggestedRatings(rows)).toEqual({ 'competency-5': 'N' });
    const same = agreedRows(kit, [lockedCard(kit, 3), lockedCard(kit, 3)], {});
    expect(suggestedRatings(same)).toMatchObject({ 'competency-1': 3, 'competency-2': 3 });
    const half = lockedCard(kit, 3);
    const ofFirst = ratingKeysOf(kit).filter(known => known.endsWith('/competency-1'));
    const [firstKey] = ofFirst;
    if (!firstKey) throw new Error('The competency is rated.');
    half.ratings[firstKey] = { value: 4, version: 1, stamp: { mediaTimeMs: 0 } };
    expect(ofFirst).toHaveLength(2);
    // A mean of 3.5 isn't rounded.
    expect(agreedRows(kit, [half], {})[0]).toMatchObject({ raters: [{ value: 3.5 }], suggested: undefined });
  });
});

it('a reference says “To rate” only to people who can rate it now', () => {
  expect(isPartShown('open', { leads: false, mayRate: true })).toBe(true);
  expect(isPartShown('open', { leads: false, mayRate: false })).toBe(false);
  expect(isPartShown('rated', { leads: false, mayRate: false })).toBe(true);
  expect(isPartShown('open', { leads: true, mayRate: false })).toBe(false);
  expect(isPartShown('gone', { leads: true, mayRate: false })).toBe(true);
});

it('calibration names the number of references when fewer than all must be rated', () => {
  const { rating } = calibrationTexts.calibration;
  expect(rating(5, 8)).toContain('once you’ve rated 5 of these references.');
  expect(rating(2, 2)).toContain('once you’ve rated these references.');
  expect(rating(1, 1)).toContain('once you’ve rated this reference.');
});

it('only a claim can end: not a place that someone has because they were in the interview', () => {
  const { expiresAt: _none, ...seated } = queueClaim('Edsger Dijkstra');
  expect(
    [queueClaim('Grace Hopper'), seated, queueClaim('Alan Turing', { state: 'locked' })].map(isClaimed),
  ).toEqual([...[true, false, false]]);
});

it('after one evaluation, the member’s own unfinished rating is next, and then what they have to compare', () => {
  const after = queueItem({ own: 'locked', stage: 'agree' });
  const compare = queueItem({ own: 'locked', stage: 'agree' });
  const compared = queueItem({ own: 'locked', stage: 'agree', compared: true });
  const rating = queueItem({ own: 'held' });
  const free = queueItem();
  expect(nextOwn([after, compare, rating, free], after)).toBe(rating);
  expect(nextOwn([after, compared, free, compare], after)).toBe(compare);
  expect(nextOwn([after, compared, free], after)).toBeUndefined();
});

it('the place in the queue that another version stored, or that is damaged, is ignored', () => {
  const place = { search: '?who=mine', row: 'mine rate 1', index: 2 };
  expect(placeOf(JSON.stringify(place))).toEqual(place);
  for (const stored of [undefined, '{"row":1}', '{', '"text"']) expect(placeOf(stored)).toBeUndefined();
});
