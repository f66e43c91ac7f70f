import { createContext, useContext, useEffect, useState } from 'react';
import { PageSession } from '../../core/practice/pageSession.ts';
import { callPractice } from '../../core/practice/practiceApi.ts';
import { localData } from '../../core/safeStorage.ts';

/** Opens the private page of a key until the component unmounts. */
export function usePageSession(token: string): PageSession | undefined {
  const [session, setSession] = useState<PageSession>();
  useEffect(() => {
    const opened = new PageSession({ token, ask: callPractice, storage: localData });
    setSession(opened);
    return () => {
      opened.close();
      setSession(undefined);
    };
  }, [token]);
  return session;
}

export const PageSessionContext = createContext<PageSession | undefined>(undefined);

export function usePracticePage(): PageSession {
  const session = useContext(PageSessionContext);
  if (!session) throw new Error('There is no private page around this component.');
  return session;
}
