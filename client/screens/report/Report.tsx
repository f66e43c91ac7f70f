import { useState } from 'react';
import { LinkToken } from '../../../shared/protocol/joinRoutes.ts';
import { LinkProblem } from '../../components/LinkProblem.tsx';
import { PracticeFrame } from '../../components/practice/PracticeFrame.tsx';
import { useFragmentToken, useReloadOnNewLink } from '../../hooks/useFragmentToken.ts';
import { ReadReport } from './ReadReport.tsx';

export default function Report() {
  const token = useFragmentToken();
  const [key] = useState(() => (token ? { link: LinkToken.parse(token) } : undefined));
  useReloadOnNewLink();
  const problem = (
    <div className="mx-auto w-full max-w-md pt-[4dvh]">
      <LinkProblem />
    </div>
  );
  return <PracticeFrame>{key ? <ReadReport reportKey={key} gone={problem} /> : problem}</PracticeFrame>;
}
