import { noteNavigation } from '../navigation.ts';
import { Store } from '../store.ts';
import { type PracticeAddress, practiceHref, readPracticeAddress } from './practiceAddress.ts';

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
