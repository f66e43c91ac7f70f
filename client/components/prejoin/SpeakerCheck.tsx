import { Volume2 } from 'lucide-react';
import { useState } from 'react';
import type { Setup } from '../../../shared/interview/setup.ts';
import { playTestTone } from '../../core/audio.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { prejoin } from '../../texts/prejoin.ts';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';
import { CheckRow } from './CheckRow.tsx';

interface SpeakerCheckProps {
  answer: Setup['speaker'];
  onAnswer: (answer: Setup['speaker']) => void;
}

/** Plays a test sound and asks whether it was heard, which only the person can know. */
export function SpeakerCheck({ answer, onAnswer }: SpeakerCheckProps) {
  const { checks } = prejoin;
  const session = useSession();
  const { speakers, chosen } = useStore(session.devices.list);
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
      icon={<Volume2 className="size-4.5" aria-hidden="true" />}
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
    >
      {session.devices.canChooseSpeaker && speakers.length > 1 && (
        <Select
          label={checks.chooseSpeaker}
          hideLabel
          value={chosen.speaker ?? ''}
          options={[
            { value: '', label: checks.systemSpeaker },
            ...speakers.map(({ deviceId, label }) => ({ value: deviceId, label })),
          ]}
          onChange={event => session.chooseSpeaker(event.target.value)}
        />
      )}
    </CheckRow>
  );
}
