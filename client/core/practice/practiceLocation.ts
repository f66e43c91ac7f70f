import { InterviewId } from '../../../shared/ids.ts';
import { QuestionId } from '../../../shared/kit/kitIds.ts';
import { LinkToken } from '../../../shared/protocol/joinRoutes.ts';
import { Slug } from '../../../shared/protocol/siteRoutes.ts';
import { noteNavigation } from '../navigation.ts';
import { Store } from '../store.ts';

/** What an address of `/practice` leads to. The key of a private page stands behind the `#`, and nowhere else. */
export interface PracticeAddress {
  readonly page?: string;
  /** Something stands behind the `#` that cannot be a key, as when a few characters were lost on the way. */
  readonly broken?: true;
  /** What to practice: with a key, on that private page. */
  readonly role?: Slug;
  readonly question?: QuestionId;
  /** The attempt whose recording is watched. */
  readonly watch?: InterviewId;
  /** Where that begins: with the answer to this question. Named as every address of a moment names it. */
  readonly q?: QuestionId;
  /** The attempt whose report is read. */
  readonly report?: InterviewId;
  /** The question whose answers then and now are watched. */
  readonly compare?: QuestionId;
  /** Proof of a deletion. */
  readonly receipt?: string;
}

/** What cannot be understood leads nowhere. */
export function readPracticeAddress(search: string, hash: string): PracticeAddress {
  const query = new URLSearchParams(search);
  const secret = hash.replace(/^#/, '');
  const page = LinkToken.safeParse(secret).data;
  const role = Slug.safeParse(query.get('role')).data;
  const question = QuestionId.safeParse(query.get('question')).data;
  const watch = InterviewId.safeParse(query.get('watch')).data;
  const q = QuestionId.safeParse(query.get('q')).data;
  const report = InterviewId.safeParse(query.get('report')).data;
  const compare = QuestionId.safeParse(query.get('compare')).data;
  const receipt = query.get('receipt');
  return {
    ...(page && { page }),
    ...(!page && secret !== '' && { broken: true as const }),
    ...(role && { role }),
    ...(role && question && { question }),
    ...(page && watch && { watch }),
    ...(page && watch && q && { q }),
    ...(page && report && { report }),
    ...(page && compare && { compare }),
    ...(receipt && receipt.length <= 64 && { receipt }),
  };
}

export function practiceHref({ page, ...rest }: Omit<PracticeAddress, 'broken'>): string {
  const query = new URLSearchParams(
    Object.entries(rest).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ).toString();
  return `/practice${query && `?${query}`}${page ? `#${page}` : ''}`;
}

/** Kept with an entry of the browser's history: the address before it, without its key. */
interface Came {
  from: string;
}

type Target = Omit<PracticeAddress, 'broken'>;

/** Where on `/practice` this tab is: all its pages are one document, so that what is typed or under way lives through a change. */
export class PracticeLocation {
  readonly address = new Store<PracticeAddress>(read());
  readonly #follow = () => {
    const next = read();
    const before = this.address.get();
    // Another private page is another person's, or another start: nothing of this one may be left.
    if (next.page !== before.page || next.broken !== before.broken) window.location.reload();
    else if (practiceHref(next) !== practiceHref(before)) this.#show(next);
  };

  constructor() {
    window.addEventListener('popstate', this.#follow);
    window.addEventListener('hashchange', this.#follow);
  }

  /** Another page, with "back" leading here again. */
  go(target: Target): void {
    const state: Came = { from: withoutKey(this.address.get()) };
    window.history.pushState(state, '', practiceHref(target));
    this.#show(read());
  }

  /** To a page that this one belongs to: the browser's own "back" where it leads there, so that the history has it once. */
  back(target: Target): void {
    const state: Partial<Came> | null = window.history.state;
    if (state?.from === withoutKey(target)) window.history.back();
    else this.replace(target);
  }

  /** Another page in place of this one. */
  replace(target: Target): void {
    window.history.replaceState(null, '', practiceHref(target));
    this.#show(read());
  }

  close(): void {
    window.removeEventListener('popstate', this.#follow);
    window.removeEventListener('hashchange', this.#follow);
  }

  #show(address: PracticeAddress): void {
    noteNavigation();
    window.scrollTo(0, 0);
    this.address.set(address);
  }
}

function read(): PracticeAddress {
  return readPracticeAddress(window.location.search, window.location.hash);
}

function withoutKey({ page: _key, ...rest }: Target): string {
  return practiceHref(rest);
}
