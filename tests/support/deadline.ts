/** Waits for the promise, but no longer than this. What there was instead is asked for when the time is over, not before. */
export async function withDeadline<T>(
  promise: Promise<T>,
  milliseconds: number,
  complaint: () => string,
): Promise<T> {
  const { promise: over, reject } = Promise.withResolvers<never>();
  const deadline = AbortSignal.timeout(milliseconds);
  const complain = () => reject(new Error(`After ${milliseconds} ms: ${complaint()}`));
  deadline.addEventListener('abort', complain);
  try {
    return await Promise.race([promise, over]);
  } finally {
    deadline.removeEventListener('abort', complain);
  }
}
