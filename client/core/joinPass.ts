import { AppError } from '../../shared/errors.ts';
import type { RouteResult } from '../../shared/protocol/http.ts';
import { JOIN_ROUTES, LinkToken } from '../../shared/protocol/joinRoutes.ts';
import { routeCaller } from './httpRoute.ts';

const callJoin = routeCaller(JOIN_ROUTES);

export type JoinDetails = RouteResult<'join.exchange'>;

/** A token this young is used as it is; the page has only just asked for it. */
const FRESH_FOR_MS = 20_000;

/** A personal link in use: exchanged for a short join token when the page opens, and again before each reconnect. */
export class JoinPass {
  readonly #link: string;
  readonly details: JoinDetails;
  #unused: { details: JoinDetails; at: number } | undefined;

  private constructor(link: string, details: JoinDetails) {
    this.#link = link;
    this.details = details;
    this.#unused = { details, at: Date.now() };
  }

  /** Throws `link-invalid` for a link that does not work, `unavailable` when the server cannot be reached. */
  static async open(fragment: string): Promise<JoinPass> {
    const link = LinkToken.safeParse(fragment.replace(/^#/, ''));
    if (!link.success) throw AppError.linkInvalid();
    return new JoinPass(link.data, await callJoin('join.exchange', { link: link.data }));
  }

  async fresh(): Promise<JoinDetails> {
    const unused = this.#unused;
    this.#unused = undefined;
    if (unused && Date.now() - unused.at < FRESH_FOR_MS) return unused.details;
    return await callJoin('join.exchange', { link: this.#link });
  }
}
