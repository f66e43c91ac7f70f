import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import type { StaffAction } from '../../../../shared/permissions.ts';
import { staffMay } from '../../../../shared/permissions.ts';
import { useMember } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { evaluationTexts } from '../../../texts/evaluations.ts';
import { PageIntro } from '../PageBody.tsx';
import { CALIBRATION_PATH, QUEUE_PATH } from './evaluationPaths.ts';

const { parts, title: heading } = evaluationTexts;

const PARTS: readonly { to: string; label: string; action: StaffAction }[] = [
  { to: QUEUE_PATH, label: parts.queue, action: 'evaluations.read' },
  { to: `${QUEUE_PATH}/team`, label: parts.team, action: 'evaluations.read' },
  { to: CALIBRATION_PATH, label: parts.calibration, action: 'evaluations.rate' },
  { to: `${QUEUE_PATH}/settings`, label: parts.settings, action: 'evaluations.manage' },
];

type EvaluationsProps = { title: string; intro: string; children: ReactNode };
export function Evaluations({ title, intro, children }: EvaluationsProps) {
  usePageTitle(title === heading ? heading : `${title} · ${heading}`);
  return (
    <div className="flex w-full max-w-6xl flex-col gap-5 px-4 py-6 sm:px-6 sm:py-8">
      <PageIntro title={heading}>{intro}</PageIntro>
      <Parts />
      {children}
    </div>
  );
}

function Parts() {
  const member = useMember();
  const { pathname } = useLocation();
  return (
    <nav
      aria-label={parts.label}
      className="-mt-1 flex overflow-x-auto border-b border-line max-sm:-mx-4 max-sm:px-4"
    >
      {PARTS.filter(({ action }) => member && staffMay(action, member.role)).map(({ label, to }) => (
        <Link
          key={to}
          to={to}
          aria-current={pathname === to ? 'page' : undefined}
          className="-mb-px flex h-10 shrink-0 items-center border-b-2 border-transparent px-3 text-sm font-medium whitespace-nowrap text-muted transition-colors -outline-offset-2! hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
