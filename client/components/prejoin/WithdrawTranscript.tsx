import { useState } from 'react';
import { agreesToTranscript } from '../../../shared/interview/setup.ts';
import { useOwnSeat, useSession } from '../../hooks/room/session.ts';
import { ended } from '../../texts/ended.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmAttempt } from '../ui/ConfirmAttempt.tsx';

const texts = ended.transcript;

/** Lets a person who agreed to a transcript withdraw after the interview, which deletes it. */
export function WithdrawTranscript() {
  const { client } = useSession();
  const { consent, role } = useOwnSeat();
  const [asking, setAsking] = useState(false);
  if (!agreesToTranscript(consent)) return null;
  const words = role === 'candidate' ? texts.whole : texts.own;
  return (
    <section className="flex max-w-[60ch] flex-col items-start gap-2 text-muted">
      <p>{words.agreed}</p>
      <Button size="sm" onClick={() => setAsking(true)}>
        {words.button}
      </Button>
      {asking && (
        <ConfirmAttempt
          attempt={() => client.query('transcript.withdraw', {})}
          title={words.title}
          description={words.body}
          confirmLabel={words.confirm}
          done={words.done}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}
