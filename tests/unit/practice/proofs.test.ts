import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ProofOfWork } from '../../../server/features/practice/ProofOfWork.ts';
import { RateLimits } from '../../../server/limits/RateLimits.ts';

const SECRET = 'a secret for the tests alone';
const WORK = { cost: 2, counter: [10, 20] } as const;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const proofsOf = (secret = SECRET) => new ProofOfWork({ secret, limits: new RateLimits(), work: WORK });

async function solved(proofs: ProofOfWork): Promise<{ challenge: Challenge; solution: object }> {
  const challenge = (await proofs.challenge()) as unknown as Challenge;
  const solution = await solveChallenge({ challenge, deriveKey });
  if (!solution) throw new Error('It could not be solved.');
  return { challenge, solution };
}

it('Proofs accepts a solved challenge as JSON or base64, once', async () => {
  const proofs = proofsOf();
  const [one, two] = [JSON.stringify(await solved(proofs)), JSON.stringify(await solved(proofs))];
  await proofs.spend(one);
  await proofs.spend(Buffer.from(two).toString('base64'));
  for (const used of [one, two]) await expect(proofs.spend(used)).rejects.toMatchObject({ code: 'invalid' });
});

it('Proofs requires enough work: the solution is not among the first tries', async () => {
  const { solution } = await solved(proofsOf());
  expect((solution as { counter: number }).counter).toBeGreaterThanOrEqual(10);
});

it('Proofs rejects a challenge that is ten minutes old', async () => {
  const proofs = proofsOf();
  const [early, late] = [JSON.stringify(await solved(proofs)), JSON.stringify(await solved(proofs))];
  vi.setSystemTime(Date.now() + 9 * 60_000);
  await proofs.spend(early);
  vi.setSystemTime(Date.now() + 2 * 60_000);
  await expect(proofs.spend(late)).rejects.toMatchObject({ code: 'invalid', details: { field: 'proof' } });
});

it('Proofs rejects a challenge of another server, and one that was made easier', async () => {
  const proofs = proofsOf();
  const foreign = await solved(proofsOf('another secret for the tests'));
  const { challenge } = await solved(proofs);
  const easier = { ...challenge, parameters: { ...challenge.parameters, cost: 1, keyPrefix: '00' } };
  const solution = await solveChallenge({ challenge: easier, deriveKey });
  const { signature: _none, ...unsigned } = challenge;
  for (const wrong of [
    foreign,
    { challenge: easier, solution },
    { challenge: unsigned, solution },
    { challenge, solution: { counter: 10, derivedKey: '0'.repeat(64) } },
    { challenge, solution: { counter: -1, derivedKey: 5 } },
    null,
    [],
  ])
    await expect(proofs.spend(JSON.stringify(wrong))).rejects.toMatchObject({ code: 'invalid' });
});
