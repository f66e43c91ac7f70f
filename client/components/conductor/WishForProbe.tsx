import { Check, Hand, MessageCirclePlus } from 'lucide-react';
import type { Question } from '../../../shared/kit/kit.ts';
import type { RubricView } from '../../../shared/rubric/rubricView.ts';
import { probesOf } from '../../core/conductor/probeRequests.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useAct } from '../../hooks/room/useAct.ts';
import { conductor } from '../../texts/conductor.ts';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';

interface WishForProbeProps {
  question: Question | undefined;
  requests: RubricView['probes'];
}

/** Asks the lead for one of the scripted probes of the open question. */
export function WishForProbe({ question, requests }: WishForProbeProps) {
  const { client } = useSession();
  const { act, pending } = useAct();
  const { probes } = conductor;
  const items = question ? probesOf(question, requests) : [];
  const icon = <MessageCirclePlus className="size-4" aria-hidden="true" />;
  if (!question || items.length === 0)
    return (
      <Button disabled icon={icon}>
        {probes.wish}
      </Button>
    );
  return (
    <Menu
      side="top"
      trigger={
        <Button pending={pending} icon={icon}>
          {probes.wish}
        </Button>
      }
    >
      {items.map(({ probe, state }) => (
        <MenuItem
          key={probe.id}
          icon={
            state === 'asked' ? (
              <Check className="size-4" aria-hidden="true" />
            ) : state === 'wished' ? (
              <Hand className="size-4" aria-hidden="true" />
            ) : (
              <span className="block size-4" />
            )
          }
          onSelect={() => {
            // One open wish for a probe says all there is to say.
            if (state !== 'wished')
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
