import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CommandQueue } from '../../../client/core/commandQueue.ts';
import { AppError, type ErrorReply } from '../../../shared/errors.ts';
import type { RequestEnvelope } from '../../../shared/protocol/requests.ts';

interface Sent {
  name: string;
  envelope: RequestEnvelope;
  answer: (result: unknown) => void;
  refuse: (error: AppError) => void;
  /** Drops the connection or delays the response. */
  lose: () => void;
}

/** Server side of the connection: records commands until the test responds. */
function wire() {
  const sent: Sent[] = [];
  const queue = new CommandQueue(
    (name, envelope) =>
      new Promise((resolve, reject) => {
        sent.push({
          name,
          envelope,
          answer: result => resolve({ ok: true, result }),
          refuse: error => resolve({ ok: false, error: error.toReply() satisfies ErrorReply }),
          lose: () => reject(AppError.unavailable()),
        });
      }),
  );
  const at = (index: number): Sent => {
    const one = sent[index];
    if (!one) throw new Error(`Only ${sent.length} were sent.`);
    return one;
  };
  return { sent, at, queue };
}

describe('command queue', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('holds commands until the connection exists and then sends them in order', () => {
    const { sent, queue } = wire();
    void queue.add('setup.report', setup());
    void queue.add('seat.enter', {});
    expect(sent).toHaveLength(0);
    queue.connected();
    expect(sent.map(({ name }) => name)).toEqual(['setup.report', 'seat.enter']);
  });

  it('sends a command again with its ID after a reconnect, and resolves it once', async () => {
    const { at, sent, queue } = wire();
    queue.connected();
    const entered = queue.add('seat.enter', {});
    queue.disconnected();
    at(0).lose();
    await vi.runAllTimersAsync();
    expect(sent).toHaveLength(1);
    queue.connected();
    expect(at(1).envelope.commandId).toBe(at(0).envelope.commandId);
    at(1).answer({});
    await expect(entered).resolves.toEqual({});
    expect(queue.size).toBe(0);
  });

  it('uses the outcome of the newest attempt, whatever happens to an earlier one', async () => {
    const { at, queue } = wire();
    queue.connected();
    const entered = queue.add('seat.enter', {});
    queue.disconnected();
    queue.connected();
    at(0).refuse(AppError.forbidden());
    at(1).answer({});
    await expect(entered).resolves.toEqual({});
    expect(queue.size).toBe(0);
  });

  it('repeats a command with its ID when the server asks to retry later', async () => {
    const { at, sent, queue } = wire();
    queue.connected();
    const entered = queue.add('seat.enter', {});
    at(0).refuse(new AppError('rate-limited', undefined, { details: { retryAfterMs: 2_000 } }));
    await vi.advanceTimersByTimeAsync(1_999);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(at(1).envelope.commandId).toBe(at(0).envelope.commandId);
    at(1).answer({});
    await expect(entered).resolves.toEqual({});
  });

  it("rejects a command with the server's error when a retry can't help", async () => {
    const { at, sent, queue } = wire();
    queue.connected();
    const opened = queue.add('session.open', {});
    at(0).refuse(new AppError('not-lead'));
    await expect(opened).rejects.toMatchObject({ code: 'not-lead' });
    await vi.runAllTimersAsync();
    expect(sent).toHaveLength(1);
  });

  it('never reorders commands of one name, even while the first is retried', async () => {
    const { at, sent, queue } = wire();
    queue.connected();
    void queue.add('chat.send', { text: 'first' });
    void queue.add('chat.send', { text: 'second' });
    expect(sent).toHaveLength(1);
    at(0).refuse(AppError.unavailable());
    await vi.runAllTimersAsync();
    expect(sent.map(({ envelope }) => envelope.params)).toEqual([{ text: 'first' }, { text: 'first' }]);
    at(1).answer({ messageId: '00000000-0000-7000-8000-00000000000a' });
    await vi.runAllTimersAsync();
    expect(at(2).envelope.params).toEqual({ text: 'second' });
  });

  it('does not delay commands of another name', () => {
    const { sent, queue } = wire();
    queue.connected();
    void queue.add('chat.send', { text: 'first' });
    void queue.add('seat.leave', {});
    expect(sent.map(({ name }) => name)).toEqual(['chat.send', 'seat.leave']);
  });

  it('creates IDs that sort by time', () => {
    const { sent, queue } = wire();
    queue.connected();
    void queue.add('seat.enter', {});
    void queue.add('seat.leave', {});
    const ids = sent.map(({ envelope }) => `${envelope.commandId}`);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(2);
  });

  it('rejects commands when the connection is permanently closed', async () => {
    const { queue } = wire();
    const entered = queue.add('seat.enter', {});
    queue.close(new AppError('unauthenticated'));
    queue.close(new AppError('unauthenticated'));
    await expect(entered).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(queue.add('seat.leave', {})).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

function setup() {
  return {
    setup: {
      browser: 'Chrome 156 on Linux',
      camera: 'ok',
      microphone: 'ok',
      speaker: 'unchecked',
      connection: 'ok',
      ready: false,
    },
  } as const;
}
