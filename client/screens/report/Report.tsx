import { useEffect, useState } from 'react';
import { LinkToken } from '../../../shared/protocol/joinRoutes.ts';
import { LinkProblem } from '../../components/LinkProblem.tsx';
import { PracticeFrame } from '../../components/practice/PracticeFrame.tsx';
import { useFragmentToken } from '../../hooks/useFragmentToken.ts';
import { ReadReport } from './ReadReport.tsx';

/** What the link to a report opens: the candidate's own, or one that was shared. */
export default function Report() {
  const token = useFragmentToken();
  const [key] = useState(() => (token ? { link: LinkToken.parse(token) } : undefined));
  useEffect(() => {
    // Another link is another report: nothing of this one may be left.
    const reload = () => window.location.reload();
    window.addEventListener('hashchange', reload);
    return () => window.removeEventListener('hashchange', reload);
  }, []);
  const problem = (
    <div className="mx-auto w-full max-w-md pt-[4dvh]">
      <LinkProblem />
    </div>
  );
  return <PracticeFrame>{key ? <ReadReport reportKey={key} gone={problem} /> : problem}</PracticeFrame>;
}
