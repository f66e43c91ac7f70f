import { chatCommands } from './chat/chat.ts';
import type { CommandHandlers } from './command.ts';
import { recordingCommands } from './recording/commands.ts';
import { recruiterCommands } from './recruiter/commands.ts';
import { conductCommands } from './rubric/conductCommands.ts';
import { ratingCommands } from './rubric/ratingCommands.ts';
import { scorecardCommands } from './rubric/scorecardCommands.ts';
import { seatCommands } from './seat/commands.ts';
import { sessionCommands } from './session/commands.ts';

export const commandHandlers: CommandHandlers = {
  ...seatCommands,
  ...sessionCommands,
  ...chatCommands,
  ...conductCommands,
  ...recruiterCommands,
  ...recordingCommands,
  ...ratingCommands,
  ...scorecardCommands,
};
