import { AppError } from '../../../shared/errors.ts';
import {
  checkMessage,
  MessageKind,
  type MessageName,
  type MessageWords,
  messageKey,
  recipientsOf,
} from '../../../shared/messages/messages.ts';
import { usualWords } from '../../../shared/messages/usualMessages.ts';
import type { SettingStore } from '../../store/settingStore.ts';

/** The organization's words for messages about interviews. */
export class Messages {
  readonly #settings: SettingStore;

  constructor(settings: SettingStore) {
    this.#settings = settings;
  }

  async list(): Promise<(MessageName & { words: MessageWords; changed: boolean })[]> {
    const changed = await this.#stored();
    return MessageKind.options.flatMap(kind =>
      recipientsOf(kind).map(seat => {
        const own = changed[messageKey({ kind, seat })];
        return { kind, seat, words: own ?? usualWords({ kind, seat }), changed: own !== undefined };
      }),
    );
  }

  /** Returns the organization's words, or undefined if it uses the usual ones. */
  async wordsFor(name: MessageName): Promise<MessageWords | undefined> {
    return (await this.#stored())[messageKey(name)];
  }

  /** Stores words, or returns to the usual ones. Throws `invalid` unless `checkMessage` finds nothing. */
  async change(name: MessageName, words: MessageWords | null, userId: string): Promise<void> {
    if (words) requireUsable(name, words);
    const { [messageKey(name)]: _before, ...others } = await this.#stored();
    const usual = usualWords(name);
    const isUsual = !words || (words.subject === usual.subject && words.text === usual.text);
    await this.#settings.write('messages', isUsual ? others : { ...others, [messageKey(name)]: words }, {
      actor: userId,
      action: 'message.changed',
      target: messageKey(name),
      details: { usual: isUsual },
    });
  }

  async #stored(): Promise<Record<string, MessageWords>> {
    return (await this.#settings.read('messages')) ?? {};
  }
}

export function requireUsable(name: MessageName, words: MessageWords): void {
  if (!recipientsOf(name.kind).includes(name.seat))
    throw new AppError('invalid', undefined, { details: { field: 'seat' } });
  const [finding] = checkMessage(name, words);
  if (!finding) return;
  const { field, problem, placeholder } = finding;
  throw new AppError('invalid', `message-${problem}`, {
    values: { placeholder },
    details: { field: `words.${field}` },
  });
}
