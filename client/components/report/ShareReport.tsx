import { useCallback, useEffect, useRef, useState } from 'react';
import { type ReportShare, SHARE_DAYS, SHARES_MAX } from '../../../shared/protocol/readerRoutes.ts';
import { errorMessage } from '../../core/errorMessage.ts';
import { useReader } from '../../hooks/report/useReaderSession.ts';
import { useRequest } from '../../hooks/useRequest.ts';
import { readReport } from '../../texts/readReport.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { CopyField } from '../ui/CopyField.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { Select } from '../ui/Select.tsx';
import { SkeletonRows } from '../ui/Skeleton.tsx';
import { OwnPart } from './OwnPart.tsx';
import { isWorking, ShareRow } from './ShareRow.tsx';

const texts = readReport.share;
type Days = (typeof SHARE_DAYS)[number];
const DAYS = SHARE_DAYS.map(days => ({ value: `${days}`, label: texts.dayCount(days) }));
const USUAL: Days = 7;

/** Links for reading: shared ones are created here and shown once; all are listed with when they were opened, and revoked. */
export function ShareReport({ recorded }: { recorded: boolean }) {
  const session = useReader();
  const { request, retry } = useRequest(
    useCallback((signal: AbortSignal) => session.shares(signal), [session]),
  );
  return (
    <OwnPart title={texts.title} about={texts.about}>
      {request.state === 'loading' ? (
        <SkeletonRows count={2} row="h-10 w-full" className="gap-3" />
      ) : request.state === 'failed' ? (
        <ErrorState title={texts.unread} error={request.error} onRetry={retry} />
      ) : (
        <Shares first={request.value} recorded={recorded} />
      )}
    </OwnPart>
  );
}

function Shares({ first, recorded }: { first: readonly ReportShare[]; recorded: boolean }) {
  const session = useReader();
  const [shares, setShares] = useState(first);
  const [created, setCreated] = useState<string>();
  const link = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (created) link.current?.querySelector('button')?.focus();
  }, [created]);
  const add = (share: ReportShare, url: string) => {
    setShares(before => [share, ...before]);
    setCreated(url);
  };
  const revoke = async (shareId: string) => {
    await session.revoke(shareId);
    setShares(before =>
      before.map(share => (share.shareId === shareId ? { ...share, revokedAt: Date.now() } : share)),
    );
    // Since the page was opened, links may have been opened, and PDFs have added their own.
    const current = await session.shares().catch(() => undefined);
    if (current) setShares(current);
  };
  return (
    <div className="flex flex-col gap-6">
      {shares.filter(share => share.use === 'share' && isWorking(share)).length < SHARES_MAX ? (
        <CreateLink recorded={recorded} onCreated={add} />
      ) : (
        <p className="text-muted">{texts.full(SHARES_MAX)}</p>
      )}
      {created && (
        <div ref={link} className="flex max-w-xl flex-col gap-2">
          <p role="status" className="font-medium">
            {texts.created}
          </p>
          <CopyField label={texts.link} value={created} hideLabel />
        </div>
      )}
      <div className="flex flex-col gap-2">
        <h3 className="text-sm font-semibold">{texts.links}</h3>
        {shares.length === 0 ? (
          <p className="text-sm text-muted">{texts.none}</p>
        ) : (
          <ul className="flex flex-col divide-y divide-line border-y border-line">
            {shares.map(share => (
              <li key={share.shareId} className="py-3">
                <ShareRow share={share} revoke={() => revoke(share.shareId)} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

interface CreateLinkProps {
  /** Whether there are clips that could be shared. */
  recorded: boolean;
  onCreated: (share: ReportShare, url: string) => void;
}

function CreateLink({ recorded, onCreated }: CreateLinkProps) {
  const session = useReader();
  const [days, setDays] = useState<Days>(USUAL);
  const [withClips, setWithClips] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const create = async () => {
    setPending(true);
    setFailure(undefined);
    try {
      const { share, url } = await session.share(days, withClips);
      onCreated(share, url);
    } catch (error) {
      setFailure(errorMessage(error));
    } finally {
      setPending(false);
    }
  };
  return (
    <div className="flex flex-col gap-4">
      {failure && (
        <Banner tone="danger" title={texts.failed}>
          {failure}
        </Banner>
      )}
      <div className="flex flex-wrap items-end gap-x-6 gap-y-4">
        <Select
          label={texts.days}
          options={DAYS}
          value={`${days}`}
          className="w-40"
          onChange={event => setDays(SHARE_DAYS.find(each => `${each}` === event.target.value) ?? USUAL)}
        />
        <Button pending={pending} onClick={() => void create()}>
          {texts.create}
        </Button>
      </div>
      {recorded && (
        <Checkbox
          checked={withClips}
          onCheckedChange={setWithClips}
          label={texts.clips}
          hint={texts.clipsHint}
        />
      )}
    </div>
  );
}
