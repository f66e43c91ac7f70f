import { parentPort, workerData } from 'node:worker_threads';
import { kitAgreement, type NamedProfile } from '../../../../shared/agreement/kitAgreement.ts';
import type { AgreementReport } from '../../../../shared/protocol/scoringRoutes.ts';
import type { KitRatings, Person } from './ratedInterviews.ts';

parentPort?.postMessage(agreementReport(workerData as KitRatings));

/** Calculates agreement in a worker thread, because hundreds of interviews take seconds. */
function agreementReport({ interviews, people }: KitRatings): AgreementReport {
  const agreement = kitAgreement(interviews);
  if (agreement.state === 'hidden') return agreement;
  const labels = labelsOf(agreement.profiles.map(({ rater }) => [rater, people.get(rater)]));
  const labelOf = (rater: string) => labels.get(rater) ?? rater;
  return {
    ...agreement,
    kappas: agreement.kappas.map(({ raters: [a, b], ...rest }) => ({
      raters: [labelOf(a), labelOf(b)],
      ...rest,
    })),
    profiles: agreement.profiles.map(profile => profileOf(labelOf(profile.rater), profile)),
  };
}

function profileOf(
  rater: string,
  { ratings, compared, steps, severity, counts, deviation, drift }: NamedProfile,
) {
  return {
    rater,
    ratings,
    compared,
    interviews: steps,
    counts: [...counts],
    ...(severity !== undefined && { severity }),
    ...(deviation !== undefined && { deviation }),
    ...(drift !== undefined && { drift }),
  };
}

/** Returns each rater's label. It contains the email address when two people share a name. */
function labelsOf(raters: readonly (readonly [key: string, Person | undefined])[]): Map<string, string> {
  const taken = new Set<string>();
  const shared = (name: string) => raters.filter(([, person]) => person?.name === name).length > 1;
  return new Map(
    raters.map(([key, person]) => {
      const name = person?.name ?? key;
      const preferred = person?.email && shared(name) ? `${name} (${person.email})` : name;
      const label = unusedLabel(preferred, taken);
      taken.add(label);
      return [key, label];
    }),
  );
}

function unusedLabel(preferred: string, taken: ReadonlySet<string>): string {
  let label = preferred;
  for (let number = 2; taken.has(label); number += 1) label = `${preferred} (${number})`;
  return label;
}
