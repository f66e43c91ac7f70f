import { LevelMeter } from './levelMeter.ts';

const LOUD = 0.45;
/** Loud samples in a row (60 ms each) that make talking and not a cough. */
const ENOUGH = 6;

/** Calls back while there is talking in this track, every third of a second or so, until it is ended by what it returns. */
export function watchTalking(track: MediaStreamTrack, onTalking: () => void): () => void {
  let loud = 0;
  const meter = new LevelMeter(track, level => {
    loud = level > LOUD ? loud + 1 : Math.max(0, loud - 1);
    if (loud < ENOUGH) return;
    loud = 0;
    onTalking();
  });
  return () => meter.close();
}
