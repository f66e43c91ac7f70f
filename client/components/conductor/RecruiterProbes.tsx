import { Check, Clock, MessageCirclePlus } from 'lucide-react';
import { useState } from 'react';
import type { Question } from '../../../shared/kit/kit.ts';
import type { ProbeId } from '../../../shared/kit/kitIds.ts';
import type { RubricView } from '../../../shared/rubric/rubricView.ts';
import { type ProbeItem, probesOf } from '../../core/conductor/probeRequests.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useAct } from '../../hooks/room/useAct.ts';
import { useMay } from '../../hooks/room/useMay.ts';
import { recruiterConductor } from '../../texts/recruiterConductor.ts';
import { classNames } from '../ui/classNames.ts';
import { Spinner } from '../ui/Spinner.tsx';

const texts = recruiterConductor.probes;

interface RecruiterProbesProps {
  question: Question;
  requests: RubricView['probes'];
}

/** The scripted follow-ups of the open question: pressing one makes the recruiter ask it in its own voice. */
export function RecruiterProbes({ question, requests }: RecruiterProbesProps) {
  const { client } = useSession();
  const { act } = useAct();
  const mayQueue = useMay('probe.queue');
  const maySettle = useMay('probe.settle');
  const [running, setRunning] = useState<ProbeId>();
  const items = probesOf(question, requests);
  if (items.length === 0) return <p className="text-sm text-muted">{texts.none}</p>;

  const send = async ({ probe, waiting }: ProbeItem) => {
    if (waiting.length === 0)
      return client.command('probe.queue', { questionId: question.id, probeId: probe.id });
    return Promise.all(
      waiting.map(requestId => client.command('probe.settle', { requestId, outcome: 'dismissed' })),
    );
  };
  const press = (item: ProbeItem) => {
    if (running) return;
    setRunning(item.probe.id);
    void act(() => send(item)).then(() => setRunning(undefined));
  };

  return (
    <div className="flex flex-col gap-1.5">
      <h3 className="text-xs text-muted">{texts.title}</h3>
      <ul aria-label={texts.title} className="flex flex-wrap gap-2">
        {items.map(item => (
          <li key={item.probe.id} className="max-w-full" data-probe={item.probe.id} data-state={item.state}>
            <button
              type="button"
              // Only the lead takes back what someone else wished.
              disabled={!mayQueue || (item.state === 'wished' && !maySettle)}
              aria-pressed={item.state === 'wished'}
              aria-busy={running === item.probe.id || undefined}
              onClick={() => press(item)}
              className={classNames(
                'flex min-h-10 items-center gap-2 rounded-control border px-3 py-1.5 text-left text-sm transition-colors',
                item.state === 'wished'
                  ? 'border-accent bg-accent-soft text-ink'
                  : item.state === 'asked'
                    ? 'border-transparent bg-success-soft text-success-ink'
                    : 'border-line-strong/60 bg-surface enabled:hover:bg-hover',
              )}
            >
              <ProbeIcon state={item.state} running={running === item.probe.id} />
              <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
                <span>
                  <span className="sr-only">{item.state === 'wished' ? texts.takeBack : texts.ask} </span>
                  {item.probe.text}
                </span>
                <ProbeNote state={item.state} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function ProbeIcon({ state, running }: Pick<ProbeItem, 'state'> & { running: boolean }) {
  if (running) return <Spinner className="size-4 shrink-0" />;
  const Icon = { asked: Check, wished: Clock, unused: MessageCirclePlus }[state];
  return <Icon className="size-4 shrink-0" aria-hidden="true" />;
}

function ProbeNote({ state }: Pick<ProbeItem, 'state'>) {
  if (state === 'unused') return null;
  return <span className="text-xs">{state === 'wished' ? texts.queued : texts.asked}</span>;
}
