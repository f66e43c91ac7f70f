import type { RouteResult, StaffMember } from '../../../shared/protocol/http.ts';
import type { EvaluationLoadStore } from '../../store/evaluationLoadStore.ts';
import type { Calibrations } from './Calibrations.ts';

type Load = RouteResult<'evaluations.load'>;

interface EvaluatorLoadsOptions {
  store: EvaluationLoadStore;
  listStaff: () => Promise<readonly StaffMember[]>;
  calibrations: Pick<Calibrations, 'progressOf'>;
}

/** How the work is spread, and how fast it goes. */
export class EvaluatorLoads {
  readonly #options: EvaluatorLoadsOptions;

  constructor(options: EvaluatorLoadsOptions) {
    this.#options = options;
  }

  async read(): Promise<Load> {
    const { store, listStaff } = this.#options;
    const { ageing, reports } = await store.ofQueue(Date.now());
    const claims = new Map((await store.byPerson()).map(load => [load.userId as string, load]));
    const people: Load['people'] = [];
    for (const member of await listStaff()) {
      const { held = 0, turnaroundMs = [] } = claims.get(member.userId) ?? {};
      if (member.disabled && held === 0) continue;
      people.push(await this.#personOf(member, held, turnaroundMs));
    }
    const medianMs = medianOf(reports.map(({ turnaroundMs }) => turnaroundMs));
    return {
      people,
      ageing,
      ...(medianMs !== undefined && { medianMs }),
      published: reports.length,
      promised: reports.filter(({ promise }) => promise !== undefined).length,
      onTime: reports.filter(({ promise }) => promise === 'kept').length,
    };
  }

  async #personOf(
    member: StaffMember,
    held: number,
    turnaroundMs: readonly number[],
  ): Promise<Load['people'][number]> {
    const medianMs = medianOf(turnaroundMs);
    const calibration = await this.#options.calibrations.progressOf(member);
    return {
      userId: member.userId as Load['people'][number]['userId'],
      name: member.name,
      held,
      locked: turnaroundMs.length,
      ...(medianMs !== undefined && { medianMs }),
      ...(calibration && { calibration }),
    };
  }
}

function medianOf(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
