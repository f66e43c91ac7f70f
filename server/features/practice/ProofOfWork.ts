import { randomInt } from 'node:crypto';
import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey as derivePbkdf2 } from 'altcha-lib/algorithms/pbkdf2';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { deriveKey } from '../../config.ts';
import type { RateLimits } from '../../limits/RateLimits.ts';

export interface ProofDifficulty {
  cost: number;
  /** The solution is at least `from` and less than `below`. Browsers search from 0 upward. */
  counter: readonly [from: number, below: number];
}

/** A solution takes a fraction of a second on a laptop, and about a second on an older phone. */
const WORK: ProofDifficulty = { cost: 1_000, counter: [300, 600] };
const LIFETIME_MS = 10 * 60_000;

/** Payload of altcha-lib: JSON, or base64 of JSON as the library's widget sends it. */
const Payload = z.object({
  challenge: z.object({
    parameters: z.looseObject({
      algorithm: z.literal('PBKDF2/SHA-256'),
      cost: z.number().int().positive().max(100_000),
      keyLength: z.number().int().positive().max(64),
      keyPrefix: z.string().max(128),
      nonce: z.string().max(128),
      salt: z.string().max(128),
      expiresAt: z.number(),
    }),
    signature: z.string().min(1).max(256),
  }),
  solution: z.looseObject({ counter: z.number().int().nonnegative(), derivedKey: z.string().max(256) }),
});

/** Issues single-use proofs of work, so that one machine cannot request thousands of attempts. */
export class ProofOfWork {
  readonly #secrets: { hmacSignatureSecret: string; hmacKeySignatureSecret: string };
  readonly #limits: RateLimits;
  readonly #work: ProofDifficulty;

  constructor(options: { secret: string; limits: RateLimits; work?: ProofDifficulty | undefined }) {
    const keyFor = (purpose: string) => Buffer.from(deriveKey(options.secret, purpose)).toString('base64url');
    this.#secrets = {
      hmacSignatureSecret: keyFor('practice-proof'),
      hmacKeySignatureSecret: keyFor('practice-proof-key'),
    };
    this.#limits = options.limits;
    this.#work = options.work ?? WORK;
  }

  async challenge(): Promise<Record<string, unknown>> {
    const { cost, counter } = this.#work;
    const challenge = await createChallenge({
      algorithm: 'PBKDF2/SHA-256',
      cost,
      counter: randomInt(...counter),
      deriveKey: derivePbkdf2,
      expiresAt: new Date(Date.now() + LIFETIME_MS),
      ...this.#secrets,
    });
    return { ...challenge };
  }

  /** Uses up a proof. Throws `invalid` when it is wrong, expired, or already used. */
  async spend(proof: string): Promise<void> {
    const payload = payloadOf(proof);
    if (!payload) throw refused();
    const { verified } = await verifySolution({
      challenge: payload.challenge,
      solution: payload.solution,
      deriveKey: derivePbkdf2,
      ...this.#secrets,
    });
    if (!verified) throw refused();
    try {
      await this.#limits.spend('practiceProof', payload.challenge.signature);
    } catch (error) {
      if (error instanceof AppError && error.code === 'rate-limited') throw refused();
      throw error;
    }
  }
}

function payloadOf(proof: string): z.infer<typeof Payload> | undefined {
  const text = proof.startsWith('{') ? proof : Buffer.from(proof, 'base64').toString('utf8');
  try {
    const payload = Payload.safeParse(JSON.parse(text));
    return payload.success ? payload.data : undefined;
  } catch {
    return undefined;
  }
}

function refused(): AppError {
  return AppError.invalid('proof-expired', { field: 'proof' });
}
