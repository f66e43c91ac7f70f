import { Check, Hand, MessageCirclePlus } from 'lucide-react';
import { useState } from 'react';
import type { Question } from '../../../shared/kit/kit.ts';
import type { ProbeId } from '../../../shared/kit/kitIds.ts';
import type { RubricView } from '../../../shared/rubric/rubricView.ts';
import { type ProbeItem, probesOf } from '../../core/conductor/probeRequests.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useAct } from '../../hooks/room/useAct.ts';
import { conductor } from '../../texts/conductor.ts';
import { classNames } from '../ui/classNames.ts';

interface ProbeListProps {
  question: Question;
  requests: RubricView['probes'];
  /** Only probes of the question that is open can be marked. */
  usable: boolean;
}

/** The probes of a question, at hand: a press says that it was asked, so that the log knows it, too. */
export function ProbeList({ question, requests, usable }: ProbeListProps) {
  const { client } = useSession();
  const { act } = useAct();
  const [running, setRunning] = useState<ProbeId>();
  const { probes } = conductor;
  const items = probesOf(question, requests);
  if (items.length === 0) return <p className="text-sm text-muted">{probes.none}</p>;

  const mark = async ({ probe, waiting }: ProbeItem) => {
    const { id: probeId } = probe;
    const wished = waiting[0];
    const requestId =
      wished ?? (await client.command('probe.queue', { questionId: question.id, probeId })).requestId;
    await client.command('probe.settle', { requestId, outcome: 'asked' });
  };
  const press = (item: ProbeItem) => {
    if (running) return;
    setRunning(item.probe.id);
    void act(() => mark(item)).then(() => setRunning(undefined));
  };

  return (
    <ul aria-label={probes.title} className="flex flex-wrap gap-2">
      {items.map(item => (
        <li key={item.probe.id} className="max-w-full" data-probe={item.probe.id} data-state={item.state}>
          <button
            type="button"
            disabled={!usable}
            aria-busy={running === item.probe.id || undefined}
            onClick={() => press(item)}
            className={classNames(
              'flex min-h-10 items-center gap-2 rounded-control border px-3 py-1.5 text-left text-sm transition-colors disabled:opacity-60',
              item.state === 'asked'
                ? 'border-transparent bg-success-soft text-success-ink'
                : item.state === 'wished'
                  ? 'border-accent bg-accent-soft text-ink'
                  : 'border-line-strong/60 bg-surface hover:bg-hover',
            )}
          >
            <ProbeIcon state={item.state} />
            <span>
              {item.state !== 'asked' && <span className="sr-only">{probes.mark} </span>}
              {item.probe.text}
            </span>
            <ProbeNote item={item} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function ProbeIcon({ state }: Pick<ProbeItem, 'state'>) {
  const Icon = { asked: Check, wished: Hand, unused: MessageCirclePlus }[state];
  return <Icon className="size-4 shrink-0" aria-hidden="true" />;
}

function ProbeNote({ item: { state, probe } }: { item: ProbeItem }) {
  const { probes } = conductor;
  const seconds = probe.whenShorterThanSeconds;
  const note = state === 'unused' ? seconds !== undefined && probes.whenShort(seconds) : probes.states[state];
  return note ? <span className="shrink-0 text-xs opacity-80">{note}</span> : null;
}
