import { uuidv7 } from 'uuidv7';
import type { MessageId } from '../../shared/ids.ts';
import { errorMessage } from './errorMessage.ts';
import type { InterviewClient } from './interviewClient.ts';
import { Store } from './store.ts';

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
