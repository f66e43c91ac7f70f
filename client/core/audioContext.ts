let shared: AudioContext | undefined;

/** One audio context for the page: browsers allow few. It may start suspended until the person touches the page. */
export function audioContext(): AudioContext {
  shared ??= new AudioContext({ latencyHint: 'interactive' });
  return shared;
}

/** Longer than any computer with a sound output takes. */
const WAKING_LIMIT_MS = 3_000;

/**
 * To be called from a click or key press, which is what browsers ask for. Resolves with whether sound can be played: where there is no
 * output, Firefox never answers.
 */
export async function wakeAudio(): Promise<boolean> {
  const context = audioContext();
  if (context.state === 'running') return true;
  let limit: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<false>(resolve => {
    limit = setTimeout(() => resolve(false), WAKING_LIMIT_MS);
  });
  const awake = context.resume().then(
    () => true,
    () => false,
  );
  return Promise.race([awake, tooLate]).finally(() => clearTimeout(limit));
}
