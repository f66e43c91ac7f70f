import type { InterviewId, SeatId } from '../../../shared/ids.ts';
import type { SafeStorage } from '../safeStorage.ts';

const PREFIX = 'vivavoce.answer';

/** What a draft answers: a question of the kit's, or a follow-up to one. */
export interface AnswerPlace {
  questionId: string;
  probe?: string | undefined;
}

/**
 * Written answers that were not sent yet, in this tab: a reload takes nothing away. Where the browser keeps nothing, the text lives as
 * long as this object.
 */
export class AnswerDrafts {
  readonly #storage: SafeStorage;
  readonly #prefix: string;
  readonly #typed = new Map<string, string>();

  constructor(storage: SafeStorage, interviewId: InterviewId, seatId: SeatId) {
    this.#storage = storage;
    this.#prefix = `${PREFIX}.${interviewId}.${seatId}`;
  }

  read(place: AnswerPlace): string {
    const key = this.#keyOf(place);
    return this.#typed.get(key) ?? this.#storage.read(key) ?? '';
  }

  /** Answers whether the browser took it: storage may be full or switched off. */
  keep(place: AnswerPlace, text: string): boolean {
    const key = this.#keyOf(place);
    this.#typed.set(key, text);
    return text === '' ? this.#storage.remove(key) : this.#storage.write(key, text);
  }

  #keyOf({ questionId, probe }: AnswerPlace): string {
    return probe === undefined ? `${this.#prefix}.${questionId}` : `${this.#prefix}.${questionId}.${probe}`;
  }
}
