import { useState } from 'react';
import { AppError } from '../../../shared/errors.ts';
import type { PracticeAttempt } from '../../../shared/protocol/practiceRoutes.ts';
import { errorMessage } from '../../core/errorMessage.ts';
import { type AttemptUnderWay, findAttempt } from '../../core/practice/attempts.ts';
import { callPractice } from '../../core/practice/practiceApi.ts';
import { withProof } from '../../core/practice/proof.ts';
import { usePractice } from './practiceContext.ts';

/** Starts an attempt with the questions of an earlier attempt, on the same private page. */
export function usePracticeAgain(page: string) {
  const { proof, enter } = usePractice();
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const start = async (find: () => Promise<PracticeAttempt>) => {
    if (pending) return;
    setPending(true);
    setFailure(undefined);
    try {
      const { slug, length, purpose, questionIds } = await find();
      if (!slug) throw new AppError('not-found', 'role-not-open');
      const { interviewId, place } = await withProof(proof, answer =>
        callPractice('practice.start', { slug, length, purpose, questionIds, page, proof: answer }),
      );
      enter(page, { interviewId, length, purpose, slug }, place);
    } catch (error) {
      setFailure(errorMessage(error));
      setPending(false);
    }
  };
  return {
    again: (attempt: PracticeAttempt) => void start(async () => attempt),
    againById: ({ interviewId }: Pick<AttemptUnderWay, 'interviewId'>) =>
      void start(async () => {
        const found = findAttempt(await callPractice('practice.open', { page }), interviewId);
        if (!found) throw AppError.notFound('attempt', interviewId);
        return found;
      }),
    pending,
    failure,
    prepare: () => proof.prepare(),
  };
}
