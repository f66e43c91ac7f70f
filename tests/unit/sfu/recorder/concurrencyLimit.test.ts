import { describe, expect, it } from 'vitest';
import { ConcurrencyLimit } from '../../../../sfu/recorder/disk/AppendFile.ts';

function makeTasks(turns: ConcurrencyLimit) {
  const started: string[] = [];
  const gates = new Map<string, PromiseWithResolvers<void>>();
  const run = (name: string) => {
    const gate = Promise.withResolvers<void>();
    gates.set(name, gate);
    return turns.run(() => {
      started.push(name);
      return gate.promise.then(() => name);
    });
  };
  return {
    started,
    run,
    end: (name: string) => gates.get(name)?.resolve(),
    fail: (name: string) => gates.get(name)?.reject(new Error(name)),
  };
}

describe('ConcurrencyLimit', () => {
  it('runs up to the limit in parallel, then the others in order', async () => {
    const { started, run, end } = makeTasks(new ConcurrencyLimit(2));
    const running = ['a', 'b', 'c', 'd'].map(run);
    expect(started).toEqual(['a', 'b']);
    end('b');
    expect(await running[1]).toBe('b');
    await Promise.resolve();
    expect(started).toEqual(['a', 'b', 'c']);
    for (const name of ['c', 'a', 'd']) end(name);
    expect(await Promise.all(running)).toEqual(['a', 'b', 'c', 'd']);
    const later = run('e');
    expect(started.at(-1)).toBe('e');
    end('e');
    await later;
  });

  it('passes the turn on when a task fails', async () => {
    const { started, run, end, fail } = makeTasks(new ConcurrencyLimit(1));
    const [first, second] = [run('a'), run('b')];
    fail('a');
    await expect(first).rejects.toThrow('a');
    expect(started).toEqual(['a', 'b']);
    end('b');
    expect(await second).toBe('b');
  });
});
