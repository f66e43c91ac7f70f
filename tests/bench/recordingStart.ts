import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sendingPlan } from '../../client/core/media/encodings.ts';
import type { MediaService } from '../../sfu/MediaService.ts';
import { seededRandom } from '../../shared/agreement/estimate.ts';
import { RoomId } from '../../shared/ids.ts';
import type { MediaResult, PeerRights } from '../../shared/media/mediaPlane.ts';
import { TestBrowser } from '../support/chromium.ts';
import { type CollectedSegment, collectRun, linesOf, newRecording } from '../support/collectedRun.ts';
import { startLocalMediaService } from '../support/localMediaService.ts';
import { MediaParticipant } from '../support/mediaParticipant.ts';
import { ADA } from '../support/personas.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import type { BenchCase, BenchContext } from './benchCase.ts';
import { distribution, percentile } from './figure.ts';

const FRAMES_PER_SECOND = 25;
/** Longer than the video takes to reach its full size. */
const RECORDED_MS = 5_000;
const CANDIDATE: PeerRights = { group: 'candidate', sources: ['microphone', 'camera'], receivesFrom: [] };
const INTERVIEWER: PeerRights = { group: 'interviewer', sources: [], receivesFrom: ['candidate'] };

/**
 * How soon a recording has video, and video of full size. Records a camera of three layers in real Chromium repeatedly; its picture needs its whole
 * bit rate:
 *
 * - `quiet`: in a running call, from the start of the recording;
 * - `busy`: the same just after a watcher has switched to another layer, for which a key frame was sent;
 * - `camera`: a page that joins during the recording, from its camera's first packet.
 *
 * `.full` is the time until the video has the camera's full height; `RECORDED_MS` if never. `recording-start.kept` is the share of recordings of a
 * running call that have full height from the first frame to the last. Everything is read from the journals.
 */
export const recordingStart: BenchCase = {
  name: 'recording-start',
  measures: "how soon a recording has a camera's picture, and that in full size",
  figures: [
    'recording-start.quiet',
    'recording-start.quiet.full',
    'recording-start.busy',
    'recording-start.busy.full',
    'recording-start.camera',
    'recording-start.camera.full',
    'recording-start.kept',
  ],
  parameters: {
    starts: { full: 12, quick: 2 },
    height: { full: 720, quick: 360 },
    settle: { full: 8, quick: 4 },
  },
  async run(context) {
    await using stage = await Stage.open(context);
    const quiet = await repeated(context, 'quiet', () => stage.record());
    const random = seededRandom(7);
    const busy = await repeated(context, 'busy', async index => {
      await stage.changeLayer(index % 2);
      await delay(random(250));
      return stage.record();
    });
    const camera = await repeated(context, 'camera', () => stage.recordNewCamera());
    report(context, { quiet, busy, camera });
  },
};

/** Milliseconds; `full` is absent when the video stayed smaller. */
interface Start {
  pictureMs: number;
  fullMs: number | undefined;
  isKept: boolean;
}

async function repeated(
  context: BenchContext,
  name: string,
  record: (index: number) => Promise<Start>,
): Promise<Start[]> {
  const starts: Start[] = [];
  for (let index = 0; index < context.parameter('starts'); index += 1) {
    const start = await record(index);
    starts.push(start);
    context.progress(
      `${name} ${index + 1}: picture after ${Math.round(start.pictureMs)} ms, ` +
        `full size ${start.fullMs === undefined ? 'never' : `after ${Math.round(start.fullMs)} ms`}`,
    );
  }
  return starts;
}

/** A sender and a watcher. Ends with `[Symbol.asyncDispose]()`. */
class Stage implements AsyncDisposable {
  readonly #browser: TestBrowser;
  readonly #service: MediaService;
  readonly #room: MediaResult<'room.create'>;
  readonly #watcher: MediaParticipant;
  readonly #folder: string;
  readonly #height: number;
  readonly #cleanUp: AsyncDisposableStack;
  #sender: MediaParticipant | undefined;

  static async open(context: BenchContext): Promise<Stage> {
    await using cleanUp = new AsyncDisposableStack();
    const height = context.parameter('height');
    const camera = {
      width: widthOf(height),
      height,
      framesPerSecond: FRAMES_PER_SECOND,
      seconds: 2,
      grainy: true,
    };
    const browser = cleanUp.use(await TestBrowser.launch({ persona: ADA, camera }));
    const service = cleanUp.adopt(await startLocalMediaService(), each => each.close());
    const folder = cleanUp.use(await temporaryFolder('bench')).path;
    const room = await service.request('room.create', { roomId: RoomId.parse('start'), epoch: 1 });
    const all = { browser, plane: service, room };
    const watcher = await MediaParticipant.join({ ...all, name: 'watcher', rights: INTERVIEWER });
    const stage = new Stage({ browser, service, room, watcher, folder, height, cleanUp: cleanUp.move() });
    await stage.#join();
    // Waits until the bit rate has settled.
    await delay(context.parameter('settle') * 1_000);
    return stage;
  }

  private constructor(parts: {
    browser: TestBrowser;
    service: MediaService;
    room: MediaResult<'room.create'>;
    watcher: MediaParticipant;
    folder: string;
    height: number;
    cleanUp: AsyncDisposableStack;
  }) {
    this.#browser = parts.browser;
    this.#service = parts.service;
    this.#room = parts.room;
    this.#watcher = parts.watcher;
    this.#folder = parts.folder;
    this.#height = parts.height;
    this.#cleanUp = parts.cleanUp;
  }

  /** Records a running call. */
  async record(): Promise<Start> {
    const camera = await this.#camera(() => delay(RECORDED_MS));
    return this.#startOf(camera, camera.start.stretchAt);
  }

  async recordNewCamera(): Promise<Start> {
    await this.#sender?.[Symbol.asyncDispose]();
    const camera = await this.#camera(async () => {
      await this.#join();
      await delay(RECORDED_MS);
    });
    const [first] = linesOf(camera, 'first');
    return this.#startOf(camera, first?.at ?? Number.POSITIVE_INFINITY);
  }

  async changeLayer(spatialLayer: number): Promise<void> {
    const consumers = await this.#watcher.consumers();
    for (const { consumerId, kind } of consumers)
      if (kind === 'video')
        await this.#service.request('consumer.update', { ...this.#watcher.who, consumerId, spatialLayer });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#cleanUp.disposeAsync();
  }

  async #join(): Promise<void> {
    const all = { browser: this.#browser, plane: this.#service, room: this.#room };
    this.#sender = await MediaParticipant.join({ ...all, name: 'ada', rights: CANDIDATE });
    await this.#sender.publish('microphone');
    const size = { width: widthOf(this.#height), height: this.#height };
    await this.#sender.publish('camera', sendingPlan('camera', size).encodings);
  }

  /** Returns the camera's segment that is recorded during `during`. */
  async #camera(during: () => Promise<void>): Promise<CollectedSegment> {
    const { room } = this.#room;
    const recording = newRecording();
    const { stretchId } = recording;
    await this.#service.request('capture.start', { room, ...recording, groups: ['candidate'] });
    await during();
    await this.#service.request('capture.stop', { room, stretchId });
    const where = path.join(this.#folder, stretchId);
    const segments = await collectRun(this.#service, room.nodeId, stretchId, where);
    // The previous page's segment may still exist for a moment.
    const camera = segments
      .filter(({ start }) => start.source === 'camera')
      .toSorted((a, b) => a.start.at - b.start.at)
      .at(-1);
    if (!camera) throw new Error('The camera was not recorded.');
    await this.#service.request('capture.release', { nodeId: room.nodeId, stretchId });
    return camera;
  }

  #startOf(camera: CollectedSegment, fromAt: number): Start {
    const [picture] = linesOf(camera, 'keyFrame');
    const sizes = linesOf(camera, 'size');
    const full = sizes.find(({ height }) => height === this.#height);
    return {
      pictureMs: (picture?.at ?? Number.POSITIVE_INFINITY) - fromAt,
      fullMs: full && full.at - fromAt,
      isKept: sizes.every(({ height }) => height === this.#height),
    };
  }
}

function widthOf(height: number): number {
  return (height * 16) / 9;
}

function report(context: BenchContext, starts: Record<'quiet' | 'busy' | 'camera', Start[]>): void {
  const height = context.parameter('height');
  for (const [name, all] of Object.entries(starts)) {
    const pictures = all.map(({ pictureMs }) => pictureMs);
    const fulls = all.map(({ fullMs }) => fullMs ?? RECORDED_MS);
    const soon = fulls.filter(ms => ms <= 2_000).length;
    context.report({
      name: `recording-start.${name}`,
      unit: 'ms',
      ...distribution(pictures),
      note: `until the first picture of a camera of ${height} lines; at most ${Math.round(Math.max(...pictures))} ms`,
    });
    context.report({
      name: `recording-start.${name}.full`,
      unit: 'ms',
      ...distribution(fulls),
      note: `until its full size, which ${soon} of ${all.length} have within 2 s; p90 ${Math.round(percentile(fulls, 0.9))} ms`,
    });
  }
  const running = [...starts.quiet, ...starts.busy];
  context.report({
    name: 'recording-start.kept',
    value: running.filter(({ isKept }) => isKept).length / running.length,
    unit: 'share',
    n: running.length,
    note: `recordings of ${RECORDED_MS / 1_000} s in a running call with the full size from the first frame to the last one`,
  });
}
