import path from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { RecordingRunners } from '../../server/features/recording/live/RecordingRunners.ts';
import { Interviews } from '../../server/interviews/interviews.ts';
import type { LiveBus } from '../../server/live/liveBus.ts';
import { InterviewStore } from '../../server/store/interviewStore.ts';
import { migrate } from '../../server/store/migrate.ts';
import { openSqlite } from '../../server/store/sqliteDatabase.ts';
import type { InterviewId, RoomId } from '../../shared/ids.ts';
import type { EventKind, EventPayload, NewEvent } from '../../shared/interview/events.ts';
import { CONSENT_VERSION } from '../../shared/interview/setup.ts';
import type { InterviewState } from '../../shared/interview/state.ts';
import type { MediaPlane } from '../../shared/media/mediaPlane.ts';
import type { CaptureRun } from '../../shared/recording/recordingState.ts';
import { runningCapture } from '../../shared/recording/reduceRecording.ts';
import { CapturePlane } from './capturePlane.ts';
import { eventually } from './eventually.ts';
import { RecordedLog } from './recordedLog.ts';
import { temporaryFolder } from './temporaryFolder.ts';

export const SECRET = 'a secret that all servers share';
const SYSTEM = { type: 'system' } as const;

/** Leases like those in Redis, without expiry: a killed server has none. */
class Leases {
  readonly #holders = new Map<string, RecordingServer>();

  busOf(server: RecordingServer): LiveBus {
    const lease = async (name: string) => {
      if (server.killed) return new Promise<never>(() => undefined);
      const holder = this.#holders.get(name) ?? server;
      this.#holders.set(name, holder);
      return holder === server ? 'held' : 'taken';
    };
    const release = async (name: string) => {
      if (this.#holders.get(name) === server) this.#holders.delete(name);
    };
    return { lease, release } as unknown as LiveBus;
  }

  /** Takes the lease, as when the holder was cut off for longer than the lease. */
  takeFrom(server: RecordingServer): void {
    for (const [name, holder] of this.#holders) if (holder === server) this.#holders.delete(name);
  }
}

/** The dependencies of one server's recording. */
class RecordingServer {
  killed = false;
  readonly interviews: Interviews;
  readonly runners: RecordingRunners;

  constructor(options: {
    store: InterviewStore;
    plane: CapturePlane;
    leases: Leases;
    announce: (interviewId: InterviewId) => void;
    present: InterviewId;
  }) {
    const { store, plane, leases, announce, present } = options;
    this.interviews = new Interviews({ store, announce });
    this.runners = new RecordingRunners({
      interviews: this.interviews,
      plane: this.#lineTo(plane),
      bus: leases.busOf(this),
      listPresent: async () => [present],
      secret: SECRET,
      logger: pino({ level: 'silent' }),
    });
  }

  /** Requests of a killed process never settle. */
  #lineTo(plane: CapturePlane): MediaPlane {
    const request: MediaPlane['request'] = async (name, params) => {
      const answer = this.killed ? undefined : await plane.request(name, params);
      if (this.killed || answer === undefined) return new Promise<never>(() => undefined);
      return answer;
    };
    return {
      request,
      subscribe: listener => plane.subscribe(event => !this.killed && listener(event)),
      ready: () => true,
      nodeIds: () => plane.nodeIds(),
      close: async () => undefined,
    };
  }
}

interface StageOptions {
  log?: RecordedLog;
  /** Prepares the state of the media server before the server starts. */
  prepare?: (plane: CapturePlane, state: InterviewState) => Promise<unknown>;
}

/** One interview in a real database, its media room, and servers that may record it. */
export class RecordingStage {
  readonly log: RecordedLog;
  readonly plane = new CapturePlane();
  readonly #leases = new Leases();
  readonly #servers: RecordingServer[] = [];
  readonly #store: InterviewStore;
  /** True when servers receive each other's changes. */
  announces = true;

  /** Creates the stage without a server. By default, the candidate has consented and is in the room with the lead. */
  static async create({
    log = RecordedLog.inTheRoom(),
    prepare,
  }: StageOptions = {}): Promise<RecordingStage> {
    const folder = await temporaryFolder('recording');
    onTestFinished(() => folder.remove());
    const database = openSqlite(path.join(folder.path, 'test.db'));
    onTestFinished(() => database.close());
    await migrate(database);
    const store = new InterviewStore(database);
    await new Interviews({ store }).create(log.state.interviewId, SYSTEM, { events: log.events, result: {} });
    const stage = new RecordingStage(store, log);
    if (log.state.media.state === 'placed') stage.plane.makeRoom(stage.roomId, log.state.media.epoch);
    await prepare?.(stage.plane, log.state);
    return stage;
  }

  private constructor(store: InterviewStore, log: RecordedLog) {
    this.#store = store;
    this.log = log;
  }

  get interviewId(): InterviewId {
    return this.log.state.interviewId;
  }

  get roomId(): RoomId {
    return this.interviewId as string as RoomId;
  }

  async startServer(): Promise<RecordingServer> {
    const server: RecordingServer = new RecordingServer({
      store: this.#store,
      plane: this.plane,
      leases: this.#leases,
      present: this.interviewId,
      announce: interviewId => {
        if (!this.announces) return;
        for (const other of this.#servers)
          if (other !== server && !other.killed) void other.interviews.catchUp(interviewId);
      },
    });
    this.#servers.push(server);
    await server.interviews.read(this.interviewId);
    onTestFinished(async () => {
      // A job runner of a killed server never settles.
      if (!server.killed) await server.runners.close();
    });
    return server;
  }

  kill(server: RecordingServer): void {
    server.killed = true;
    this.#leases.takeFrom(server);
  }

  takeLeasesFrom(server: RecordingServer): void {
    this.#leases.takeFrom(server);
  }

  /** Appends an event on this server. */
  async add<K extends EventKind>(server: RecordingServer, kind: K, payload: EventPayload<K>): Promise<void> {
    await server.interviews.execute(this.interviewId, SYSTEM, () => ({
      events: [{ kind, payload } as NewEvent],
      result: {},
    }));
  }

  consent(server: RecordingServer, recording: boolean): Promise<void> {
    const { seatId } = this.log.candidate;
    return this.add(server, 'consent.given', {
      seatId,
      consent: { version: CONSENT_VERSION, recording, observers: true },
    });
  }

  /** The room is lost, and placed again. */
  async remakeRoom(server: RecordingServer, epoch: number): Promise<void> {
    await this.add(server, 'media.lost', { epoch: epoch - 1, reason: 'worker-died' });
    this.plane.makeRoom(this.roomId, epoch);
    await this.add(server, 'media.placed', { nodeId: this.plane.nodeId, epoch });
  }

  /** Reads the state from the database. */
  state(): Promise<InterviewState> {
    return new Interviews({ store: this.#store }).read(this.interviewId);
  }

  async stretches(): Promise<readonly CaptureRun[]> {
    return (await this.state()).recording?.stretches ?? [];
  }

  /** Number of events of this kind in the log. */
  async countOf(kind: EventKind): Promise<number> {
    return (await this.#store.readEvents(this.interviewId, 0)).filter(event => event.kind === kind).length;
  }

  /** How long before its event the first segment run had started, in milliseconds. */
  async agoMsOfStart(): Promise<number | undefined> {
    const events = await this.#store.readEvents(this.interviewId, 0);
    return events.find(event => event.kind === 'recording.started')?.payload.agoMs;
  }

  async until(what: string, isSo: (state: InterviewState) => boolean): Promise<InterviewState> {
    return eventually(what, async () => {
      const state = await this.state();
      return isSo(state) && state;
    });
  }

  /** Waits until the log and the media server say that recording runs. */
  async untilOn(): Promise<CaptureRun> {
    const state = await this.until('the recording to run', ({ recording }) => {
      const running = runningCapture(recording);
      return running !== undefined && this.plane.open.includes(running.stretchId);
    });
    const running = runningCapture(state.recording);
    if (!running) throw new Error('It has ended again.');
    return running;
  }

  async untilOff(): Promise<InterviewState> {
    return this.until('the recording to end', ({ recording }) => !runningCapture(recording));
  }
}

export type { RecordingServer };
