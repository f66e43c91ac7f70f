import { readFile } from 'node:fs/promises';
import type { Socket } from 'socket.io-client';
import { uuidv7 } from 'uuidv7';
import { parse } from 'yaml';
import { Kit } from '../../../shared/kit/kit.ts';
import { ask } from '../live/pacedSockets.ts';

const KIT_FILE = new URL('../../../server/features/kit/builtIn/backend-developer.yaml', import.meta.url);
const VALUES = [1, 2, 3, 4, 5, 'N'] as const;

/** Evaluators who rate question by question in rounds, each time with the version they have seen. */
export class Raters {
  readonly #keys: { questionId: string; competencyId: string }[];
  readonly #versions = new Map<string, number>();

  static async create(): Promise<Raters> {
    return new Raters(Kit.parse(parse(await readFile(KIT_FILE, 'utf8'))));
  }

  private constructor(kit: Kit) {
    this.#keys = kit.questions.flatMap(({ id, competencies }) =>
      competencies.map(competencyId => ({ questionId: id, competencyId })),
    );
  }

  /** Rates the next key of this round. Resolves with true when the server has accepted it. */
  async rate(socket: Socket, round: number): Promise<boolean> {
    const key = this.#keys[round % this.#keys.length];
    if (!key) throw new Error('The kit rates nothing.');
    const item = `${socket.id} ${key.questionId}/${key.competencyId}`;
    const expectedVersion = this.#versions.get(item) ?? 0;
    this.#versions.set(item, expectedVersion + 1);
    const reply = (await ask(socket, 'rating.put', {
      commandId: uuidv7(),
      params: {
        ...key,
        value: VALUES[round % VALUES.length],
        expectedVersion,
        stamp: { mediaTimeMs: round * 1_000 },
      },
    })) as { ok: boolean };
    return reply.ok;
  }
}
