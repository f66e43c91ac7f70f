import type { RequestName } from '../../shared/protocol/requests.ts';
import { type LimitName, RateLimits } from '../limits/RateLimits.ts';

/** Limits of requests that have large answers, or add events to the log or transports to the sfu. */
const LIMIT_OF: Partial<Record<RequestName, LimitName>> = {
  'chat.send': 'text',
  'help.send': 'text',
  'interview.resume': 'view',
  'chat.earlier': 'chat',
  'kit.read': 'kit',
  'review.open': 'review',
  'transcript.read': 'review',
  'transcript.correct': 'text',
  'transcript.withdraw': 'consent',
  'setup.report': 'setup',
  'consent.give': 'consent',
  'seat.enter': 'presence',
  'seat.leave': 'presence',
  'recruiter.press': 'recruiter',
  'recruiter.write': 'recruiter',
  'recruiter.setWriting': 'recruiter',
  'recruiter.saveDraft': 'drafts',
  'recruiter.readDraft': 'drafts',
  'media.produce': 'tracks',
  'media.setPaused': 'tracks',
  'media.stop': 'tracks',
  'captions.set': 'tracks',
  'captions.write': 'captions',
  'test.start': 'connectionTest',
};

/** Limits requests per page and per person. Counts in memory, because a socket is connected to one server. */
export class RequestLimits {
  readonly #limits = new RateLimits();

  arrive(personKey: string): Promise<void> {
    return this.#limits.spend('arrival', personKey, TOO_FAST);
  }

  async consume(pageKey: string, personKey: string, requestName?: RequestName): Promise<void> {
    await this.#limits.spend('requestsOfPage', pageKey, TOO_FAST);
    await this.#limits.spend('requests', personKey, TOO_FAST);
    const limit = requestName && LIMIT_OF[requestName];
    if (limit) await this.#limits.spend(limit, personKey, TOO_FAST);
  }
}

const TOO_FAST = 'sending-too-fast';
