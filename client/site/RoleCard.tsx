import type { SiteRole } from '../../shared/site/sitePages.ts';
import { languageName } from '../texts/intl.ts';
import { site as texts } from '../texts/site.ts';
import { Numbers } from './Numbers.tsx';

interface RoleCardProps {
  role: SiteRole;
  heading: 'h2' | 'h3';
  /** Under the facts. */
  children?: React.ReactNode;
}

/** One role among several. All of it leads to the role's page; what stands in it can lead elsewhere. */
export function RoleCard({ role, heading: Heading, children }: RoleCardProps) {
  const language = languageName(role.locale);
  return (
    <article className="relative flex h-full flex-col gap-3 rounded-card border border-line bg-surface p-5 transition-colors hover:border-line-strong">
      <div className="flex flex-col gap-0.5">
        <Heading className="text-lg font-semibold" lang={role.locale}>
          <a
            href={`/roles/${role.slug}`}
            className="rounded-control after:absolute after:inset-0 after:rounded-card"
          >
            {role.role}
          </a>
        </Heading>
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
