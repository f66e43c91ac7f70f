let shared: AudioContext | undefined;

/** One audio context for the page: browsers allow few. It may start suspended until the person touches the page. */
export function audioContext(): AudioContext {
  shared ??= new AudioContext({ latencyHint: 'interactive' });
  return shared;
}

/** To be called from a click or key press, which is what browsers ask for. */
export async function wakeAudio(): Promise<void> {
  const context = audioContext();
  if (context.state !== 'running') await context.resume();
}
