import path from 'node:path';
import type { types } from 'mediasoup';
import type { MediaService } from '../../../sfu/MediaService.ts';
import { PeerId, type RecordingId, RoomId, type StretchId } from '../../../shared/ids.ts';
import type { PeerRights, RoomRef } from '../../../shared/media/mediaPlane.ts';
import type { TranscriptionConfig } from '../../../transcription/config.ts';
import { newRecording } from '../../support/collectedRun.ts';
import { startLocalMediaService } from '../../support/localMediaService.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { processSeconds } from '../recruiterCost/ourRecruiters.ts';
import { createDtlsIdentity } from '../rtc/dtlsHandshake.ts';
import { LoadThread } from '../sfuThroughput/loadThread.ts';
import { addSender, connect, type PeerRef } from '../sfuThroughput/ourRooms.ts';
import { receiverCapabilities, ssrcsOf } from '../sfuThroughput/roomPlan.ts';
import type { LoopedClip } from '../sfuThroughput/sentMedia.ts';
import { emptyPlan, remoteOf } from '../sfuThroughput/side.ts';
import { interviewClip } from './interviewClip.ts';

/** Both send, and receive each other. */
const RIGHTS: readonly PeerRights[] = [
  {
    group: 'candidate',
    sources: ['microphone', 'camera'],
    receivesFrom: ['interviewer'],
    reportsVoice: true,
  },
  { group: 'interviewer', sources: ['microphone', 'camera'], receivesFrom: ['candidate'] },
];
export const PEOPLE_PER_CALL = RIGHTS.length;
const LAYERS = 2;

/** One of the calls, with its current recording. */
export interface RecordedCall {
  readonly room: RoomRef;
  readonly people: readonly PeerId[];
  recordingId: RecordingId;
  stretchId: StretchId;
}

/**
 * Interviews of two people in our sfu, created through the media plane as the server does, and their media: real video of 640x360 at 25
 * frames per second over ICE, DTLS, and SRTP, sent by a thread that doesn't encode or decode. The media service runs in this process, its
 * workers in theirs. Ends with `[Symbol.asyncDispose]()`.
 */
export class RecordedCalls implements AsyncDisposable {
  readonly service: MediaService;
  /** Contains one folder per recording. */
  readonly captureFolder: string;
  /** A folder for files of the caller. */
  readonly workFolder: string;
  readonly calls: readonly RecordedCall[];
  /** Controls and counts what is sent: person `index` of call `call` is sender `call PEOPLE_PER_CALL + index`. */
  readonly load: LoadThread;
  readonly #parts: AsyncDisposableStack;

  /** `clip` is what everyone sends. By default, it is a short clip with sounds and video. */
  static async open(options: {
    calls: number;
    workers: number;
    clip?: LoopedClip;
    transcription?: TranscriptionConfig;
  }): Promise<RecordedCalls> {
    await using parts = new AsyncDisposableStack();
    const workFolder = parts.use(await temporaryFolder('recorded-calls')).path;
    const captureFolder = path.join(workFolder, 'captures');
    const service = await startLocalMediaService(
      { SFU_WORKERS: String(options.workers), SFU_CAPTURE_DIR: captureFolder },
      options.transcription ? { transcription: options.transcription } : {},
    );
    parts.defer(() => service.close());
    // The server subscribes to all rooms, so this includes the cost of its events.
    service.subscribe(() => {});
    const identity = await createDtlsIdentity(workFolder);
    const dtlsParameters = {
      role: 'client' as const,
      fingerprints: [{ algorithm: 'sha-256' as const, value: identity.fingerprint }],
    };
    const plan = emptyPlan();
    const calls: RecordedCall[] = [];
    for (let index = 0; index < options.calls; index += 1)
      calls.push(await openCall(service, index, plan, dtlsParameters));
    const load = await LoadThread.connect(plan, identity, options.clip ?? (await interviewClip()));
    parts.defer(() => load.close());
    return new RecordedCalls({ service, captureFolder, workFolder, calls, load, parts: parts.move() });
  }

  private constructor(made: {
    service: MediaService;
    captureFolder: string;
    workFolder: string;
    calls: readonly RecordedCall[];
    load: LoadThread;
    parts: AsyncDisposableStack;
  }) {
    this.service = made.service;
    this.captureFolder = made.captureFolder;
    this.workFolder = made.workFolder;
    this.calls = made.calls;
    this.load = made.load;
    this.#parts = made.parts;
  }

  /** Starts a new recording of every call. */
  async startRecording(): Promise<void> {
    await Promise.all(
      this.calls.map(async call => {
        Object.assign(call, newRecording());
        const { room, recordingId, stretchId } = call;
        const groups = RIGHTS.map(({ group }) => group);
        await this.service.request('capture.start', { room, recordingId, stretchId, groups });
      }),
    );
  }

  /** Resolves when everything is on the disk. */
  async stopRecording(): Promise<void> {
    await Promise.all(
      this.calls.map(({ room, stretchId }) => this.service.request('capture.stop', { room, stretchId })),
    );
  }

  /** Deletes the recordings from the disk. */
  async releaseRecording(): Promise<void> {
    const { nodeId } = this.service;
    await Promise.all(
      this.calls.map(({ stretchId }) => this.service.request('capture.release', { nodeId, stretchId })),
    );
  }

  /** Processor time of the media service in seconds: its workers, and this process without the load's thread. */
  async read(): Promise<{ nodeS: number; workersS: number; received: number }> {
    const { threadS, received } = await this.load.order('count');
    const { user, system } = process.cpuUsage();
    return {
      nodeS: (user + system) / 1_000_000 - threadS,
      workersS: this.service.workers.reduce((sum, { processId }) => sum + processSeconds(processId), 0),
      received,
    };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#parts.disposeAsync();
  }
}

async function openCall(
  plane: MediaService,
  index: number,
  plan: ReturnType<typeof emptyPlan>,
  dtlsParameters: types.DtlsParameters,
): Promise<RecordedCall> {
  const roomId = RoomId.parse(`call-${index}`);
  const { room, rtpCapabilities } = await plane.request('room.create', { roomId, epoch: 1 });
  const receiving = { ...receiverCapabilities(rtpCapabilities as types.RtpCapabilities) };
  const peers: PeerRef[] = [];
  for (const rights of RIGHTS) {
    const peer = { room, peerId: PeerId.parse(rights.group) };
    const ssrcs = ssrcsOf(plan.senders.length, LAYERS);
    const { send, receive } = await addSender({
      plane,
      peer,
      rights,
      ssrcs,
      rtpCapabilities: receiving,
      dtlsParameters,
    });
    await connect(plane, peer, receive.transportId, dtlsParameters);
    plan.senders.push(remoteOf(send));
    plan.receivers.push(remoteOf(receive));
    peers.push(peer);
  }
  for (const peer of peers) {
    const { consumers } = await plane.request('peer.sync', peer);
    for (const { consumerId } of consumers)
      await plane.request('consumer.update', { ...peer, consumerId, paused: false });
  }
  return { room, people: peers.map(({ peerId }) => peerId), ...newRecording() };
}
