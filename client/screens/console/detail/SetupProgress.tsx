import { Check, Circle, CircleAlert, Minus } from 'lucide-react';
import { agreesToRecording, type Setup } from '../../../../shared/interview/setup.ts';
import type { SeatView } from '../../../../shared/interview/view.ts';
import { isReceiveOnly } from '../../../../shared/roles.ts';
import { classNames } from '../../../components/ui/classNames.ts';
import { interviewPageTexts } from '../../../texts/interviewPage.ts';

const texts = interviewPageTexts.setup;
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

interface SetupPart {
  name: keyof typeof texts.parts;
  /** `aside` means that the person skipped the step on purpose. */
  standing: 'ok' | 'open' | 'aside' | 'problem';
  text: string;
}

const STANDINGS: Record<Setup['camera'] | Setup['connection'], SetupPart['standing']> = {
  unchecked: 'open',
  testing: 'open',
  ok: 'ok',
  'tcp-only': 'ok',
  skipped: 'aside',
  denied: 'problem',
  missing: 'problem',
  busy: 'problem',
  failed: 'problem',
};

export function setupParts(seat: SeatView, { practice = false } = {}): SetupPart[] {
  const { setup } = seat;
  const parts: SetupPart[] = [];
  if (!isReceiveOnly(seat.role)) {
    parts.push(part('camera', setup?.camera), part('microphone', setup?.microphone));
  }
  parts.push(part('speaker', setup?.speaker), connectionPart(setup));
  if (seat.role === 'candidate') parts.push(consentPart(seat, !practice));
  return parts;
}

function part(name: SetupPart['name'], state: Setup['camera'] = 'unchecked'): SetupPart {
  const unheard = name === 'microphone' && state === 'unchecked';
  return { name, standing: STANDINGS[state], text: texts.states[unheard ? 'unheard' : state] };
}

function connectionPart(setup: Setup | undefined): SetupPart {
  const state = setup?.connection ?? 'unchecked';
  const roundTrip = setup?.roundTripMs;
  const measured = state === 'ok' && roundTrip !== undefined;
  return {
    name: 'connection',
    standing: STANDINGS[state],
    text: measured ? `${texts.states.ok}, ${texts.roundTrip(roundTrip)}` : texts.states[state],
  };
}

function consentPart({ consent }: SeatView, asked: boolean): SetupPart {
  if (!consent) return { name: 'consent', standing: 'open', text: texts.states.waiting };
  const refused = [
    !agreesToRecording(consent) && texts.states.noRecording,
    consent.observers === false && texts.states.noObservers,
    consent.observers === undefined && asked && texts.states.observersUnanswered,
  ];
  const limits = refused.filter(Boolean).join(', ');
  return { name: 'consent', standing: limits ? 'aside' : 'ok', text: limits || texts.states.given };
}
