import { describe, expect, it } from 'vitest';
import { withDeadline } from '../../support/deadline.ts';

const never = new Promise<never>(() => {});

describe('waiting with a deadline', () => {
  it('returns a result in time', async () => {
    expect(await withDeadline(Promise.resolve('in time'), 10_000, () => 'too late')).toBe('in time');
  });

  it('fails with the error of the promise', async () => {
    const refused = Promise.reject(new Error('refused'));
    await expect(withDeadline(refused, 10_000, () => 'too late')).rejects.toThrow('refused');
  });

  it('creates the message when the time is over, not at the start', async () => {
    let heard = 'nothing';
    const waiting = withDeadline(never, 20, () => `heard ${heard}`);
    heard = 'a noise';
    await expect(waiting).rejects.toThrow('After 20 ms: heard a noise');
  });

  it('creates no message after success', async () => {
    let complaints = 0;
    const complaint = () => {
      complaints += 1;
      return 'too late';
    };
    await withDeadline(Promise.resolve(), 5, complaint);
    // A later deadline ends after the first one.
    await expect(withDeadline(never, 50, () => 'over')).rejects.toThrow('over');
    expect(complaints).toBe(0);
  });
});
