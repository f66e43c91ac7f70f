import { uuidv7 } from 'uuidv7';
import { AppError } from '../../../shared/errors.ts';
import type { MessageId } from '../../../shared/ids.ts';
import { isFinal } from '../../../shared/interview/phases.ts';
import { requireSeat } from '../../interviews/seats.ts';
import type { CommandHandlers } from '../command.ts';

/** Text in the room, and one-way lines of help to a person who is setting up. */
export const chatCommands = {
  'chat.send': ({ own }, { text }) => {
    const messageId = uuidv7() as MessageId;
    return {
      events: [{ kind: 'chat.sent', payload: { messageId, fromSeatId: own().seatId, text } }],
      result: { messageId },
    };
  },

  'help.send': ({ state, actorName }, { toSeatId, text }) => {
    requireSeat(state, toSeatId);
    if (isFinal(state.phase)) throw new AppError('wrong-phase', 'The interview is over.');
    const messageId = uuidv7() as MessageId;
    return {
      events: [{ kind: 'help.sent', payload: { messageId, toSeatId, fromName: actorName, text } }],
      result: { messageId },
    };
  },
} satisfies Partial<CommandHandlers>;
