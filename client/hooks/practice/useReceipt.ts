import { useEffect, useState } from 'react';
import type { PracticeReceipt } from '../../../shared/protocol/practiceRoutes.ts';
import { backoffMs } from '../../core/backoff.ts';
import { askPractice } from '../../core/practice/askPractice.ts';

const FIRST_MS = 1_000;
const MAX_MS = 15_000;

/** A receipt as it is now: it is read again until all of it has been removed. */
export function useReceipt(receipt: PracticeReceipt): PracticeReceipt {
  const [latest, setLatest] = useState(receipt);
  const { receiptId } = receipt;
  const complete = latest.completedAt !== undefined;
  useEffect(() => {
    if (complete) return undefined;
    const controller = new AbortController();
    let timer = 0;
    let looks = 0;
    const look = () => {
      askPractice('practice.receipt', { receiptId }, controller.signal).then(
        answer => {
          setLatest(answer.receipt);
          again();
        },
        // It cannot be read right now; what is removed is removed without this page.
        () => again(),
      );
    };
    const again = () => {
      if (!controller.signal.aborted) timer = window.setTimeout(look, backoffMs(looks++, FIRST_MS, MAX_MS));
    };
    again();
    return () => {
      controller.abort();
      window.clearTimeout(timer);
    };
  }, [receiptId, complete]);
  return latest;
}
