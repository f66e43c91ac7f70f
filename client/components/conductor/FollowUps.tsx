import { Check, Clock, Hand, MessageCirclePlus, X } from 'lucide-react';
import { type ComponentType, type ReactNode, useState } from 'react';
import type { ProbeRequestId, SeatId } from '../../../shared/ids.ts';
import type { Question } from '../../../shared/kit/kit.ts';
import type { ProbeId } from '../../../shared/kit/kitIds.ts';
import type { RubricView } from '../../../shared/rubric/rubricView.ts';
import { type FollowUp, followUpsOf, type OpenRequest } from '../../core/conductor/raterTalk.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useCommand } from '../../hooks/room/useCommand.ts';
import { useMay } from '../../hooks/room/useMay.ts';
import { conductor } from '../../texts/conductor.ts';
import { recruiterConductor } from '../../texts/recruiterConductor.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/classNames.ts';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import { Spinner } from '../ui/Spinner.tsx';

type FollowUpRequestsProps = { requests: readonly OpenRequest[]; nameOf: (seatId: SeatId) => string };

export function FollowUpRequests({ requests, nameOf }: FollowUpRequestsProps) {
  const { client } = useSession();
  const { act } = useCommand();
  const { probes } = conductor;
  const settle = (requestId: ProbeRequestId, outcome: 'asked' | 'dismissed') =>
    void act(() => client.command('probe.settle', { requestId, outcome }));
  if (requests.length === 0) return null;
  return (
    <ul
      aria-label={probes.requests}
      className="flex max-h-36 shrink-0 flex-col divide-y divide-accent/20 overflow-y-auto rounded-card bg-accent-soft px-3 text-sm in-data-[conductor=docked]:rounded-none"
    >
      {requests.map(({ requestId, fromSeatId, questionNumber, text }) => (
        <li
          key={requestId}
          className="flex flex-wrap items-center gap-x-3 gap-y-1.5 py-1.5"
          data-request={requestId}
        >
          <Hand className="size-4 shrink-0 text-accent-ink" />
          <p className="min-w-0 flex-1 basis-48">
            <span className="text-muted">{probes.from(nameOf(fromSeatId), questionNumber)}</span> {text}
          </p>
          <div className="flex gap-1">
            <Button
              aria-label={probes.askedNamed(text)}
              icon={Check}
              onClick={() => settle(requestId, 'asked')}
            >
              {probes.asked}
            </Button>
            <Button
              variant="quiet"
              aria-label={probes.dismissNamed(text)}
              icon={X}
              onClick={() => settle(requestId, 'dismissed')}
            >
              {probes.dismiss}
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}

export function RequestCount({ requests }: Pick<FollowUpRequestsProps, 'requests'>) {
  if (requests.length === 0) return null;
  return (
    <Badge tone="accent" icon={Hand}>
      {requests.length}
      <span className="sr-only"> {conductor.probes.requests}</span>
    </Badge>
  );
}

type FollowUpListProps = { question: Question; requests: RubricView['probes'] };

/** Follow-ups that the lead asks in person. Pressing a follow-up marks it as asked in the interview's log. */
export function FollowUpList({
  question,
  requests,
  usable,
  rephrased,
}: FollowUpListProps & { usable: boolean; rephrased: boolean }) {
  const { client } = useSession();
  const { probes } = conductor;
  const items = followUpsOf(question, requests);
  if (items.length === 0) return <p className="text-sm text-muted">{probes.none}</p>;
  const markAsked = async ({ probe, openRequests }: FollowUp) => {
    const requestId =
      openRequests[0] ??
      (await client.command('probe.queue', { questionId: question.id, probeId: probe.id })).requestId;
    await client.command('probe.settle', { requestId, outcome: 'asked' });
  };
  return (
    <FollowUpButtons
      label={probes.title}
      items={items}
      onPress={markAsked}
      buttonProps={() => ({ disabled: !usable, className: 'disabled:opacity-60' })}
    >
      {({ probe, state }) => {
        const Icon = { asked: Check, requested: Hand, unused: MessageCirclePlus }[state];
        const seconds = probe.whenShorterThanSeconds;
        const note =
          state === 'unused' ? seconds !== undefined && probes.whenShort(seconds) : probes.states[state];
        return (
          <>
            <Icon className="size-4 shrink-0" />
            <span>
              {state !== 'asked' && <span className="sr-only">{probes.mark} </span>}
              {probe.text}
              {rephrased && probe.rephrased && (
                <span className="mt-1 block border-l-2 border-accent pl-2" data-rephrased>
                  {probe.rephrased}
                </span>
              )}
            </span>
            {note && <span className="shrink-0 text-xs opacity-80">{note}</span>}
          </>
        );
      }}
    </FollowUpButtons>
  );
}

/** Follow-ups for the virtual recruiter. A press adds one to the recruiter's queue, or removes it. */
export function RecruiterFollowUps({ question, requests }: FollowUpListProps) {
  const { client } = useSession();
  const mayQueue = useMay('probe.queue');
  const maySettle = useMay('probe.settle');
  const texts = recruiterConductor.probes;
  const items = followUpsOf(question, requests);
  if (items.length === 0) return <p className="text-sm text-muted">{texts.none}</p>;

  const toggle = ({ probe, openRequests }: FollowUp): Promise<unknown> =>
    openRequests.length === 0
      ? client.command('probe.queue', { questionId: question.id, probeId: probe.id })
      : Promise.all(
          openRequests.map(requestId => client.command('probe.settle', { requestId, outcome: 'dismissed' })),
        );

  return (
    <div className="flex flex-col gap-1.5">
      <h3 className="text-xs text-muted">{texts.title}</h3>
      <FollowUpButtons
        label={texts.title}
        items={items}
        onPress={toggle}
        buttonProps={({ state }) => ({
          // Only the lead can remove a follow-up from the recruiter's queue.
          disabled: !mayQueue || (state === 'requested' && !maySettle),
          'aria-pressed': state === 'requested',
        })}
      >
        {({ probe, state }, running) => {
          const Icon = { asked: Check, requested: Clock, unused: MessageCirclePlus }[state];
          return (
            <>
              {running ? <Spinner className="size-4 shrink-0" /> : <Icon className="size-4 shrink-0" />}
              <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
                <span>
                  <span className="sr-only">{state === 'requested' ? texts.takeBack : texts.ask} </span>
                  {probe.text}
                </span>
                {state !== 'unused' && (
                  <span className="text-xs">{state === 'requested' ? texts.queued : texts.asked}</span>
                )}
              </span>
            </>
          );
        }}
      </FollowUpButtons>
    </div>
  );
}

interface FollowUpButtonsProps {
  label: string;
  items: readonly FollowUp[];
  onPress: (item: FollowUp) => Promise<unknown>;
  buttonProps: (item: FollowUp) => { disabled: boolean; className?: string; 'aria-pressed'?: boolean };
  children: (item: FollowUp, running: boolean) => ReactNode;
}

function FollowUpButtons({ label, items, onPress, buttonProps, children }: FollowUpButtonsProps) {
  const { act } = useCommand();
  const [running, setRunning] = useState<ProbeId>();
  const press = (item: FollowUp) => {
    if (running) return;
    setRunning(item.probe.id);
    void act(() => onPress(item)).then(() => setRunning(undefined));
  };
  return (
    <ul aria-label={label} className="flex flex-wrap gap-2">
      {items.map(item => {
        const { className, ...rest } = buttonProps(item);
        return (
          <li key={item.probe.id} className="max-w-full" data-probe={item.probe.id} data-state={item.state}>
            <button
              type="button"
              aria-busy={running === item.probe.id || undefined}
              onClick={() => press(item)}
              className={classNames(
                'flex min-h-10 items-center gap-2 rounded-control border px-3 py-1.5 text-left text-sm transition-colors',
                className,
                item.state === 'asked'
                  ? 'border-transparent bg-success-soft text-success-ink'
                  : item.state === 'requested'
                    ? 'border-accent bg-accent-soft text-ink'
                    : 'border-line-strong/60 bg-surface enabled:hover:bg-hover',
              )}
              {...rest}
            >
              {children(item, running === item.probe.id)}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

const MENU_ICONS: Record<FollowUp['state'], ComponentType<{ className: string }>> = {
  asked: Check,
  requested: Hand,
  unused: ({ className }) => <span className={className} />,
};

type RequestFollowUpProps = { question: Question | undefined; requests: RubricView['probes'] };

export function RequestFollowUp({ question, requests }: RequestFollowUpProps) {
  const { client } = useSession();
  const { act, pending } = useCommand();
  const { probes } = conductor;
  const items = question ? followUpsOf(question, requests) : [];
  if (!question || items.length === 0)
    return (
      <Button disabled icon={MessageCirclePlus}>
        {probes.request}
      </Button>
    );
  return (
    <Menu
      side="top"
      trigger={
        <Button pending={pending} icon={MessageCirclePlus}>
          {probes.request}
        </Button>
      }
    >
      {items.map(({ probe, state }) => (
        <MenuItem
          key={probe.id}
          icon={MENU_ICONS[state]}
          onSelect={() => {
            if (state !== 'requested')
              void act(() => client.command('probe.queue', { questionId: question.id, probeId: probe.id }));
          }}
        >
          {probe.text}
          {state !== 'unused' && <span className="text-xs text-muted"> · {probes.states[state]}</span>}
        </MenuItem>
      ))}
    </Menu>
  );
}
