import { execFileSync } from 'node:child_process';
import { open } from 'node:fs/promises';
import path from 'node:path';
import {
  ALL_FORMATS,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  Input,
  type InputTrack,
  Output,
  StreamTarget,
  type StreamTargetChunk,
  WebMOutputFormat,
} from 'mediabunny';
import { fileDigest } from '../../../server/features/recording/storage/fileReading.ts';
import type { FinishedMedia } from '../../../shared/recording/finished.ts';
import { finishedMedia } from '../../support/finishedRecording.ts';
import { QUIETLY } from '../../support/quietly.ts';

const MINUTE_S = 60;

export interface LongMedia {
  fileName: string;
  person: string;
  width: number;
  height: number;
  kilobits: number;
  minutes: number;
}

/**
 * A person's file as finalizing writes it: a minute of grainy video and speech-like noise, repeated for this length. Key frames come every
 * two seconds, as recorders request them.
 */
export async function longMedia(folder: string, long: LongMedia): Promise<FinishedMedia> {
  const { fileName, person, width, height, minutes } = long;
  const minute = path.join(folder, `minute-${fileName}`);
  encodeMinute(minute, long);
  const file = path.join(folder, fileName);
  await repeat(minute, file, minutes);
  const digest = await fileDigest(file);
  const span = { fromMs: 0, toMs: minutes * MINUTE_S * 1_000 };
  await using handle = await open(file);
  return finishedMedia(person, span, {
    fileName,
    width,
    height,
    sizes: [{ atMs: 0, width, height }],
    bytes: (await handle.stat()).size,
    sha256: digest,
  });
}

function encodeMinute(file: string, { width, height, kilobits }: LongMedia): void {
  const picture = `testsrc2=s=${width}x${height}:r=30:d=${MINUTE_S},noise=alls=6:allf=t`;
  const sound = `anoisesrc=d=${MINUTE_S}:c=pink:r=48000:a=0.2`;
  const vp8 = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-g', '60'];
  execFileSync('ffmpeg', [
    ...[...QUIETLY, '-y', '-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound],
    ...[...vp8, '-b:v', `${kilobits}k`, '-c:a', 'libopus', '-b:a', '32k', file],
  ]);
}

async function repeat(minute: string, file: string, times: number): Promise<void> {
  using input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(minute) });
  const [videoTrack, audioTrack] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
  const [videoConfig, audioConfig] = [
    await videoTrack?.getDecoderConfig(),
    await audioTrack?.getDecoderConfig(),
  ];
  if (!videoTrack || !audioTrack || !videoConfig || !audioConfig)
    throw new Error('The minute has no tracks.');
  const frames = await packetsOf(videoTrack);
  const packets = await packetsOf(audioTrack);
  const ordered = [
    ...frames.map(packet => ({ packet, isPicture: true })),
    ...packets.map(packet => ({ packet, isPicture: false })),
  ].toSorted((a, b) => a.packet.timestamp - b.packet.timestamp);

  await using handle = await open(file, 'w');
  const writing = new WritableStream<StreamTargetChunk>({
    write: async ({ data, position }) => {
      await handle.write(data, 0, data.length, position);
    },
  });
  const output = new Output({
    format: new WebMOutputFormat(),
    target: new StreamTarget(writing, { chunked: true }),
  });
  const [picture, sound] = [new EncodedVideoPacketSource('vp8'), new EncodedAudioPacketSource('opus')];
  output.addVideoTrack(picture, { decoderConfig: videoConfig });
  output.addAudioTrack(sound, { decoderConfig: audioConfig });
  await output.start();
  for (let time = 0; time < times; time += 1)
    for (const { packet, isPicture } of ordered) {
      const { data, type, timestamp, duration } = packet;
      if (timestamp >= MINUTE_S) continue;
      const shifted = new EncodedPacket(data, type, timestamp + time * MINUTE_S, duration);
      await (isPicture ? picture : sound).add(shifted);
    }
  await output.finalize();
}

async function packetsOf(track: InputTrack): Promise<EncodedPacket[]> {
  const packets: EncodedPacket[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet);
  return packets;
}
