import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLogger, terminalLine } from '../../../server/log.ts';

async function linesOf(
  isTTY: boolean,
  write: (log: ReturnType<typeof createLogger>) => void,
): Promise<string> {
  const stream = Object.assign(new PassThrough(), { isTTY });
  write(createLogger('info', stream as unknown as NodeJS.WriteStream));
  const [chunk] = await once(stream, 'data');
  return String(chunk);
}

describe('the log', () => {
  it('is JSON with level names when no person reads it', async () => {
    const line = await linesOf(false, log => log.child({ interviewId: 'i-1' }).info({ seq: 4 }, 'Appended'));
    expect(JSON.parse(line)).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      interviewId: 'i-1',
      seq: 4,
      msg: 'Appended',
    });
  });

  it('is one short line in a terminal', async () => {
    const line = await linesOf(true, log => log.warn({ port: 3_000 }, 'Slow'));
    expect(line).toMatch(/^\d\d:\d\d:\d\d \S*warn \S* Slow port=3000\n$/);
  });

  it('shows where an error occurred', async () => {
    const line = await linesOf(true, log => log.error({ err: new Error('Broken') }, 'A request failed'));
    expect(line).toMatch(/A request failed\n {2}Error: Broken\n/);
  });

  it.each(['password', 'token', 'joinToken', 'cookie', 'authorization', 'email', 'displayName', 'text'])(
    'hides fields named %s, at the top level and nested',
    async key => {
      const secret = 'only-for-one-person';
      const write = (log: ReturnType<typeof createLogger>) =>
        log.info({ [key]: secret, inner: { [key]: secret }, deep: { inner: { [key]: secret } } }, 'Seen');
      expect(await linesOf(false, write)).not.toContain(secret);
      expect(await linesOf(true, write)).not.toContain(secret);
    },
  );

  it('keeps a line without details short', () => {
    expect(terminalLine('{"level":"info","time":"2030-01-15T09:00:00.000Z","msg":"Ready"}')).toMatch(
      / Ready$/,
    );
  });
});
