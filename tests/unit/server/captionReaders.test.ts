import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { CaptionReaders } from '../../../server/features/captions/CaptionReaders.ts';
import type { PageRef } from '../../../server/features/query.ts';
import { Interviews } from '../../../server/interviews/interviews.ts';
import { InterviewStore } from '../../../server/store/interviewStore.ts';
import { migrate } from '../../../server/store/migrate.ts';
import { openSqlite } from '../../../server/store/sqliteDatabase.ts';
import { AppError } from '../../../shared/errors.ts';
import { NodeId, peerIdOf, RoomId } from '../../../shared/ids.ts';
import { type NewEvent, type NewSeat, SYSTEM } from '../../../shared/interview/events.ts';
import { CONSENT_VERSION } from '../../../shared/interview/setup.ts';
import type { CaptionState, CaptionText, TypedCaption } from '../../../shared/media/captions.ts';
import type { AnyMediaEvent, MediaPlane, RoomRef } from '../../../shared/media/mediaPlane.ts';
import { InterviewLog, newClientId, newSeat } from '../../support/interviewLog.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

/** What a media node is asked about captions. `answer` is the state that it reports. */
class CaptionNode {
  readonly asked: string[] = [];
  answer = (): CaptionState => 'live';
  emit: (event: AnyMediaEvent) => void = () => {};
  readonly plane = {
    subscribe: (listener: (event: AnyMediaEvent) => void) => {
      this.emit = listener;
      return () => {};
    },
    request: async (
      name: string,
      { room, language, line }: { room: RoomRef; language?: string; line?: TypedCaption },
    ) => {
      this.asked.push([name, room.epoch, language, line?.text].filter(part => part !== undefined).join(' '));
      return name === 'captions.keep' ? { state: this.answer() } : {};
    },
  } as unknown as MediaPlane;
}

/** An open interview with placed media, and the notices that each page gets. */
class Stage {
  readonly node = new CaptionNode();
  readonly log = new InterviewLog().openAndAdmit();
  readonly #told = new Map<string, [name: string, payload: unknown][]>();
  readonly #store: InterviewStore;
  readonly #interviews: Interviews;
  readonly #readers: CaptionReaders;

  static async open(): Promise<Stage> {
    const folder = await temporaryFolder('captions');
    onTestFinished(() => folder.remove());
    const database = openSqlite(path.join(folder.path, 'test.db'));
    onTestFinished(() => database.close());
    await migrate(database);
    const stage = new Stage(new InterviewStore(database));
    onTestFinished(() => stage.#readers.close());
    return stage;
  }

  private constructor(store: InterviewStore) {
    this.#store = store;
    this.#interviews = new Interviews({ store });
    this.#readers = new CaptionReaders({
      plane: this.node.plane,
      interviews: this.#interviews,
      serverId: 'server-1',
      pageOf: ({ clientId }) => {
        const told = this.#told.get(clientId);
        const notify = (name: string, payload: unknown) => void told?.push([name, payload]);
        const notifyVolatile = (name: string, payload: unknown) => notify(`volatile ${name}`, payload);
        return told && { inside: true, knows: () => true, notify, notifyVolatile };
      },
    });
  }

  page(seat: NewSeat): PageRef {
    const clientId = this.log.enter(seat);
    this.#told.set(clientId, []);
    return { interviewId: this.log.state.interviewId, seatId: seat.seatId, clientId };
  }

  async start(): Promise<void> {
    this.log.add('media.placed', { nodeId: NODE, epoch: 1 });
    const { events } = this.log;
    await this.#interviews.create(this.log.state.interviewId, SYSTEM, { events, result: {} });
  }

  async set(page: PageRef, on: boolean): Promise<CaptionState> {
    const state = await this.#interviews.current(page.interviewId);
    const seat = state.seats[page.seatId];
    if (!seat) throw new Error('There is no seat.');
    return (await this.#readers.queries['captions.set']({ page, seat, state, params: { on } })).state;
  }

  async happen(event: NewEvent): Promise<void> {
    await this.#interviews.execute(this.log.state.interviewId, SYSTEM, () => ({
      events: [event],
      result: {},
    }));
  }

  disconnect({ seatId, clientId }: PageRef): Promise<void> {
    return this.happen({ kind: 'seat.disconnected', payload: { seatId, clientId } });
  }

  /** Ends the connection of a page without a trace in the log, as when the database is away. */
  vanish({ clientId }: PageRef): void {
    this.#told.delete(clientId);
  }

  say({ interviewId, seatId, clientId }: PageRef, line: Partial<CaptionText>): void {
    const room = { nodeId: NODE, roomId: RoomId.parse(interviewId), epoch: 1 };
    const peerId = peerIdOf(seatId, clientId);
    this.node.emit({ name: 'captions.line', payload: { room, peerId, line: { ...LINE, ...line } } });
  }

  lines(page: PageRef): unknown[] {
    return this.#heard(page).filter(([name]) => name.endsWith('captions.line'));
  }

  states(page: PageRef): unknown[] {
    return this.#heard(page).flatMap(([name, payload]) => (name === 'captions.state' ? [payload] : []));
  }

  #heard({ clientId }: PageRef): [name: string, payload: unknown][] {
    return this.#told.get(clientId) ?? [];
  }

  async loggedEvents(): Promise<number> {
    return (await this.#store.readEvents(this.log.state.interviewId, 0)).length;
  }
}

const NODE = NodeId.parse('sfu-1');
const LINE: CaptionText = {
  lineId: '1',
  text: 'I would look at',
  tail: 'the index',
  final: false,
  understood: true,
  agoMs: 900,
};

async function openStage() {
  const stage = await Stage.open();
  const { log } = stage;
  const pages = {
    candidate: stage.page(log.candidate),
    lead: stage.page(log.interviewer),
    observer: stage.page(log.observer),
  };
  await stage.start();
  return { stage, ...pages };
}

describe('captions', () => {
  it('go to pages that turned them on, drafts only if the page keeps up', async () => {
    const { stage, candidate, lead, observer } = await openStage();
    expect(await stage.set(lead, true)).toBe('live');
    expect(await stage.set(observer, true)).toBe('live');
    stage.say(candidate, {});
    stage.say(candidate, { text: 'I would look at the index.', tail: '', final: true });
    const { seatId } = candidate;
    const heard = [
      ['volatile captions.line', { seatId, line: LINE }],
      [
        'captions.line',
        { seatId, line: { ...LINE, text: 'I would look at the index.', tail: '', final: true } },
      ],
    ];
    expect(stage.lines(lead)).toEqual(heard);
    expect(stage.lines(observer)).toEqual(heard);
    expect(stage.lines(candidate)).toEqual([]);
  });

  it('are made only while a page reads them', async () => {
    const { stage, candidate, lead } = await openStage();
    await stage.set(lead, true);
    await stage.set(candidate, true);
    expect(await stage.set(lead, false)).toBe('off');
    expect(stage.node.asked).toEqual(['captions.keep 1 en', 'captions.keep 1 en']);
    await stage.disconnect(candidate);
    expect(stage.node.asked.at(-1)).toBe('captions.stop 1');
    stage.say(candidate, {});
    expect(stage.lines(candidate)).toEqual([]);
    // The page reconnects and turns them on again.
    await stage.happen({
      kind: 'seat.connected',
      payload: { seatId: candidate.seatId, clientId: candidate.clientId, serverId: 'server-1' },
    });
    expect(await stage.set(candidate, true)).toBe('live');
    stage.say(lead, {});
    expect(stage.lines(candidate)).toHaveLength(1);
  });

  it('are not made for a captioner, who types them', async () => {
    const stage = await Stage.open();
    const seat = newSeat('captioner');
    stage.log.add('seat.added', { seat });
    const captioner = stage.page(seat);
    await stage.start();
    await stage.set(captioner, true);
    expect(stage.node.asked).toEqual([]);
    stage.say(captioner, { typed: true });
    expect(stage.lines(captioner)).toHaveLength(1);
  });

  it('leave no event in the log', async () => {
    const { stage, candidate } = await openStage();
    const before = await stage.loggedEvents();
    await stage.set(candidate, true);
    stage.say(candidate, { final: true });
    await stage.set(candidate, false);
    expect(await stage.loggedEvents()).toBe(before);
  });

  it('end for observers when the candidate refuses them, and for a removed person', async () => {
    const { stage, candidate, lead, observer } = await openStage();
    for (const page of [candidate, lead, observer]) await stage.set(page, true);
    await stage.happen({
      kind: 'consent.given',
      payload: {
        seatId: candidate.seatId,
        consent: { version: CONSENT_VERSION, recording: true, observers: false },
      },
    });
    await stage.happen({ kind: 'seat.sentToLobby', payload: { seatId: candidate.seatId } });
    stage.say(candidate, {});
    expect([candidate, lead, observer].map(page => stage.lines(page).length)).toEqual([0, 1, 0]);
  });

  it('end with the interview', async () => {
    const { stage, lead } = await openStage();
    await stage.set(lead, true);
    await stage.happen({ kind: 'session.ended', payload: {} });
    stage.say(lead, {});
    expect(stage.lines(lead)).toEqual([]);
    expect(stage.node.asked.at(-1)).toBe('captions.stop 1');
  });

  it('are refused to a page that has not entered', async () => {
    const { stage, lead } = await openStage();
    const other = { ...lead, clientId: newClientId() };
    await expect(stage.set(other, true)).rejects.toMatchObject({ code: 'not-admitted' });
    expect(stage.node.asked).toEqual([]);
  });

  it('follow the room to another node or worker', async () => {
    const { stage, lead } = await openStage();
    await stage.set(lead, true);
    await stage.happen({ kind: 'media.lost', payload: { epoch: 1, reason: 'worker-died' } });
    await stage.happen({ kind: 'media.placed', payload: { nodeId: NODE, epoch: 2 } });
    expect(stage.node.asked).toEqual(['captions.keep 1 en', 'captions.keep 2 en']);
  });

  it('report their state when it changes', async () => {
    const { stage, lead } = await openStage();
    stage.node.answer = () => {
      throw new AppError('media-unavailable');
    };
    expect(await stage.set(lead, true)).toBe('starting');
    const room = { nodeId: NODE, roomId: RoomId.parse(lead.interviewId), epoch: 1 };
    for (const state of ['slow', 'slow', 'paused'] as const)
      stage.node.emit({ name: 'captions.state', payload: { room, state } });
    expect(stage.states(lead)).toEqual([{ state: 'slow' }, { state: 'paused' }]);
  });

  it('are requested again every 15 seconds, until no page is connected', async () => {
    vi.useFakeTimers({ toFake: ['setInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const { stage, lead } = await openStage();
    await stage.set(lead, true);
    vi.advanceTimersByTime(15_000);
    await vi.waitFor(() => expect(stage.node.asked).toEqual(['captions.keep 1 en', 'captions.keep 1 en']));
    stage.vanish(lead);
    vi.advanceTimersByTime(15_000);
    expect(stage.node.asked.at(-1)).toBe('captions.stop 1');
  });
});
