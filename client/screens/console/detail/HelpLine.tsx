import { LifeBuoy, SendHorizontal } from 'lucide-react';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { LIMITS } from '../../../../shared/interview/fields.ts';
import type { InterviewView, SeatView } from '../../../../shared/interview/view.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { isComposing } from '../../../core/composing.ts';
import { errorMessage } from '../../../core/errorMessage.ts';
import type { InterviewClient } from '../../../core/interviewClient.ts';
import { toast } from '../../../core/toast.ts';
import { interviewPageTexts } from '../../../texts/interviewPage.ts';
import { formatTime } from '../../../texts/times.ts';

const texts = interviewPageTexts.help;
type HelpLineProps = { seat: SeatView; view: InterviewView; client: InterviewClient };

/** Sends a line of help to a person who is setting up. Shows the line as soon as the server has stored it. */
export function HelpLine({ seat, view, client }: HelpLineProps) {
  const [open, setOpen] = useState(false);
  // Stays when the form is closed.
  const [text, setText] = useState('');
  const sent = Object.entries(view.help)
    .filter(([, line]) => line.toSeatId === seat.seatId)
    .sort(([, a], [, b]) => a.at - b.at);
  return (
    <div className="flex flex-col items-start gap-2">
      <ul aria-live="polite" className="flex flex-col gap-1 empty:hidden">
        {sent.map(([messageId, line]) => (
          <li key={messageId} className="text-sm">
            <q>{line.text}</q>{' '}
            <span className="text-xs text-muted">{texts.from(line.fromName, formatTime(line.at))}</span>
          </li>
        ))}
      </ul>
      {open ? (
        <HelpForm seat={seat} client={client} text={text} onText={setText} onClose={() => setOpen(false)} />
      ) : (
        <Button size="sm" icon={LifeBuoy} onClick={() => setOpen(true)}>
          {texts.open}
        </Button>
      )}
    </div>
  );
}

interface HelpFormProps {
  seat: SeatView;
  client: InterviewClient;
  text: string;
  onText: (text: string) => void;
  onClose: () => void;
}

function HelpForm({ seat, client, text, onText, onClose }: HelpFormProps) {
  const suggestions = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const [sending, setSending] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (sending || text.trim() === '') return;
    setSending(true);
    try {
      await client.command('help.send', { toSeatId: seat.seatId, text: text.trim() });
      onText('');
    } catch (error) {
      toast.error(texts.failed, errorMessage(error));
    } finally {
      setSending(false);
    }
  };
  return (
    <form
      onSubmit={event => void send(event)}
      onKeyDown={event => event.key === 'Escape' && !isComposing(event.nativeEvent) && onClose()}
      className="flex w-full flex-wrap items-end gap-2"
    >
      <div className="min-w-0 flex-1 basis-56">
        <TextField
          label={texts.label(seat.displayName)}
          hint={texts.hint}
          placeholder={texts.placeholder}
          list={suggestions}
          maxLength={LIMITS.helpText}
          autoComplete="off"
          ref={field}
          value={text}
          onChange={event => onText(event.target.value)}
        />
        <datalist id={suggestions}>
          {texts.quick.map(line => (
            <option key={line} value={line} />
          ))}
        </datalist>
      </div>
      <Button
        type="submit"
        variant="primary"
        pending={sending}
        disabled={text.trim() === ''}
        icon={SendHorizontal}
      >
        {texts.send}
      </Button>
    </form>
  );
}
