import { cp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clipIdOf } from '../../server/features/recruiter/clips/clipRequest.ts';
import type { InterviewEvent } from '../../shared/interview/events.ts';
import type { QuestionId } from '../../shared/kit/kitIds.ts';
import { STANDARD_LINES } from '../../shared/recruiter/lines.ts';
import { eventually } from '../support/eventually.ts';
import { RecruiterStage } from '../support/recruiterStage.ts';
import { ScriptedCandidate } from '../support/scriptedCandidate.ts';
import { briefKit } from '../support/spokenKit.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { TEST_CLIPS } from '../support/testClips.ts';

const kit = briefKit({ greeting: 'Hello.' });
const { greeting, consent, instructions, acknowledgements, closing } = kit.script;
const [FIRST, SECOND] = kit.questions.map(({ text }) => text) as [string, string];

let stage: RecruiterStage;

beforeAll(async () => {
  stage = await RecruiterStage.create({ kit, accommodations: { textAnswers: true } });
  await stage.interview();
}, 400_000);
afterAll(() => stage?.[Symbol.asyncDispose]());

/** Returns the interview's questions from its log: each opened and left exactly once. */
function questionsIn(events: readonly InterviewEvent[]): { opened: string[]; left: string[] } {
  const opened: string[] = [];
  const left: string[] = [];
  for (const { kind, payload } of events) {
    if (kind === 'question.opened') {
      if (payload.leaving) left.push(opened.at(-1) ?? '');
      opened.push(payload.questionId);
    }
    if (kind === 'question.closed') left.push(payload.questionId);
  }
  return { opened, left };
}

const BOTH = kit.questions.map(({ id }) => id as string);

describe.concurrent('an interview that the virtual recruiter conducts', () => {
  it('survives a candidate who leaves during a question and a server that is killed, and keeps what was typed', async () => {
    const interview = await stage.interview();
    const first = await ScriptedCandidate.enter(interview);
    await first.waitForQuestion(1);
    expect(first.lines.map(({ text, heard }) => [text, heard])).toEqual(
      [greeting, consent, instructions, FIRST].map(text => [text, true]),
    );
    const console = await interview.console();
    await first.page.request('seat.leave', {});
    await console.waitForView('away', ({ recruiter }) => recruiter?.turn === 'away');
    console.close();

    const returned = await ScriptedCandidate.enter(interview);
    await returned.waitForQuestion(1);
    expect(returned.texts.slice(-2)).toEqual([STANDARD_LINES.welcomeBack, FIRST]);
    const { question } = returned.recruiter;
    const questionId = kit.questions[0]?.id as QuestionId;
    await returned.page.request('recruiter.saveDraft', { questionId, text: 'Half of an answer' });
    await stage.server.kill();
    await returned.page.disconnected;
    await stage.server.launch();

    const { clientId } = returned.page;
    const last = await ScriptedCandidate.enter(interview, { clientId });
    await last.waitForQuestion(1);
    expect(last.recruiter.question).toEqual(question);
    const kept = await last.page.request('recruiter.readDraft', { questionId });
    expect([kept.text, last.recruiter.written]).toEqual(['Half of an answer', {}]);
    // On a slow machine, a welcome back may have started since.
    await last.waitForQuestion(1);
    await last.press('finished');
    await last.waitForQuestion(2);
    await last.press('skip');
    await last.waitFor('the end', ({ phase }) => phase === 'ended', 30_000);
    // The question comes before that; on a slow machine, so may a welcome back or an encouragement.
    expect(last.texts.slice(-4)).toEqual([acknowledgements[0], SECOND, STANDARD_LINES.skipped, closing]);
    expect(last.lines.every(({ heard }) => heard)).toBe(true);
    expect(questionsIn(interview.events())).toEqual({ opened: BOTH, left: BOTH });
    expect(last.recruiter.written).toMatchObject({ [questionId]: { text: 'Half of an answer' } });
  });

  it('continues after clips were damaged or deleted: they are rendered again, and shown as text until then', async () => {
    await using clips = await temporaryFolder('clips');
    await cp(TEST_CLIPS, clips.path, { recursive: true });
    await using own = await RecruiterStage.create({ kit, variables: { CLIP_DIR: clips.path } });
    const interview = await own.interview();
    const [truncated, gone, overwritten] = [consent, instructions, FIRST].map(text =>
      fileOf(clips, text),
    ) as [string, string, string];
    const { size } = await stat(overwritten);
    await truncate(truncated, 1_000);
    await rm(gone);
    await writeFile(overwritten, Buffer.alloc(size, 7));

    const candidate = await ScriptedCandidate.enter(interview);
    await candidate.waitForQuestion(1);
    expect(candidate.texts).toEqual([greeting, consent, instructions, FIRST]);
    // Clips that were rendered in time are heard.
    const shown = candidate.lines.filter(({ heard }) => !heard).map(({ text }) => text);
    expect([consent, instructions, FIRST]).toEqual(expect.arrayContaining(shown));
    await candidate.press('finished');
    await candidate.waitForQuestion(2);
    expect(candidate.lines.slice(4).map(({ heard }) => heard)).toEqual([true, true]);
    for (const file of [truncated, gone, overwritten])
      await eventually('the clip to be made again', () => isWhole(file), 60_000);
  });

  it('is conducted in text, from the greeting to the closing, when clips cannot be stored', async () => {
    await using folder = await temporaryFolder('clips');
    const noFolder = path.join(folder.path, 'file');
    await writeFile(noFolder, '');
    const [question] = kit.questions;
    const one = { ...kit, competencies: kit.competencies.slice(0, 2), questions: question ? [question] : [] };
    await using own = await RecruiterStage.create({ kit: one, variables: { CLIP_DIR: noFolder } });
    const interview = await own.interview({ rendered: false });
    const candidate = await ScriptedCandidate.enter(interview);
    await candidate.waitForQuestion(1, 30_000);
    await candidate.press('finished');
    await candidate.waitForTurn('over', 30_000);
    const said = [greeting, consent, instructions, FIRST, acknowledgements[0], closing];
    expect(candidate.lines).toEqual(said.map((text, at) => ({ utterance: at + 1, text, heard: false })));
    const { ready, failed } = await own.owner.call('recruiterClips.progress', {
      interviewId: interview.interviewId,
    });
    expect(ready).toBe(0);
    expect(failed.length).toBeGreaterThan(0);
  });
});

function fileOf(folder: TemporaryFolder, text: string): string {
  const clipId = clipIdOf({ kind: 'line', text, voice: 'slt', pace: 'normal' }, {});
  return path.join(folder.path, clipId.slice(0, 2), `${clipId}.webm`);
}

async function isWhole(file: string): Promise<boolean> {
  const magic = Buffer.from([0x1a, 0x45, 0xdf, 0xa3]);
  const bytes = await readFile(file).catch(() => Buffer.alloc(0));
  return bytes.length > 1_000 && bytes.subarray(0, 4).equals(magic);
}
