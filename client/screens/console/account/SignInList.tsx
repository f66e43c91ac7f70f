import { Monitor, Smartphone } from 'lucide-react';
import { useState } from 'react';
import type { SignInSession } from '../../../../shared/protocol/accountRoutes.ts';
import { Badge } from '../../../components/ui/Badge.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { browserInfo } from '../../../core/browserName.ts';
import { toast } from '../../../core/toast.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { useRouteMutation, withToasts } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { signInTexts as texts } from '../../../texts/accountSecurity.ts';
import { formatMoment } from '../../../texts/times.ts';
import { ConfirmRequest } from '../ConfirmRequest.tsx';
import { PageSection } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';

const REFRESHES = ['account.sessions'] as const;

/** Lists the browsers in which the member is signed in. */
export function SignInList() {
  const query = useRouteQuery('account.sessions', {});
  const [asking, setAsking] = useState(false);
  const others = query.data ? query.data.sessions.length - 1 : 0;
  return (
    <PageSection
      title={texts.title}
      action={
        others > 0 && (
          <Button size="sm" onClick={() => setAsking(true)}>
            {texts.endOthers}
          </Button>
        )
      }
    >
      <Loaded
        query={query}
        failed={texts.failed}
        skeleton={<SkeletonRows count={2} row="h-18 w-full rounded-card" className="gap-2" />}
      >
        {({ sessions }) => (
          <Card padding="none">
            <ul className="divide-y divide-line">
              {sessions.map(session => (
                <SignInRow key={session.sessionId} session={session} />
              ))}
            </ul>
          </Card>
        )}
      </Loaded>
      {query.data && others <= 0 && <p className="text-sm text-muted">{texts.alone}</p>}
      {asking && (
        <ConfirmRequest
          route="account.endOtherSessions"
          params={{}}
          refreshes={REFRESHES}
          title={texts.endOthersTitle}
          description={texts.endOthersBody}
          confirmLabel={texts.endOthers}
          onClose={() => setAsking(false)}
          onDone={({ ended }) => {
            setAsking(false);
            toast.success(texts.othersEnded(ended));
          }}
        />
      )}
    </PageSection>
  );
}

function SignInRow({ session }: { session: SignInSession }) {
  const { sessionId, current, browser, address, signedInAt, usedAt } = session;
  const now = useNow(60_000);
  const end = useRouteMutation('account.endSession', REFRESHES);
  const { family, label } = browserInfo(browser);
  const name = family === 'other' ? texts.unknownBrowser : label;
  const Icon = /Mobi|Android|iPhone|iPad/.test(browser) ? Smartphone : Monitor;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 p-4">
      <Icon className="size-5 shrink-0 text-muted" />
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          {name}
          {current && <Badge tone="success">{texts.here}</Badge>}
        </p>
        <p className="text-sm text-muted wrap-anywhere">
          {texts.used(formatMoment(usedAt, now))}
          {address && ` ${texts.from(address)}`}
          {' · '}
          {texts.signedIn(formatMoment(signedInAt, now))}
        </p>
      </div>
      {!current && (
        <Button
          size="sm"
          variant="danger-quiet"
          aria-label={texts.endOf(name)}
          pending={end.isPending}
          onClick={() => end.mutate({ sessionId }, withToasts(texts.ended(name), texts.endFailed))}
        >
          {texts.end}
        </Button>
      )}
    </li>
  );
}
