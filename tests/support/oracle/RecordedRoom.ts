import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { sendingPlan } from '../../../client/core/media/encodings.ts';
import { finaliseRecording } from '../../../server/features/recording/finalise/finalise.ts';
import type { FinaliseTask } from '../../../server/features/recording/finalise/finaliseTask.ts';
import type { MediaService } from '../../../sfu/MediaService.ts';
import { AppError } from '../../../shared/errors.ts';
import { PeerId, RecordingId, RoomId, StretchId } from '../../../shared/ids.ts';
import type { MediaResult, PeerRights } from '../../../shared/media/mediaPlane.ts';
import type { FinishedRecording } from '../../../shared/recording/finished.ts';
import { TestBrowser } from '../chromium.ts';
import { eventually } from '../eventually.ts';
import { freePort } from '../freePort.ts';
import { startLocalMediaService } from '../localMediaService.ts';
import { LossyRelay, type NetworkConditions } from '../lossyRelay.ts';
import { type Layer, MediaParticipant } from '../mediaParticipant.ts';
import { ADA } from '../personas.ts';
import { type TemporaryFolder, temporaryFolder } from '../temporaryFolder.ts';
import type { Beacon } from './beacon.ts';
import { beaconPageScript } from './beaconPage/bundle.ts';
import type { Disturbance } from './callReport.ts';

export interface RecordedRoomOptions {
  beacons: readonly Beacon[];
  network?: NetworkConditions & { seed?: number };
  camera?: { width: number; height: number; fps: number };
}

interface Recorded extends AsyncDisposable {
  beacon: Beacon;
  browser: TestBrowser;
  participant: MediaParticipant;
}

interface Stretch {
  stretchId: StretchId;
  /** Start and end by `Date.now()`. */
  startedAt: number;
  endedAt?: number;
}

export interface FinishedCall {
  recording: FinishedRecording;
  files: Record<string, string>;
}

const CAMERA = { width: 640, height: 360, fps: 25 };
/** Address announced to clients; the relay of this test is between it and the real address. */
const ANNOUNCED = '127.0.0.2';
const LISTENING = '127.0.0.1';
/** They receive nothing: decoding is the most expensive part and doesn't affect the recording. */
const RIGHTS: PeerRights = { group: 'candidate', sources: ['microphone', 'camera'], receivesFrom: [] };

/** Browsers with beacons, a media server that records them, and a configurable network between them. */
export class RecordedRoom implements AsyncDisposable {
  readonly service: MediaService;
  readonly relay: LossyRelay;
  readonly #parts: AsyncDisposableStack;
  readonly #folder: TemporaryFolder;
  readonly #options: Required<Pick<RecordedRoomOptions, 'beacons' | 'camera'>>;
  readonly #recordingId = RecordingId.parse(randomBytes(16).toString('hex'));
  readonly #stretches: Stretch[] = [];
  readonly #people = new Map<string, Recorded>();
  #room: MediaResult<'room.create'>;
  #epoch = 1;

  static async create({
    beacons,
    network = {},
    camera = CAMERA,
  }: RecordedRoomOptions): Promise<RecordedRoom> {
    await using parts = new AsyncDisposableStack();
    const folder = parts.use(await temporaryFolder('recorded-room'));
    const port = await freePort();
    const relay = parts.use(
      await LossyRelay.open({
        from: { address: ANNOUNCED, port },
        to: { address: LISTENING, port },
        seed: network.seed ?? 1,
      }),
    );
    const service = await startLocalMediaService({
      SFU_LISTEN_IP: LISTENING,
      SFU_ANNOUNCED_ADDRESS: ANNOUNCED,
      SFU_PORT_MIN: String(port),
      SFU_CAPTURE_DIR: path.join(folder.path, 'captures'),
    });
    parts.defer(() => service.close());
    const room = await service.request('room.create', { roomId: RoomId.parse('room'), epoch: 1 });
    const recorded = new RecordedRoom({ parts: parts.move(), folder, relay, service, room, beacons, camera });
    try {
      await Promise.all(beacons.map(beacon => recorded.#enter(beacon)));
      await recorded.publish();
      relay.set(network);
      return recorded;
    } catch (error) {
      await recorded[Symbol.asyncDispose]();
      throw error;
    }
  }

  private constructor(made: {
    parts: AsyncDisposableStack;
    folder: TemporaryFolder;
    relay: LossyRelay;
    service: MediaService;
    room: MediaResult<'room.create'>;
    beacons: readonly Beacon[];
    camera: { width: number; height: number; fps: number };
  }) {
    this.#parts = made.parts;
    this.#folder = made.folder;
    this.relay = made.relay;
    this.service = made.service;
    this.#room = made.room;
    this.#options = { beacons: made.beacons, camera: made.camera };
  }

  person(beacon: Beacon): MediaParticipant {
    return this.#require(beacon).participant;
  }

  /** Everyone sends camera and microphone, as our client does. */
  async publish(): Promise<void> {
    const { camera } = this.#options;
    const settings = { width: camera.width, height: camera.height, frameRate: camera.fps };
    const layers = (sendingPlan('camera', settings).encodings ?? []) as Layer[];
    await Promise.all(
      this.#options.beacons.map(async beacon => {
        const { participant } = this.#require(beacon);
        await participant.publish('microphone');
        await participant.publish('camera', layers);
      }),
    );
  }

  async startStretch(): Promise<void> {
    const stretchId = StretchId.parse(randomBytes(16).toString('hex'));
    const { agoMs } = await this.service.request('capture.start', {
      room: this.#room.room,
      recordingId: this.#recordingId,
      stretchId,
      groups: [RIGHTS.group],
    });
    this.#stretches.push({ stretchId, startedAt: Date.now() - agoMs });
  }

  async stopStretch(): Promise<void> {
    const stretch = this.#stretches.at(-1);
    if (!stretch) throw new Error('Nothing is recorded.');
    await this.service.request('capture.stop', { room: this.#room.room, stretchId: stretch.stretchId });
    stretch.endedAt = Date.now();
  }

  async setMuted(beacon: Beacon, paused: boolean): Promise<void> {
    const { participant } = this.#require(beacon);
    await this.service.request('producer.setPaused', { ...participant.who, source: 'microphone', paused });
  }

  async stall(beacon: Beacon): Promise<void> {
    await this.person(beacon).page.evaluate(() => window.beacon.stall());
  }

  async goOn(beacon: Beacon): Promise<void> {
    await this.person(beacon).page.evaluate(() => window.beacon.goOn());
  }

  /** When a computer was too busy to flash or beep in time, on the current pages. */
  async pauses(): Promise<Disturbance[]> {
    const each = await Promise.all(
      this.#options.beacons.map(async ({ name }) => {
        const { page } = this.#people.get(name)?.participant ?? {};
        const pauses = (await page?.evaluate(() => window.beacon.pauses)) ?? [];
        return pauses.map(pause => ({ beacon: name, ...pause }));
      }),
    );
    return each.flat();
  }

  async sendLayers(beacon: Beacon, count: number): Promise<void> {
    await this.person(beacon).page.evaluate(layers => window.layerSwitch.sendLayers(layers), count);
  }

  /** Kills the media worker. As in production, the room is created again, and everyone rejoins and sends again. */
  async loseWorker(): Promise<void> {
    const lost = Promise.withResolvers<void>();
    const unsubscribe = this.service.subscribe(event => {
      if (event.name === 'room.lost') lost.resolve();
    });
    for (const { processId } of this.service.workers) process.kill(processId, 'SIGKILL');
    await lost.promise;
    unsubscribe();
    const stretch = this.#stretches.at(-1);
    if (stretch) stretch.endedAt = Date.now();
    this.#epoch += 1;
    this.#room = await this.#nextRoom();
    await Promise.all(
      [...this.#people.values()].map(async person => {
        await person.participant[Symbol.asyncDispose]();
        person.participant = await this.#join(person.browser, person.beacon);
      }),
    );
    await this.publish();
    await this.startStretch();
  }

  /** Creates playable files of the whole recording. The room may be empty. */
  async finish(): Promise<FinishedCall> {
    const outFolder = path.join(this.#folder.path, 'finished');
    const recording = await finaliseRecording({
      recordingId: this.#recordingId,
      captureFolder: path.join(this.#folder.path, 'captures', this.#recordingId),
      outFolder,
      stretches: this.#placedStretches(),
      people: this.#options.beacons.map(({ name }) => ({ peerId: PeerId.parse(name), person: name })),
    });
    const files = recording.media.map(({ fileName }) => [fileName, path.join(outFolder, fileName)] as const);
    return { recording, files: Object.fromEntries(files) };
  }

  /** Working folder for composing. */
  get workFolder(): string {
    return path.join(this.#folder.path, 'composing');
  }

  async leave(): Promise<void> {
    for (const person of this.#people.values()) await person[Symbol.asyncDispose]();
    this.#people.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.leave();
    await this.#parts.disposeAsync();
  }

  /** Polls until a new worker has replaced the one that died. */
  #nextRoom(): Promise<MediaResult<'room.create'>> {
    const request = { roomId: RoomId.parse('room'), epoch: this.#epoch };
    return eventually('the next media worker', () =>
      this.service.request('room.create', request).catch(error => {
        if (error instanceof AppError && error.retryable) return undefined;
        throw error;
      }),
    );
  }

  #placedStretches(): FinaliseTask['stretches'] {
    const zero = this.#stretches[0]?.startedAt ?? 0;
    return this.#stretches.map(({ stretchId, startedAt, endedAt = Date.now() }) => ({
      stretchId,
      fromMs: startedAt - zero,
      toMs: endedAt - zero,
    }));
  }

  async #enter(beacon: Beacon): Promise<void> {
    const browser = await TestBrowser.launch({ persona: ADA });
    const person: Recorded = {
      beacon,
      browser,
      participant: await this.#join(browser, beacon),
      [Symbol.asyncDispose]: () => browser.close(),
    };
    this.#people.set(beacon.name, person);
  }

  async #join(browser: TestBrowser, beacon: Beacon): Promise<MediaParticipant> {
    const participant = await MediaParticipant.join({
      browser,
      plane: this.service,
      room: this.#room,
      name: beacon.name,
      rights: RIGHTS,
    });
    await participant.page.evaluate(
      options => {
        window.beaconOptions = options;
      },
      { ...this.#options.camera, beacon: beacon.name },
    );
    await participant.page.addScriptTag({ content: await beaconPageScript() });
    return participant;
  }

  #require(beacon: Beacon): Recorded {
    const person = this.#people.get(beacon.name);
    if (!person) throw new Error(`${beacon.name} is not in the room.`);
    return person;
  }
}
