/** Receives an interval in milliseconds and posts a message each time it has passed. */
globalThis.addEventListener('message', ({ data }: MessageEvent<number>) => {
  setInterval(() => globalThis.postMessage(undefined), data);
});
