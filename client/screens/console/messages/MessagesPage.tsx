import { useQuery } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { useReducer, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import {
  checkMessage,
  MessageKind,
  type MessageName,
  MessageWords,
  messageKey,
  recipientsOf,
} from '../../../../shared/messages/messages.ts';
import { usualWords } from '../../../../shared/messages/usualMessages.ts';
import type { RouteResult } from '../../../../shared/protocol/http.ts';
import type { PreviewPart } from '../../../../shared/protocol/messageRoutes.ts';
import { SeatRole } from '../../../../shared/roles.ts';
import { Badge } from '../../../components/ui/Badge.tsx';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { buttonStyle } from '../../../components/ui/buttonStyle.ts';
import { Card } from '../../../components/ui/Card.tsx';
import { Form, SubmitButton } from '../../../components/ui/Form.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { Skeleton, SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { callRoute } from '../../../core/api.ts';
import { fieldMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useMember, useStaffMay } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteMutation, withToasts } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { common } from '../../../texts/common.ts';
import { messageTexts as texts } from '../../../texts/messages.ts';
import { ChangedElsewhere } from '../ChangedElsewhere.tsx';
import { ConfirmRequest } from '../ConfirmRequest.tsx';
import { ConsolePage, ForbiddenPage, PageSection } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';
import { MessageFields } from './MessageFields.tsx';

type ListedMessage = RouteResult<'messages.list'>['messages'][number];

export function MessagesPage() {
  usePageTitle(texts.title);
  const mayChange = useStaffMay('organization.change');
  const query = useRouteQuery('messages.list', {}, { enabled: mayChange });
  const [params, setParams] = useSearchParams();
  const name = named(
    MessageKind.catch('invitation').parse(params.get('message')),
    SeatRole.catch('candidate').parse(params.get('to')),
  );
  const [, renderAgain] = useReducer((count: number) => count + 1, 0);
  const open = ({ kind, seat }: MessageName) => {
    // A navigation, so that changed words aren't replaced without a question.
    setParams({ message: kind, to: seat }, { replace: true });
    // Shows the message that is still open if the person keeps editing.
    renderAgain();
  };
  if (!mayChange) return <ForbiddenPage title={texts.title}>{texts.forbidden}</ForbiddenPage>;
  return (
    <ConsolePage title={texts.title} intro={texts.intro}>
      <Loaded
        query={query}
        failed={texts.failed}
        skeleton={<SkeletonRows count={3} row="h-24 w-full" className="gap-4" />}
      >
        {({ messages }) => {
          const message = messages.find(({ kind, seat }) => kind === name.kind && seat === name.seat);
          return (
            <>
              <div className="grid gap-4 sm:grid-cols-2">
                <Select
                  label={texts.kind}
                  options={MessageKind.options.map(value => ({ value, label: texts.kinds[value] }))}
                  value={name.kind}
                  onChange={event => open(named(MessageKind.parse(event.target.value), name.seat))}
                />
                <Select
                  label={texts.recipient}
                  options={recipientsOf(name.kind).map(value => ({ value, label: common.roles[value] }))}
                  value={name.seat}
                  onChange={event => open({ ...name, seat: SeatRole.parse(event.target.value) })}
                />
              </div>
              {message && <MessageEditor key={messageKey(message)} message={message} />}
            </>
          );
        }}
      </Loaded>
    </ConsolePage>
  );
}

/** Returns the message to a role, or to the first role that gets it. */
function named(kind: MessageKind, seat: SeatRole): MessageName {
  const recipients = recipientsOf(kind);
  return { kind, seat: recipients.includes(seat) ? seat : (recipients[0] ?? seat) };
}

function MessageEditor({ message }: { message: ListedMessage }) {
  const { kind, seat, changed } = message;
  const name = { kind, seat };
  const change = useRouteMutation('messages.change', ['messages.list']);
  const [resets, setResets] = useState(false);
  const seen = useRef(message.words);
  const form = useForm({
    initial: message.words,
    schema: wordsSchema(name),
    onSubmit: async words => {
      await change.mutateAsync({ ...name, words, seen: seen.current });
      seen.current = words;
      toast.success(texts.saved);
    },
  });
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <Card padding="lg">
        <Form guarded form={form} failed={texts.notSaved}>
          <ChangedElsewhere
            form={form}
            seen={seen}
            say={{ subject: [texts.subject], text: [texts.text] }}
            onTake={form.adopt}
          />
          <Badge className="self-start">{changed ? texts.changed : texts.usual}</Badge>
          <MessageFields name={name} form={form} />
          <div className="flex flex-wrap items-center gap-3">
            <SubmitButton form={form}>{common.save}</SubmitButton>
            {changed && (
              <Button variant="quiet" onClick={() => setResets(true)}>
                {texts.reset}
              </Button>
            )}
          </div>
        </Form>
      </Card>
      <Preview name={name} words={form.values} />
      {resets && (
        <ConfirmRequest
          route="messages.change"
          params={{ ...name, words: null, seen: message.words }}
          refreshes={['messages.list']}
          title={texts.resetTitle}
          description={texts.resetBody}
          confirmLabel={texts.reset}
          danger
          onClose={() => setResets(false)}
          onDone={() => {
            form.adopt(usualWords(name));
            seen.current = usualWords(name);
            setResets(false);
            toast.success(texts.wasReset);
          }}
        />
      )}
    </div>
  );
}

/** Checks placeholders like the server, and says at the field what is wrong. */
function wordsSchema(name: MessageName) {
  return MessageWords.superRefine((words, context) => {
    for (const { field, problem, placeholder } of checkMessage(name, words))
      context.addIssue({
        code: 'custom',
        path: [field],
        message: fieldMessage({ reason: `message-${problem}`, values: { placeholder } }),
      });
  });
}

function Preview({ name, words }: { name: MessageName; words: MessageWords }) {
  const isUsable = wordsSchema(name).safeParse(words).success;
  const preview = useQuery({
    queryKey: ['messages.preview', name, words],
    queryFn: ({ signal }) => callRoute('messages.preview', { ...name, words }, signal),
    enabled: isUsable,
    placeholderData: earlier => earlier,
  });
  const { data } = preview;
  return (
    <PageSection title={texts.preview} action={<SendTest name={name} words={words} disabled={!isUsable} />}>
      {!isUsable && <Banner tone="warning">{data ? texts.unusable : texts.noPreview}</Banner>}
      {data === undefined ? (
        isUsable && !preview.isError && <Skeleton className="h-96 w-full rounded-card" />
      ) : (
        <>
          <Card padding="lg" className="flex flex-col gap-4 text-sm leading-6 wrap-anywhere">
            <h3 className="text-lg font-semibold">{data.subject}</h3>
            {data.parts.map(part => (
              <Part key={JSON.stringify(part)} part={part} />
            ))}
          </Card>
          <p className="text-sm text-muted">{data.isExample ? texts.example : texts.realData}</p>
        </>
      )}
      {preview.isError && <Banner tone="danger">{texts.previewFailed}</Banner>}
    </PageSection>
  );
}

interface SendTestProps {
  name: MessageName;
  words: MessageWords;
  disabled: boolean;
}

function SendTest({ name, words, disabled }: SendTestProps) {
  const send = useRouteMutation('messages.sendTest', []);
  const email = useMember()?.email ?? '';
  const byMail = useRouteQuery('mail.status', {}).data?.configured === true;
  if (!byMail) return null;
  return (
    <Button
      size="sm"
      icon={Send}
      disabled={disabled}
      pending={send.isPending}
      onClick={() => send.mutate({ ...name, words }, withToasts(texts.testSent(email), texts.testFailed))}
    >
      {texts.sendTest}
    </Button>
  );
}

function Part({ part }: { part: PreviewPart }) {
  if (typeof part === 'string') return <p>{part}</p>;
  switch (part.kind) {
    case 'aside':
      return (
        <p className="text-xs leading-5 text-muted">
          {part.text} {part.link && <span className="underline">{part.link.label}</span>}
        </p>
      );
    case 'list':
      return (
        <ul className="list-disc pl-5">
          {part.items.map(item => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      );
    case 'action':
      return (
        <div className="flex flex-col items-start gap-1">
          <span
            aria-hidden
            className={buttonStyle(part.secondary ? 'secondary' : 'primary', 'md', 'pointer-events-none')}
          >
            {part.label}
          </span>
          {!part.secondary && <span className="text-xs text-muted">{part.address}</span>}
        </div>
      );
  }
}
