import path from 'node:path';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { uuidv7 } from 'uuidv7';
import { loadConfig } from '../../server/config.ts';
import type { JobTiming } from '../../server/features/jobs/job.ts';
import {
  createRecordings,
  type Recordings,
  type RecordingsOptions,
} from '../../server/features/recording/recordings.ts';
import { transcriptJobs } from '../../server/features/transcript/transcripts.ts';
import { Interviews } from '../../server/interviews/interviews.ts';
import type { Store } from '../../server/store/store.ts';
import { type InterviewId, NodeId, RecordingId, type StretchId, UserId } from '../../shared/ids.ts';
import type { Actor, NewEvent } from '../../shared/interview/events.ts';
import { CaptureNodes } from './captureNodes.ts';
import { eventually } from './eventually.ts';
import { newRecordingId, newStretchId } from './finishedRecording.ts';
import { HandMadeFinishing } from './handMadeFinishing.ts';
import { LOG_START_MS, newClientId, newInterviewId, newLinkId, newSeat } from './interviewLog.ts';
import { quickFolder, type TemporaryFolder } from './temporaryFolder.ts';
import { openTestStore } from './testStore.ts';

const SYSTEM: Actor = { type: 'system' };
export const NODE = NodeId.parse('sfu-1');
export const OTHER_NODE = NodeId.parse('sfu-2');
/** Shorter than in production, but long enough that a busy machine does not look like a dead server. */
const HASTY: Partial<JobTiming> = {
  pollMs: 20,
  beatMs: 20,
  lostMs: 3_000,
  doubtMs: 2_000,
  soonMs: [10, 10, 10, 10, 10, 10, 10],
  laterMs: 20,
};

/** Processing of recordings with a real database and storage; media servers and media programs are fakes. */
export class FinishingStage implements AsyncDisposable {
  readonly folder: TemporaryFolder;
  readonly store: Store;
  readonly interviews: Interviews;
  readonly nodes: CaptureNodes;
  readonly finishing: HandMadeFinishing;
  readonly #variables: Record<string, string>;
  #recordings: Recordings | undefined;

  static async start(variables: Record<string, string> = {}): Promise<FinishingStage> {
    const folder = await quickFolder('recordings');
    const env = { DATA_DIR: folder.path, ...variables };
    return new FinishingStage(folder, env, await openTestStore(env));
  }

  private constructor(folder: TemporaryFolder, variables: Record<string, string>, store: Store) {
    this.folder = folder;
    this.store = store;
    this.#variables = variables;
    this.interviews = new Interviews({ store: store.interviews });
    this.nodes = new CaptureNodes(NODE, OTHER_NODE);
    this.finishing = new HandMadeFinishing();
  }

  get recordings(): Recordings {
    if (!this.#recordings) throw new Error('No one looks after recordings yet.');
    return this.#recordings;
  }

  /** Starts a server's recording jobs. */
  async open(changes: Partial<RecordingsOptions> = {}): Promise<Recordings> {
    const config = loadConfig({
      NODE_ENV: 'test',
      SECRET: 'a secret for the tests alone',
      ...this.#variables,
    });
    const { finalise, compose } = this.finishing;
    const opened = await createRecordings({
      config,
      store: this.store,
      interviews: this.interviews,
      plane: this.nodes,
      staffOf: async () => undefined,
      finalise,
      compose,
      otherJobs: transcriptJobs(this.store),
      serverId: uuidv7(),
      metrics: new Registry(),
      logger: pino({ level: 'silent' }),
      pollMs: 50,
      ...changes,
      timing: { ...HASTY, ...changes.timing },
    });
    this.#recordings = opened;
    return opened;
  }

  /** Where the storage keeps files. */
  get storageFolder(): string {
    return path.join(this.folder.path, 'recordings');
  }

  get workFolder(): string {
    return path.join(this.folder.path, 'work');
  }

  /** An interview with a candidate, a lead, and an evaluator, all in the room. */
  async interview(): Promise<StagedInterview> {
    return StagedInterview.begin(this);
  }

  untilState(recordingId: RecordingId, state: string): Promise<void> {
    return untilState(this.store, recordingId, state);
  }

  job(recordingId: RecordingId, kind: string, state: string) {
    return jobOf(this.store, recordingId, kind, state);
  }

  async close(): Promise<void> {
    await this.#recordings?.close();
    await this.store.close();
    await this.folder.remove();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

type InterviewPlace = Pick<FinishingStage, 'interviews' | 'nodes' | 'store'>;

/** Waits until the recording has this state. */
async function untilState(store: Store, recordingId: RecordingId, state: string): Promise<void> {
  await eventually(
    `the recording to be ${state}`,
    async () => (await store.interviewRecordings.stateOf(recordingId)) === state,
  );
}

/** Waits until a job of the recording has this state, and returns it. */
function jobOf(store: Store, recordingId: RecordingId, kind: string, state: string) {
  return eventually(`${kind} to be ${state}`, async () =>
    (await store.jobs.about([recordingId])).find(job => job.kind === kind && job.state === state),
  );
}

/** One interview and its recording, on any stage with recording jobs. */
export class StagedInterview {
  readonly interviewId: InterviewId;
  readonly candidate = newSeat('candidate', 'Ada Lovelace');
  readonly lead = newSeat('interviewer', 'Grace');
  readonly evaluator = newSeat('evaluator', 'Barbara');
  readonly observer = newSeat('observer', 'Alan');
  recordingId: RecordingId = newRecordingId();
  readonly #stage: InterviewPlace;

  static async begin(stage: InterviewPlace): Promise<StagedInterview> {
    const one = new StagedInterview(stage, newInterviewId());
    const seats = one.seats;
    await stage.interviews.create(one.interviewId, SYSTEM, {
      result: undefined,
      events: [
        {
          kind: 'interview.created',
          payload: {
            interviewId: one.interviewId,
            title: 'Backend Developer, zweite Runde',
            jobRole: 'Backend Developer',
            scheduledAt: LOG_START_MS,
            plannedMinutes: 45,
            seats,
            leadSeatId: one.lead.seatId,
          },
        },
        ...seats.flatMap(({ seatId }): NewEvent[] => {
          const clientId = newClientId();
          return [
            {
              kind: 'link.issued',
              payload: { seatId, linkId: newLinkId(), expiresAt: Date.now() + 3_600_000 },
            },
            { kind: 'seat.connected', payload: { seatId, clientId, serverId: 'server-1' } },
            { kind: 'seat.entered', payload: { seatId, clientId } },
          ];
        }),
        { kind: 'session.opened', payload: {} },
        { kind: 'seat.admitted', payload: { seatId: one.candidate.seatId } },
      ],
    });
    return one;
  }

  private constructor(stage: InterviewPlace, interviewId: InterviewId) {
    this.#stage = stage;
    this.interviewId = interviewId;
  }

  get seats() {
    return [this.candidate, this.lead, this.evaluator, this.observer];
  }

  async write(events: NewEvent[], actor: Actor = SYSTEM): Promise<void> {
    await this.#stage.interviews.execute(this.interviewId, actor, () => ({ events, result: undefined }));
  }

  /** Records a segment run that has ended: in the log, and on the node's disk unless it was lost. */
  async record(
    nodeId: NodeId = NODE,
    options: { sizes?: number[]; isKept?: boolean } = {},
  ): Promise<StretchId> {
    const { recordingId } = this;
    const stretchId = newStretchId();
    await this.write([
      { kind: 'recording.started', payload: { recordingId, stretchId, nodeId, agoMs: 0 } },
      { kind: 'recording.stopped', payload: { stretchId, reason: 'lead' } },
    ]);
    if (options.isKept ?? true) this.#stage.nodes.keep(nodeId, recordingId, stretchId, options);
    return stretchId;
  }

  async end(): Promise<void> {
    await this.write([{ kind: 'session.ended', payload: {} }]);
  }

  async erase(actor: Actor = { type: 'staff', userId: UserId.parse('u-1') }): Promise<void> {
    await this.write([{ kind: 'recording.erased', payload: { recordingId: this.recordingId } }], actor);
  }

  /** Records, ends, and stores everything. */
  async finish(options: { sizes?: number[] } = {}): Promise<void> {
    await this.record(NODE, options);
    await this.end();
    await untilState(this.#stage.store, this.recordingId, 'ready');
    await jobOf(this.#stage.store, this.recordingId, 'compose', 'done');
  }

  /** Starts a new recording. */
  startAnew(): void {
    this.recordingId = RecordingId.parse(newRecordingId());
  }
}
