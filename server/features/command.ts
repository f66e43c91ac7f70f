import type { ClientId } from '../../shared/ids.ts';
import type { InterviewState, Seat } from '../../shared/interview/state.ts';
import type { ChosenKit } from '../../shared/kit/kit.ts';
import type { CommandName, RequestParams, RequestResult } from '../../shared/protocol/requests.ts';
import type { Decision } from '../interviews/decision.ts';

export interface CommandContext {
  state: InterviewState;
  now: number;
  clientId: ClientId;
  serverId: string;
  actorName: string;
  /** Returns the sender's seat. Throws `forbidden` for staff who watch from the console. */
  own(): Seat;
}

/** Data to load before deciding a command: a newer version of the interview's kit, if there is one. */
type Prepared = { 'session.open': ChosenKit; 'seat.enter': ChosenKit };
type PreparedFor<N extends CommandName> = N extends keyof Prepared ? Prepared[N] : never;

/** Loads data for a pure handler. Runs before the role table is checked, so it must not decide anything. */
export type CommandPreparation<N extends CommandName> = (
  state: InterviewState,
  params: RequestParams<N>,
) => Promise<PreparedFor<N> | undefined>;

export type CommandPreparations = { [N in CommandName]?: CommandPreparation<N> };

/** Decides a command that the role table allows. Pure, because it can run again on a newer state. */
export type CommandHandler<N extends CommandName> = (
  context: CommandContext,
  params: RequestParams<N>,
  prepared?: PreparedFor<N>,
) => Decision<RequestResult<N>>;

export type CommandHandlers = { [N in CommandName]: CommandHandler<N> };
