import type { Socket } from 'socket.io-client';
import { uuidv7 } from 'uuidv7';
import type { SeatId } from '../../../shared/ids.ts';
import type { SeatRole } from '../../../shared/roles.ts';
import { startOwnedServer } from '../../support/ownedServer.ts';
import type { BenchCase, BenchContext } from '../benchCase.ts';
import { compared, distribution, percentile } from '../figure.ts';
import { BareSockets } from '../live/bareSockets.ts';
import { LiveInterviews } from '../live/liveInterviews.ts';
import { ask } from '../live/pacedSockets.ts';
import { inTurn } from './inTurn.ts';
import { type Room, type Spread, spreadAtPace, spreadAtWill } from './rooms.ts';

/**
 * How long a change takes to reach everyone in its room.
 *
 * A real server process has open interviews of ten sockets in all roles. In each, the interviewers pass the lead on, which all ten see, and
 * each socket's own patch is awaited: committed to the disk first, then computed for each viewer. `fan-out` is measured at one change per
 * second and room; `fan-out.rate` is the number of notices per second when each change follows as soon as all ten sockets have the previous
 * one.
 *
 * The baseline is a bare socket.io server that sends one frame to a room of equal size, without storing or computing anything.
 */
export const fanOut: BenchCase = {
  name: 'fan-out',
  measures: 'from a change in a room to the notice at each of its sockets',
  figures: ['fan-out', 'fan-out.rate'],
  parameters: {
    rooms: { full: 100, quick: 4 },
    sockets: { full: 10, quick: 4 },
    duration: { full: 15, quick: 2 },
  },
  async run(context) {
    const ours = await measureOurs(context);
    const bare = await measureBare(context);
    const size = `${context.parameter('rooms')} rooms of ${context.parameter('sockets')} sockets`;
    context.report({
      name: 'fan-out',
      unit: 'ms',
      ...distribution(ours.paced.latenciesMs),
      value: percentile(ours.paced.latenciesMs, 0.99),
      p99: percentile(ours.paced.latenciesMs, 0.99),
      ...compared(percentile(ours.paced.latenciesMs, 0.99), percentile(bare.paced.latenciesMs, 0.99)),
      note: `${size}, one change a second each, durable before it is told; ${ours.paced.missing} notices missing`,
    });
    context.report({
      name: 'fan-out.rate',
      unit: 'notices/s',
      value: ours.atWill.perSecond,
      n: ours.atWill.latenciesMs.length,
      ...compared(ours.atWill.perSecond, bare.atWill.perSecond),
      note: `${size}, the next change once all have the one before; p99 ${percentile(ours.atWill.latenciesMs, 0.99).toFixed(1)} ms against ${percentile(bare.atWill.latenciesMs, 0.99).toFixed(1)} ms; ${ours.atWill.missing} missing`,
    });
  },
};

interface Measured {
  paced: Spread;
  atWill: Spread;
}

async function measureOurs(context: BenchContext): Promise<Measured> {
  const { server, owner } = await startOwnedServer({ TRUST_PROXY: '1', LOG_LEVEL: 'error' });
  await using _server = server;
  using live = await LiveInterviews.open({
    owner,
    count: context.parameter('rooms'),
    roles: castOf(context.parameter('sockets')),
    onProgress: connected => context.progress(`${connected} sockets connected`),
  });
  const rooms = live.interviews.map((people): Room => {
    const sockets = people.map(({ socket }) => socket);
    const interviewers = people.filter(({ role }) => role === 'interviewer');
    const handOvers = interviewers.map((lead, index) => {
      const next = interviewers[(index + 1) % interviewers.length] ?? lead;
      return () => handOver(lead.socket, next.seatId);
    });
    return { sockets, notice: 'interview.patch', turn: inTurn(handOvers) };
  });
  return await measure(context, rooms, 'changes that all ten people in a room see');
}

async function measureBare(context: BenchContext): Promise<Measured> {
  await using bare = await BareSockets.open(context.parameter('rooms'), context.parameter('sockets'));
  const rooms = bare.rooms.map(
    (sockets): Room => ({ sockets, notice: 'notice', turn: async () => () => tell(sockets[0]) }),
  );
  return await measure(context, rooms, 'the same on a bare socket.io server');
}

async function measure(context: BenchContext, rooms: readonly Room[], what: string): Promise<Measured> {
  const seconds = context.parameter('duration');
  context.progress(`${what}: one a second and room`);
  const paced = await spreadAtPace(rooms, seconds);
  context.progress(`${what}: as fast as they arrive`);
  return { paced, atWill: await spreadAtWill(rooms, seconds) };
}

async function handOver(lead: Socket, seatId: SeatId): Promise<void> {
  const reply = await ask(lead, 'lead.transfer', { commandId: uuidv7(), params: { seatId } });
  if (!(reply as { ok: boolean }).ok) throw new Error(`A change was refused: ${JSON.stringify(reply)}`);
}

async function tell(socket: Socket | undefined): Promise<void> {
  if (!socket) throw new Error('The room is empty.');
  await ask(socket, 'tell', { version: 1, patch: { endsAt: 1_900_000_000_000 } });
}

/** Every role, as in a panel with watchers, otherwise interviewers; the lead first. */
function castOf(sockets: number): SeatRole[] {
  const others: readonly SeatRole[] = ['candidate', 'interviewer', 'evaluator', 'observer'];
  return Array.from({ length: sockets }, (_, index) => others[index - 1] ?? 'interviewer');
}
