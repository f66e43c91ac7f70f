import { Check, Circle, CircleAlert, Minus } from 'lucide-react';
import type { SeatView } from '../../../../shared/interview/view.ts';
import { classNames } from '../../../components/ui/classNames.ts';
import { consoleTexts } from '../../../texts/console.ts';
import { type SetupPart, setupParts } from './setupParts.ts';

const texts = consoleTexts.setup;

const ICONS = { ok: Check, open: Circle, aside: Minus, problem: CircleAlert };
const STYLES: Record<SetupPart['standing'], string> = {
  ok: 'text-success-ink',
  open: 'text-faint',
  aside: 'text-muted',
  problem: 'text-warning-ink',
};

export function SetupProgress({ seat, practice }: { seat: SeatView; practice: boolean }) {
  return (
    <div className="flex flex-col gap-2 rounded-control bg-sunken px-3 py-2.5">
      <ul aria-label={texts.label(seat.displayName)} className="grid gap-x-6 gap-y-1.5 sm:grid-cols-2">
        {setupParts(seat, { practice }).map(part => {
          const Icon = ICONS[part.standing];
          return (
            <li key={part.name} className="flex items-start gap-2 text-xs leading-5">
              <Icon
                className={classNames('mt-0.5 size-4 shrink-0', STYLES[part.standing])}
                strokeWidth={part.standing === 'ok' ? 2.5 : 2}
                aria-hidden="true"
              />
              <span>
                <span className="font-medium">{texts.parts[part.name]}</span>{' '}
                <span className={part.standing === 'problem' ? 'text-warning-ink' : 'text-muted'}>
                  {part.text}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
      {seat.setup?.browser && <p className="text-xs leading-5 text-muted">{seat.setup.browser}</p>}
    </div>
  );
}
