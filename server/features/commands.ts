import { chatCommands } from './chat/commands.ts';
import type { CommandHandlers } from './command.ts';
import { seatCommands } from './seat/commands.ts';
import { sessionCommands } from './session/commands.ts';

/** One handler per command of the protocol; the compiler asks for a missing one. */
export const commandHandlers: CommandHandlers = { ...seatCommands, ...sessionCommands, ...chatCommands };
