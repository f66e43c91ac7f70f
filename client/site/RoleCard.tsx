import { LANGUAGE, languageName } from '../../shared/intl.ts';
import type { RoleNumbers } from '../../shared/protocol/siteRoutes.ts';
import type { SiteRole } from '../../shared/site/sitePages.ts';
import { voiceColorOf } from '../../shared/site/voice.ts';
import { Waveform } from '../components/ui/Waveform.tsx';
import { site as texts } from '../texts/site.ts';
import { proofOf } from './proof.ts';

/** Cover of a role with one of its questions, in the color and rhythm of its voice. Opens the role's page when pressed anywhere. */
function RoleCard({ role, level }: { role: SiteRole; level: boolean }) {
  const language = foreignName(role.locale);
  const facts = [level && role.level, texts.questions(role.guideQuestions), language].filter(Boolean);
  return (
    <article
      data-voice={voiceColorOf(role.slug)}
      className="stage group relative flex h-full flex-col gap-1 overflow-hidden rounded-cover bg-voice-soft p-4 pb-14 text-voice-ink sm:min-h-64 sm:p-6 sm:pb-24"
    >
      <h3 className="text-lg font-semibold wrap-anywhere sm:text-xl" lang={role.locale}>
        <a
          href={`/roles/${role.slug}`}
          className="rounded-control outline-offset-4 after:absolute after:inset-0 after:rounded-cover"
        >
          {role.role}
        </a>
      </h3>
      <p className="text-sm text-voice">{facts.join(' · ')}</p>
      <Numbers numbers={role.numbers} brief={true} />
      {role.question && (
        <p className="pt-3 text-pretty sm:pt-5 sm:text-lg" lang={role.locale}>
          “{role.question}”
        </p>
      )}
      <Waveform
        seed={role.slug}
        bars={44}
        className="absolute inset-x-0 bottom-0 h-10 w-full origin-bottom overflow-visible stroke-voice transition-transform group-hover:scale-y-125 sm:h-18"
      />
    </article>
  );
}

/** Returns the language's name if it isn't that of the site. */
function foreignName(locale: string): string | undefined {
  return locale.split('-')[0] === LANGUAGE.split('-')[0] ? undefined : languageName(locale);
}

const STARS = [0, 1, 2, 3, 4];
const STAR = 'M10 1.6l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9L1.5 7.8l5.9-.8z';

/** What visitors thought of a role, as far as there is enough to say. Renders nothing otherwise. */
export function Numbers({ numbers, brief = false }: { numbers: RoleNumbers; brief?: boolean }) {
  const { rating, interviewed, withFeedback } = proofOf(numbers);
  const counts = [
    interviewed !== undefined && !brief && texts.held(interviewed),
    withFeedback !== undefined && !brief && texts.withFeedback(withFeedback),
  ].filter(text => text !== false);
  if (!rating && counts.length === 0) return null;
  return (
    <p className={`flex flex-wrap items-center gap-x-3 gap-y-1 text-sm ${brief ? '' : 'text-muted'}`}>
      {rating && <Rating {...rating} brief={brief} />}
      {counts.map((count, at) => (
        <span key={count} className="tabular-nums">
          {(rating || at > 0) && (
            <span aria-hidden="true" className="pr-3 text-faint">
              ·
            </span>
          )}
          {count}
        </span>
      ))}
    </p>
  );
}

function Rating({ average, rated, brief }: { average: number; rated: number; brief: boolean }) {
  const whole = texts.stars(average.toFixed(1), rated);
  return (
    <span className="inline-flex items-center gap-2">
      <Stars average={average} />
      <span aria-hidden={brief || undefined} className="font-medium tabular-nums">
        {brief ? texts.starsBrief(average.toFixed(1), rated) : whole}
      </span>
      {brief && <span className="sr-only">{whole}</span>}
    </span>
  );
}

/** Draws five stars, filled up to the average rating. */
function Stars({ average }: { average: number }) {
  return (
    <svg viewBox="0 0 100 20" className="h-4 w-20 shrink-0" aria-hidden="true">
      <FiveStars className="fill-line-strong opacity-50" />
      <svg x="0" y="0" width={average * 20} height="20" aria-hidden="true">
        <FiveStars className="fill-warning-fill" />
      </svg>
    </svg>
  );
}

function FiveStars({ className }: { className: string }) {
  return (
    <g className={className}>
      {STARS.map(at => (
        <path key={at} d={STAR} transform={`translate(${at * 20} 0)`} />
      ))}
    </g>
  );
}

export function RoleCards({ roles }: { roles: readonly SiteRole[] }) {
  const isUnclear = (role: SiteRole) => roles.some(other => other !== role && other.role === role.role);
  return (
    <ul className="grid grid-cols-2 gap-3 sm:gap-5 lg:grid-cols-3">
      {roles.map(role => (
        <li key={role.slug}>
          <RoleCard role={role} level={isUnclear(role)} />
        </li>
      ))}
    </ul>
  );
}
