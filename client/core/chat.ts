import { uuidv7 } from 'uuidv7';
import type { MessageId } from '../../shared/ids.ts';
import type { ChatLine } from '../../shared/interview/chat.ts';
import type { InterviewView } from '../../shared/interview/view.ts';
import { errorMessage } from './errorMessage.ts';
import type { InterviewClient } from './interviewClient.ts';
import { Store } from './store.ts';

type Lines = Readonly<Record<MessageId, ChatLine>>;

interface EarlierChat {
  /** What this page has of the chat before the part that the view carries. */
  lines: Lines;
  /** Where it goes on before that, for `chat.earlier`; 0 where it does not. */
  before: number;
  loading: boolean;
  /** Why the last attempt to load more failed. */
  problem?: string;
}

const NOTHING: EarlierChat = { lines: {}, before: 0, loading: false };

/** The chat's past: lines that have left the view as newer ones came, and those that were asked for. Ends with `close()`. */
export class ChatHistory {
  readonly earlier = new Store<EarlierChat>(NOTHING);
  readonly #client: Pick<InterviewClient, 'view' | 'query'>;
  readonly #unsubscribe: () => void;
  #shown: InterviewView['chat'] = {};

  constructor(client: Pick<InterviewClient, 'view' | 'query'>) {
    this.#client = client;
    this.#unsubscribe = client.view.subscribe(() => this.#follow());
    this.#follow();
  }

  /** Loads the next part. Never rejects. */
  async load(): Promise<void> {
    const asked = this.earlier.get();
    if (asked.loading || asked.before === 0) return;
    const { problem: _past, ...rest } = asked;
    const loading = { ...rest, loading: true };
    this.earlier.set(loading);
    try {
      const { lines, earlier } = await this.#client.query('chat.earlier', { before: asked.before });
      this.#finish(loading, had => ({ lines: { ...lines, ...had.lines }, before: earlier, loading: false }));
    } catch (error) {
      this.#finish(loading, had => ({ ...had, loading: false, problem: errorMessage(error) }));
    }
  }

  close(): void {
    this.#unsubscribe();
  }

  /** What was asked for fits no more where the history began anew meanwhile. */
  #finish(asked: EarlierChat, change: (had: EarlierChat) => EarlierChat): void {
    const had = this.earlier.get();
    if (had.loading && had.before === asked.before) this.earlier.set(change(had));
  }

  #follow(): void {
    const view = this.#client.view.get();
    if (!view || view.chat === this.#shown) return;
    const before = this.#shown;
    this.#shown = view.chat;
    const known = Object.entries(before) as [MessageId, ChatLine][];
    const dropped = known.filter(([messageId]) => !(messageId in view.chat));
    // After a long absence there may be lines between that this page has never seen; and in the lobby there is nothing to read.
    if (dropped.length === known.length) this.earlier.set({ ...NOTHING, before: view.chatEarlier ?? 0 });
    else if (dropped.length > 0)
      this.earlier.update(had => ({ ...had, lines: { ...had.lines, ...Object.fromEntries(dropped) } }));
  }
}

export interface OutgoingMessage {
  key: string;
  text: string;
  at: number;
  /** `sent` has an id by then; it stays until the view shows the message itself, so that nothing flickers. */
  state: 'sending' | 'sent' | 'refused';
  messageId?: MessageId;
  problem?: string;
}

/** Chat messages on their way. What was typed stays on screen until the server has it. */
export class ChatOutbox {
  readonly messages = new Store<readonly OutgoingMessage[]>([]);
  /** What is being written. It outlives the panel that it is written in. */
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

  /** Takes a refused message away. */
  discard(key: string): void {
    this.messages.update(all => all.filter(message => message.key !== key));
  }

  #change(key: string, change: Partial<OutgoingMessage>): void {
    const shown = this.#client.view.get()?.chat ?? {};
    this.messages.update(all =>
      all
        .map(message => (message.key === key ? { ...message, ...change } : message))
        // Those the view shows by now have done their part.
        .filter(({ messageId }) => messageId === undefined || !(messageId in shown)),
    );
  }
}
