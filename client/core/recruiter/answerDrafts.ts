import type { InterviewId, SeatId } from '../../../shared/ids.ts';

const PREFIX = 'vivavoce.answer';

/** What a draft answers: a question of the kit's, or a follow-up to one. */
export interface AnswerPlace {
  questionId: string;
  probe?: string | undefined;
}

/**
 * Written answers that were not sent yet, in this tab: a reload takes nothing away. Where the browser keeps nothing, the text lives as
 * long as the page.
 */
export class AnswerDrafts {
  readonly #storage: Storage;
  readonly #prefix: string;

  constructor(storage: Storage, interviewId: InterviewId, seatId: SeatId) {
    this.#storage = storage;
    this.#prefix = `${PREFIX}.${interviewId}.${seatId}`;
  }

  read(place: AnswerPlace): string {
    try {
      return this.#storage.getItem(this.#keyOf(place)) ?? '';
    } catch {
      return '';
    }
  }

  /** Answers whether the browser took it: storage may be full or switched off. */
  keep(place: AnswerPlace, text: string): boolean {
    try {
      if (text === '') this.#storage.removeItem(this.#keyOf(place));
      else this.#storage.setItem(this.#keyOf(place), text);
      return true;
    } catch {
      return false;
    }
  }

  #keyOf({ questionId, probe }: AnswerPlace): string {
    return probe === undefined ? `${this.#prefix}.${questionId}` : `${this.#prefix}.${questionId}.${probe}`;
  }
}
