import path from 'node:path';
import SqliteConnection from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { consensusTexts } from '../../client/texts/consensus.ts';
import { rubricTexts } from '../../client/texts/rubric.ts';
import type { SeatId } from '../../shared/ids.ts';
import { EVENT_PAYLOADS, type EventPayload } from '../../shared/interview/events.ts';
import { interviewKitOf } from '../../shared/kit/kit.ts';
import { type RatingValue, ratingKey } from '../../shared/rubric/rating.ts';
import { CallStage } from '../support/callStage.ts';
import { TestBrowser } from '../support/chromium.ts';
import { waitForFrames } from '../support/decodedVideo.ts';
import { exampleKit, KIT_MARKS } from '../support/exampleKit.ts';
import { describeInLongRuns } from '../support/longTests.ts';
import { RaterPage } from '../support/raterPage.ts';
import { ReceivedBytes } from '../support/receivedBytes.ts';
import { RoomPage } from '../support/roomPage.ts';
import { ratingKeysOf } from '../support/scriptedRater.ts';

const kit = interviewKitOf(exampleKit());
const DONALD = 'Donald Evaluator';
/** Values in the panel's order, from the top of the scale down. */
const ORDER: readonly RatingValue[] = [5, 4, 3, 2, 1, 'N'];
/** A word that only raters write. */
const NOTE_MARK = 'NOTEMARK';

interface Rater {
  name: string;
  seatId: SeatId;
  room: RoomPage;
  panel: RaterPage;
  /** Final ratings, question by question. */
  plan: RatingValue[][];
}

let stage: CallStage;
let browser: TestBrowser;
let lead: Rater;
let barbara: Rater;
let donald: Rater;
let candidate: RoomPage;
let observer: RoomPage;
const received = { candidate: new ReceivedBytes(), observer: new ReceivedBytes() };

beforeAll(async () => {
  stage = await CallStage.create(
    {},
    {
      candidate: { onPage: received.candidate.listenTo },
      observer: { onPage: received.observer.listenTo },
    },
    async owner => (await owner.call('kits.create', { kit: exampleKit() })).kitId,
  );
  const pages = await stage.call('evaluator', 'observer');
  ({ candidate, observer } = pages);
  browser = await TestBrowser.launch();
  const added = await stage.owner.call('seats.add', {
    interviewId: stage.interview.interviewId,
    seat: { role: 'evaluator', displayName: DONALD },
  });
  const another = await RoomPage.open(await browser.newContext(), added.link.url);
  await another.join();
  await another.waitUntilInside();

  lead = rater('Grace', stage.seatId('lead'), pages.lead, [[4], [3, 4], [3], [4], [4, 3], [2], ['N']]);
  barbara = rater('Barbara', stage.seatId('evaluator'), pages.evaluator, [
    [3],
    [4, 2],
    [3],
    [2],
    [3, 3],
    [3],
    [4],
  ]);
  donald = rater('Donald', added.link.seatId, another, [[5], [3, 3], ['N'], [4], [2, 2], [4], [4]]);
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

function rater(name: string, seatId: SeatId, room: RoomPage, plan: RatingValue[][]): Rater {
  return { name, seatId, room, panel: new RaterPage(room.page), plan };
}

const raters = () => [lead, barbara, donald];
const keyOf = (value: RatingValue) => (value === 'N' ? 'n' : String(value));

async function openNextQuestion(): Promise<void> {
  await lead.panel.keys('q', 'o');
}

async function shows({ panel }: Rater, question: number): Promise<void> {
  await panel.panel.getByRole('heading', { name: kit.questions[question - 1]?.text ?? '' }).waitFor();
}

/** Rates the competencies of the current question in order. */
async function rateShown(one: Rater, question: number): Promise<void> {
  const competencies = kit.questions[question - 1]?.competencies ?? [];
  for (const [index, value] of (one.plan[question - 1] ?? []).entries()) {
    const name = kit.competencies.find(({ id }) => id === competencies[index])?.name ?? '';
    await one.panel.keys(keyOf(value));
    await one.panel.rated(name, value);
    if (index + 1 === competencies.length) continue;
    // Past the end of this scale, the arrows reach the next one.
    for (let step = ORDER.indexOf(value); step < ORDER.length; step += 1) await one.panel.keys('ArrowDown');
  }
}

async function tabToElement(one: Rater, selector: string): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    if ((await one.panel.focused(selector).count()) > 0) return;
    await one.panel.keys('Tab');
  }
  throw new Error(`Tab never came to ${selector}.`);
}

describeInLongRuns('three raters in a live call, each using only the keyboard,', () => {
  it('rate the first answer against its anchors', async () => {
    await waitForFrames(donald.room.video(stage.seatId('candidate')), 5);
    await openNextQuestion();
    for (const one of raters()) {
      await shows(one, 1);
      await one.panel.enter();
      await rateShown(one, 1);
    }
    // The end of the scale asks for evidence.
    await donald.panel.panel.getByText(rubricTexts.evidence.why(5)).waitFor();
    await donald.panel.keys('Tab');
    await donald.panel.type(`${NOTE_MARK} named the index and why`);
    await donald.panel.keys('Escape');
    for (const one of raters()) await one.panel.saveState('saved');
  });

  it('continue while one is offline, the server is killed, and one reloads in the middle of a note', async () => {
    await barbara.room.page.context().setOffline(true);
    await barbara.panel.saveState('offline');
    await openNextQuestion();
    await shows(lead, 2);
    await shows(donald, 2);

    // Barbara changes a rating of the first answer, undoes it, and moves on; nothing of it reaches the others
    // yet.
    await barbara.panel.keys('1', 'u', ']');
    await shows(barbara, 2);
    await rateShown(barbara, 2);
    await barbara.panel.keys('c');
    await barbara.panel.type(`${NOTE_MARK} written without a network`);
    await barbara.panel.keys('Escape');

    await donald.panel.enter();
    await rateShown(donald, 2);
    await donald.panel.saveState('saved');
    await stage.server.kill();
    for (const one of [lead, donald]) await one.panel.saveState('offline');
    await lead.panel.enter();
    await rateShown(lead, 2);
    await donald.panel.keys('c');
    await donald.panel.type(`${NOTE_MARK} half a thought`);
    await donald.panel.keptOnDevice('half a thought');

    await stage.server.launch();
    await donald.room.page.reload();
    await donald.room.join();
    await donald.room.waitUntilInside();
    await barbara.room.page.context().setOffline(false);
    for (const one of raters()) await one.panel.saveState('saved');
    await donald.panel.enter();
    await donald.panel.note('half a thought').waitFor();
    await barbara.panel.note('written without a network').waitFor();
  });

  it('rate the other answers, review, and lock', async () => {
    await Promise.all(raters().map(rateTheRestAndLock));
  });

  async function rateTheRestAndLock(one: Rater): Promise<void> {
    const { review } = rubricTexts;
    for (let question = 3; question <= kit.questions.length; question += 1) {
      await one.panel.keys(']');
      await shows(one, question);
      await one.panel.focused('[role="radio"]').waitFor();
      await rateShown(one, question);
    }
    await one.panel.tabTo(review.open);
    await one.panel.keys('Enter');
    await tabToElement(one, 'input[type="radio"]');
    await one.panel.keys('ArrowRight', 'ArrowRight');
    await tabToElement(one, 'textarea');
    await one.panel.type(`${NOTE_MARK} in all`);
    await one.panel.keys('Tab', 'Enter');
    await one.room.page.getByRole('alertdialog', { name: review.confirmTitle }).waitFor();
    await tabToElement(one, `button:has-text("${review.confirm}")`);
    await one.panel.keys('Enter');
    await one.panel.panel.getByText(review.lockedTitle).waitFor();
  }

  it('see each other’s ratings after the call is over, and not before', async () => {
    for (const one of raters()) {
      const text = await one.room.page.locator('body').textContent();
      expect(text).not.toContain(consensusTexts.score.headline);
    }
    const page = await stage.interview.open('lead');
    expect(page.view.rubric?.scorecards).toBeUndefined();
    await page.request('session.end', {});
    for (const one of raters()) {
      await one.room.page.getByText(consensusTexts.score.headline).first().waitFor();
      const numbers = raters().flatMap(({ plan }) => plan.flat().filter(value => value !== 'N'));
      const mean = numbers.reduce((sum: number, value) => sum + Number(value), 0) / numbers.length;
      const shown = await one.room.page.locator('[data-headline]').textContent();
      expect(shown).toContain(consensusTexts.mean(mean));
      await one.room.page.getByText(consensusTexts.score.from(numbers.length, 3)).waitFor();
    }
  });
});

describeInLongRuns('after the call of three raters', () => {
  it('every rating is in the log once, none is doubled, and an undone one is there as undone', () => {
    for (const one of raters()) {
      const put = eventsOf(one.seatId);
      for (const [question, values] of one.plan.entries())
        for (const [index, value] of values.entries()) {
          const { id, competencies } = kit.questions[question] ?? {};
          const competencyId = competencies?.[index];
          if (!id || !competencyId) throw new Error('The plan does not fit the kit.');
          const key = ratingKey(id, competencyId);
          const ofKey = put.filter(each => ratingKey(each.questionId, each.competencyId) === key);
          expect(ofKey.map(({ version }) => version)).toEqual(ofKey.map((_, at) => at + 1));
          expect(ofKey.at(-1)?.value, `${one.name} ${key}`).toBe(value);
        }
      // One event per rating; Barbara's change and its undoing were one change, sent once or not at all.
      const rated = ratingKeysOf(kit).length;
      const allowed = one === barbara ? [rated, rated + 1, rated + 2] : [rated];
      expect(allowed, one.name).toContain(put.length);
    }
  });

  it('each note is there once', async () => {
    const page = await stage.interview.open('lead');
    const notes = Object.values(page.view.rubric?.scorecards ?? {})
      .flatMap(card => Object.values(card.notes))
      .filter(({ text }) => text !== '');
    const texts = notes.map(({ text }) => text);
    expect(texts.sort()).toEqual([
      `${NOTE_MARK} half a thought`,
      `${NOTE_MARK} named the index and why`,
      `${NOTE_MARK} written without a network`,
    ]);
    // Written while the candidate was heard, so it refers to a moment of their audio.
    const evidence = notes.find(({ text }) => text.endsWith('named the index and why'));
    expect(evidence?.stamp.mediaTimeMs).toBeGreaterThan(0);
    expect(evidence?.stamp.heard).toBeDefined();
  });

  it('candidate and observer have received no byte of it, in any frame or response', async () => {
    const words = [...Object.values(KIT_MARKS), NOTE_MARK];
    for (const part of ['candidate', 'observer'] as const) {
      const page = part === 'candidate' ? candidate : observer;
      await page.page.getByRole('heading').first().waitFor();
      const text = await received[part].everything();
      expect(received[part].responses).toBeGreaterThan(3);
      expect(received[part].frames.some(frame => frame.includes('interview.patch'))).toBe(true);
      expect(words.filter(word => text.includes(word))).toEqual([]);
      const frames = received[part].frames.join('\n');
      expect(['rubric', 'scorecard', 'competenc', 'anchor'].filter(word => frames.includes(word))).toEqual(
        [],
      );
    }
  });

  it('no browser reported an error except the missing server', () => {
    const complaints = [...stage.complaints, ...donald.room.complaints];
    expect(complaints.filter(text => !/ERR_|WebSocket|Failed to load resource/.test(text))).toEqual([]);
  });
});

/** Returns every rating event of a seat in the log. */
function eventsOf(seatId: SeatId): EventPayload<'rating.put'>[] {
  const database = new SqliteConnection(path.join(stage.server.dataDir, 'vivavoce.db'), { readonly: true });
  try {
    const rows = database
      .prepare('select payload from interview_events where interview_id = ? and kind = ? order by seq')
      .all(stage.interview.interviewId, 'rating.put') as { payload: string }[];
    return rows
      .map(({ payload }) => EVENT_PAYLOADS['rating.put'].parse(JSON.parse(payload)))
      .filter(payload => payload.seatId === seatId);
  } finally {
    database.close();
  }
}
