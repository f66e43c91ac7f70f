import { link, readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RECRUITER_PEER_ID, SegmentId } from '../../../shared/ids.ts';
import { type CollectedSegment, endOf, linesOf, readSegment } from '../../support/capturedStretch.ts';
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
/** Recordings of about a minute each, two at a time on a machine that may be busy. */
const FINISHED_MS = 600_000;
const ASK_EVERY_MS = 2_000;
/** A person who talks and talks: pauses so short that no one takes them for the end of the answer. */
const ANSWER =
  'well the first thing that I did was to look at what we had because nobody on the team really knew how the old service behaved ' +
  'under load and so I wrote down every query that took longer than half a second and then we went through that list together one by one';

/** What a while of practice cost the server, in cores for all sessions together. */
export interface Cost {
  nodeCores: number;
  mainCores: number;
  workerCores: number;
}

/** What became of what was sent, of all sessions together. */
export interface Recorded {
  sent: number;
  recorded: number;
  /** Packets that are told as lost, and frames that are told as left out. */
  lost: number;
  dropped: number;
  files: number;
}

/** What finishing took, in seconds of a core, of all sessions together. */
export interface Finished {
  /** How long the recordings are. */
  recordedS: number;
  /** Until each can be watched. */
  playableS: number;
  /** From then on, until each is one file besides. */
  composedS: number;
}

/**
 * Candidates who practice at the same time, each alone with the recruiter, and talk all the while; from a process that is not the server's. Ends
 * with `[Symbol.asyncDispose]()`.
 */
export class PracticingCrowd implements AsyncDisposable {
  readonly #server: PracticeServer;
  readonly #candidates: readonly PracticingCandidate[];
  readonly #workers: readonly number[];
  readonly #load: LoadThread;
  readonly #folder: TemporaryFolder;
  readonly #parts: AsyncDisposableStack;
  #sent: LoadAnswer | undefined;

  /** Everybody is in the room, has been asked, and has begun to answer. */
  static async open(server: PracticeServer, count: number, recorded: boolean): Promise<PracticingCrowd> {
    await using parts = new AsyncDisposableStack();
    const folder = parts.use(await temporaryFolder('practice'));
    // Nothing else is running there: all lines are rendered.
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

  /** Of those who are still answering: an interview that has gone on would be another one. */
  get answering(): number {
    return this.#candidates.filter(({ isAnswering }) => isAnswering).length;
  }

  /**
   * What the server takes while `task` goes on. `received`: packets of the recruiters that came to the candidates in each second; `lateMs`: how
   * late the latest of the recruiters' sound was.
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

  /** Everybody falls silent, is done with the answer, and goes. */
  async finish(): Promise<void> {
    this.#sent = await this.#load.order('stop');
    await this.#keepJournals();
    await Promise.all(this.#candidates.map(candidate => candidate.finish()));
  }

  /** After `finish`: what finishing takes. */
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

  /** After `finish`: what is in the files. */
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
    // A server that has gone has nothing to be deleted.
    for (const { stranger } of this.#candidates)
      await stranger.asker.call('practice.delete', { page: stranger.page }).catch(() => undefined);
    await this.#parts.disposeAsync();
  }

  #seconds(): ServerSeconds {
    return serverSeconds(this.#server.process, this.#workers);
  }

  /** A second name for each file: what has been collected is deleted from the folder, and these are still read afterward. */
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
    // What the recruiter plays is recorded as well, and was sent by no one here.
    return segments.filter(({ start }) => start.peerId !== RECRUITER_PEER_ID);
  }
}

/** Resolves with its length in milliseconds. */
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

/** Asking costs the server, too. */
async function seldom<T>(look: () => Promise<T | false>): Promise<T> {
  const giveUpAt = performance.now() + FINISHED_MS;
  for (;;) {
    const found = await look();
    if (found !== false) return found;
    if (performance.now() > giveUpAt) throw new Error('A recording was not finished in time.');
    await delay(ASK_EVERY_MS);
  }
}
