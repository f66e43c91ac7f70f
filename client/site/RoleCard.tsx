import { languageName } from '../../shared/intl.ts';
import type { RoleNumbers } from '../../shared/protocol/siteRoutes.ts';
import type { SiteRole } from '../../shared/site/sitePages.ts';
import { site as texts } from '../texts/site.ts';

/** Card that opens the role's page when pressed anywhere. `children` can contain other links. */
export function RoleCard({ role, children }: { role: SiteRole; children?: React.ReactNode }) {
  const language = languageName(role.locale);
  return (
    <article className="relative flex h-full flex-col gap-3 rounded-card border border-line bg-surface p-5 transition-colors hover:border-line-strong">
      <div className="flex flex-col gap-0.5">
        <h3 className="text-lg font-semibold" lang={role.locale}>
          <a
            href={`/roles/${role.slug}`}
            className="rounded-control after:absolute after:inset-0 after:rounded-card"
          >
            {role.role}
          </a>
        </h3>
        <p className="text-sm text-muted">
          <span lang={role.locale}>{role.level}</span>
          {language && ` · ${language}`}
        </p>
      </div>
      <ul className="flex flex-col gap-1 text-sm text-muted">
        <li>{texts.inGuide(role.guideQuestions)}</li>
        <li>{texts.interview(role.interviewQuestions, role.minutes)}</li>
      </ul>
      {children}
      <div className="mt-auto pt-1">
        <Numbers numbers={role.numbers} brief={true} />
      </div>
    </article>
  );
}

const STARS = [0, 1, 2, 3, 4];
const STAR = 'M10 1.6l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9L1.5 7.8l5.9-.8z';

export function Numbers({ numbers, brief = false }: { numbers: RoleNumbers; brief?: boolean }) {
  const { interviewed, withFeedback, rated, average } = numbers;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
      {average === undefined ? (
        <span>{texts.newRole}</span>
      ) : (
        <span className="inline-flex items-center gap-2">
          <Stars average={average} />
          <span aria-hidden={brief || undefined} className="font-medium text-ink tabular-nums">
            {brief ? texts.starsBrief(average.toFixed(1), rated) : texts.stars(average.toFixed(1), rated)}
          </span>
          {brief && <span className="sr-only">{texts.stars(average.toFixed(1), rated)}</span>}
        </span>
      )}
      {interviewed > 0 && <Count>{texts.held(interviewed)}</Count>}
      {withFeedback > 0 && !brief && <Count>{texts.withFeedback(withFeedback)}</Count>}
    </p>
  );
}

function Count({ children }: { children: string }) {
  return (
    <>
      <span aria-hidden="true" className="text-faint">
        ·
      </span>
      <span className="tabular-nums">{children}</span>
    </>
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
  return (
    <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {roles.map(role => (
        <li key={role.slug}>
          <RoleCard role={role} />
        </li>
      ))}
    </ul>
  );
}
