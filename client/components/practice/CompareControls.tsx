import { Pause, Play } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { AnswerComparison, Side } from '../../core/practice/answerComparison.ts';
import { SPEEDS } from '../../core/review/syncedPlayer.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';

const texts = practicePage.compare;

export function CompareControls({ both }: { both: AnswerComparison }) {
  const playing = useStore(both.playing);
  const side = useStore(both.side);
  const speed = useStore(both.speed);
  const sideButton = (which: Side) => {
    const going = playing && side === which;
    return (
      <Button
        className="max-sm:px-2.5!"
        aria-label={going ? texts.pauseOf(texts[which]) : texts.play(texts[which])}
        icon={going ? Pause : Play}
        onClick={() => both.toggle(which)}
      >
        {texts[which]}
      </Button>
    );
  };
  return (
    <div className="sticky bottom-0 z-10 -mx-4 flex flex-col gap-2 border-t border-line bg-canvas px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:mx-0 sm:px-0">
      <fieldset className="flex flex-wrap items-center gap-2 max-sm:gap-1">
        <legend className="sr-only">{texts.controls}</legend>
        <Button
          variant="primary"
          className="max-sm:px-2.5!"
          icon={playing ? Pause : Play}
          onClick={() => (playing ? both.pause() : both.playBoth())}
        >
          {playing ? texts.pause : texts.both}
        </Button>
        {sideButton('earlier')}
        {sideButton('later')}
        <div className="ml-auto">
          <Select
            label={texts.speed}
            hideLabel
            className="max-sm:w-18 max-sm:pr-6! max-sm:pl-2.5!"
            value={`${speed}`}
            options={SPEEDS.map(choice => ({ value: `${choice}`, label: texts.speedOf(choice) }))}
            onChange={event => both.setSpeed(Number(event.target.value))}
          />
        </div>
      </fieldset>
      <p className="text-xs text-muted max-sm:hidden pointer-coarse:hidden">{texts.keys}</p>
    </div>
  );
}

const STEP_MS = 5_000;
/** Selects the fields in which the shortcuts don't apply, because these fields use the same keys. */
const TYPING = 'select, textarea, input:not([type="range"])';
const PRESSABLE = 'button, a, summary';
const OWN_ARROWS = 'input[type="range"]';

export function useCompareKeys(both: AnswerComparison) {
  return (event: KeyboardEvent<HTMLElement>): void => {
    const target = event.target as Element;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest(TYPING)) return;
    if (event.key === ' ' && target.closest(PRESSABLE)) return;
    if (event.key.startsWith('Arrow') && target.closest(OWN_ARROWS)) return;
    const act = commandOf(both, event.key);
    if (!act || (event.repeat && !event.key.startsWith('Arrow'))) return;
    event.preventDefault();
    act();
  };
}

function commandOf(both: AnswerComparison, key: string): (() => void) | undefined {
  const speed = both.speed.get();
  const commands: Record<string, () => void> = {
    ' ': () => both.toggle(),
    k: () => both.toggle(),
    b: () => both.playBoth(),
    '1': () => both.toggle('earlier'),
    '2': () => both.toggle('later'),
    arrowleft: () => both.seekBy(-STEP_MS),
    arrowright: () => both.seekBy(STEP_MS),
    j: () => both.setSpeed(SPEEDS.findLast(step => step < speed) ?? speed),
    l: () => both.setSpeed(SPEEDS.find(step => step > speed) ?? speed),
  };
  return commands[key.toLowerCase()];
}
