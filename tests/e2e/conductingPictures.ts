import path from 'node:path';
import type { Page } from 'playwright-core';
import { uuidv7 } from 'uuidv7';
import { conductor } from '../../client/texts/conductor.ts';
import { consensusTexts } from '../../client/texts/consensus.ts';
import { room } from '../../client/texts/room.ts';
import { scoringTexts } from '../../client/texts/scoring.ts';
import { NoteId } from '../../shared/ids.ts';
import type { InterviewKit, Question } from '../../shared/kit/kit.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import { CallStage } from '../support/callStage.ts';
import { waitForFrames } from '../support/decodedVideo.ts';
import type { RoomPage } from '../support/roomPage.ts';
import { lock, rateAll } from '../support/scriptedRater.ts';
import type { SeatSocket } from '../support/seatSocket.ts';

type Take = (page: Page, name: string, schemes?: readonly ('light' | 'dark')[]) => Promise<void>;

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1_440, height: 900 };

/**
 * Takes pictures of the lead conducting a built-in kit, of the others who follow, and of what raters see
 * after the call.
 */
export async function takeConducting(take: Take, folder: string): Promise<void> {
  await using stage = await CallStage.create({}, {}, async () => KitId.parse('backend-developer'));
  const { lead, candidate, evaluator } = await stage.call('evaluator');
  const second = await stage.interview.enter('second');
  const { chosen } = await second.request('kit.read', {});
  const inRoom = (page: RoomPage, name: string) => take(page.page, `room-${name}`, ['dark']);
  await waitForFrames(lead.video(stage.seatId('candidate')), 15);

  await takeRoom(lead, evaluator, second, inRoom, chosen.kit);
  await takeSheets({ lead, evaluator }, folder);
  await takeScoring(stage, { lead, evaluator, second }, take, chosen.kit);
  await candidate.page.close();
}

async function takeRoom(
  lead: RoomPage,
  evaluator: RoomPage,
  second: SeatSocket,
  inRoom: (page: RoomPage, name: string) => Promise<void>,
  { questions }: InterviewKit,
): Promise<void> {
  const [first, other] = questions as [Question, Question];
  const region = (page: RoomPage) => page.page.getByRole('region', { name: conductor.label });
  const press = (name: string) => region(lead).getByRole('button', { name }).first().click();
  await region(lead).getByText(first.text).waitFor();
  await inRoom(lead, 'conductor-before');
  await press(conductor.actions.open(1));
  await region(evaluator).getByText(first.text).waitFor();
  await press(conductor.actions.answerBegins);
  await region(lead).locator('[data-probe] button').first().click();
  await press(conductor.actions.next);
  await region(lead).getByText(other.text).waitFor();
  const probe = other.probes[1] ?? other.probes[0];
  if (probe) await second.request('probe.queue', { questionId: other.id, probeId: probe.id });
  await second.request('logistics.send', { line: 'please-repeat-answer' });
  await region(lead).getByText(conductor.logistics.lines['please-repeat-answer']).waitFor();
  await inRoom(lead, 'conductor');
  await inRoom(evaluator, 'conductor-evaluator');

  await press(conductor.rephrase);
  await region(lead).getByText(conductor.guidance).click();
  await inRoom(lead, 'conductor-guidance');
  await press(conductor.chip(5, 'to-come'));
  await inRoom(lead, 'conductor-preview');
  await press(conductor.actions.backToOpen(2));
  await lead.press(room.controls.people);
  await inRoom(lead, 'conductor-people');
  await lead.press(room.controls.people);
}

/** On a phone the questions are a sheet. */
async function takeSheets(pages: Record<'lead' | 'evaluator', RoomPage>, folder: string): Promise<void> {
  for (const [name, { page }] of Object.entries(pages)) {
    await page.setViewportSize(PHONE);
    await page.getByRole('button', { name: conductor.show }).click();
    await page.getByRole('complementary', { name: conductor.sheet }).waitFor();
    await page.screenshot({ path: path.join(folder, `room-conductor-sheet-${name}-390-dark.png`) });
    await page.keyboard.press('Escape');
    await page.setViewportSize(DESKTOP);
  }
}

async function takeScoring(
  stage: CallStage,
  { lead, evaluator, second }: { lead: RoomPage; evaluator: RoomPage; second: SeatSocket },
  take: Take,
  kit: InterviewKit,
): Promise<void> {
  const sockets = {
    lead: await stage.interview.open('lead'),
    evaluator: await stage.interview.open('evaluator'),
  };
  await rateAll(second, kit, [4, 3, 5, 2, 4, 'N', 3]);
  await rateAll(sockets.evaluator, kit, [2, 3, 3, 2, 5, 4, 1]);
  await rateAll(sockets.lead, kit, [3, 3, 4, 2, 4, 4]);
  const noted = kit.questions[1];
  const note = (text: string, mediaTimeMs: number, kind: 'note' | 'evidence' | 'flag') => ({
    noteId: NoteId.parse(uuidv7()),
    kind,
    questionId: noted?.id ?? (kit.questions[0] as Question).id,
    ...(kind === 'evidence' && { competencyId: noted?.competencies[0] }),
    text,
    removed: false,
    expectedVersion: 0,
    stamp: { mediaTimeMs },
  });
  await second.request(
    'note.put',
    note('Compared two timings before touching any code.', 761_000, 'evidence'),
  );
  await second.request('note.put', note('Asked what had changed in the data, unprompted.', 788_000, 'note'));
  await sockets.evaluator.request('note.put', note('', 800_000, 'flag'));
  await sockets.lead.request('session.end', {});
  await lead.page.getByRole('heading', { name: scoringTexts.rating.title }).waitFor();
  await take(lead.page, 'scoring-rating');
  await lead.page.getByRole('button', { name: scoringTexts.lead.openEarly }).click();
  await lead.page.getByRole('dialog').waitFor();
  await take(lead.page, 'scoring-open-early');
  await lead.page.keyboard.press('Escape');

  await lock(
    sockets.evaluator,
    'no',
    'Knows the tools. Guessed at causes where a measurement was one command away.',
  );
  await evaluator.page.getByRole('heading', { name: scoringTexts.waiting.title }).waitFor();
  await take(evaluator.page, 'scoring-waiting');
  await lock(
    second,
    'strong-yes',
    'Methodical from the first minute. I would give this person our on-call rota.',
  );
  await lock(sockets.lead, 'yes', '');
  await lead.page.getByRole('heading', { name: consensusTexts.title }).waitFor();
  await take(lead.page, 'consensus');

  const rows = lead.page.locator('[data-competency]');
  // What is far apart is open at first.
  const toggle = rows.first().getByRole('button').first();
  if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
  await take(lead.page, 'consensus-open');
  await lead.page.getByRole('button', { name: consensusTexts.revise.button }).first().click();
  await lead.page.getByRole('radio', { name: '5' }).press('Space');
  await take(lead.page, 'consensus-revising');
  await lead.page.getByRole('textbox').fill('The others heard the measurement I had missed.');
  await lead.page.getByRole('button', { name: consensusTexts.revise.save }).click();
  await lead.page.locator('[data-revising]').waitFor({ state: 'detached' });
  await take(lead.page, 'consensus-revised');
}
