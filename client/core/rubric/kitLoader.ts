import { AppError } from '../../../shared/errors.ts';
import { ChosenKit, type InterviewKit } from '../../../shared/kit/kit.ts';
import { backoffMs } from '../backoff.ts';
import { Disposables } from '../disposables.ts';
import type { InterviewClient } from '../interviewClient.ts';
import { asAppError } from '../replies.ts';
import { Store } from '../store.ts';

const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 5_000;

export type LoadedKit =
  | { state: 'loading' }
  | { state: 'ready'; kit: InterviewKit }
  | { state: 'failed'; error: AppError };

export class KitLoader {
  readonly loaded = new Store<LoadedKit>({ state: 'loading' });
  readonly #client: InterviewClient;
  readonly #disposables = new Disposables();
  #requested: string | undefined;
  #attempts = 0;

  constructor(client: InterviewClient) {
    this.#client = client;
    this.#disposables.add(client.view.subscribe(() => this.#follow()));
    this.#disposables.add(client.onSynced(() => this.#follow()));
    this.#follow();
  }

  retry(): void {
    this.#requested = undefined;
    this.#attempts = 0;
    this.#follow();
  }

  close(): void {
    this.#disposables.dispose();
  }

  #follow(): void {
    const kit = this.#client.view.get()?.rubric?.kit;
    if (!kit || !this.#client.isConnected) return;
    const wanted = `${kit.kitId} ${kit.version}`;
    if (wanted === this.#requested) return;
    this.#requested = wanted;
    void this.#load(wanted);
  }

  async #load(wanted: string): Promise<void> {
    // Keeps showing the previous version until the new version is loaded.
    const before = this.loaded.get();
    if (before.state === 'failed') this.loaded.set({ state: 'loading' });
    try {
      const answer = await this.#client.query('kit.read', {});
      if (this.#disposables.disposed || this.#requested !== wanted) return;
      const chosen = ChosenKit.safeParse(answer.chosen);
      if (!chosen.success) throw new AppError('internal', 'page-outdated', { cause: chosen.error });
      this.#attempts = 0;
      this.loaded.set({ state: 'ready', kit: chosen.data.kit });
    } catch (thrown) {
      if (this.#disposables.disposed || this.#requested !== wanted) return;
      const error = asAppError(thrown);
      if (error.retryable) this.#later();
      else this.loaded.set({ state: 'failed', error });
    }
  }

  #later(): void {
    const timer = setTimeout(
      () => {
        this.#requested = undefined;
        this.#follow();
      },
      backoffMs(this.#attempts++, FIRST_RETRY_MS, MAX_RETRY_MS),
    );
    this.#disposables.add(() => clearTimeout(timer));
  }
}
