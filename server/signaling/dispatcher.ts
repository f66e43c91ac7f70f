import type { Logger } from 'pino';
import type { z } from 'zod';
import { AppError, errorToReply } from '../../shared/errors.ts';
import type { InterviewState, Seat } from '../../shared/interview/state.ts';
import { situationOf, viewOf } from '../../shared/interview/viewOf.ts';
import { type Action, judge, staffMay } from '../../shared/permissions.ts';
import { refuseNul } from '../../shared/protocol/refuseNul.ts';
import {
  type CommandName,
  REQUESTS,
  type Reply,
  RequestEnvelope,
  type RequestName,
  type RequestParams,
  type RequestResult,
} from '../../shared/protocol/requests.ts';
import type { StaffRole } from '../../shared/roles.ts';
import type {
  CommandHandler,
  CommandHandlers,
  CommandPreparation,
  CommandPreparations,
} from '../features/command.ts';
import type { QueryHandler, QueryHandlers } from '../features/query.ts';
import type { Interviews } from '../interviews/interviews.ts';
import { linkHolds } from '../interviews/seats.ts';
import type { Connection } from './connection.ts';
import { actorOf, type Identity, pageOf, personKeyOf, viewerOf } from './identity.ts';
import type { RequestLimits } from './requestLimits.ts';

interface DispatcherOptions {
  interviews: Interviews;
  commands: CommandHandlers;
  preparations: CommandPreparations;
  queries: QueryHandlers;
  limits: RequestLimits;
  serverId: string;
  logger: Logger;
}

/** Answers requests: applies limits, decodes, checks rights, runs handlers, and turns errors into replies. */
export class Dispatcher {
  readonly #options: DispatcherOptions;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  /** Answers a request. Never rejects. */
  async dispatch(connection: Connection, name: RequestName, frame: unknown): Promise<Reply<unknown>> {
    try {
      await this.#consume(connection, name);
      const envelope = decode(RequestEnvelope, frame);
      refuseNul(envelope.params);
      const result = await this.#answer(connection, name, envelope);
      return { ok: true, result };
    } catch (error) {
      const { interviewId, clientId } = connection.identity;
      const context = { err: error, request: name, interviewId, clientId };
      if (!(error instanceof AppError)) this.#options.logger.error(context, 'request failed');
      // An `AppError` with a cause means that the database or the media server is away.
      else if (error.cause !== undefined)
        this.#options.logger.warn(context, 'request could not be carried out');
      return { ok: false, error: errorToReply(error) };
    }
  }

  /** Answers an unknown request, which counts toward the limits like any other. Never rejects. */
  async refuseUnknown(connection: Connection): Promise<Reply<unknown>> {
    try {
      await this.#consume(connection);
      throw new AppError('unknown-request');
    } catch (error) {
      return { ok: false, error: errorToReply(error) };
    }
  }

  #consume({ identity }: Connection, name?: RequestName): Promise<void> {
    const person = personKeyOf(identity);
    return this.#options.limits.consume(`${person}.${identity.clientId}`, person, name);
  }

  #answer(connection: Connection, name: RequestName, envelope: RequestEnvelope): Promise<unknown> {
    if (isCommand(name)) return this.#command(connection, name, envelope);
    if (name !== 'interview.resume') return this.#query(connection, name, envelope);
    decode(REQUESTS[name].params, envelope.params);
    return this.#resume(connection);
  }

  async #resume(connection: Connection): Promise<unknown> {
    const { identity } = connection;
    const state = await this.#options.interviews.read(identity.interviewId);
    requireRight('interview.read', identity, state);
    return connection.resume(viewOf(state, viewerOf(identity)));
  }

  async #command<N extends CommandName>(
    connection: Connection,
    name: N,
    envelope: RequestEnvelope,
  ): Promise<RequestResult<N>> {
    const params = decode(REQUESTS[name].params, envelope.params) as RequestParams<N>;
    const { commandId } = envelope;
    if (!commandId) throw AppError.refused('This request needs a command id.');
    const { identity } = connection;
    if (identity.kind === 'organizer') requireStaffRight(name, identity.role);
    const handler: CommandHandler<N> = this.#options.commands[name];
    const prepare: CommandPreparation<N> | undefined = this.#options.preparations[name];
    const prepared =
      prepare && (await prepare(await this.#options.interviews.read(identity.interviewId), params));
    return this.#options.interviews.execute(
      identity.interviewId,
      actorOf(identity),
      (state, now) => {
        requireRight(REQUESTS[name].action, identity, state);
        const own = (): Seat => requireOwn(state, connection);
        const actorName = identity.kind === 'seat' ? own().displayName : identity.name;
        const { clientId } = identity;
        return handler(
          { state, now, clientId, serverId: this.#options.serverId, actorName, own },
          params,
          prepared,
        );
      },
      { commandId, name, params },
    );
  }

  async #query<N extends keyof QueryHandlers>(
    connection: Connection,
    name: N,
    envelope: RequestEnvelope,
  ): Promise<unknown> {
    const params = decode(REQUESTS[name].params, envelope.params) as RequestParams<N>;
    const { identity } = connection;
    if (identity.kind !== 'seat') throw AppError.forbidden();
    const state = await this.#options.interviews.current(identity.interviewId);
    requireRight(REQUESTS[name].action, identity, state);
    const handler: QueryHandler<N> = this.#options.queries[name];
    const context = { page: pageOf(identity), seat: requireOwn(state, connection), state, params };
    return (await handler(context)) ?? {};
  }
}

function isCommand(name: RequestName): name is CommandName {
  return REQUESTS[name].kind === 'command';
}

function requireOwn(state: InterviewState, { identity }: Connection): Seat {
  const seat = identity.kind === 'seat' ? state.seats[identity.seatId] : undefined;
  if (!seat) throw AppError.forbidden();
  return seat;
}

function decode<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const decoded = schema.safeParse(value);
  if (decoded.success) return decoded.data;
  const [issue] = decoded.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const field = [...(issue?.path ?? []), ...unknown].join('.') || 'params';
  throw AppError.refused(`${field}: ${issue?.message ?? 'does not fit'}`, { field });
}

/** Checks the same right as over HTTP, but also lets staff who may only read interviews send help. */
function requireStaffRight(name: CommandName, role: StaffRole): void {
  if (!staffMay(name === 'help.send' ? 'interviews.read' : 'interviews.change', role))
    throw AppError.forbidden();
}

function requireRight(action: Action, identity: Identity, state: InterviewState): void {
  // Refuses a request that arrives after its link was revoked but before its page is disconnected.
  if (identity.kind === 'seat' && !linkHolds(state, identity)) throw AppError.linkInvalid();
  const verdict = judge(action, situationOf(state, viewerOf(identity)));
  if (!verdict.allowed) throw new AppError(verdict.code, undefined, { details: { action } });
}
