import { uuidv7 } from 'uuidv7';
import { describe, expect, it } from 'vitest';
import { USUAL_EVALUATION } from '../../shared/evaluation/evaluationSettings.ts';
import { NoteId } from '../../shared/ids.ts';
import type { InterviewView } from '../../shared/interview/view.ts';
import { interviewKitOf, type Kit } from '../../shared/kit/kit.ts';
import { ProbeId } from '../../shared/kit/kitIds.ts';
import type { RecruiterButton } from '../../shared/recruiter/recruiterView.ts';
import { partsOfKey } from '../../shared/rubric/rating.ts';
import { eventually } from '../support/eventually.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { LoggedInterview } from '../support/loggedInterview.ts';
import { itInLongRuns } from '../support/longTests.ts';
import { startOwnedServer } from '../support/ownedServer.ts';
import { ADA } from '../support/personas.ts';
import { RecruiterStage } from '../support/recruiterStage.ts';
import { ScriptedCandidate } from '../support/scriptedCandidate.ts';
import { lock, rateAll, ratingKeysOf } from '../support/scriptedRater.ts';
import { joinMedia, sendMicrophone } from '../support/seatMedia.ts';
import { briefKit } from '../support/spokenKit.ts';
import { foldedOf, type Json } from '../unit/golden/goldenLog.ts';
import { recordLog, recordStored } from '../unit/golden/recordLog.ts';
import { ReportedPractice } from '../unit/http/reportedPractice.ts';

/**
 * Whole interviews on real servers. `RECORD_LOGS=v3` with `LONG_TESTS=1` records their logs, so that later
 * versions test that they can still fold them.
 */
describe('folding the log that a server leaves on disk gives the view people saw', () => {
  it('in a live interview', async () => {
    const { server, owner } = await startOwnedServer();
    await using _server = server;
    const kit = withProbes(briefKit());
    const { kitId } = await owner.call('kits.create', { kit });
    using stage = await InterviewStage.create(owner, undefined, kitId);
    await prepare(stage);
    const pages = await stage.inside('second', 'evaluator', 'observer');
    await converse(pages);
    await askAndRate(stage, pages, kit);
    await pages.lead.request('session.end', {});
    await score(pages, kit);

    const logged = LoggedInterview.read(server.dataDir, stage.interviewId);
    const { views } = foldedOf(logged.events);
    for (const part of ['candidate', 'lead', 'evaluator'] as const) {
      await pages[part].resume();
      const { role, displayName } = pages[part].own;
      expect(views[`${role} ${displayName}`]).toEqual(plain(pages[part].view));
    }
    recordLog('live', logged.rows, logged.kits);
  }, 120_000);

  it('in practice that was evaluated and got a report', async () => {
    const practiced = new ReportedPractice();
    await practiced.begin();
    await using server = practiced.server;
    const settings = { ...USUAL_EVALUATION, raters: 2 as const, promiseHours: 24 };
    await practiced.owner.call('evaluations.change', { settings });
    const { stranger, interviewId, held } = await practiced.rated({ value: 3 });
    await practiced.lockBy(practiced.second, interviewId, held, 4);
    await practiced.publish(interviewId);
    await practiced.openedBy(stranger);

    const logged = LoggedInterview.read(server.config.dataDir, interviewId);
    const { state } = foldedOf(logged.events);
    expect(state).toEqual(plain(await held.state()));
    recordLog('practice', logged.rows, logged.kits);
    const { kysely } = server.store.database;
    const reports = await kysely.selectFrom('reports').select(['content', 'publishedScoring']).execute();
    recordStored({
      reports: reports.map(({ content }) => JSON.parse(content)),
      scorings: reports.map(({ publishedScoring }) => JSON.parse(publishedScoring ?? '')),
      settings: { evaluation: plain(settings), 'retention.days': null, 'site.public': true },
    });
  });

  itInLongRuns(
    'in an interview that the virtual recruiter conducted',
    async () => {
      const kit = briefKit({ greeting: 'Hello.' });
      const accommodations = { textAnswers: true, extraTime: 1.5 as const };
      await using stage = await RecruiterStage.create({ kit, settings: { practice: true }, accommodations });
      const interview = await stage.interview();
      const candidate = await ScriptedCandidate.enter(interview);
      const lead = await interview.enter('lead');
      const evaluator = await interview.enter('evaluator');
      await pressIn(candidate, 'begin');
      await pressIn(candidate, 'finished');
      await candidate.waitForQuestion(1, 60_000);
      await lead.request('recruiter.direct', { order: 'pause' });
      await candidate.waitForTurn('paused');
      await lead.request('recruiter.direct', { order: 'resume' });
      await candidate.waitForTurn('yours');
      await pressIn(candidate, 'extend');
      await pressIn(candidate, 'timer');
      const [firstQuestion] = kit.questions.map(({ id }) => id);
      if (!firstQuestion) throw new Error('The kit asks nothing.');
      await candidate.page.request('recruiter.write', {
        questionId: firstQuestion,
        text: 'I looked at the plan first, because it says what is read.',
      });
      await finishUntil(candidate, ({ recruiter }) => recruiter?.question?.number === 2);
      await candidate.waitForQuestion(2, 60_000);
      await lead.request('recruiter.direct', { order: 'takeOver' });
      await candidate.waitForTurn('person');
      await lead.request('recruiter.direct', { order: 'handBack', next: 'same' });
      await candidate.waitForQuestion(2, 60_000);
      await candidate.page.request('seat.leave', {});
      const returned = await ScriptedCandidate.enter(interview);
      await returned.waitForQuestion(2, 60_000);
      await finishUntil(returned, ({ phase }) => phase === 'ended');
      await rateAll(evaluator, interviewKitOf(kit), [3, 4]);
      await lock(evaluator, 'yes', 'Steady.');

      const logged = LoggedInterview.read(stage.server.dataDir, interview.interviewId);
      await returned.page.resume();
      expect(foldedOf(logged.events).views[`candidate ${ADA.name}`]).toEqual(plain(returned.page.view));
      recordLog('recruiter', logged.rows, logged.kits);
    },
    400_000,
  );
});

type Pages = Awaited<ReturnType<typeof everyone>>;
const everyone = (stage: InterviewStage) => stage.inside('second', 'evaluator', 'observer');

async function prepare(stage: InterviewStage): Promise<void> {
  const candidate = await stage.open('candidate');
  await candidate.request('setup.report', {
    setup: {
      browser: 'Chrome 140',
      camera: 'ok',
      microphone: 'ok',
      speaker: 'ok',
      connection: 'ok',
      roundTripMs: 21,
      ready: true,
    },
  });
  const lead = await stage.enter('lead');
  const toSeatId = stage.seatId('candidate');
  await lead.request('help.send', { toSeatId, text: 'We start in a minute.' });
  candidate.close();
  lead.close();
}

async function converse({ candidate, lead, observer }: Pages): Promise<void> {
  await sendMicrophone(candidate);
  await sendMicrophone(lead);
  await joinMedia(observer);
  await lead.waitForView('the recording', view => view.recording.state === 'on');
  await candidate.request('chat.send', { text: 'Hello, can you hear me?' });
  await lead.request('chat.send', { text: 'Yes, very well.' });
}

async function askAndRate(stage: InterviewStage, pages: Pages, kit: Kit): Promise<void> {
  const { lead, second, evaluator } = pages;
  const [one, two] = kit.questions.map(({ id }) => id);
  const [key] = ratingKeysOf(kit);
  if (!one || !two || !key) throw new Error('The kit has too little to ask.');
  const stamp = { mediaTimeMs: 20_000 };
  await lead.request('question.open', { questionId: one });
  await lead.request('answer.start', { questionId: one });
  const probeId = ProbeId.parse('probe-1');
  const { requestId } = await evaluator.request('probe.queue', { questionId: one, probeId });
  await lead.request('probe.settle', { requestId, outcome: 'asked' });
  await second.request('logistics.send', { line: 'time-is-short' });
  const rated = { ...partsOfKey(key), stamp };
  await evaluator.request('rating.put', { ...rated, value: 5, expectedVersion: 0 });
  await evaluator.request('rating.put', { ...rated, expectedVersion: 1 });
  const note = { noteId: NoteId.parse(uuidv7()), kind: 'evidence' as const, ...rated, removed: false };
  await evaluator.request('note.put', { ...note, text: 'Named the number.', expectedVersion: 0 });
  await evaluator.request('note.put', { ...note, text: 'Named each number.', expectedVersion: 1 });
  await lead.request('question.open', { questionId: two, leaving: 'set-aside' });
  await lead.request('question.close', { questionId: two, outcome: 'skipped' });
  await lead.request('session.extend', { minutes: 10 });
  await lead.request('seat.sendToLobby', { seatId: stage.seatId('candidate') });
  await lead.request('seat.admit', { seatId: stage.seatId('candidate') });
  await lead.request('recording.direct', { order: 'stop' });
  await lead.waitForView('the end of the recording', view => view.recording.state === 'off');
  await lead.request('lead.transfer', { seatId: stage.seatId('second') });
  await second.request('lead.transfer', { seatId: stage.seatId('lead') });
  await pages.observer.request('seat.leave', {});
}

async function score({ lead, second, evaluator }: Pages, kit: Kit): Promise<void> {
  const [first, ...others] = ratingKeysOf(kit).map(key => ({
    ...partsOfKey(key),
    stamp: { mediaTimeMs: 0 },
  }));
  if (!first) throw new Error('The kit has nothing to rate.');
  await evaluator.request('rating.put', { ...first, value: 2, expectedVersion: 2 });
  for (const each of others) await evaluator.request('rating.put', { ...each, value: 4, expectedVersion: 0 });
  await rateAll(lead, kit, [3, 4]);
  await rateAll(second, kit, [4, 'N']);
  await lock(lead, 'yes', 'Measures first.');
  await lock(evaluator, 'no', 'Vague about running things.');
  await lock(second, 'strong-yes', 'Would work with her.');
  const { questionId, competencyId } = first;
  const reason = 'The clip shows the number.';
  const revision = { questionId, competencyId, value: 3 as const, reason, expectedRevisions: 0 };
  await evaluator.request('rating.revise', revision);
  await lead.request('scoring.close', {});
}

/**
 * Presses the button when it is enabled. Retries because the line may end between the check and the press.
 */
async function pressIn(candidate: ScriptedCandidate, button: RecruiterButton): Promise<void> {
  const isThere = () => candidate.recruiter.buttons.includes(button);
  let failure: unknown;
  const press = () =>
    candidate.press(button).then(
      () => true,
      error => {
        failure = error;
        return false;
      },
    );
  await eventually(`the button ${button}`, async () => isThere() && press(), 60_000).catch(error => {
    throw new Error(`Could not press "${button}".`, { cause: failure ?? error });
  });
}

/** Answers every question with "I'm finished". */
async function finishUntil(
  candidate: ScriptedCandidate,
  isSo: (view: InterviewView) => boolean,
): Promise<void> {
  await eventually(
    'the interview to go on',
    async () => {
      const { view } = candidate.page;
      const [button] = view.recruiter?.buttons.filter(each => each === 'finished' || each === 'finish') ?? [];
      // The line may end between the check and the press.
      if (button) await candidate.press(button).catch(() => undefined);
      return isSo(candidate.page.view);
    },
    120_000,
  );
}

function withProbes(kit: Kit): Kit {
  return {
    ...kit,
    questions: kit.questions.map((question, index) => ({
      ...question,
      probes: [{ id: ProbeId.parse(`probe-${index + 1}`), text: 'Could you say more?' }],
    })),
  };
}

function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}
