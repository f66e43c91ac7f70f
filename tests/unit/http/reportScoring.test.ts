import { describe, expect, it } from 'vitest';
import type { NewEvent } from '../../../shared/interview/events.ts';
import { PRACTICE_ARCHIVE } from '../../../shared/protocol/practiceRoutes.ts';
import type { ReportKey } from '../../../shared/protocol/reportRoutes.ts';
import type { ReportContent } from '../../../shared/report/reportContent.ts';
import { partsOfKey, type RatingValue } from '../../../shared/rubric/rating.ts';
import { pdfTexts } from '../../support/poppler.ts';
import type { PracticeStranger } from '../../support/practiceStranger.ts';
import { keysOf } from '../../support/scoredInterview.ts';
import { unzipped } from '../../support/unzipped.ts';
import type { PracticedInterview } from './practicedInterview.ts';
import { refusalOf } from './refusals.ts';
import { ReportedPractice } from './reportedPractice.ts';

const house = ReportedPractice.ofEach();

/** Creates a published report, rated by two people, that its candidate has opened. */
async function publishedByTwo(first: RatingValue = 3, second: RatingValue = 3) {
  const stranger = await house.start({ purpose: 'evaluation', name: 'Ada Lovelace' });
  const held = await house.hold(stranger);
  const { interviewId } = stranger;
  await askForTwo(held);
  await house.lockBy(house.first, interviewId, held, first);
  await house.lockBy(house.second, interviewId, held, second);
  await house.publish(interviewId, withoutClips());
  await house.openedBy(stranger);
  return { stranger, held, interviewId };
}

/** The content without clips, which change while they are being cut. */
function withoutClips(): ReportContent {
  const draft = house.draft();
  const moment = { kind: 'quotation', text: 'I measured it first.' } as const;
  return { ...draft, keep: draft.keep.map(point => ({ ...point, moment })) };
}

const askForTwo = (held: PracticedInterview) =>
  held.write({ kind: 'evaluation.asked', payload: { raters: 2, namesHidden: true } });

/** Both evaluators change every rating, as they may after the scorecards are open. */
async function revise(held: PracticedInterview, value: RatingValue): Promise<void> {
  const state = await held.state();
  const { chosen, scorecards = {} } = state.rubric ?? {};
  if (!chosen) throw new Error('There is nothing to rate by.');
  for (const { seatId } of Object.values(scorecards))
    for (const key of keysOf(chosen))
      await held.write({
        kind: 'rating.revised',
        payload: { seatId, ...partsOfKey(key), value, reason: 'Heard it again.' },
      });
  await house.server.evaluation.tracker.follow(state.interviewId);
}

async function printed(key: ReportKey): Promise<string> {
  const body = new URLSearchParams({ key: JSON.stringify(key), paper: 'a4' });
  const response = await fetch(`${house.server.url}/api/report/pdf`, {
    method: 'POST',
    body,
    headers: { origin: 'null' },
  });
  return pdfTexts(Buffer.from(await response.arrayBuffer())).join('\n');
}

async function archived({ page }: PracticeStranger): Promise<unknown> {
  const archive = await fetch(house.server.url + PRACTICE_ARCHIVE, {
    method: 'POST',
    headers: { origin: 'null', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ page }),
  });
  const entries = await unzipped(Buffer.from(await archive.arrayBuffer()));
  const [, file] = [...entries].find(([name]) => name.endsWith('/report.json')) ?? [];
  return JSON.parse(`${file}`).report;
}

describe('a published report', () => {
  it('does not change when ratings are revised, until it is published again', async () => {
    const { stranger, held, interviewId } = await publishedByTwo(3, 3);
    const { url } = await stranger.asker.call('report.share', {
      key: stranger.ref,
      days: 7,
      withClips: false,
    });
    const shared: ReportKey = { link: (url.split('#')[1] ?? '') as never };
    const read = async () => ({
      page: (await house.opened(stranger.ref)).report,
      shared: (await house.opened(shared)).report,
      archive: await archived(stranger),
      paper: await printed(stranger.ref),
    });
    const before = await read();
    expect(before.page.ladder.map(({ rung }) => rung)).toEqual(before.page.ladder.map(() => 3));
    expect(await house.read(interviewId)).toMatchObject({ state: 'published', ratingsChanged: false });
    expect(await house.item(interviewId)).toMatchObject({ stage: 'done' });

    await revise(held, 1);
    expect(await read()).toEqual(before);
    expect(await house.read(interviewId)).toMatchObject({ state: 'published', ratingsChanged: true });
    expect(await house.item(interviewId)).toMatchObject({ stage: 'republish' });
    expect((await house.list({}, house.owner)).items).toMatchObject([{ interviewId, stage: 'republish' }]);
    // Authors see what the candidate would read after the next publication.
    const { content } = await house.read(interviewId);
    const { report: preview } = await house.owner.call('reports.preview', { interviewId, content });
    expect(preview.ladder[0]?.rung).toBe(1);

    // Its text still names the previous levels.
    const { version: expectedVersion } = await house.read(interviewId);
    const refusal = await refusalOf(house.owner.call('reports.publish', { interviewId, expectedVersion }));
    expect(refusal.details?.findings).toMatchObject([
      { code: 'reached-differs', path: ['keep', 0, 'reached'] },
      { code: 'reached-differs', path: ['change', 0, 'reached'] },
    ]);
    await house.publish(interviewId, withoutClips());
    const after = (await house.opened(stranger.ref)).report;
    expect(after.ladder.map(({ rung }) => rung)).toEqual(after.ladder.map(() => 1));
    expect(after.publishedAt).toBe(before.page.publishedAt);
    expect(after.updatedAt).toBeGreaterThanOrEqual(after.publishedAt);
    expect(await house.read(interviewId)).toMatchObject({ ratingsChanged: false });
    expect(await house.item(interviewId)).toMatchObject({ stage: 'done' });
  });

  it('does not change when another evaluator locks late', async () => {
    const stranger = await house.start({ purpose: 'evaluation', name: 'Ada Lovelace' });
    const held = await house.hold(stranger);
    const { interviewId } = stranger;
    await askForTwo(held);
    await house.lockBy(house.first, interviewId, held, 4);
    const { seatId } = await house.claim(interviewId, house.second);
    const opened: NewEvent = { kind: 'scorecards.opened', payload: { byName: 'Olga', reason: 'Due today.' } };
    await held.write(opened);
    await house.publish(interviewId, withoutClips());
    const { report: before } = await house.openedBy(stranger);
    expect(before).toMatchObject({ evaluators: { count: 1 } });
    await house.rate(await held.state(), seatId, 1);
    expect((await house.opened(stranger.ref)).report).toEqual(before);
    expect(await house.read(interviewId)).toMatchObject({ ratingsChanged: true });
  });

  it('no longer counts as outdated once the ratings are back to their earlier values', async () => {
    const { held, interviewId } = await publishedByTwo(3, 3);
    await revise(held, 4);
    expect(await house.read(interviewId)).toMatchObject({ ratingsChanged: true });
    await revise(held, 3);
    expect(await house.read(interviewId)).toMatchObject({ ratingsChanged: false });
    expect(await house.item(interviewId)).toMatchObject({ stage: 'done' });
  });

  it('from before scoring was stored shows the ratings at the time of its publication', async () => {
    const { stranger, held, interviewId } = await publishedByTwo(3, 3);
    const { report: before } = await house.opened(stranger.ref);
    const { kysely } = house.server.store.database;
    await kysely
      .updateTable('reports')
      .set({ publishedScoring: null })
      .where('interviewId', '=', interviewId)
      .execute();
    await revise(held, 1);
    expect((await house.opened(stranger.ref)).report).toEqual(before);
    expect(await house.read(interviewId)).toMatchObject({ ratingsChanged: true });
    expect(await house.item(interviewId)).toMatchObject({ stage: 'republish' });
  });

  it('from before scoring was stored is outdated in the queue without being opened', async () => {
    const { held, interviewId } = await publishedByTwo(3, 3);
    await house.server.store.database.kysely
      .updateTable('reports')
      .set({ publishedScoring: null })
      .where('interviewId', '=', interviewId)
      .execute();
    await house.server.evaluation.tracker.follow(interviewId);
    expect(await house.item(interviewId)).toMatchObject({ stage: 'done' });
    await revise(held, 1);
    expect(await house.item(interviewId)).toMatchObject({ stage: 'republish' });
  });

  it('keeps the levels that a later attempt is compared with', async () => {
    const earlier = await publishedByTwo(3, 3);
    const later = await house.rated({ page: earlier.stranger.page, value: 4 });
    await house.publish(later.interviewId);
    await revise(earlier.held, 1);
    const { report } = await house.openedBy(later.stranger);
    expect(report.attempts.map(({ levels }) => Object.values(levels)[0])).toEqual([3, 4]);
  });
});
