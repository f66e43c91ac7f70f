import type { Kysely } from 'kysely';
import { changedFields } from '../../../shared/changedFields.ts';
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
import type { Tables } from '../../store/schema.ts';
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

  /**
   * Stores words, or returns to the usual ones. Throws `invalid` unless `checkMessage` finds nothing, and `conflict` if
   * someone else has changed the words since they were seen.
   */
  async change(
    name: MessageName,
    { words, seen }: { words: MessageWords | null; seen?: MessageWords | undefined },
    userId: string,
  ): Promise<void> {
    if (words) requireUsable(name, words);
    const key = messageKey(name);
    const usual = usualWords(name);
    const settings = this.#settings;
    await settings.edit(async transaction => {
      const { [key]: before = usual, ...others } = await this.#stored(transaction);
      const entry = { actor: userId, action: 'message.changed', target: key };
      const own = await settings.ownChanges(before, { wanted: words ?? usual, seen }, entry, transaction);
      const changed = Object.keys(own);
      if (changed.length === 0) return undefined;
      const merged = { ...before, ...own };
      requireUsable(name, merged);
      const isUsual = Object.keys(changedFields(usual, merged)).length === 0;
      const all = isUsual ? others : { ...others, [key]: merged };
      await settings.write('messages', all, undefined, transaction);
      return { ...entry, details: { usual: isUsual, changed } };
    });
  }

  async #stored(transaction?: Kysely<Tables>): Promise<Record<string, MessageWords>> {
    return (await this.#settings.read('messages', transaction)) ?? {};
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
