import { link, readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RECRUITER_PEER_ID, SegmentId } from '../../../shared/ids.ts';
import { type CollectedSegment, endOf, linesOf, readSegment } from '../../support/collectedRun.ts';
import { eventually } from '../../support/eventually.ts';
import { levelsOf } from '../../support/spoken/levels.ts';
import { synthesize } from '../../support/spoken/speech.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { packetsDue } from '../recordedCalls/checkRecordings.ts';
import { interviewClip } from '../recordedCalls/interviewClip.ts';
import { createDtlsIdentity } from '../rtc/dtlsHandshake.ts';
import { type LoadAnswer, LoadThread } from '../sfuThroughput/loadThread.ts';
import { AUDIO, ssrcsOf } from '../sfuThroughput/roomPlan.ts';
import type { PracticeServer } from './practiceServer.ts';
import { PracticingCandidate } from './practicingCandidate.ts';
import { between, type ServerSeconds, serverSeconds } from './serverCost.ts';

const LAYERS = 2;
const AT_A_TIME = 4;
/** For recordings of about a minute each, two at a time on a busy machine. */
const FINISHED_MS = 600_000;
const ASK_EVERY_MS = 2_000;
/** Speech with pauses too short to end the answer. */
const ANSWER =
  'well the first thing that I did was to look at what we had because no one on the team really knew how the old service behaved ' +
  'under load and so I wrote down every query that took longer than half a second and then we went through that list together one by one';

/** Cost of a period of practice, in cores for all sessions together. */
export interface Cost {
  nodeCores: number;
  mainCores: number;
  workerCores: number;
}

/** What the recordings contain, summed over all sessions. */
export interface Recorded {
  sent: number;
  recorded: number;
  /** Packets reported as lost, and frames reported as dropped. */
  lost: number;
  dropped: number;
  files: number;
}

/** Cost of processing the recordings, in core seconds, summed over all sessions. */
export interface Finished {
  /** Length of the recordings. */
  recordedS: number;
  /** Until each can be played. */
  playableS: number;
  /** From then on, until each is composed. */
  composedS: number;
}

/**
 * Candidates who practice simultaneously, each alone with the recruiter, and talk continuously; sent from another process than the
 * server's. Ends with `[Symbol.asyncDispose]()`.
 */
export class PracticingCrowd implements AsyncDisposable {
  readonly #server: PracticeServer;
  readonly #candidates: readonly PracticingCandidate[];
  readonly #workers: readonly number[];
  readonly #load: LoadThread;
  readonly #folder: TemporaryFolder;
  readonly #parts: AsyncDisposableStack;
  #sent: LoadAnswer | undefined;

  /** Opens the sessions until everyone has started to answer. */
  static async open(server: PracticeServer, count: number, recorded: boolean): Promise<PracticingCrowd> {
    await using parts = new AsyncDisposableStack();
    const folder = parts.use(await temporaryFolder('practice'));
    // All lines are rendered, so these are the media workers.
    const workers = server.process.workerPids;
    const identity = await createDtlsIdentity(folder.path);
    const dtlsParameters = {
      role: 'client' as const,
      fingerprints: [{ algorithm: 'sha-256' as const, value: identity.fingerprint }],
    };
    const candidates: PracticingCandidate[] = [];
    for (let first = 0; first < count; first += AT_A_TIME) {
      const some = Array.from({ length: Math.min(AT_A_TIME, count - first) }, (_, index) =>
        PracticingCandidate.enter(server, {
          recorded,
          ssrcs: ssrcsOf(first + index, LAYERS),
          dtlsParameters,
        }),
      );
      candidates.push(...(await Promise.all(some)));
    }
    const plan = {
      senders: candidates.map(({ send }) => send),
      receivers: candidates.map(({ receive }) => receive),
    };
    const { samples } = await synthesize(ANSWER, { voice: 'rms', levelDbov: -24 });
    const load = await LoadThread.connect(plan, identity, {
      ...(await interviewClip()),
      levels: levelsOf(samples),
    });
    parts.defer(() => load.close());
    await Promise.all(candidates.map(candidate => candidate.begin(recorded)));
    await load.order('start');
    return new PracticingCrowd({ server, candidates, workers, load, folder, parts: parts.move() });
  }

  private constructor(made: {
    server: PracticeServer;
    candidates: readonly PracticingCandidate[];
    workers: readonly number[];
    load: LoadThread;
    folder: TemporaryFolder;
    parts: AsyncDisposableStack;
  }) {
    this.#server = made.server;
    this.#candidates = made.candidates;
    this.#workers = made.workers;
    this.#load = made.load;
    this.#folder = made.folder;
    this.#parts = made.parts;
  }

  /** Number of candidates still in their first answer; a later phase would be another load. */
  get answering(): number {
    return this.#candidates.filter(({ isAnswering }) => isAnswering).length;
  }

  /**
   * Measures the server's cost during `task`. `received`: packets of the recruiters per second at the candidates; `lateMs`: largest delay
   * of the recruiters' sound.
   */
  async measure(
    task: () => Promise<unknown>,
  ): Promise<Cost & { received: number; lateMs: number; loadCores: number }> {
    const before = { cost: this.#seconds(), load: await this.#load.order('count'), at: performance.now() };
    await task();
    const cost = between(before.cost, this.#seconds());
    const elapsedS = (performance.now() - before.at) / 1_000;
    const load = await this.#load.order('count');
    return {
      nodeCores: cost.nodeS / elapsedS,
      mainCores: cost.mainS / elapsedS,
      workerCores: cost.workersS / elapsedS,
      received: (load.received - before.load.received) / elapsedS,
      lateMs: Math.max(0, load.longestGapMs - AUDIO.packetMs),
      loadCores: (load.threadS - before.load.threadS) / elapsedS,
    };
  }

  /** Everyone falls silent, finishes the answer, and leaves. */
  async finish(): Promise<void> {
    this.#sent = await this.#load.order('stop');
    await this.#keepJournals();
    await Promise.all(this.#candidates.map(candidate => candidate.finish()));
  }

  /** Call after `finish`: the cost of processing. */
  async untilFinished(): Promise<Finished> {
    const before = this.#seconds();
    const lengthsMs = await Promise.all(this.#candidates.map(lengthWhenPlayable));
    const playable = between(before, this.#seconds());
    await Promise.all(this.#candidates.map(candidate => untilComposed(candidate)));
    const all = between(before, this.#seconds());
    const seconds = ({ nodeS, endedS }: ServerSeconds) => nodeS + endedS;
    return {
      recordedS: lengthsMs.reduce((sum, ms) => sum + ms, 0) / 1_000,
      playableS: seconds(playable),
      composedS: seconds(all) - seconds(playable),
    };
  }

  /** Call after `finish`: the content of the files. */
  async recorded(): Promise<Recorded> {
    const ends = await eventually('all files to be closed', async () => {
      const segments = await this.#segments();
      return segments.every(segment => linesOf(segment, 'end').length > 0) && segments.map(endOf);
    });
    const sum = (of: (end: (typeof ends)[number]) => number) =>
      ends.reduce((total, end) => total + of(end), 0);
    return {
      sent: (this.#sent?.senders ?? []).reduce((total, sender) => total + packetsDue(sender), 0),
      recorded: sum(({ packets }) => packets),
      lost: sum(({ lost }) => lost),
      dropped: sum(({ dropped }) => dropped),
      files: ends.length,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // When the server has ended, there is nothing to delete.
    for (const { stranger } of this.#candidates)
      await stranger.asker.call('practice.delete', { page: stranger.page }).catch(() => undefined);
    await this.#parts.disposeAsync();
  }

  #seconds(): ServerSeconds {
    return serverSeconds(this.#server.process, this.#workers);
  }

  /** Hard-links each file, because collected files are deleted from the folder and must be read later. */
  async #keepJournals(): Promise<void> {
    const capture = path.join(this.#server.process.dataDir, 'capture');
    const entries = await readdir(capture, { recursive: true, withFileTypes: true });
    for (const { name, parentPath } of entries)
      if (name.endsWith('.jsonl'))
        await link(path.join(parentPath, name), path.join(this.#folder.path, name));
  }

  async #segments(): Promise<CollectedSegment[]> {
    const names = (await readdir(this.#folder.path)).filter(name => name.endsWith('.jsonl'));
    const segments = await Promise.all(
      names.map(name => {
        const file = path.join(this.#folder.path, name);
        return readSegment(SegmentId.parse(path.basename(name, '.jsonl')), file, file);
      }),
    );
    // The recruiter's tracks are recorded too, but weren't sent by this load.
    return segments.filter(({ start }) => start.peerId !== RECRUITER_PEER_ID);
  }
}

function lengthWhenPlayable({ stranger }: PracticingCandidate): Promise<number> {
  return seldom(async () => {
    const { recording } = await stranger.attempt();
    return recording.state === 'ready' && recording.durationMs;
  });
}

function untilComposed({ stranger }: PracticingCandidate): Promise<unknown> {
  return seldom(async () => {
    const { review } = await stranger.asker.call('practice.review', stranger.ref);
    return review.composed ?? false;
  });
}

/** Polls slowly, because polling costs the server, too. */
async function seldom<T>(look: () => Promise<T | false>): Promise<T> {
  const giveUpAt = performance.now() + FINISHED_MS;
  for (;;) {
    const found = await look();
    if (found !== false) return found;
    if (performance.now() > giveUpAt) throw new Error('A recording was not finished in time.');
    await delay(ASK_EVERY_MS);
  }
}
