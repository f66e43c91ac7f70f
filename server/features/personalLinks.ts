import { uuidv7 } from 'uuidv7';
import { LinkId } from '../../shared/ids.ts';
import type { NewEvent, NewSeat } from '../../shared/interview/events.ts';
import { linkNeededUntil, type Plan } from '../../shared/interview/linkEnd.ts';
import type { IssuedLink } from '../../shared/protocol/http.ts';
import { type Config, deriveKey } from '../config.ts';
import type { NewLink } from '../store/interviewAppend.ts';
import { derivedLinkToken, hashOfToken } from './linkToken.ts';

const FROM_ISSUE_MS = 30 * 24 * 60 * 60 * 1_000;

export interface CreatedLink {
  stored: NewLink;
  event: NewEvent;
  /** Contains the token, unlike the other fields. */
  issued: IssuedLink;
}

/** Personal links. Their tokens are derived from their ids, so that later emails can repeat a link. */
export class PersonalLinks {
  readonly #publicUrl: string;
  readonly #key: Uint8Array;

  constructor({ publicUrl, secret }: Pick<Config, 'publicUrl' | 'secret'>) {
    this.#publicUrl = publicUrl;
    this.#key = deriveKey(secret, 'personal links');
  }

  /** Creates a link for a seat, without storing it. */
  create({ seatId, role }: Pick<NewSeat, 'seatId' | 'role'>, interview: Plan): CreatedLink {
    const linkId = LinkId.parse(uuidv7());
    const token = derivedLinkToken(this.#key, linkId);
    const expiresAt = Math.max(Date.now() + FROM_ISSUE_MS, linkNeededUntil(role, interview));
    return {
      stored: { linkId, seatId, tokenHash: hashOfToken(token), expiresAt },
      event: { kind: 'link.issued', payload: { seatId, linkId, expiresAt } },
      issued: { seatId, url: this.#urlOf(token), expiresAt },
    };
  }

  /** Returns a link's address, or undefined if its token was random, or derived from another secret. */
  addressOf({ linkId, tokenHash }: Pick<NewLink, 'linkId' | 'tokenHash'>): string | undefined {
    const token = derivedLinkToken(this.#key, linkId);
    return hashOfToken(token) === tokenHash ? this.#urlOf(token) : undefined;
  }

  #urlOf(token: string): string {
    return `${this.#publicUrl}/join#${token}`;
  }
}

/** Returns the address at which a candidate chooses the time. Has the same token as `url`. */
export function scheduleUrl(url: string): string {
  return url.replace('/join#', '/schedule#');
}
