import type { Actor, NewEvent } from '../../../shared/interview/events.ts';
import { CONSENT_VERSION } from '../../../shared/interview/setup.ts';
import type { InterviewState, Seat } from '../../../shared/interview/state.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import { eventually } from '../../support/eventually.ts';
import { newRecordingId, newStretchId } from '../../support/finishedRecording.ts';
import { NODE } from '../../support/finishingStage.ts';
import { newClientId } from '../../support/interviewLog.ts';
import type { PracticeStranger } from '../../support/practiceStranger.ts';
import type { TestServer } from './testServer.ts';

const SYSTEM: Actor = { type: 'system' };

/** An admitted attempt, driven as sockets and media servers would drive it. */
export class PracticedInterview {
  readonly recordingId = newRecordingId();
  readonly #server: TestServer;
  readonly #stranger: PracticeStranger;

  constructor(server: TestServer, stranger: PracticeStranger) {
    this.#server = server;
    this.#stranger = stranger;
  }

  /**
   * Runs an attempt to the end, with each question answered once, and recorded unless consent is refused.
   */
  static async hold(
    server: TestServer,
    stranger: PracticeStranger,
    { recording = true } = {},
  ): Promise<PracticedInterview> {
    const held = new PracticedInterview(server, stranger);
    await stranger.untilReady();
    await held.enter(recording);
    if (recording) await held.record();
    for (const questionId of await held.questionIds()) await held.answer(questionId);
    await held.end();
    if (recording) await held.untilWatchable();
    return held;
  }

  state(): Promise<InterviewState> {
    return this.#server.interviews.read(this.#stranger.interviewId);
  }

  async questionIds(): Promise<QuestionId[]> {
    return ((await this.state()).rubric?.chosen.kit.questions ?? []).map(({ id }) => id);
  }

  async write(...events: NewEvent[]): Promise<void> {
    await this.#server.interviews.execute(this.#stranger.interviewId, SYSTEM, () => ({
      events,
      result: undefined,
    }));
  }

  async enter(recording = true): Promise<void> {
    const { seatId } = await this.#candidate();
    const clientId = newClientId();
    await this.write(
      { kind: 'seat.connected', payload: { seatId, clientId, serverId: 'server-1' } },
      {
        kind: 'consent.given',
        payload: { seatId, consent: { version: CONSENT_VERSION, recording, observers: false } },
      },
      { kind: 'seat.entered', payload: { seatId, clientId } },
      { kind: 'session.opened', payload: {} },
      { kind: 'seat.admitted', payload: { seatId } },
    );
  }

  /** Records a segment run on the media server's disk. */
  async record(): Promise<void> {
    const { recordingId } = this;
    const stretchId = newStretchId();
    await this.write({
      kind: 'recording.started',
      payload: { recordingId, stretchId, nodeId: NODE, agoMs: 0 },
    });
    this.#server.nodes.keep(NODE, recordingId, stretchId, { sizes: [5_000] });
  }

  answer(questionId: QuestionId): Promise<void> {
    return this.write(
      { kind: 'question.opened', payload: { questionId } },
      { kind: 'answer.started', payload: { questionId } },
    );
  }

  end(): Promise<void> {
    return this.write({ kind: 'session.ended', payload: {} });
  }

  async untilWatchable(): Promise<void> {
    await eventually('the recording to be ready', async () => {
      const { recording } = await this.#stranger.attempt();
      return recording.state === 'ready';
    });
    await eventually('all of it in one picture', async () => {
      const files = await this.#server.store.mediaFiles.of(this.recordingId, 'stored');
      return files.some(({ kind }) => kind === 'composed');
    });
  }

  async #candidate(): Promise<Seat> {
    const candidate = candidateOf(await this.state());
    if (!candidate) throw new Error('No one practices.');
    return candidate;
  }
}
