/** Receives an interval in milliseconds, and then posts a message at every interval. */
globalThis.addEventListener('message', ({ data }: MessageEvent<number>) => {
  setInterval(() => globalThis.postMessage(undefined), data);
});
