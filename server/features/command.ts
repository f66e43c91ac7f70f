import type { ClientId } from '../../shared/ids.ts';
import type { InterviewState, Seat } from '../../shared/interview/state.ts';
import type { ChosenKit } from '../../shared/kit/kit.ts';
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

/** What some commands need to have loaded before they are decided. */
interface Prepared {
  /** A newer version of the interview's kit. */
  'session.open': ChosenKit;
  /** The same, where a candidate's arrival opens the session. */
  'seat.enter': ChosenKit;
}
type PreparedFor<N extends CommandName> = N extends keyof Prepared ? Prepared[N] : never;

/**
 * Loads what the handler, being pure, cannot. It sees the state as it was before the decision, which may be another one by
 * then; and it decides nothing, since the role table has not been asked yet.
 */
export type CommandPreparation<N extends CommandName> = (
  state: InterviewState,
  params: RequestParams<N>,
) => Promise<PreparedFor<N> | undefined>;

export type CommandPreparations = { [N in CommandName]?: CommandPreparation<N> };

/** Pure: may run again on a newer state. The role table has been asked before. */
export type CommandHandler<N extends CommandName> = (
  context: CommandContext,
  params: RequestParams<N>,
  prepared?: PreparedFor<N>,
) => Decision<RequestResult<N>>;

export type CommandHandlers = { [N in CommandName]: CommandHandler<N> };
