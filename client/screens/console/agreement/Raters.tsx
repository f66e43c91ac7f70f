import { Minus, TrendingDown, TrendingUp } from 'lucide-react';
import { Card } from '../../../components/ui/Card.tsx';
import { agreementTexts } from '../../../texts/agreement.ts';
import type { ShownAgreement } from './Coefficients.tsx';
import { barHeights, percentAt, type Scale, severityScale } from './readings.ts';
import { Section } from './Section.tsx';

type Profile = ShownAgreement['profiles'][number];
const texts = agreementTexts.raters;
const DRIFT_ICONS = { harsher: TrendingDown, milder: TrendingUp, same: Minus };

export function Raters({ profiles }: Pick<ShownAgreement, 'profiles'>) {
  const scale = severityScale(profiles.map(({ severity }) => severity));
  return (
    <Section title={texts.title} explanation={texts.explanation}>
      <Card padding="none">
        <ul className="divide-y divide-line">
          {bySeverity(profiles).map(profile => (
            <Rater key={profile.rater} profile={profile} scale={scale} />
          ))}
        </ul>
      </Card>
    </Section>
  );
}

function Rater({ profile, scale }: { profile: Profile; scale: Scale }) {
  return (
    <li className="flex flex-col gap-4 p-4 sm:px-5">
      <h3 className="text-base font-semibold">{profile.rater}</h3>
      <dl className="grid gap-x-8 gap-y-5 sm:grid-cols-2 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)_minmax(0,1fr)]">
        <Figure label={texts.severity}>
          <Severity profile={profile} scale={scale} />
        </Figure>
        <Figure label={texts.range}>
          <RangeUse profile={profile} />
        </Figure>
        <Figure label={texts.drift}>
          <Drift profile={profile} />
        </Figure>
      </dl>
    </li>
  );
}

function Figure({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-col gap-1.5 text-sm">
      <dt className="text-xs font-medium text-muted">{label}</dt>
      <dd className="flex flex-col gap-1">{children}</dd>
    </div>
  );
}

/** Draws how harsh (left) or mild (right) a rater is. Both have the same color, because neither is wrong. */
function Severity({ profile, scale }: { profile: Profile; scale: Scale }) {
  const { severity, compared, interviews } = profile;
  if (severity === undefined) return <p className="text-muted">{texts.tooFewSeverity}</p>;
  const [zero, end] = [percentAt(0, scale), percentAt(severity, scale)];
  return (
    <>
      <svg className="w-full" height={16} aria-hidden="true">
        <line x1="0" x2="100%" y1={8} y2={8} className="stroke-line" strokeWidth={2} />
        <rect
          x={`${Math.min(zero, end)}%`}
          width={`${Math.abs(end - zero)}%`}
          y={3}
          height={10}
          rx={2}
          className="fill-accent"
        />
        <line x1={`${zero}%`} x2={`${zero}%`} y1={0} y2={16} className="stroke-ink" strokeWidth={1.5} />
      </svg>
      <p className="flex justify-between text-xs text-muted" aria-hidden="true">
        <span>{texts.harsherSide(scale.min)}</span>
        <span>{texts.milderSide(scale.max)}</span>
      </p>
      <p className="font-medium tabular-nums">{texts.severityWords[directionOf(severity)](severity)}</p>
      <p className="text-muted tabular-nums">{texts.severityN(compared, interviews)}</p>
    </>
  );
}

function RangeUse({ profile: { counts, ratings, deviation } }: { profile: Profile }) {
  return (
    <>
      <div className="flex h-16 items-end gap-1.5" aria-hidden="true">
        {barHeights(counts).map((height, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the position in the list is the rating
          <div key={index} className="flex h-full w-8 flex-col items-center justify-end gap-0.5">
            <div
              className="w-full rounded-t-[3px] bg-accent"
              style={{ height: `${Math.max(3, height * 0.62)}%` }}
            />
            <span className="text-xs leading-none text-muted tabular-nums">{index + 1}</span>
          </div>
        ))}
      </div>
      <p className="sr-only">{texts.counts(counts)}</p>
      <p className="text-muted tabular-nums">{texts.rangeN(ratings, deviation)}</p>
    </>
  );
}

function Drift({ profile: { drift, interviews } }: { profile: Profile }) {
  if (drift === undefined) return <p className="text-muted">{texts.tooFewDrift}</p>;
  const direction = directionOf(drift);
  const Icon = DRIFT_ICONS[direction];
  return (
    <>
      <p className="flex items-center gap-2 font-medium tabular-nums">
        <Icon className="size-4 shrink-0 text-muted" />
        {texts.driftWords[direction](drift)}
      </p>
      <p className="text-muted tabular-nums">{texts.driftN(interviews)}</p>
    </>
  );
}

const NEGLIGIBLE = 0.05;
type Direction = 'harsher' | 'milder' | 'same';

export function directionOf(points: number): Direction {
  if (Math.abs(points) < NEGLIGIBLE) return 'same';
  return points < 0 ? 'harsher' : 'milder';
}

/** Sorts raters by how far their severity is from 0, farthest first. Raters without severity come last. */
export function bySeverity<Profile extends { rater: string; severity?: number | undefined }>(
  profiles: readonly Profile[],
): Profile[] {
  const distance = ({ severity }: Profile) => (severity === undefined ? -1 : Math.abs(severity));
  return profiles.toSorted((a, b) => distance(b) - distance(a) || a.rater.localeCompare(b.rater));
}
