import { uuidv7 } from 'uuidv7';
import type { MessageId } from '../../shared/ids.ts';
import type { ChatLine } from '../../shared/interview/chat.ts';
import type { InterviewView } from '../../shared/interview/view.ts';
import { errorMessage } from './errorMessage.ts';
import type { InterviewClient } from './interviewClient.ts';
import { Store } from './store.ts';

type Lines = Readonly<Record<MessageId, ChatLine>>;

interface EarlierChat {
  lines: Lines;
  /** Cursor for `chat.earlier`; 0 when there are no older messages. */
  before: number;
  loading: boolean;
  problem?: string;
}

const NOTHING: EarlierChat = { lines: {}, before: 0, loading: false };

/** Keeps messages that are no longer in the view, and older messages that the person loaded. */
export class ChatHistory {
  readonly earlier = new Store<EarlierChat>(NOTHING);
  readonly #client: Pick<InterviewClient, 'view' | 'query'>;
  readonly #unsubscribe: () => void;
  #latest: InterviewView['chat'] = {};

  constructor(client: Pick<InterviewClient, 'view' | 'query'>) {
    this.#client = client;
    this.#unsubscribe = client.view.subscribe(() => this.#follow());
    this.#follow();
  }

  async load(): Promise<void> {
    const current = this.earlier.get();
    if (current.loading || current.before === 0) return;
    const { problem: _past, ...rest } = current;
    const loading = { ...rest, loading: true };
    this.earlier.set(loading);
    try {
      const { lines, earlier } = await this.#client.query('chat.earlier', { before: current.before });
      this.#finish(loading, before => ({
        lines: { ...lines, ...before.lines },
        before: earlier,
        loading: false,
      }));
    } catch (error) {
      this.#finish(loading, before => ({ ...before, loading: false, problem: errorMessage(error) }));
    }
  }

  close(): void {
    this.#unsubscribe();
  }

  /** Applies a response, unless the history was reset while the request was running. */
  #finish(request: EarlierChat, change: (current: EarlierChat) => EarlierChat): void {
    const current = this.earlier.get();
    if (current.loading && current.before === request.before) this.earlier.set(change(current));
  }

  #follow(): void {
    const view = this.#client.view.get();
    if (!view || view.chat === this.#latest) return;
    const before = this.#latest;
    this.#latest = view.chat;
    const known = Object.entries(before) as [MessageId, ChatLine][];
    const dropped = known.filter(([messageId]) => !(messageId in view.chat));
    // If no known message is left, messages in between may be missing, so the history starts over.
    if (dropped.length === known.length) this.earlier.set({ ...NOTHING, before: view.chatEarlier ?? 0 });
    else if (dropped.length > 0)
      this.earlier.update(before => ({
        ...before,
        lines: { ...before.lines, ...Object.fromEntries(dropped) },
      }));
  }
}

export interface OutgoingMessage {
  key: string;
  text: string;
  at: number;
  /** `sent` messages have an id. They stay until the view contains them, so that they don't flicker. */
  state: 'sending' | 'sent' | 'refused';
  messageId?: MessageId;
  problem?: string;
}

export class ChatOutbox {
  readonly messages = new Store<readonly OutgoingMessage[]>([]);
  readonly draft = new Store('');
  readonly #client: InterviewClient;

  constructor(client: InterviewClient) {
    this.#client = client;
  }

  async send(text: string): Promise<void> {
    const message: OutgoingMessage = { key: uuidv7(), text, at: this.#client.serverNow(), state: 'sending' };
    this.messages.update(all => [...all, message]);
    try {
      const { messageId } = await this.#client.command('chat.send', { text });
      this.#change(message.key, { state: 'sent', messageId });
    } catch (error) {
      this.#change(message.key, { state: 'refused', problem: errorMessage(error) });
    }
  }

  discard(key: string): void {
    this.messages.update(all => all.filter(message => message.key !== key));
  }

  #change(key: string, change: Partial<OutgoingMessage>): void {
    const shown = this.#client.view.get()?.chat ?? {};
    this.messages.update(all =>
      all
        .map(message => (message.key === key ? { ...message, ...change } : message))
        .filter(({ messageId }) => messageId === undefined || !(messageId in shown)),
    );
  }
}
