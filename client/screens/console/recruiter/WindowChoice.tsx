import { Select } from '../../../components/ui/Select.tsx';
import { useNow } from '../../../hooks/useNow.ts';
import { recruiterSetup } from '../../../texts/recruiterSetup.ts';
import { type DraftWindow, USUAL_WINDOW, windowAround } from '../draftWindow.ts';

const texts = recruiterSetup.startWindow;
const ANY_TIME = 'any';
/** In minutes. */
const OPENS_BEFORE = [0, 15, 30, 60, 1_440, 10_080];
const CLOSES_AFTER = [15, 60, 240, 1_440, 2_880, 10_080];

interface WindowChoiceProps {
  window: DraftWindow | undefined;
  scheduledAt: number | undefined;
  error: string | undefined;
  onChange: (window: DraftWindow | undefined) => void;
}

/** From when and until when the candidate can start. */
export function WindowChoice({ window, scheduledAt, error, onChange }: WindowChoiceProps) {
  const now = useNow(60_000);
  const opens = withCurrent(OPENS_BEFORE, window?.opensBefore).map(minutes => ({
    value: String(minutes),
    label: minutes === 0 ? texts.onTime : texts.before(texts.span(minutes)),
  }));
  const closes = withCurrent(CLOSES_AFTER, window?.closesAfter).map(minutes => ({
    value: String(minutes),
    label: texts.after(texts.span(minutes)),
  }));
  const around = window && scheduledAt !== undefined ? windowAround(scheduledAt, window) : undefined;
  return (
    <div className="flex flex-col gap-2">
      <div className="grid gap-5 sm:grid-cols-2">
        <Select
          label={texts.opens}
          options={[...opens, { value: ANY_TIME, label: texts.anyTime }]}
          value={window ? String(window.opensBefore) : ANY_TIME}
          error={window ? undefined : error}
          onChange={({ target: { value } }) =>
            onChange(
              value === ANY_TIME ? undefined : { ...(window ?? USUAL_WINDOW), opensBefore: Number(value) },
            )
          }
        />
        {window && (
          <Select
            label={texts.closes}
            options={closes}
            value={String(window.closesAfter)}
            error={error}
            onChange={({ target }) => onChange({ ...window, closesAfter: Number(target.value) })}
          />
        )}
      </div>
      {around && <p className="text-sm text-muted">{texts.summary(around.opensAt, around.closesAt, now)}</p>}
    </div>
  );
}

function withCurrent(usual: readonly number[], current: number | undefined): number[] {
  return current === undefined || usual.includes(current)
    ? [...usual]
    : [...usual, current].toSorted((a, b) => a - b);
}
