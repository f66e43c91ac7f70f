import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import type { CommandHandler } from '../../server/features/command.ts';
import { commandHandlers } from '../../server/features/commands.ts';
import { AppError } from '../../shared/errors.ts';
import { NoteId, type SeatId } from '../../shared/ids.ts';
import type { InterviewEvent, NewEvent, NewSeat } from '../../shared/interview/events.ts';
import { reduce } from '../../shared/interview/reduce.ts';
import type { InterviewState, Viewer } from '../../shared/interview/state.ts';
import { situationOf } from '../../shared/interview/viewOf.ts';
import { judge } from '../../shared/permissions.ts';
import type { Practice } from '../../shared/practice/practice.ts';
import { type CommandName, REQUESTS, type RequestParams } from '../../shared/protocol/requests.ts';
import { type RatingKey, type RatingValue, ratingKey } from '../../shared/rubric/rating.ts';
import { chosenKit, exampleInterviewKit } from './exampleKit.ts';
import { InterviewLog, newClientId } from './interviewLog.ts';

const KIT = exampleInterviewKit();
const RATED = KIT.questions.flatMap(({ id, competencies }) =>
  competencies.map(competencyId => ({ questionId: id, competencyId })),
);
const STAMP = { mediaTimeMs: 1_000 };

/** An action of a person, who is chosen by number. */
export type Move =
  | { move: 'rate'; by: number; rated: number; value: RatingValue }
  | { move: 'note'; by: number; question: number }
  | { move: 'rateAll'; by: number; value: RatingValue }
  | { move: 'lock'; by: number }
  | { move: 'revise'; by: number; rated: number; value: RatingValue }
  | { move: 'open'; by: number; question: number }
  | { move: 'openEarly'; by: number }
  | { move: 'end'; by: number }
  | { move: 'close'; by: number }
  | { move: 'remove'; by: number; whom: number }
  | { move: 'probe'; by: number; question: number };

/** A live interview with a kit, played with the server's role table and command handlers, without a server. */
export class RubricPlay {
  readonly people: readonly NewSeat[];
  readonly events: InterviewEvent[];
  state: InterviewState;
  /** How far the clock is ahead of the latest event. */
  #waitedMs = 0;

  /** `begin` returns the people in the order in which moves number them. */
  constructor(begin: (log: InterviewLog) => NewSeat[] = beginLive, practice?: Practice) {
    const log = new InterviewLog(practice);
    this.people = begin(log);
    this.state = log.state;
    this.events = log.events;
  }

  /** A person by index, or the console after the last. */
  viewer(index: number): Viewer {
    const seat = this.people[index];
    return seat ? { kind: 'seat', seatId: seat.seatId } : { kind: 'organizer' };
  }

  /** Executes a move as the dispatcher would. Returns the code of the refusal, or undefined. */
  play(move: Move): string | undefined {
    try {
      for (const [name, params] of this.#commandsOf(move)) this.command(this.viewer(move.by), name, params);
      return undefined;
    } catch (error) {
      if (error instanceof AppError) return error.code;
      throw error;
    }
  }

  /** Throws the error of the role table or the handler. */
  command<N extends CommandName>(viewer: Viewer, name: N, params: RequestParams<N>): void {
    const verdict = judge(REQUESTS[name].action, situationOf(this.state, viewer));
    if (!verdict.allowed) throw new AppError(verdict.code);
    const seat = viewer.kind === 'seat' ? this.state.seats[viewer.seatId] : undefined;
    const handler: CommandHandler<N> = commandHandlers[name];
    const decision = handler(
      {
        state: this.state,
        now: this.now(),
        clientId: newClientId(),
        serverId: 'server-1',
        actorName: seat?.displayName ?? 'Olga',
        own: () => {
          if (!seat) throw AppError.forbidden();
          return seat;
        },
      },
      params,
    );
    for (const event of decision.events) this.append(event);
  }

  /** Moves the clock. */
  wait(ms: number): void {
    this.#waitedMs += ms;
  }

  protected append(event: NewEvent): void {
    const logged: InterviewEvent = {
      ...event,
      seq: this.events.length + 1,
      at: this.now(),
      actor: { type: 'system' },
    };
    this.events.push(logged);
    this.#waitedMs = 0;
    this.state = reduce(this.state, logged);
  }

  protected now(): number {
    return (this.events.at(-1)?.at ?? 0) + 1_000 + this.#waitedMs;
  }

  #commandsOf(move: Move): [CommandName, never][] {
    const own = this.people[move.by]?.seatId;
    const card = own && this.state.rubric?.scorecards[own];
    const versionOf = (key: RatingKey) => card?.ratings[key]?.version ?? 0;
    const rate = (rated: (typeof RATED)[number], value: RatingValue) =>
      command('rating.put', {
        ...rated,
        value,
        expectedVersion: versionOf(ratingKey(rated.questionId, rated.competencyId)),
        stamp: STAMP,
      });
    switch (move.move) {
      case 'rate':
        return [rate(at(RATED, move.rated), move.value)];
      case 'rateAll':
        return RATED.map(rated => rate(rated, move.value));
      case 'note':
        return [
          command('note.put', {
            noteId: NoteId.parse(uuidv7()),
            kind: 'note',
            questionId: at(KIT.questions, move.question).id,
            text: noteOf(own),
            removed: false,
            expectedVersion: 0,
            stamp: STAMP,
          }),
        ];
      case 'lock':
        return [command('scorecard.lock', { recommendation: 'yes', summary: noteOf(own) })];
      case 'revise': {
        const rated = at(RATED, move.rated);
        const revisions = card?.revisions[ratingKey(rated.questionId, rated.competencyId)]?.length ?? 0;
        return [
          command('rating.revise', {
            ...rated,
            value: move.value,
            reason: noteOf(own),
            expectedRevisions: revisions,
          }),
        ];
      }
      case 'open':
        return [command('question.open', { questionId: at(KIT.questions, move.question).id })];
      case 'openEarly':
        return [command('scorecards.open', { reason: 'someone had to leave' })];
      case 'end':
        return [command('session.end', {})];
      case 'close':
        return [command('scoring.close', {})];
      case 'remove':
        return [command('seat.remove', { seatId: at(this.people, move.whom).seatId })];
      case 'probe': {
        const question = at(KIT.questions, move.question);
        return [command('probe.queue', { questionId: question.id, probeId: at(question.probes, 0).id })];
      }
    }
  }
}

export function beginLive(log: InterviewLog): NewSeat[] {
  const people = [log.interviewer, log.secondInterviewer, log.evaluator, log.candidate, log.observer];
  log.add('kit.chosen', chosenKit());
  for (const seat of people) log.enter(seat);
  log.openAndAdmit();
  return people;
}

/** A text that only this person writes, to search for in what others receive. */
export function noteOf(seatId: SeatId | undefined): string {
  return `WRITTEN-BY-${seatId}`;
}

function command<N extends CommandName>(name: N, params: RequestParams<N>): [CommandName, never] {
  return [name, params as never];
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('The list is empty.');
  return item;
}

const value = fc.constantFrom<RatingValue>(1, 2, 3, 4, 5, 'N');
/** Three of four moves by raters, the others by the candidate, the observer, and the console. */
const by = fc.oneof({ weight: 3, arbitrary: fc.nat(2) }, { weight: 1, arbitrary: fc.nat(5) });
const number = fc.nat(20);

function move<M extends Move['move']>(name: M, weight: number, rest: object) {
  return {
    weight,
    arbitrary: fc.record({ move: fc.constant(name), by, ...rest }) as unknown as fc.Arbitrary<Move>,
  };
}

export const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    move('rate', 6, { rated: number, value }),
    move('note', 4, { question: number }),
    move('rateAll', 5, { value }),
    move('lock', 6, {}),
    move('revise', 3, { rated: number, value }),
    move('open', 2, { question: number }),
    move('openEarly', 1, {}),
    move('end', 1, {}),
    move('close', 1, {}),
    move('remove', 1, { whom: number }),
    move('probe', 1, { question: number }),
  ),
  { minLength: 5, maxLength: 40 },
);
