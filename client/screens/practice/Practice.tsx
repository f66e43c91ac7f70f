import { MessagesSquare } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import {
  CHALLENGE_META,
  type PracticePlace,
  ProofChallenge,
} from '../../../shared/protocol/practiceRoutes.ts';
import { PageGone, RolesLink, SimplePage } from '../../components/practice/PracticeFrame.tsx';
import { pageMeta } from '../../core/pageMeta.ts';
import { type AttemptUnderWay, readUnderWay, storeUnderWay } from '../../core/practice/attempts.ts';
import { callPractice } from '../../core/practice/practiceApi.ts';
import { PracticeLocation } from '../../core/practice/practiceLocation.ts';
import { Proof, startWorker } from '../../core/practice/proof.ts';
import { tabData } from '../../core/safeStorage.ts';
import { PracticeContext, type PracticeContextValue } from '../../hooks/practice/practiceContext.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { practice } from '../../texts/practice.ts';
import { OpenPage } from './PrivatePage.tsx';
import { ReceiptPage } from './Receipt.tsx';
import { StartPage } from './StartPage.tsx';
import { UnderWay } from './UnderWay.tsx';

export default function Practice() {
  const [location] = useState(() => new PracticeLocation());
  useEffect(() => () => location.close(), [location]);
  const { page, broken, role, question, now, receipt } = useStore(location.address);
  const [underWay, setUnderWay] = useState<AttemptUnderWay | undefined>(() =>
    page && !role ? readUnderWay(tabData) : undefined,
  );
  const [first, setFirst] = useState<PracticePlace>();
  const context = useMemo<PracticeContextValue>(
    () => ({
      location,
      proof: new Proof(callPractice, startWorker, pageMeta(CHALLENGE_META, ProofChallenge)),
      enter: (key, attempt, status) => {
        storeUnderWay(tabData, attempt);
        setFirst(status);
        setUnderWay(attempt);
        location.replace({ page: key });
      },
    }),
    [location],
  );
  const leave = () => {
    storeUnderWay(tabData, undefined);
    setUnderWay(undefined);
    if (page) location.replace({ page });
  };
  return (
    <PracticeContext value={context}>
      {receipt ? (
        <ReceiptPage receiptId={receipt} />
      ) : role ? (
        <StartPage key={role} slug={role} question={question} page={page} now={now === true} />
      ) : broken ? (
        <PageGone />
      ) : !page ? (
        <ChooseRole />
      ) : underWay ? (
        <UnderWay key={underWay.interviewId} page={page} attempt={underWay} first={first} onLeave={leave} />
      ) : (
        <OpenPage page={page} />
      )}
    </PracticeContext>
  );
}

function ChooseRole() {
  const { noRole } = practice;
  return (
    <SimplePage icon={MessagesSquare} title={noRole.title} body={<p>{noRole.body}</p>}>
      <RolesLink />
    </SimplePage>
  );
}
