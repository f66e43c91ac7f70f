import { uuidv7 } from 'uuidv7';
import { AppError } from '../../shared/errors.ts';
import type { ClientId, CommandId, InterviewId } from '../../shared/ids.ts';
import { InterviewView } from '../../shared/interview/view.ts';
import type { RouteResult } from '../../shared/protocol/http.ts';
import { JOIN_ROUTES, LinkToken } from '../../shared/protocol/joinRoutes.ts';
import { applyPatch, type MergePatch } from '../../shared/protocol/mergePatch.ts';
import type { EndReason, NoticeName, NoticePayload } from '../../shared/protocol/notices.ts';
import type {
  CommandName,
  QueryName,
  RequestParams,
  RequestResult,
  SocketAuth,
} from '../../shared/protocol/requests.ts';
import { CommandQueue } from './commandQueue.ts';
import { ConnectionEnded } from './connectionEnded.ts';
import { routeCaller } from './httpRoute.ts';
import { openReply } from './replies.ts';
import { SocketLink } from './socketLink.ts';
import { Store } from './store.ts';

/** `ended` is final: the client does not reconnect. */
export type ConnectionState =
  | { state: 'connecting' }
  | { state: 'connected' }
  | { state: 'reconnecting'; since: number }
  | { state: 'ended'; reason: EndReason | 'link-invalid' | 'signed-out' | 'closed' };

type NoticeListener<N extends NoticeName> = (payload: NoticePayload<N>) => void;

export class InterviewClient {
  readonly clientId: ClientId;
  readonly connection = new Store<ConnectionState>({ state: 'connecting' });
  readonly #views = new ViewStore();
  readonly #commands: CommandQueue;
  readonly #link: SocketLink;
  readonly #listeners = new Map<NoticeName, Set<(payload: never) => void>>();
  readonly #onSynced = new Set<() => void>();
  #clockOffsetMs = 0;
  #resuming = false;

  private constructor(clientId: ClientId, auth: () => Promise<SocketAuth>) {
    this.clientId = clientId;
    this.#link = new SocketLink({
      auth,
      onConnected: () => this.#connected(),
      onDisconnected: () => this.#disconnected(),
      onRefused: error => this.#refused(error),
      onNotice: (name, payload) => this.#receive(name, payload),
    });
    this.#commands = new CommandQueue((name, envelope) => this.#link.send(name, envelope));
  }

  /** Creates a client that exchanges the personal link for a join token before every connection. */
  static forSeat(pass: JoinPass): InterviewClient {
    const clientId = uuidv7() as ClientId;
    return new InterviewClient(clientId, async () => {
      const { joinToken } = await pass.fresh();
      return { kind: 'seat', joinToken, clientId };
    });
  }

  /** Creates a client for staff. It needs no join token, because the sign-in cookie identifies them. */
  static forOrganizer(interviewId: InterviewId): InterviewClient {
    const clientId = uuidv7() as ClientId;
    return new InterviewClient(clientId, async () => ({ kind: 'organizer', interviewId, clientId }));
  }

  get view(): ViewStore['view'] {
    return this.#views.view;
  }

  get isConnected(): boolean {
    return this.connection.get().state === 'connected';
  }

  serverNow(): number {
    return Date.now() + this.#clockOffsetMs;
  }

  /** Sends a command until the server decides. Rejects with its refusal or with `ConnectionEnded`. */
  command<N extends CommandName>(
    name: N,
    params: RequestParams<N>,
    commandId?: CommandId,
  ): Promise<RequestResult<N>> {
    return this.#commands.add(name, params, commandId);
  }

  /** Sends the query once. Rejects with `unavailable` when there is no connection or no timely reply. */
  async query<N extends QueryName>(name: N, params: RequestParams<N>): Promise<RequestResult<N>> {
    return openReply(name, await this.#link.send(name, { params }));
  }

  on<N extends NoticeName>(name: N, listener: NoticeListener<N>): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** Runs the listener whenever the whole view arrives, such as after every connect. */
  onSynced(listener: () => void): () => void {
    this.#onSynced.add(listener);
    return () => this.#onSynced.delete(listener);
  }

  close(): void {
    this.#end('closed');
  }

  #connected(): void {
    this.#views.forgetVersion();
    this.connection.set({ state: 'connected' });
    this.#commands.connected();
  }

  #disconnected(): void {
    this.#commands.disconnected();
    if (this.connection.get().state === 'connected')
      this.connection.set({ state: 'reconnecting', since: Date.now() });
  }

  #refused(error: AppError): boolean {
    if (error.code === 'link-invalid') this.#end('link-invalid');
    else if (error.code === 'forbidden' || error.code === 'unauthenticated') this.#end('signed-out');
    return this.connection.get().state !== 'ended';
  }

  #end(reason: Extract<ConnectionState, { state: 'ended' }>['reason']): void {
    if (this.connection.get().state === 'ended') return;
    this.connection.set({ state: 'ended', reason });
    this.#link.close();
    this.#commands.close(new ConnectionEnded());
  }

  #receive<N extends NoticeName>(name: N, payload: NoticePayload<N>): void {
    const notice = { name, payload } as {
      [K in NoticeName]: { name: K; payload: NoticePayload<K> };
    }[NoticeName];
    if (notice.name === 'interview.snapshot') this.#synced(notice.payload);
    else if (notice.name === 'interview.patch') this.#patch(notice.payload);
    else if (notice.name === 'connection.ended') this.#end(notice.payload.reason);
    for (const listener of [...(this.#listeners.get(name) ?? [])]) (listener as NoticeListener<N>)(payload);
  }

  #synced({ version, view, serverTime }: NoticePayload<'interview.snapshot'>): void {
    this.#clockOffsetMs = serverTime - Date.now();
    this.#views.replace(version, view);
    for (const listener of [...this.#onSynced]) listener();
  }

  #patch({ version, patch }: NoticePayload<'interview.patch'>): void {
    if (!this.#views.apply(version, patch)) void this.#resume();
  }

  /** Requests the whole view after a missed patch. A new connection receives the view anyway. */
  async #resume(): Promise<void> {
    if (this.#resuming || !this.#link.connected) return;
    this.#resuming = true;
    try {
      this.#synced(await this.query('interview.resume', {}));
    } catch {
      // The next patch that can't be applied starts another attempt.
    } finally {
      this.#resuming = false;
    }
  }
}

/** Keeps the view up to date. `apply` returns false if a patch was missed or its result is invalid. */
export class ViewStore {
  readonly view = new Store<InterviewView | undefined>(undefined);
  #version: number | undefined;

  replace(version: number, view: InterviewView): void {
    this.#version = version;
    this.view.set(view);
  }

  apply(version: number, patch: MergePatch): boolean {
    const before = this.view.get();
    if (before === undefined || this.#version === undefined) return false;
    if (version <= this.#version) return true;
    if (version !== this.#version + 1) return false;
    const after = applyPatch(before, patch);
    if (!InterviewView.safeParse(after).success) return false;
    this.#version = version;
    this.view.set(after);
    return true;
  }

  forgetVersion(): void {
    this.#version = undefined;
  }
}

const callJoin = routeCaller(JOIN_ROUTES);

type JoinDetails = RouteResult<'join.exchange'>;

/** Maximum age at which an unused join token is still used. After that, a new token is requested. */
const FRESH_FOR_MS = 20_000;

/** Exchanges a personal link for a join token when the page opens and before each reconnect. */
export class JoinPass {
  readonly #link: string;
  readonly details: JoinDetails;
  #unused: { details: JoinDetails; at: number } | undefined;

  private constructor(link: string, details: JoinDetails) {
    this.#link = link;
    this.details = details;
    this.#unused = { details, at: Date.now() };
  }

  /** Exchanges the link in the fragment. Rejects with `link-invalid` or `unavailable`. */
  static async open(fragment: string): Promise<JoinPass> {
    const link = LinkToken.safeParse(fragment.replace(/^#/, ''));
    if (!link.success) throw AppError.linkInvalid();
    return new JoinPass(link.data, await callJoin('join.exchange', { link: link.data }));
  }

  async fresh(): Promise<JoinDetails> {
    const unused = this.#unused;
    this.#unused = undefined;
    if (unused && Date.now() - unused.at < FRESH_FOR_MS) return unused.details;
    return await callJoin('join.exchange', { link: this.#link });
  }
}
