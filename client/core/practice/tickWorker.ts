/** Answers the interval it is told, in milliseconds, with a message each time it has passed. */
globalThis.addEventListener('message', ({ data }: MessageEvent<number>) => {
  setInterval(() => globalThis.postMessage(undefined), data);
});
