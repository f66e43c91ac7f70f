import { createContext, useContext, useEffect, useState } from 'react';
import { READER_ROUTES, type ReportKey } from '../../../shared/protocol/readerRoutes.ts';
import { routeCaller } from '../../core/httpRoute.ts';
import { ReaderSession } from '../../core/report/readerSession.ts';

const askReader = routeCaller(READER_ROUTES);

/** The report of this key for as long as the component is there. `key` is the same object for the same report. */
export function useReaderSession(key: ReportKey): ReaderSession | undefined {
  const [session, setSession] = useState<ReaderSession>();
  useEffect(() => {
    const opened = new ReaderSession({ key, ask: askReader });
    setSession(opened);
    return () => {
      opened.close();
      setSession(undefined);
    };
  }, [key]);
  return session;
}

export const ReaderSessionContext = createContext<ReaderSession | undefined>(undefined);

export function useReader(): ReaderSession {
  const session = useContext(ReaderSessionContext);
  if (!session) throw new Error('There is no open report around this component.');
  return session;
}
