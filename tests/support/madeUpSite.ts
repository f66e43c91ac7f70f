import { AppError } from '../../shared/errors.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import type { PageRetention } from '../../shared/practice/practice.ts';
import type { RouteParams } from '../../shared/protocol/http.ts';
import { type MailState, OUTBOX_PAGE, type OutboxMail } from '../../shared/protocol/mailRoutes.ts';
import { type Publication, Slug } from '../../shared/protocol/siteRoutes.ts';
import { exampleKit } from './exampleKit.ts';
import type { ReviewServer } from './reviewServer.ts';

const HOUR_MS = 3_600_000;

/** Messages of an outbox after a day: one of each state. */
export function severalMails(): OutboxMail[] {
  const rows: [MailState, string, string?][] = [
    ['waiting', 'grace@example.org'],
    ['waiting', 'alan@example.org', 'Couldn’t reach the mail server (ECONNREFUSED).'],
    ['bounced', 'no-one@example.org', 'The mail server refused the address: 550 5.1.1 No such person here'],
    ['failed', 'barbara@example.org', 'The mail server rejected the message: 554 5.7.1 Message refused'],
    ['sent', 'ada@example.org'],
    ['sent', 'a-rather-long-name.of-somebody@a-rather-long-name-of-a-company.example.org'],
    ['unsent', 'radia@example.org'],
  ];
  return rows.map(([state, to, reason], index) => ({
    mailId: `mail-${index}`,
    kind: 'practice-link',
    to,
    subject: 'Your practice page',
    text: `You asked for the link to your private page.\n\nOpen your practice page:\nhttps://interviews.example.com/practice#…\n\n-- \nVivavoce\n`,
    state,
    createdAt: Date.now() - index * 5 * HOUR_MS,
    ...(state === 'sent' && { sentAt: Date.now() - index * 5 * HOUR_MS }),
    ...(reason && { reason }),
  }));
}

/** Four published kits and two unpublished, one of them unfinished. */
export function severalPublications(): Publication[] {
  const rows: [kitId: string, role: string, part: Partial<Publication>][] = [
    [
      'backend-developer',
      'Backend Developer',
      { numbers: { interviewed: 128, withFeedback: 31, rated: 12, average: 4.6 } },
    ],
    [
      'frontend-developer',
      'Frontend Developer',
      {
        earlierSlugs: [Slug.parse('web-developer')],
        numbers: { interviewed: 9, withFeedback: 0, rated: 0 },
      },
    ],
    ['data-analyst', 'Data Analyst', {}],
    ['product-manager', 'Product Manager', {}],
    ['hr-recruiter', 'HR / Recruiter', { published: false }],
    ['site-reliability', 'Site Reliability Engineer', { published: false, errors: 3, warnings: 1 }],
  ];
  return rows.map(([kitId, role, part], position) => ({
    kitId: KitId.parse(kitId),
    role,
    level: 'Mid-level',
    locale: 'en-US',
    slug: Slug.parse(kitId),
    published: true,
    position,
    earlierSlugs: [],
    errors: 0,
    warnings: 0,
    numbers: { interviewed: 0, withFeedback: 0, rated: 0 },
    updatedAt: Date.now() - position * HOUR_MS,
    ...part,
  }));
}

/** A response that refuses the request. */
export function refused(): never {
  throw new AppError('internal');
}

/** The outbox of a fake server, which tests change. */
export class MadeUpOutbox {
  mails = severalMails();
  configured = true;

  serve(server: ReviewServer): this {
    server
      .answer('outbox.list', ({ before, state, text = '' }) => {
        const fitting = this.mails.filter(
          mail => (state === undefined || mail.state === state) && `${mail.to}`.includes(text),
        );
        const from = before === undefined ? 0 : fitting.findIndex(mail => mail.mailId === before) + 1;
        return { configured: this.configured, mails: fitting.slice(from, from + OUTBOX_PAGE) };
      })
      .answer('outbox.retry', ({ mailId }) => {
        this.mails = this.mails.map(({ reason, ...mail }) =>
          mail.mailId === mailId ? { ...mail, state: 'waiting' } : { ...mail, ...(reason && { reason }) },
        );
        return {};
      });
    return this;
  }
}

/** The public site's settings on a fake server: a test changes them and reads what was sent. */
export class MadeUpPublicSide {
  publications = severalPublications();
  isOn = true;
  /** Retention of private pages. */
  keep: PageRetention = 'as-recordings';
  /** Every order of the kits that was saved. */
  readonly orders: string[][] = [];

  serve(server: ReviewServer): this {
    server
      .answer('publications.list', () => ({ publicSide: this.isOn, publications: this.publications }))
      .answer('publications.change', params => ({ publication: this.#change(params) }))
      .answer('kits.read', ({ kitId }) => ({
        kitId,
        version: 1,
        builtIn: false,
        archived: false,
        updatedAt: Date.now(),
        kit: exampleKit(),
      }))
      .answer('publications.order', ({ kitIds }) => {
        this.orders.push([...kitIds]);
        this.publications = this.publications.map(one =>
          one.published ? { ...one, position: kitIds.indexOf(one.kitId) } : one,
        );
        return {};
      })
      .answer('practicePages.read', () => ({
        keep: this.keep,
        ...(this.keep !== 'until-deleted' && { days: this.keep === 'as-recordings' ? 180 : this.keep }),
      }))
      .answer('practicePages.change', ({ keep }) => {
        this.keep = keep;
        return {};
      })
      .answer('publicSide.change', ({ publicSide }) => {
        this.isOn = publicSide;
        return {};
      });
    return this;
  }

  require(kitId: string): Publication {
    return this.publications.find(one => one.kitId === kitId) ?? refused();
  }

  #change({ kitId, slug, published }: RouteParams<'publications.change'>): Publication {
    const owner = this.publications.find(
      one => slug !== undefined && one.kitId !== kitId && [one.slug, ...one.earlierSlugs].includes(slug),
    );
    if (owner) throw new AppError('conflict', undefined, { details: { kitId: owner.kitId } });
    this.publications = this.publications.map(one =>
      one.kitId === kitId
        ? {
            ...one,
            published: published ?? one.published,
            ...(slug && { slug, earlierSlugs: [one.slug, ...one.earlierSlugs] }),
          }
        : one,
    );
    return this.require(kitId);
  }
}
