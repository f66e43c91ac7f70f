import { readFile } from 'node:fs/promises';
import { hashPassword as libraryHash, verifyPassword as libraryVerify } from 'better-auth/crypto';
import { describe, expect, it } from 'vitest';
import { PasswordThreads } from '../../../server/features/staff/passwords/PasswordThreads.ts';
import { startTestServer } from '../http/testServer.ts';

const PASSWORD = 'correct horse battery';

describe('passwords', () => {
  it('are hashed as in better-auth, so that earlier accounts still work', async () => {
    const threads = new PasswordThreads();
    expect(await threads.verify(await libraryHash(PASSWORD), PASSWORD)).toBe(true);
    expect(await threads.verify(await libraryHash(PASSWORD), 'another one')).toBe(false);
    const hash = await threads.hash('cafe\u0301 au lait');
    expect(await libraryVerify({ hash, password: 'caf\u00e9 au lait' })).toBe(true);
    expect(await threads.hash(PASSWORD)).not.toBe(await threads.hash(PASSWORD));
  });

  it("that can't be compared fail alone, and later ones are answered", async () => {
    const threads = new PasswordThreads();
    await expect(threads.verify('no hash at all', PASSWORD)).rejects.toThrow('cannot be read');
    expect(await threads.hash(PASSWORD)).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
  });

  it('wait only for each other: a file is read before a third of them is done', async () => {
    await using server = await startTestServer({ env: { TRUST_PROXY: 'loopback' } });
    await server.owner();
    let answered = 0;
    const tries = Array.from({ length: 15 }, async (_, index) => {
      const from = { 'x-forwarded-for': `203.0.113.${index}` };
      const { status } = await server.visitor().signIn('olga@example.org', 'a wrong password', from);
      answered += 1;
      return status;
    });
    // By the first response, all others are pending: the server accepts requests faster than it hashes.
    await Promise.race(tries);
    await readFile(import.meta.filename);
    expect(answered).toBeLessThan(5);
    expect(new Set(await Promise.all(tries))).toEqual(new Set([401]));
  });

  it('of more people than can be answered soon are rejected with a time to return', async () => {
    await using server = await startTestServer({ env: { TRUST_PROXY: 'loopback' } });
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        server.visitor().signIn('ada@example.org', 'a wrong password', {
          'x-forwarded-for': `203.0.113.${index}`,
        }),
      ),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers.get('retry-after')).toBe('2');
    expect(refused[0]?.body.error).toMatchObject({ code: 'rate-limited', retryable: true });
    expect(answers.filter(({ status }) => status === 401).length).toBe(40 - refused.length);
    expect((await server.visitor().signIn('ada@example.org', 'a wrong password')).status).toBe(401);
  });
});
