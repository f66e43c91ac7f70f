import { createChallenge, type Payload, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { deriveKey as deriveSha } from 'altcha-lib/algorithms/sha';
import { describe, expect, it } from 'vitest';
import { AttemptPoller } from '../../../client/core/practice/attemptPoller.ts';
import { readUnderWay, storeUnderWay } from '../../../client/core/practice/attempts.ts';
import type { CallPractice } from '../../../client/core/practice/practiceApi.ts';
import { practiceHref, readPracticeAddress } from '../../../client/core/practice/practiceLocation.ts';
import { Proof, withProof } from '../../../client/core/practice/proof.ts';
import { proofOf } from '../../../client/core/practice/proofOf.ts';
import { ordinal } from '../../../client/texts/practice.ts';
import { AppError } from '../../../shared/errors.ts';
import type { PracticePlace } from '../../../shared/protocol/practiceRoutes.ts';
import { attemptId, PAGE, SLUG } from '../../support/madeUpPractice.ts';
import { MemoryStorage } from '../../support/memoryStorage.ts';

const WAITING: PracticePlace = { state: 'waiting', ahead: 2, minutes: 4 };
const READY = { state: 'ready', link: 'l'.repeat(22) } as const satisfies PracticePlace;

/** A fake queue that polls immediately when a test moves the clock. */
class FakeQueue {
  nowMs = 0;
  asked = 0;
  readonly links: (string | undefined)[] = [];
  answer: PracticePlace | AppError = WAITING;
  readonly window = new EventTarget();
  #step: (() => void) | undefined;

  place(first?: PracticePlace): AttemptPoller {
    const time = {
      now: () => this.nowMs,
      every: (_: number, step: () => void) => {
        this.#step = step;
        return () => {
          this.#step = undefined;
        };
      },
    };
    const ask = async (link: string | undefined) => {
      this.asked += 1;
      this.links.push(link);
      if (this.answer instanceof AppError) throw this.answer;
      return this.answer;
    };
    return new AttemptPoller(ask, first, { time, window: this.window });
  }

  get ticking(): boolean {
    return this.#step !== undefined;
  }

  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 1_000) {
      this.nowMs += 1_000;
      this.#step?.();
      await answered();
    }
  }
}

/** Waits until all requests have been answered. */
async function answered(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

describe('a position in the practice queue', () => {
  it('is kept by polling every few seconds, and no longer once it is ready', async () => {
    const server = new FakeQueue();
    const place = server.place(WAITING);
    await server.pass(30_000);
    expect(server.asked).toBeGreaterThanOrEqual(6);
    expect(server.asked).toBeLessThanOrEqual(10);
    server.answer = READY;
    await server.pass(5_000);
    expect(place.status.get()).toEqual(READY);
    // Another response would create another link and revoke this one.
    const asked = server.asked;
    await server.pass(60_000);
    server.window.dispatchEvent(new Event('online'));
    await answered();
    expect(server.asked).toBe(asked);
    place.close();
  });

  it('keeps its link while the recruiter’s lines are rendered, and is polled until they are', async () => {
    const server = new FakeQueue();
    server.answer = { ...READY, preparing: { progress: 0.5, minutes: 1 } };
    // The reply to the start has no link.
    const place = server.place({ state: 'preparing', progress: 0.4, minutes: 1 });
    await server.pass(2_000);
    expect(place.status.get()).toEqual(server.answer);
    expect(server.links.slice(0, 2)).toEqual([undefined, READY.link]);
    server.answer = READY;
    await server.pass(2_000);
    const asked = server.asked;
    await server.pass(10_000);
    expect(place.status.get()).toEqual(READY);
    expect(server.asked).toBe(asked);
    place.close();
  });

  it('is requested immediately when it is unknown', async () => {
    const server = new FakeQueue();
    const place = server.place();
    expect(place.status.get()).toEqual({ state: 'loading' });
    await answered();
    expect(place.status.get()).toEqual(WAITING);
    place.close();
  });

  it('stays visible while the server is unreachable, and is requested again', async () => {
    const server = new FakeQueue();
    const place = server.place(WAITING);
    server.answer = AppError.unavailable();
    await server.pass(5_000);
    expect(place.status.get()).toEqual(WAITING);
    expect(place.cutOff.get()).toBe(true);
    server.answer = { state: 'waiting', ahead: 1, minutes: 2 };
    server.window.dispatchEvent(new Event('online'));
    await answered();
    expect(place.status.get()).toEqual(server.answer);
    expect(place.cutOff.get()).toBe(false);
    place.close();
  });

  it('is missing when the attempt is on another page', async () => {
    const server = new FakeQueue();
    server.answer = AppError.linkInvalid();
    const place = server.place();
    await answered();
    expect(place.status.get()).toMatchObject({ state: 'gone' });
    await server.pass(30_000);
    expect(server.asked).toBe(1);
    place.close();
  });

  it('shows that the request failed until it succeeds', async () => {
    const server = new FakeQueue();
    server.answer = new AppError('internal');
    const place = server.place();
    await answered();
    expect(place.status.get()).toMatchObject({ state: 'failed' });
    server.answer = READY;
    await server.pass(2_000);
    expect(place.status.get()).toEqual(READY);
    place.close();
  });

  it('requests another link when it is needed here again', async () => {
    const server = new FakeQueue();
    server.answer = READY;
    const place = server.place();
    await answered();
    server.answer = { state: 'ready', link: 'm'.repeat(22) };
    place.again();
    await answered();
    expect(place.status.get()).toEqual(server.answer);
    place.close();
  });

  it('leaves no timer when closed twice, and ignores late responses', async () => {
    const server = new FakeQueue();
    const place = server.place();
    place.close();
    place.close();
    await answered();
    expect(place.status.get()).toEqual({ state: 'loading' });
    expect(server.ticking).toBe(false);
  });

  it.each([
    [1, 'first'],
    [3, 'third'],
    [11, '11th'],
    [12, '12th'],
    [21, '21st'],
    [112, '112th'],
    [203, '203rd'],
  ])('number %i is the %s', (place, word) => expect(ordinal(place)).toBe(word));
});

describe('a proof', () => {
  const secrets = { hmacSignatureSecret: 'signs', hmacKeySignatureSecret: 'signs keys' };
  const work = { cost: 20, counter: 7, expiresAt: new Date(Date.now() + 600_000), ...secrets };
  const challenge = () => createChallenge({ algorithm: 'PBKDF2/SHA-256', deriveKey, ...work });
  const asking = () => {
    let challenges = 0;
    const ask = (async () => {
      challenges += 1;
      return { challenge: { ...(await challenge()) } };
    }) as unknown as CallPractice;
    return { ask, count: () => challenges };
  };

  it.each(['PBKDF2/SHA-256', 'SHA-256'])('is accepted by the server: %s', async algorithm => {
    const derive = algorithm === 'SHA-256' ? deriveSha : deriveKey;
    const made = await createChallenge({ algorithm, deriveKey: derive, ...work });
    const payload = JSON.parse(Buffer.from(await proofOf(made), 'base64').toString('utf8')) as Payload;
    const { verified } = await verifySolution({ ...payload, deriveKey: derive, ...secrets });
    expect(verified).toBe(true);
  });

  const inPage = () => ({ solve: proofOf, stop: () => undefined });

  it('loads what solves it while the challenge is requested, and ends that if there is none', async () => {
    const steps: string[] = [];
    const ask = (async () => {
      steps.push('asked');
      throw AppError.unavailable();
    }) as CallPractice;
    const proof = new Proof(ask, () => {
      steps.push('started');
      return { solve: proofOf, stop: () => steps.push('stopped') };
    });
    await expect(proof.take()).rejects.toMatchObject({ code: 'unavailable' });
    expect(steps).toEqual(['started', 'asked', 'stopped']);
  });

  it('is computed ahead once, and valid for one start', async () => {
    const { ask, count } = asking();
    const proof = new Proof(ask, inPage);
    proof.prepare();
    proof.prepare();
    const first = await proof.take();
    expect(count()).toBe(1);
    expect(await proof.take()).not.toBe(first);
    expect(count()).toBe(2);
  });

  it('needs no request for the first challenge where the page came with one', async () => {
    const { ask, count } = asking();
    const proof = new Proof(ask, inPage, await challenge());
    const first = await proof.take();
    expect(count()).toBe(0);
    expect(await proof.take()).not.toBe(first);
    expect(count()).toBe(1);
  });

  it('that is about to expire is replaced', async () => {
    const { count } = asking();
    let challenges = count();
    const ask = (async () => {
      challenges += 1;
      const expiresAt = new Date(Date.now() + (challenges === 1 ? 20_000 : 600_000));
      return {
        challenge: {
          ...(await createChallenge({ algorithm: 'PBKDF2/SHA-256', deriveKey, ...work, expiresAt })),
        },
      };
    }) as unknown as CallPractice;
    const proof = new Proof(ask, inPage);
    proof.prepare();
    await proof.take();
    expect(challenges).toBe(2);
  });

  it('that could not be prepared is retried when it is needed, and then shows why not', async () => {
    let fails = true;
    const { ask: good } = asking();
    const ask = ((...asked: Parameters<CallPractice>) => {
      if (fails) throw AppError.unavailable();
      return good(...asked);
    }) as CallPractice;
    const proof = new Proof(async (...asked) => ask(...asked), inPage);
    proof.prepare();
    await expect(proof.take()).rejects.toMatchObject({ code: 'unavailable' });
    fails = false;
    expect(await proof.take()).toBeTypeOf('string');
  });

  it('that the server rejects is replaced once; no other error is retried', async () => {
    const proof = new Proof(asking().ask, inPage);
    const tried: string[] = [];
    const start = (refusals: AppError[]) => async (answer: string) => {
      tried.push(answer);
      const refusal = refusals.shift();
      if (refusal) throw refusal;
      return 'started';
    };
    const stale = () => AppError.invalid('proof-expired', { field: 'proof' });
    expect(await withProof(proof, start([stale()]))).toBe('started');
    expect(new Set(tried).size).toBe(2);
    await expect(withProof(proof, start([stale(), stale()]))).rejects.toMatchObject({ code: 'invalid' });
    expect(tried).toHaveLength(4);
    const wrongName = new AppError('invalid', 'fields-invalid', {
      values: { fields: ['name'] },
      details: { fields: { name: { reason: 'text-too-long', values: { maximum: 80 } } } },
    });
    await expect(withProof(proof, start([wrongName]))).rejects.toBe(wrongName);
    expect(tried).toHaveLength(5);
  });
});

describe('a practice URL', () => {
  const read = (address: string) => {
    const { hash, search } = new URL(address, 'http://localhost');
    return readPracticeAddress(search, hash);
  };

  it.each([
    { role: SLUG },
    { role: SLUG, question: 'slow-endpoint' },
    { page: PAGE },
    { page: PAGE, role: SLUG },
    { page: PAGE, watch: attemptId(1), q: 'slow-endpoint' },
    { page: PAGE, report: attemptId(1) },
    { page: PAGE, compare: 'slow-endpoint' },
    { receipt: 'rcpt-1' },
  ] as Parameters<typeof practiceHref>[0][])('is parsed as it was built: %o', address => {
    expect(read(practiceHref(address))).toEqual(address);
  });

  it('never sends the page key to the server', () => {
    const url = new URL(practiceHref({ page: PAGE, watch: attemptId(1) }), 'http://localhost');
    expect(url.pathname + url.search).not.toContain(PAGE);
    expect(url.hash).toBe(`#${PAGE}`);
  });

  it.each([
    ['/practice', {}],
    ['/practice#', {}],
    [`/practice#${PAGE}x`, { broken: true }],
    ['/practice#<script>', { broken: true }],
    ['/practice?role=No Such Role', {}],
    ['/practice?question=slow-endpoint', {}],
    [`/practice?role=${SLUG}&question=${'x'.repeat(900)}`, { role: SLUG }],
    [`/practice?watch=nonsense#${PAGE}`, { page: PAGE }],
    [`/practice?watch=${attemptId(1)}`, {}],
    [`/practice?receipt=${'x'.repeat(65)}`, {}],
  ])('leads nowhere when it is invalid: %s', (address, expected) => {
    expect(read(address)).toEqual(expected);
  });
});

describe('the attempt of a tab', () => {
  const attempt = {
    interviewId: attemptId(1),
    role: 'Backend Developer',
    length: 'short' as const,
    purpose: 'self' as const,
    slug: SLUG,
  };

  it('is known after a reload, without the key of its page', () => {
    const storage = new MemoryStorage();
    storeUnderWay(storage.safe, attempt);
    expect(readUnderWay(storage.safe)).toEqual(attempt);
    expect(storage.getItem(storage.key(0) ?? '')).not.toContain(PAGE);
    storeUnderWay(storage.safe, undefined);
    expect(storage.length).toBe(0);
  });

  it.each(['', 'nonsense', '{"interviewId":7}', 'null'])('is absent when %o is stored', stored => {
    const storage = new MemoryStorage();
    storeUnderWay(storage.safe, attempt);
    storage.setItem(storage.key(0) ?? '', stored);
    expect(readUnderWay(storage.safe)).toBeUndefined();
  });
});
