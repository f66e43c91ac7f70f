import { pino } from 'pino';
import { loadConfig } from '../../server/config.ts';
import { Interviews } from '../../server/interviews/interviews.ts';
import { createStore, type Store } from '../../server/store/store.ts';
import { seededRandom } from '../../shared/agreement/estimate.ts';
import type { InterviewId } from '../../shared/ids.ts';
import type { NewSeat } from '../../shared/interview/events.ts';
import { type ChosenKit, interviewKitOf } from '../../shared/kit/kit.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import { partsOfKey, type RatingValue, wantsEvidence } from '../../shared/rubric/rating.ts';
import { newSeat } from './interviewLog.ts';
import { type InterviewScript, keysOf, scoredInterview } from './scoredInterview.ts';

/** Evaluators, and by how many points each is too lenient. */
const RATERS = [
  { name: 'Grace Hopper', milder: -0.7 },
  { name: 'Barbara Liskov', milder: 0.1 },
  { name: 'Edsger Dijkstra', milder: 0.6 },
] as const;
const CANDIDATES = [
  'Ada Lovelace',
  'Alan Turing',
  'Mary Jackson',
  'Niklaus Wirth',
  'Radia Perlman',
  'Ken Iverson',
];
const EVIDENCE =
  'Said which figure they would look at first and why, read the plan aloud, and named what they would not touch before measuring.';

/** Interviews that took place earlier, written into the database of a running server. */
export class PastInterviews implements AsyncDisposable {
  readonly chosen: ChosenKit;
  readonly #store: Store;
  readonly #interviews: Interviews;
  readonly #random = seededRandom(17);
  #held = 0;

  static async open(dataDir: string, kitId = 'backend-developer'): Promise<PastInterviews> {
    const config = loadConfig({ NODE_ENV: 'test', DATA_DIR: dataDir });
    const store = await createStore(config, pino({ level: 'silent' }));
    const stored = await store.kits.findNewest(KitId.parse(kitId));
    if (!stored) throw new Error(`The server has no kit ${kitId}.`);
    return new PastInterviews(store, {
      kitId: stored.kitId,
      version: stored.version,
      kit: interviewKitOf(stored.kit),
    });
  }

  private constructor(store: Store, chosen: ChosenKit) {
    this.#store = store;
    this.#interviews = new Interviews({ store: store.interviews });
    this.chosen = chosen;
  }

  /** Everyone has rated; Edsger locks too unless `edsgerLocks` is false. */
  hold(changes: Partial<InterviewScript> & { edsgerLocks?: boolean } = {}): Promise<InterviewId> {
    const quality = 2 + this.#random(300) / 100;
    const name = CANDIDATES[this.#held++ % CANDIDATES.length] ?? '';
    const { edsgerLocks = true, ...script } = changes;
    return scoredInterview(this.#interviews, {
      raters: RATERS.map(({ name: rater, milder }, index) => ({
        ...this.#rate(person(rater), quality + milder),
        locks: index < 2 || edsgerLocks,
      })),
      candidateName: name,
      title: 'Backend developer, second round',
      chosen: this.chosen,
      ...script,
    });
  }

  async holdMany(count: number): Promise<void> {
    for (let number = 0; number < count; number += 1) await this.hold();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#store.close();
  }

  #rate(seat: NewSeat, quality: number): InterviewScript['raters'][number] {
    const ratings = keysOf(this.chosen).map(key => [key, this.#valueAt(quality)] as const);
    const notes = ratings
      .filter(([, value]) => wantsEvidence(value))
      .map(([key], index) => ({
        kind: 'evidence' as const,
        ...partsOfKey(key),
        text: EVIDENCE,
        stamp: { mediaTimeMs: (index * 3 + 2) * 61_000 },
      }));
    return {
      seat,
      ratings,
      notes,
      summary: 'Measures before changing anything. Less at home in running things.',
    };
  }

  /** Returns a random rating around the quality, sometimes N. */
  #valueAt(quality: number): RatingValue {
    if (this.#random(25) === 0) return 'N';
    const value = Math.round(quality + (this.#random(180) - 90) / 100);
    return Math.min(5, Math.max(1, value)) as RatingValue;
  }
}

function person(name: string): NewSeat {
  const role = name === RATERS[0].name ? 'interviewer' : 'evaluator';
  return { ...newSeat(role, name), email: `${name.toLowerCase().replace(' ', '.')}@example.org` };
}
