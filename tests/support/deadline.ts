/** Waits for the promise until the timeout. The error text is computed only after the timeout. */
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
