import { packetsOf } from '../../support/handMadeTrack.ts';
import { realisticClip } from '../recruiterCost/realisticClip.ts';
import type { LoopedClip } from '../sfuThroughput/sentMedia.ts';

/** A camera of 640x360 at its bit rate limit of 500 kbit/s. */
const CAMERA = { size: '640x360', bitrate: 500_000 };

/** Some seconds of a person's camera and microphone. */
export async function interviewClip(): Promise<LoopedClip> {
  const clip = await realisticClip(CAMERA);
  const [sound, picture] = await Promise.all([packetsOf(clip, 'audio'), packetsOf(clip, 'video')]);
  const frames: { isKey: boolean; payloads: Uint8Array[] }[] = [];
  for (const { index, isKey, payload } of picture) {
    frames[index] ??= { isKey, payloads: [] };
    frames[index].payloads.push(payload);
  }
  return { sound: sound.map(({ payload }) => payload), frames };
}
