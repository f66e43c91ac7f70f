import type { ClientId } from '../../shared/ids.ts';
import type { InterviewState, Seat } from '../../shared/interview/state.ts';
import type { CommandName, RequestParams, RequestResult } from '../../shared/protocol/requests.ts';
import type { Decision } from '../interviews/decision.ts';

/** What a command handler may look at. */
export interface CommandContext {
  state: InterviewState;
  now: number;
  /** The page the command came from. */
  clientId: ClientId;
  serverId: string;
  /** Name to show for the sender. */
  actorName: string;
  /** The sender's seat. Throws `forbidden` for staff who look in from the console. */
  own(): Seat;
}

/** Pure: may run again on a newer state. The role table has been asked before. */
export type CommandHandler<N extends CommandName> = (
  context: CommandContext,
  params: RequestParams<N>,
) => Decision<RequestResult<N>>;

export type CommandHandlers = { [N in CommandName]: CommandHandler<N> };
