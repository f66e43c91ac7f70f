import { uuidv7 } from 'uuidv7';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { CommandId, NoteId } from '../../shared/ids.ts';
import { CompetencyId, QuestionId } from '../../shared/kit/kitIds.ts';
import type { RequestParams } from '../../shared/protocol/requests.ts';
import { ratingKey } from '../../shared/rubric/rating.ts';
import { exampleInterviewKit, exampleKit, KIT_MARKS } from '../support/exampleKit.ts';
import { recordFrames } from '../support/frames.ts';
import { PARTS, type Part } from '../support/interviewStage.ts';
import { tries } from '../support/longTests.ts';
import { exampleRating, lock, rateAll } from '../support/scriptedRater.ts';
import type { SeatSocket } from '../support/seatSocket.ts';
import { openTheatre } from '../support/theatre.ts';

const theatre = openTheatre({ kit: exampleKit() });

const KIT = exampleInterviewKit();
const QUESTION = QuestionId.parse('question-1');
const KEY = ratingKey(QUESTION, CompetencyId.parse('competency-1'));
/** A word that only raters write. */
const NOTE_MARK = 'NOTEMARK';

function note(text: string): RequestParams<'note.put'> {
  return {
    noteId: NoteId.parse(uuidv7()),
    kind: 'note',
    questionId: QUESTION,
    text,
    removed: false,
    expectedVersion: 0,
    stamp: { mediaTimeMs: 0 },
  };
}

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'carried out',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

describe('a rating', () => {
  it('is on every device of its rater and on no other person’s', async () => {
    const pages = await theatre.stage.everybodyInside();
    const second = await theatre.stage.open('evaluator');
    await pages.evaluator.request('rating.put', exampleRating({ value: 2 }));
    await second.waitForView('the rating', view => view.rubric?.own?.ratings[KEY]?.value === 2);
    for (const part of PARTS.filter(each => each !== 'evaluator')) {
      await pages[part].resume();
      expect(pages[part].view.rubric?.own).toBeUndefined();
      expect(pages[part].view.rubric?.scorecards).toBeUndefined();
    }
    const console = await theatre.stage.openConsole();
    expect(console.view.rubric).toBeDefined();
    expect(JSON.stringify(console.view.rubric)).not.toContain('ratings');
  });

  it.each([
    ['by an observer', 'observer', {}, 'forbidden'],
    ['by the candidate', 'candidate', {}, 'forbidden'],
    ['out of range', 'evaluator', { value: 6 }, 'invalid'],
    ['for a question of another kit', 'evaluator', { questionId: 'elsewhere' }, 'not-in-kit'],
    ['with a stale version', 'evaluator', { expectedVersion: 3 }, 'conflict'],
  ] as const)('is refused with its own code %s', async (_what, part, changes, code) => {
    const pages = await theatre.stage.everybodyInside();
    const reply = await pages[part].raw('rating.put', {
      commandId: uuidv7(),
      params: { ...exampleRating(), ...changes },
    });
    expect(reply).toMatchObject({ ok: false, error: { code } });
    await pages.evaluator.resume();
    expect(pages.evaluator.view.rubric?.own).toBeUndefined();
  });

  it('is refused after the lock, and after the scoring of an ended interview was closed', async () => {
    const { evaluator, lead, second } = await theatre.stage.everybodyInside();
    await rateAll(evaluator, KIT, 3);
    await lock(evaluator, 'yes', `${NOTE_MARK} in all`);
    expect(await codeOf(evaluator.request('rating.put', exampleRating({ expectedVersion: 1 })))).toBe(
      'locked',
    );
    await lead.request('session.end', {});
    await second.request('rating.put', exampleRating());
    await lead.request('scoring.close', {});
    const late = exampleRating({ expectedVersion: 1, value: 1 });
    expect(await codeOf(second.request('rating.put', late))).toBe('scoring-closed');
  });
});

describe('two devices of one rater', () => {
  it('that write hundreds of times at the same moment: one wins each version, and the other gets the stored value', async () => {
    const { evaluator } = await theatre.stage.everybodyInside();
    const devices = [evaluator, await theatre.stage.open('evaluator')] as const;
    const ROUNDS = tries(100, 500);
    const wins = [0, 0];
    for (let round = 0; round < ROUNDS; round += 1) {
      const write = (index: 0 | 1) =>
        unhurried(devices[index], exampleRating({ value: index === 0 ? 1 : 5, expectedVersion: round }));
      // Each device is ahead in every other round.
      const writes = round % 2 === 0 ? [write(0), write(1)] : [write(1), write(0)].reverse();
      const outcomes = await Promise.all(writes);
      const winner = outcomes.indexOf(undefined);
      const refusal = outcomes[1 - winner];
      expect(outcomes.filter(outcome => outcome === undefined)).toHaveLength(1);
      wins[winner] = (wins[winner] ?? 0) + 1;
      expect(refusal).toMatchObject({
        code: 'conflict',
        details: { current: { value: winner === 0 ? 1 : 5, version: round + 1 } },
      });
    }
    expect(Math.min(...wins)).toBeGreaterThan(0);

    // Both devices, and a reader who folds the log again, end with the same scorecard.
    for (const device of devices)
      await device.waitForView(
        'the last version',
        view => view.rubric?.own?.ratings[KEY]?.version === ROUNDS,
      );
    const shown = devices.map(device => device.view.rubric?.own);
    expect(shown[1]).toEqual(shown[0]);
    await theatre.server.kill();
    await theatre.server.launch();
    const back = await theatre.stage.open('evaluator');
    expect(back.view.rubric?.own).toEqual(shown[0]);
  }, 120_000);
});

/** Sends until the server is not busy; undefined when it succeeded, otherwise the error. */
async function unhurried(
  device: SeatSocket,
  params: RequestParams<'rating.put'>,
): Promise<AppError | undefined> {
  const commandId = CommandId.parse(uuidv7());
  for (;;) {
    const error = await device.request('rating.put', params, commandId).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof AppError)) {
      if (error === undefined) return undefined;
      throw error;
    }
    if (error.code !== 'rate-limited') return error;
    await device.allowedAgain(error);
  }
}

describe('candidates and observers', () => {
  it('receive no word of kit, scorecard, or notes in any frame', async () => {
    const pages = await theatre.stage.everybodyInside();
    const frames = { candidate: recordFrames(pages.candidate), observer: recordFrames(pages.observer) };
    const raters = [pages.lead, pages.second, pages.evaluator];
    for (const rater of raters) await rater.request('kit.read', {});
    await pages.lead.request('question.open', { questionId: QUESTION });
    await pages.lead.request('answer.start', { questionId: QUESTION });
    const probeId = KIT.questions[0]?.probes[0]?.id;
    if (!probeId) throw new Error('The kit has no probe.');
    await pages.evaluator.request('probe.queue', { questionId: QUESTION, probeId });
    await pages.second.request('logistics.send', { line: 'stepping-out' });
    for (const rater of raters) {
      await rateAll(rater, KIT, 4);
      await rater.request('note.put', note(`${NOTE_MARK} by a rater`));
      await lock(rater, 'yes', `${NOTE_MARK} in all`);
    }
    await pages.candidate.resume();
    await pages.observer.resume();
    await pages.lead.request('session.end', {});
    for (const rater of raters)
      await rater.waitForView(
        'the scorecards',
        view => Object.keys(view.rubric?.scorecards ?? {}).length === 3,
      );
    for (const part of ['candidate', 'observer'] as const) {
      await pages[part].resume();
      // A person who joins again gets a full view; that counts, too.
      const again = await theatre.stage.open(part);
      const text = frames[part].text + JSON.stringify(again.notices);
      expect(text).toContain('interview.patch');
      const words = [
        ...Object.values(KIT_MARKS),
        NOTE_MARK,
        'rubric',
        'scorecard',
        'stepping-out',
        'competency',
      ];
      expect(words.filter(word => text.includes(word))).toEqual([]);
      for (const name of ['kit.read', 'scorecard.lock', 'rating.put'] as const)
        expect(await pages[part].raw(name, { commandId: uuidv7(), params: {} })).toMatchObject({ ok: false });
      expect(await codeOf(pages[part].request('kit.read', {}))).toBe('forbidden');
    }
  });
});

describe('scorecards', () => {
  it('open to raters and console after the call is over and everyone who took part has locked', async () => {
    const pages = await theatre.stage.everybodyInside();
    const console = await theatre.stage.openConsole();
    const raters: Part[] = ['lead', 'second', 'evaluator'];
    const seen = (page: SeatSocket) => Object.keys(page.view.rubric?.scorecards ?? {}).length;
    for (const part of raters) {
      await rateAll(pages[part], KIT, 3);
      await lock(pages[part], 'yes', `${NOTE_MARK} in all`);
    }
    await Promise.all([pages.lead.resume(), console.resume()]);
    expect([seen(pages.lead), seen(console)]).toEqual([0, 0]);
    await pages.lead.request('session.end', {});
    for (const page of [pages.lead, pages.second, pages.evaluator, console])
      await page.waitForView('three scorecards', () => seen(page) === 3);
  });

  it('can be opened early with a reason; a rater who has not locked still sees nothing', async () => {
    const { lead, second, evaluator } = await theatre.stage.everybodyInside();
    const reason = 'Edsger had to leave for the day.';
    expect(await codeOf(second.request('scorecards.open', { reason }))).toBe('not-lead');
    expect(await codeOf(lead.request('scorecards.open', { reason: '  ' }))).toBe('invalid');
    await rateAll(lead, KIT, 3);
    await lock(lead, 'yes', `${NOTE_MARK} in all`);
    await lead.request('scorecards.open', { reason });
    await evaluator.waitForView('the opening', view => view.rubric?.earlyOpening?.reason === reason);
    expect(evaluator.view.rubric?.scorecards).toBeUndefined();
    expect(Object.keys(lead.view.rubric?.scorecards ?? {})).toEqual([theatre.stage.seatId('lead')]);
    await rateAll(evaluator, KIT, 5);
    await lock(evaluator, 'yes', `${NOTE_MARK} in all`);
    await evaluator.waitForView('both', view => Object.keys(view.rubric?.scorecards ?? {}).length === 2);
  });
});
