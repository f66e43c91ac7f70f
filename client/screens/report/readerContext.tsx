import { createContext, type ReactNode, useContext, useEffect, useId, useState } from 'react';
import { READER_ROUTES, type ReportKey } from '../../../shared/protocol/readerRoutes.ts';
import { Card } from '../../components/ui/Card.tsx';
import { routeCaller } from '../../core/httpRoute.ts';
import { ReaderSession } from '../../core/report/readerSession.ts';

const askReader = routeCaller(READER_ROUTES);

/** Opens the key's report. `key` must be the same object in every render of the same report. */
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

type OwnPartProps = { title: string; about?: string | undefined; children: ReactNode };

/** A section for the candidate below the report. It isn't printed. */
export function OwnPart({ title, about, children }: OwnPartProps) {
  const titleId = useId();
  return (
    <Card
      role="region"
      aria-labelledby={titleId}
      padding="none"
      className="flex flex-col gap-5 px-5 py-6 sm:px-10 sm:py-8 lg:px-14 print:hidden"
    >
      <div className="flex flex-col gap-1">
        <h2 id={titleId} tabIndex={-1} className="text-lg font-semibold">
          {title}
        </h2>
        {about && <p className="max-w-[66ch] text-muted">{about}</p>}
      </div>
      {children}
    </Card>
  );
}
