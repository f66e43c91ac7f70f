import { useState } from 'react';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { CopyField } from '../../../components/ui/CopyField.tsx';
import { Skeleton } from '../../../components/ui/Skeleton.tsx';
import { useRouteMutation, withToasts } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { account } from '../../../texts/account.ts';
import { ConfirmRequest } from '../ConfirmRequest.tsx';
import { PageSection } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';

const texts = account.calendar;

/** The address at which the member's calendar reads the interviews that they take part in. */
export function CalendarFeed() {
  const query = useRouteQuery('calendarFeed.read', {});
  return (
    <PageSection title={texts.title}>
      <Card padding="lg" className="flex flex-col gap-4">
        <p className="max-w-prose text-sm text-muted">{texts.body}</p>
        <Loaded query={query} failed={texts.failed} skeleton={<Skeleton className="h-10 w-full" />}>
          {({ url }) => (url === undefined ? <CreateAddress /> : <Address url={url} />)}
        </Loaded>
      </Card>
    </PageSection>
  );
}

function CreateAddress() {
  const create = useRouteMutation('calendarFeed.renew', ['calendarFeed.read']);
  return (
    <Button
      className="self-start"
      pending={create.isPending}
      onClick={() => create.mutate({}, withToasts(texts.created, texts.createFailed))}
    >
      {texts.create}
    </Button>
  );
}

function Address({ url }: { url: string }) {
  const [question, setQuestion] = useState<'renew' | 'revoke'>();
  const close = () => setQuestion(undefined);
  const common = { params: {}, refreshes: ['calendarFeed.read'] as const, onClose: close };
  return (
    <>
      <CopyField label={texts.address} value={url} />
      <p className="max-w-prose text-sm text-muted">{texts.secret}</p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setQuestion('renew')}>{texts.renew}</Button>
        <Button variant="quiet" onClick={() => setQuestion('revoke')}>
          {texts.revoke}
        </Button>
      </div>
      {question === 'renew' && (
        <ConfirmRequest
          {...common}
          route="calendarFeed.renew"
          title={texts.renewTitle}
          description={texts.renewBody}
          confirmLabel={texts.renew}
          done={texts.created}
        />
      )}
      {question === 'revoke' && (
        <ConfirmRequest
          {...common}
          danger
          route="calendarFeed.revoke"
          title={texts.revokeTitle}
          description={texts.revokeBody}
          confirmLabel={texts.revoke}
          done={texts.revoked}
        />
      )}
    </>
  );
}
