import { describe, expect, it } from 'vitest';
import { createChatQueries } from '../../../server/features/chat/chat.ts';
import type { NewSeat } from '../../../shared/interview/events.ts';
import { LIMITS } from '../../../shared/interview/fields.ts';
import { viewOf } from '../../../shared/interview/viewOf.ts';
import { InterviewLog, newClientId, newMessageId } from '../../support/interviewLog.ts';

/** An open session with everyone but the candidate inside, and a store with the log. */
class Talk {
  readonly log = new InterviewLog();
  readonly #queries = createChatQueries({
    readChat: async (_interviewId, from, count) =>
      this.log.events.filter(event => event.kind === 'chat.sent').slice(from, from + count),
  });

  constructor() {
    const { log } = this;
    for (const seat of [log.candidate, log.interviewer, log.evaluator]) log.enter(seat);
    log.add('session.opened', {});
  }

  say(...texts: string[]): this {
    const { seatId } = this.log.interviewer;
    for (const text of texts)
      this.log.add('chat.sent', { messageId: newMessageId(), fromSeatId: seatId, text });
    return this;
  }

  /** Returns everything that a seat can read, newest part first, as pages request it. */
  async readAll(seat: NewSeat): Promise<string[][]> {
    const { chat, chatEarlier } = viewOf(this.log.state, { kind: 'seat', seatId: seat.seatId });
    const parts = [Object.values(chat).map(({ text }) => text)];
    for (let before = chatEarlier ?? 0; before > 0; ) {
      const { lines, earlier } = await this.#ask(seat, before);
      expect(earlier).toBeLessThan(before);
      parts.push(Object.values(lines).map(({ text }) => text));
      before = earlier;
    }
    return parts;
  }

  async #ask(seat: NewSeat, before: number) {
    const { state } = this.log;
    const { interviewId } = state;
    const page = { interviewId, seatId: seat.seatId, clientId: newClientId() };
    return this.#queries['chat.earlier']({ page, seat: this.log.seat(seat), state, params: { before } });
  }
}

const numbered = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `line ${from + index}`);

describe('earlier chat', () => {
  it('is returned part by part, each line once', async () => {
    const talk = new Talk().say(...numbered(250));
    const parts = await talk.readAll(talk.log.interviewer);
    expect(parts.map(part => part.length)).toEqual([LIMITS.chatMessagesKept, LIMITS.chatMessagesKept, 50]);
    expect(parts.toReversed().flat()).toEqual(numbered(250));
  });

  it('has parts no larger than those of a view', async () => {
    const talk = new Talk().say(...Array.from({ length: 25 }, () => '漢'.repeat(LIMITS.chatText)));
    const parts = await talk.readAll(talk.log.interviewer);
    expect(parts.map(part => part.length)).toEqual([10, 10, 5]);
  });

  it('is hidden from people who were not in the room', async () => {
    const talk = new Talk().say(...numbered(150));
    talk.log.add('seat.admitted', { seatId: talk.log.candidate.seatId });
    talk.say(...numbered(120, 150));
    talk.log.add('seat.sentToLobby', { seatId: talk.log.candidate.seatId });
    talk.say(...numbered(130, 270));
    talk.log.add('seat.admitted', { seatId: talk.log.candidate.seatId });
    talk.say(...numbered(1, 400));
    expect((await talk.readAll(talk.log.candidate)).toReversed().flat()).toEqual([
      ...numbered(120, 150),
      ...numbered(1, 400),
    ]);
    expect((await talk.readAll(talk.log.evaluator)).toReversed().flat()).toEqual(numbered(401));
  });

  it('is not requested when it is empty', () => {
    const talk = new Talk().say(...numbered(LIMITS.chatMessagesKept));
    const view = viewOf(talk.log.state, { kind: 'seat', seatId: talk.log.interviewer.seatId });
    expect(view).not.toHaveProperty('chatEarlier');
  });
});
