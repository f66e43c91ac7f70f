import { io, type Socket } from 'socket.io-client';
import type { InterviewId } from '../../../shared/ids.ts';
import type { SeatRole } from '../../../shared/roles.ts';
import { type ApiClient, createInterview, tokenOf } from '../../support/apiClient.ts';
import { newClientId } from '../../support/interviewLog.ts';

const AT_A_TIME = 8;

/** Sockets of people in pre-join, grouped by interview. Closes every socket it opened. */
export class LiveInterviews implements Disposable {
  readonly sockets: Socket[] = [];
  readonly #interviewIds: InterviewId[] = [];

  /** `onProgress` hears how many sockets are connected. */
  static async open(options: {
    owner: ApiClient;
    interviews: number;
    socketsEach: number;
    onProgress: (connected: number) => void;
  }): Promise<LiveInterviews> {
    const { owner, interviews, socketsEach, onProgress } = options;
    const live = new LiveInterviews();
    try {
      for (let interview = 0; interview < interviews; interview += 1) {
        await live.#openOne(owner, interview, socketsEach);
        if ((interview + 1) % 20 === 0) onProgress(live.sockets.length);
      }
      return live;
    } catch (error) {
      live[Symbol.dispose]();
      throw error;
    }
  }

  get count(): number {
    return this.#interviewIds.length;
  }

  [Symbol.dispose](): void {
    for (const socket of this.sockets.splice(0)) socket.disconnect();
  }

  async #openOne(owner: ApiClient, interview: number, people: number): Promise<void> {
    const { interviewId, seats } = await createInterview(
      owner,
      Array.from({ length: people }, (_, index) => ({
        role: roleOf(index),
        displayName: `Person ${index + 1}`,
      })),
    );
    this.#interviewIds.push(interviewId);
    for (let first = 0; first < seats.length; first += AT_A_TIME)
      await Promise.all(
        seats.slice(first, first + AT_A_TIME).map(async ({ link }, index) => {
          this.sockets.push(await openSeat(owner.baseUrl, link.url, addressOf(interview, first + index)));
        }),
      );
  }
}

/** One candidate, and the others in equal parts. */
function roleOf(index: number): SeatRole {
  const others = ['interviewer', 'evaluator', 'observer'] as const;
  return index === 0 ? 'candidate' : (others[index % others.length] ?? 'observer');
}

/** Everybody has an address of their own, as they would have: the server limits what one address may do. */
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
