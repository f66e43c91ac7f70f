import { Check, type LucideIcon, Minus, TriangleAlert, Volume2, Wifi } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Setup } from '../../../shared/interview/setup.ts';
import { playTestTone } from '../../core/audio.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { prejoin } from '../../texts/prejoin.ts';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/classNames.ts';
import { Spinner } from '../ui/Spinner.tsx';

export type CheckStatus = 'done' | 'busy' | 'problem' | 'skipped' | 'open';

const LOOKS: Record<CheckStatus, string> = {
  done: 'bg-success-soft text-success-ink',
  busy: 'bg-sunken text-muted',
  problem: 'bg-warning-soft text-warning-ink',
  skipped: 'bg-sunken text-muted',
  open: 'bg-sunken text-muted',
};

interface CheckRowProps {
  icon: LucideIcon;
  title: string;
  status: CheckStatus;
  note: ReactNode;
  /** True for a check that needs no action: on phones, it takes half of a row at the top. */
  brief?: boolean;
  children?: ReactNode;
  action?: ReactNode;
}

export function CheckRow(props: CheckRowProps) {
  const { icon, title, status, note, brief = false, children, action } = props;
  const half = brief && (status === 'done' || status === 'busy');
  return (
    <li
      className={classNames(
        'flex gap-3 sm:gap-3.5 sm:py-4 sm:first:pt-0 sm:last:pb-0 low:py-0!',
        half
          ? 'max-sm:order-first max-[22rem]:col-span-2 low:order-first'
          : 'max-sm:col-span-2 low:col-span-2',
      )}
      data-check={title}
      data-status={status}
    >
      <span
        className={classNames(
          'flex size-9 shrink-0 items-center justify-center rounded-full transition-colors',
          LOOKS[status],
        )}
      >
        <StatusSign status={status} icon={icon} />
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-2.5">
        <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-3 gap-y-2">
          <div className="flex min-w-0 flex-1 basis-24 flex-col">
            <h3 className="text-sm leading-5 font-medium">
              <span aria-hidden="true">{title}</span>
              <span className="sr-only">{prejoin.checks.statusOf(title, status)}</span>
            </h3>
            <p
              className={classNames(
                'text-sm text-muted',
                (status === 'done' || half) && 'max-sm:sr-only low:sr-only',
              )}
            >
              {note}
            </p>
          </div>
          {action}
        </div>
        {children}
      </div>
    </li>
  );
}

const SIGNS: Partial<Record<CheckStatus, LucideIcon>> = { problem: TriangleAlert, skipped: Minus };

function StatusSign({ status, icon }: { status: CheckStatus; icon: LucideIcon }) {
  if (status === 'busy') return <Spinner />;
  if (status === 'done') return <Check className="size-4.5" strokeWidth={2.5} />;
  const Icon = SIGNS[status] ?? icon;
  return <Icon className="size-4.5" />;
}

/** Shows the connection test. A bad result never prevents joining. */
export function ConnectionRow() {
  const { checks } = prejoin;
  const { client, connectionTest } = useSession();
  const { result, roundTripMs } = useStore(connectionTest.state);
  const { state } = useStore(client.connection);
  const reachable = state === 'connected';
  const settled = result === 'ok' || result === 'tcp-only' || result === 'failed';
  const note = () => {
    if (!settled) return reachable ? checks.testing : checks.connecting;
    if (result === 'ok') return checks.good(roundTripMs);
    return result === 'tcp-only' ? checks.tcpOnly : checks.failed;
  };
  const status: CheckStatus = !settled ? 'busy' : result === 'failed' ? 'problem' : 'done';
  return (
    <CheckRow
      icon={Wifi}
      title={checks.connection}
      brief
      status={status}
      note={<span aria-live="polite">{note()}</span>}
      action={
        (result === 'failed' || result === 'tcp-only') && (
          <Button size="sm" disabled={!reachable} onClick={() => void connectionTest.run()}>
            {checks.retry}
          </Button>
        )
      }
    />
  );
}

type SpeakerCheckProps = { answer: Setup['speaker']; onAnswer: (answer: Setup['speaker']) => void };

export function SpeakerCheck({ answer, onAnswer }: SpeakerCheckProps) {
  const { checks } = prejoin;
  const session = useSession();
  const { chosen } = useStore(session.devices.list);
  const [tone, setTone] = useState<'silent' | 'playing' | 'asking' | 'unheard'>('silent');

  const play = async () => {
    setTone('playing');
    try {
      await playTestTone(chosen.speaker);
      setTone('asking');
    } catch {
      setTone('unheard');
    }
  };
  const settle = (heard: boolean) => {
    setTone(heard ? 'silent' : 'unheard');
    onAnswer(heard ? 'ok' : 'unchecked');
  };

  return (
    <CheckRow
      icon={Volume2}
      title={checks.speaker}
      status={answer === 'ok' ? 'done' : tone === 'unheard' ? 'problem' : 'open'}
      note={
        <span aria-live="polite">
          {tone === 'asking'
            ? checks.heard
            : tone === 'unheard'
              ? checks.speakerHelp
              : answer === 'ok' && checks.speakerOk}
        </span>
      }
      action={
        tone === 'asking' ? (
          <span className="flex gap-2">
            <Button size="sm" variant="primary" onClick={() => settle(true)}>
              {checks.heardYes}
            </Button>
            <Button size="sm" onClick={() => settle(false)}>
              {checks.heardNo}
            </Button>
          </span>
        ) : (
          <Button size="sm" pending={tone === 'playing'} onClick={() => void play()}>
            {checks.playTone}
          </Button>
        )
      }
    />
  );
}
