import { createHash } from 'node:crypto';
import { interviewQuestionsOf } from '../../../shared/site/sitePages.ts';
import { inWorker } from '../../inWorker.ts';
import type { CardFacts } from './cardWorker.ts';
import type { PublicRole } from './PublicRoles.ts';

export type CardImage = { png: Buffer; etag: string };

/** Number of cached images. Each takes about 40 kB. */
const MAX_CARDS = 200;

export class RoleCards {
  readonly #cards = new Map<string, Promise<CardImage>>();

  ofSite(): Promise<CardImage> {
    return this.#card({
      kicker: 'Practice interviews',
      title: 'Say it out loud before it counts',
      lines: ['Free, no account'],
    });
  }

  ofRole({ slug, role, guideQuestions }: PublicRole): Promise<CardImage> {
    return this.#card({
      kicker: `${guideQuestions} ${guideQuestions === 1 ? 'question' : 'questions'}, answered`,
      title: interviewQuestionsOf(role),
      lines: ['Practice out loud, free'],
      voice: slug,
    });
  }

  #card(facts: CardFacts): Promise<CardImage> {
    const key = JSON.stringify(facts);
    const known = this.#cards.get(key);
    if (known) return known;
    const [oldest] = this.#cards.keys();
    if (oldest !== undefined && this.#cards.size >= MAX_CARDS) this.#cards.delete(oldest);
    const card = draw(facts);
    this.#cards.set(key, card);
    card.catch(() => this.#cards.delete(key));
    return card;
  }
}

async function draw(facts: CardFacts): Promise<CardImage> {
  const drawn = await inWorker(new URL('cardWorker.ts', import.meta.url), facts, 'stranger');
  const png = Buffer.from(drawn as Uint8Array);
  return { png, etag: `"${createHash('sha256').update(png).digest('base64url').slice(0, 22)}"` };
}
