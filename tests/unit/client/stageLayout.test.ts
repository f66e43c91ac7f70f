import { describe, expect, it } from 'vitest';
import { layerForHeight } from '../../../client/core/media/encodings.ts';
import {
  type StageInput,
  type StageLayout,
  stageLayout,
  type Tile,
} from '../../../client/core/stageLayout.ts';
import type { SeatId } from '../../../shared/ids.ts';
import { applyPatch } from '../../../shared/protocol/mergePatch.ts';
import type { SeatRole } from '../../../shared/roles.ts';
import { exampleView, SEATS } from './exampleView.ts';

const NAMES = new Map(Object.entries(SEATS).map(([name, seatId]) => [seatId, name]));
const ROLES: Record<string, SeatRole> = { ada: 'candidate', grace: 'interviewer', barbara: 'evaluator' };

function layout(
  viewer: 'ada' | 'grace' | 'barbara',
  inside: readonly SeatId[],
  screens: readonly SeatId[] = [],
  recruiter?: StageInput['recruiter'],
  preferences?: StageInput['preferences'],
) {
  const view = exampleView(SEATS[viewer], inside);
  return named(
    stageLayout({
      role: ROLES[viewer] ?? 'observer',
      ownSeatId: SEATS[viewer],
      seats: Object.values(view.seats),
      screens,
      ...(recruiter && { recruiter }),
      ...(preferences && { preferences }),
    }),
  );
}

function named({ main, strip, corner }: StageLayout) {
  const name = (tile: Tile) => {
    if (tile.kind === 'recruiter') return tile.kind;
    return tile.kind === 'screen' ? `screen of ${NAMES.get(tile.seatId)}` : NAMES.get(tile.seatId);
  };
  return { main: main.map(name), strip: strip.map(name), corner: corner && name(corner) };
}

const EVERYBODY = Object.values(SEATS);

describe('the stage in grid layout', () => {
  it('shows everyone in one size', () => {
    expect(layout('ada', EVERYBODY, [], undefined, { sideBySide: true })).toEqual({
      main: ['grace', 'edsger', 'ada'],
      strip: [],
      corner: undefined,
    });
  });

  it('has a shared screen next to the first person, or alone', () => {
    const beside = layout('grace', EVERYBODY, [SEATS.ada], undefined, { sideBySide: true });
    expect(beside.main).toEqual(['screen of ada', 'ada']);
    expect(beside.strip).toContain('grace');
    const alone = layout('grace', EVERYBODY, [SEATS.ada], undefined, { enlarged: true });
    expect(alone).toEqual({ main: ['screen of ada'], strip: [], corner: undefined });
  });

  it('omits one’s own video', () => {
    for (const screens of [[], [SEATS.grace]]) {
      const { main, strip, corner } = layout('ada', EVERYBODY, screens, undefined, { selfView: false });
      expect([...main, ...strip, corner]).not.toContain('ada');
    }
  });
});

describe('the stage', () => {
  it('shows a candidate the interviewers large and their own video small', () => {
    expect(layout('ada', EVERYBODY)).toEqual({ main: ['grace', 'edsger'], strip: [], corner: 'ada' });
  });

  it('shows an interviewer the candidate large and the others in a strip', () => {
    expect(layout('grace', EVERYBODY)).toEqual({
      main: ['ada'],
      strip: ['edsger', 'grace'],
      corner: undefined,
    });
  });

  it('shows observers everyone but themselves', () => {
    expect(layout('barbara', EVERYBODY)).toEqual({
      main: ['ada'],
      strip: ['grace', 'edsger'],
      corner: undefined,
    });
  });

  it('shows the other interviewers large while the candidate is away', () => {
    expect(layout('grace', [SEATS.grace, SEATS.edsger]).main).toEqual(['edsger']);
  });

  it.each([
    ['in the room', true, ['ada']],
    ['in the waiting room', false, []],
  ])(
    'keeps a large tile for a candidate who disconnected in the room, and none for one in the waiting room: %s',
    (_, admitted, main) => {
      const view = applyPatch(exampleView(SEATS.grace, [SEATS.grace]), {
        seats: { [SEATS.ada]: { presence: 'reconnecting', admitted } },
      });
      const seats = Object.values(view.seats);
      const shown = stageLayout({ role: 'interviewer', ownSeatId: SEATS.grace, seats, screens: [] });
      expect(named(shown).main).toEqual(main);
    },
  );

  it('shows a shared screen large and keeps every face in the strip', () => {
    expect(layout('grace', EVERYBODY, [SEATS.ada])).toEqual({
      main: ['screen of ada'],
      strip: ['ada', 'edsger', 'grace'],
      corner: undefined,
    });
  });
});

describe('the stage with the virtual recruiter', () => {
  const asking = { turn: 'speaking' } as const;

  it('shows it large to the candidate, with interviewers who are present in the strip', () => {
    expect(layout('ada', [SEATS.ada], [], asking)).toEqual({ main: ['recruiter'], strip: [], corner: 'ada' });
    expect(layout('ada', EVERYBODY, [], asking)).toEqual({
      main: ['recruiter'],
      strip: ['grace', 'edsger', 'ada'],
      corner: undefined,
    });
  });

  it('shows it to everyone else next to the candidate', () => {
    expect(layout('barbara', EVERYBODY, [], asking)).toMatchObject({
      main: ['ada'],
      strip: ['recruiter', 'grace', 'edsger'],
    });
  });

  it('keeps the large tiles for people when the candidate is away', () => {
    expect(layout('barbara', [SEATS.barbara], [], asking)).toMatchObject({ main: [], strip: ['recruiter'] });
  });

  it('shows the person who takes over large, without the virtual recruiter', () => {
    const taken = { turn: 'person', personSeatId: SEATS.edsger } as const;
    expect(layout('ada', EVERYBODY, [], taken)).toEqual({
      main: ['edsger'],
      strip: ['grace', 'ada'],
      corner: undefined,
    });
    expect(layout('barbara', EVERYBODY, [], taken)).toMatchObject({
      main: ['ada'],
      strip: ['grace', 'edsger'],
    });
  });

  it('shows the interviewers who are present while the one who has taken over is away', () => {
    const taken = { turn: 'person', personSeatId: SEATS.edsger } as const;
    expect(layout('ada', [SEATS.ada, SEATS.grace], [], taken)).toMatchObject({
      main: ['grace'],
      corner: 'ada',
    });
  });

  it('keeps it in the strip next to a shared screen', () => {
    expect(layout('ada', EVERYBODY, [SEATS.grace], asking)).toMatchObject({
      main: ['screen of grace'],
      strip: ['recruiter', 'grace', 'edsger', 'ada'],
    });
  });
});

describe('the requested layer', () => {
  it.each([
    [90, 0],
    [200, 0],
    [300, 1],
    [430, 1],
    [700, 2],
    [1_600, 2],
  ])('for a tile of %i pixels is %i', (height, layer) => {
    expect(layerForHeight(height)).toBe(layer);
  });
});
