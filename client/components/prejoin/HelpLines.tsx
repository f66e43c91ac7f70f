import { MessageCircleQuestion } from 'lucide-react';
import type { InterviewView } from '../../../shared/interview/view.ts';
import { prejoin } from '../../texts/prejoin.ts';

const SHOWN = 3;

/** Lines of help that staff sent to this person, the newest last, spoken as they come. */
export function HelpLines({ view }: { view: InterviewView | undefined }) {
  const lines = Object.entries(view?.help ?? {})
    .filter(([, line]) => line.toSeatId === view?.ownSeatId)
    .sort(([, a], [, b]) => a.at - b.at)
    .slice(-SHOWN);
  return (
    <div aria-live="polite" className={lines.length > 0 ? 'flex flex-col gap-2' : 'sr-only'}>
      {lines.map(([messageId, line]) => (
        <div
          key={messageId}
          className="flex gap-3 rounded-card bg-accent-soft px-4 py-3 text-sm text-accent-ink"
        >
          <MessageCircleQuestion className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
          <p className="min-w-0">
            <span className="font-medium">{prejoin.help(line.fromName)}: </span>
            <span className="whitespace-pre-wrap text-ink">{line.text}</span>
          </p>
        </div>
      ))}
    </div>
  );
}
