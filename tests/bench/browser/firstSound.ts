// When a page is first heard, and what was clicked before. Runs in pages and is handed over as text, so that it is complete in itself.

declare global {
  interface Window {
    firstSound: {
      /** Resolves with the moment at which the others are first heard in this page's loudspeaker. */
      heard: Promise<number>;
      /** Each click with its own time stamp, and the words on what was clicked. */
      clicks: { at: number; words: string }[];
    };
  }
}

/** A recruiter's quietest word is far above, what an encoder makes of silence far below. */
const HEARD_DB = -50;

/** Before anything is loaded. */
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
      // Opened before there is a sound: opening takes a while.
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
