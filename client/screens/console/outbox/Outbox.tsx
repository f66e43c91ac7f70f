import { MailOpen } from 'lucide-react';
import { useParams, useSearchParams } from 'react-router';
import { MailState } from '../../../../shared/protocol/mailRoutes.ts';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { Banner } from '../../../components/ui/Banner.tsx';
import { classNames } from '../../../components/ui/classNames.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { outboxTexts as texts } from '../../../texts/outbox.ts';
import { PageBody } from '../PageBody.tsx';
import { Message } from './Message.tsx';
import { OutboxList } from './OutboxList.tsx';
import { useOutbox } from './useOutbox.ts';

/** The messages, and beside them the one that is open; on narrow screens one or the other. */
export function Outbox() {
  usePageTitle(texts.title);
  const { mailId } = useParams();
  const [search] = useSearchParams();
  const mayRead = useStaffMay('outbox.read');
  // An unknown state in the address shows everything.
  const state = MailState.safeParse(search.get('state')).data;
  const outbox = useOutbox(state, mayRead);
  const { mails } = outbox;
  const isChosen = mailId !== undefined;
  // Without messages there is nothing to open beside them.
  const isAlone = !isChosen && mails?.length === 0;

  if (!mayRead)
    return (
      <PageBody width="max-w-3xl">
        <PageHeading>{texts.title}</PageHeading>
        <Banner>{texts.forbidden}</Banner>
      </PageBody>
    );
  return (
    <div className="flex min-w-0 flex-1">
      <div
        className={classNames(
          'flex min-w-0 flex-col border-line lg:sticky lg:top-14 lg:h-[calc(100dvh-3.5rem)] lg:overflow-y-auto',
          isAlone ? 'w-full' : 'w-full lg:w-116 lg:shrink-0 lg:border-r',
          isChosen && 'max-lg:hidden',
        )}
      >
        <OutboxList outbox={outbox} state={state} chosenId={mailId} />
      </div>
      {!isAlone && (
        <div className={classNames('min-w-0 flex-1', !isChosen && 'max-lg:hidden')}>
          {isChosen ? (
            <Message key={mailId} mail={mails?.find(mail => mail.mailId === mailId)} outbox={outbox} />
          ) : (
            <Choose />
          )}
        </div>
      )}
    </div>
  );
}

function Choose() {
  return (
    <div className="flex h-[calc(100dvh-3.5rem)] flex-col items-center justify-center gap-3 p-8 text-center text-sm text-muted">
      <MailOpen className="size-8 text-line-strong" aria-hidden="true" />
      <p className="max-w-xs">{texts.choose}</p>
    </div>
  );
}
