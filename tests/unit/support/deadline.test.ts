import { describe, expect, it } from 'vitest';
import { withDeadline } from '../../support/deadline.ts';

const never = new Promise<never>(() => {});

describe('a wait with a deadline', () => {
  it('gives what came in time', async () => {
    expect(await withDeadline(Promise.resolve('in time'), 10_000, () => 'too late')).toBe('in time');
  });

  it('fails as what it waits for fails', async () => {
    const refused = Promise.reject(new Error('refused'));
    await expect(withDeadline(refused, 10_000, () => 'too late')).rejects.toThrow('refused');
  });

  it('complains about what there is when the time is over, not when it began', async () => {
    let heard = 'nothing';
    const waiting = withDeadline(never, 20, () => `heard ${heard}`);
    heard = 'a noise';
    await expect(waiting).rejects.toThrow('After 20 ms: heard a noise');
  });

  it('asks for no complaint once it is through', async () => {
    let complaints = 0;
    const complaint = () => {
      complaints += 1;
      return 'too late';
    };
    await withDeadline(Promise.resolve(), 5, complaint);
    // A later deadline comes after the first one's time.
    await expect(withDeadline(never, 50, () => 'over')).rejects.toThrow('over');
    expect(complaints).toBe(0);
  });
});
