import { Info, MicOff } from 'lucide-react';
import type { RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import { writingNow } from '../../core/roomStores.ts';
import { useAnsweredRecruiter } from '../../hooks/recruiter/useRecruiter.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useSwitches } from '../../hooks/room/useSwitches.ts';
import { recruiter as texts } from '../../texts/recruiter.ts';
import { DeviceChoices } from '../room/DeviceChoices.tsx';
import { Notice } from '../room/Notice.tsx';
import { Button } from '../ui/Button.tsx';
import { Menu } from '../ui/Menu.tsx';

type Trouble = NonNullable<RecruiterView['trouble']>;

/** Why the candidate is not heard, calmly, with what fixes it. */
export function RecruiterTrouble() {
  const trouble = useAnsweredRecruiter()?.trouble;
  const writing = useStore(writingNow);
  if (!trouble || writing) return null;
  // Silence may just be thought.
  const calm = trouble === 'silent';
  const Icon = calm ? Info : MicOff;
  return (
    <Notice
      tone={calm ? 'plain' : 'warning'}
      icon={<Icon className="size-4" aria-hidden="true" />}
      action={<Remedy trouble={trouble} />}
    >
      <span data-trouble={trouble}>{texts.trouble(trouble)}</span>
    </Notice>
  );
}

function Remedy({ trouble }: { trouble: Trouble }) {
  const { microphone, audible, toggleMicrophone } = useSwitches();
  const { unmute, turnOn, choose } = texts.troubleActions;
  const off = microphone.state === 'off';
  if (off || (trouble === 'muted' && !audible))
    return (
      <Button variant="primary" pending={microphone.state === 'starting'} onClick={toggleMicrophone}>
        {off ? turnOn : unmute}
      </Button>
    );
  return (
    <Menu trigger={<Button>{choose}</Button>}>
      <DeviceChoices />
    </Menu>
  );
}
