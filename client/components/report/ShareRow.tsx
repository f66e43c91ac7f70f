import { useState } from 'react';
import { OPENINGS_SHOWN, type ReportShare } from '../../../shared/protocol/readerRoutes.ts';
import { errorMessage } from '../../core/errorMessage.ts';
import { readReport } from '../../texts/readReport.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';

const texts = readReport.share;

interface ShareRowProps {
  share: ReportShare;
  revoke: () => Promise<void>;
}

/** One link for reading: what it is for, whether it works, how often it was opened, and the end of it. */
export function ShareRow({ share, revoke }: ShareRowProps) {
  const { createdAt, expiresAt, openings, revokedAt, use, withClips } = share;
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const now = Date.now();
  const works = isWorking(share);
  const end = async () => {
    setPending(true);
    setFailure(undefined);
    try {
      await revoke();
    } catch (error) {
      setFailure(`${texts.revokeFailed}. ${errorMessage(error)}`);
    } finally {
      setPending(false);
    }
  };
  return (
    <div data-share={works ? 'works' : 'over'} className="flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="flex min-w-0 flex-1 basis-64 flex-col gap-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Badge tone={works ? 'success' : 'neutral'}>
            {works ? texts.works : revokedAt === undefined ? texts.expired : texts.revoked}
          </Badge>
          <span>{texts.uses[use]}</span>
        </p>
        <p className="text-sm text-muted tabular-nums">
          {texts.createdAt(createdAt, now)}, {works && `${texts.expires(expiresAt, now)}, `}
          {withClips ? texts.withClips : texts.withoutClips}
        </p>
        <Openings openings={openings} now={now} />
        {failure && (
          <p role="alert" className="text-sm text-danger-ink">
            {failure}
          </p>
        )}
      </div>
      {works && (
        <Button
          size="sm"
          variant="danger-quiet"
          pending={pending}
          aria-label={texts.revokeOf(texts.uses[use], createdAt, now)}
          onClick={() => void end()}
        >
          {texts.revoke}
        </Button>
      )}
    </div>
  );
}

export function isWorking({ expiresAt, revokedAt }: ReportShare): boolean {
  return revokedAt === undefined && expiresAt > Date.now();
}

function Openings({ openings, now }: { openings: readonly number[]; now: number }) {
  if (openings.length === 0) return <p className="text-sm text-muted">{texts.never}</p>;
  const times =
    openings.length < OPENINGS_SHOWN ? texts.opened(openings.length) : texts.openedMax(openings.length);
  return (
    <details className="text-sm">
      <summary className="min-h-6 cursor-pointer rounded-control text-muted tabular-nums hover:text-ink">
        {times}
      </summary>
      <ul className="flex flex-col gap-0.5 pt-1 pl-4 tabular-nums">
        {openings.map((at, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may be of the same moment
          <li key={index}>{texts.openedAt(at, now)}</li>
        ))}
      </ul>
    </details>
  );
}
