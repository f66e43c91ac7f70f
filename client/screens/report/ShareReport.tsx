import { useCallback, useEffect, useRef, useState } from 'react';
import {
  OPENINGS_SHOWN,
  type ReportShare,
  SHARE_DAYS,
  SHARES_MAX,
} from '../../../shared/protocol/readerRoutes.ts';
import { Badge } from '../../components/ui/Badge.tsx';
import { ErrorBanner } from '../../components/ui/Banner.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { Checkbox } from '../../components/ui/Checkbox.tsx';
import { CopyField } from '../../components/ui/CopyField.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import { Select } from '../../components/ui/Select.tsx';
import { SkeletonRows } from '../../components/ui/Skeleton.tsx';
import { errorMessage } from '../../core/errorMessage.ts';
import { useAction } from '../../hooks/useAction.ts';
import { useRequest } from '../../hooks/useRequest.ts';
import { readReport } from '../../texts/readReport.ts';
import { OwnPart, useReader } from './readerContext.tsx';

const texts = readReport.share;
type Days = (typeof SHARE_DAYS)[number];
const DAYS = SHARE_DAYS.map(days => ({ value: `${days}`, label: texts.dayCount(days) }));
const USUAL: Days = 7;

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

function CreateLink(props: { recorded: boolean; onCreated: (share: ReportShare, url: string) => void }) {
  const { recorded, onCreated } = props;
  const session = useReader();
  const [days, setDays] = useState<Days>(USUAL);
  const [withClips, setWithClips] = useState(false);
  const { pending, error, run } = useAction();
  const create = async () => {
    const { share, url } = await session.share(days, withClips);
    onCreated(share, url);
  };
  return (
    <div className="flex flex-col gap-4">
      <ErrorBanner title={texts.failed} error={error} />
      {recorded && (
        <Checkbox
          checked={withClips}
          onCheckedChange={setWithClips}
          label={texts.clips}
          hint={texts.clipsHint}
        />
      )}
      <div className="flex flex-wrap items-end gap-x-6 gap-y-4">
        <Select
          label={texts.days}
          options={DAYS}
          value={`${days}`}
          className="w-40"
          onChange={event => setDays(SHARE_DAYS.find(each => `${each}` === event.target.value) ?? USUAL)}
        />
        <Button pending={pending} onClick={() => run(create)}>
          {texts.create}
        </Button>
      </div>
    </div>
  );
}

function ShareRow({ share, revoke }: { share: ReportShare; revoke: () => Promise<void> }) {
  const { createdAt, expiresAt, openings, revokedAt, use, withClips } = share;
  const { pending, error, run } = useAction();
  const now = Date.now();
  const works = isWorking(share);
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
        {error !== undefined && (
          <p role="alert" className="text-sm text-danger-ink">
            {texts.revokeFailed}. {errorMessage(error)}
          </p>
        )}
      </div>
      {works && (
        <Button
          size="sm"
          variant="danger-quiet"
          pending={pending}
          aria-label={texts.revokeOf(texts.uses[use], createdAt, now)}
          onClick={() => run(revoke)}
        >
          {texts.revoke}
        </Button>
      )}
    </div>
  );
}

function isWorking({ expiresAt, revokedAt }: ReportShare): boolean {
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
          // biome-ignore lint/suspicious/noArrayIndexKey: two openings can have the same time
          <li key={index}>{texts.openedAt(at, now)}</li>
        ))}
      </ul>
    </details>
  );
}
