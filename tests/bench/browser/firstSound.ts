// Measures when a page first plays sound, and records the clicks before. Runs in pages, passed as text, so it must be self-contained.

declare global {
  interface Window {
    firstSound: {
      /** Resolves with the time at which the page first plays the others' sound. */
      heard: Promise<number>;
      /** Each click with its event's time stamp, and the text of its target. */
      clicks: { at: number; words: string }[];
    };
  }
}

/** Well below a recruiter's quietest word, well above encoded silence. */
const HEARD_DB = -50;

/** Options of the script; set before the page loads anything. */
export const WATCH_SOUND = { heardDb: HEARD_DB };

export function watchFirstSound({ heardDb }: typeof WATCH_SOUND): void {
  const LOOK_EVERY_MS = 5;
  const WINDOW = 480;
  const { promise, resolve } = Promise.withResolvers<number>();
  const clicks: { at: number; words: string }[] = [];
  window.firstSound = { heard: promise, clicks };
  let context: AudioContext | undefined;
  const open = () => {
    context ??= new AudioContext({ sampleRate: 48_000, latencyHint: 'interactive' });
    return context;
  };
  document.addEventListener(
    'click',
    ({ timeStamp, target }) => {
      // Opened in advance, because opening takes a while.
      open();
      clicks.push({ at: timeStamp, words: (target as Element).textContent?.trim() ?? '' });
    },
    true,
  );
  const listen = (track: MediaStreamTrack) => {
    const audio = open();
    const analyser = new AnalyserNode(audio, { fftSize: 512, smoothingTimeConstant: 0 });
    new MediaStreamAudioSourceNode(audio, { mediaStream: new MediaStream([track]) }).connect(analyser);
    const samples = new Float32Array(WINDOW);
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / WINDOW;
      if (power === 0 || 10 * Math.log10(power) < heardDb) return;
      clearInterval(timer);
      resolve(performance.now());
    }, LOOK_EVERY_MS);
  };
  const Connection = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Connection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      this.addEventListener('track', ({ track }) => {
        if (track.kind === 'audio') listen(track);
      });
    }
  };
}
