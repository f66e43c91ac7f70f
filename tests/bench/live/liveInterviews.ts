import { io, type Socket } from 'socket.io-client';
import { uuidv7 } from 'uuidv7';
import type { SeatId } from '../../../shared/ids.ts';
import { KitId } from '../../../shared/kit/kitIds.ts';
import type { SeatRole } from '../../../shared/roles.ts';
import { type ApiClient, createInterview, tokenOf } from '../../support/apiClient.ts';
import { newClientId } from '../../support/interviewLog.ts';
import { ask } from './pacedSockets.ts';

const AT_A_TIME = 8;
/** A built-in kit in its full size. */
export const BENCH_KIT = KitId.parse('backend-developer');

export interface LivePerson {
  seatId: SeatId;
  role: SeatRole;
  socket: Socket;
}

/** Open interviews with a kit and the sockets of their people. The first interviewer leads. Closes every socket it opened. */
export class LiveInterviews implements Disposable {
  /** By interview, in the order of `roles`. */
  readonly interviews: LivePerson[][] = [];

  /** `onProgress` is called with the number of connected sockets. */
  static async open(options: {
    owner: ApiClient;
    count: number;
    roles: readonly SeatRole[];
    onProgress: (connected: number) => void;
  }): Promise<LiveInterviews> {
    const { owner, count, roles, onProgress } = options;
    const live = new LiveInterviews();
    try {
      for (let index = 0; index < count; index += 1) {
        await live.#openOne(owner, index, roles);
        if ((index + 1) % 20 === 0) onProgress(live.sockets.length);
      }
      return live;
    } catch (error) {
      live[Symbol.dispose]();
      throw error;
    }
  }

  get sockets(): Socket[] {
    return this.interviews.flat().map(({ socket }) => socket);
  }

  [Symbol.dispose](): void {
    for (const socket of this.sockets) socket.disconnect();
    this.interviews.length = 0;
  }

  async #openOne(owner: ApiClient, interview: number, roles: readonly SeatRole[]): Promise<void> {
    const wishes = roles.map((role, index) => ({ role, displayName: `Person ${index + 1}` }));
    const { seats } = await createInterview(owner, wishes, BENCH_KIT);
    const people: LivePerson[] = [];
    this.interviews.push(people);
    for (let first = 0; first < seats.length; first += AT_A_TIME) {
      const opened = await Promise.all(
        seats.slice(first, first + AT_A_TIME).map(async ({ seatId, role, link }, index) => {
          const socket = await openSeat(owner.baseUrl, link.url, addressOf(interview, first + index));
          return { seatId, role, socket };
        }),
      );
      people.push(...opened);
    }
    await open(leadOf(people));
  }
}

export function leadOf(people: readonly LivePerson[]): Socket {
  const lead = people.find(({ role }) => role === 'interviewer');
  if (!lead) throw new Error('No one leads this interview.');
  return lead.socket;
}

async function open(lead: Socket): Promise<void> {
  const reply = await ask(lead, 'session.open', { commandId: uuidv7(), params: {} });
  if (!(reply as { ok: boolean }).ok) throw new Error(`No opening: ${JSON.stringify(reply)}`);
}

/** One address per person, because the server limits what one address may do. */
function addressOf(interview: number, person: number): string {
  return `10.${interview >> 8}.${interview & 255}.${person + 1}`;
}

async function openSeat(serverUrl: string, link: string, address: string): Promise<Socket> {
  const headers = { origin: serverUrl, 'x-forwarded-for': address };
  const response = await fetch(`${serverUrl}/api/join`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ link: tokenOf(link) }),
  });
  if (!response.ok) throw new Error(`A link was refused with ${response.status}: ${await response.text()}`);
  const { joinToken } = (await response.json()) as { joinToken: string };
  const socket = io(serverUrl, {
    auth: { kind: 'seat', joinToken, clientId: newClientId() },
    transports: ['websocket'],
    extraHeaders: headers,
    forceNew: true,
    reconnection: false,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('interview.snapshot', () => resolve());
    socket.once('connect_error', reject);
  });
  return socket;
}
