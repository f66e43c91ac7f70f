import { InterviewId } from '../../../shared/ids.ts';
import { QuestionId } from '../../../shared/kit/kitIds.ts';
import { LinkToken } from '../../../shared/protocol/joinRoutes.ts';
import { Slug } from '../../../shared/protocol/siteRoutes.ts';
import { noteNavigation } from '../navigation.ts';
import { Store } from '../store.ts';

/** The parts of a `/practice` address. The key of a private page (`page`) appears only in the fragment. */
interface PracticeAddress {
  readonly page?: string;
  /** True when the fragment isn't a key, for example because characters were lost. */
  readonly broken?: true;
  /** Role to practice. If there is a key, the attempt is added to that private page. */
  readonly role?: Slug;
  readonly question?: QuestionId;
  /** True if practice of the question starts when the page opens. Removed from the address when it starts. */
  readonly now?: true;
  /** Attempt whose recording is shown. */
  readonly watch?: InterviewId;
  /** Question at which the recording starts. Called `q` in all addresses of recordings. */
  readonly q?: QuestionId;
  readonly report?: InterviewId;
  readonly compare?: QuestionId;
  readonly receipt?: string;
}

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
    ...(role && question && query.get('now') === '1' && { now: true as const }),
    ...(page && watch && { watch }),
    ...(page && watch && q && { q }),
    ...(page && report && { report }),
    ...(page && compare && { compare }),
    ...(receipt && receipt.length <= 64 && { receipt }),
  };
}

export function practiceHref({ page, now, ...rest }: Target): string {
  const query = new URLSearchParams(
    Object.entries({ ...rest, now: now && '1' }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  ).toString();
  return `/practice${query && `?${query}`}${page ? `#${page}` : ''}`;
}

/** State of a history entry: the address of the previous entry, without its key. */
type Came = { from: string };
type Target = Omit<PracticeAddress, 'broken'> & {
  /** Second at which the recording starts, which takes priority over `q`. */
  readonly t?: string;
};

/** Navigates within `/practice` without loading a new document, so typed text and connections survive. */
export class PracticeLocation {
  readonly address = new Store<PracticeAddress>(read());
  readonly #ends = new AbortController();
  readonly #follow = () => {
    const next = read();
    const before = this.address.get();
    // Another private page may belong to another person, so a reload drops all data of this page.
    if (next.page !== before.page || next.broken !== before.broken) window.location.reload();
    else if (practiceHref(next) !== practiceHref(before)) this.#show(next);
  };

  constructor() {
    window.addEventListener('popstate', this.#follow, { signal: this.#ends.signal });
    window.addEventListener('hashchange', this.#follow, { signal: this.#ends.signal });
  }

  go(target: Target): void {
    const state: Came = { from: withoutKey(this.address.get()) };
    window.history.pushState(state, '', practiceHref(target));
    this.#show(read());
  }

  /** Opens the parent page (`target`). Uses the browser's "back" if that leads to the same page. */
  back(target: Target): void {
    const state: Partial<Came> | null = window.history.state;
    if (state?.from === withoutKey(target)) window.history.back();
    else this.replace(target);
  }

  replace(target: Target): void {
    window.history.replaceState(null, '', practiceHref(target));
    this.#show(read());
  }

  close(): void {
    this.#ends.abort();
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
