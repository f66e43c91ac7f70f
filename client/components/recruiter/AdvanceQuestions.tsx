import { ListOrdered, X } from 'lucide-react';
import { useState } from 'react';
import { useRecruiter } from '../../hooks/room/session.ts';
import { recruiter as texts } from '../../texts/recruiter.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { IconButton } from '../ui/IconButton.tsx';

export function OwnAdvanceQuestions() {
  const questions = useRecruiter()?.advance;
  if (!questions) return null;
  return (
    <Card className="flex flex-col gap-3" data-advance>
      <h2 className="text-base font-semibold">{texts.advance.title}</h2>
      <QuestionList questions={questions} />
    </Card>
  );
}

export function AdvanceDisclosure({ questions }: { questions: readonly string[] }) {
  const [open, setOpen] = useState(false);
  const { advance } = texts;
  return (
    <>
      <Button
        variant="quiet"
        aria-expanded={open}
        className="@max-2xl:px-3!"
        icon={ListOrdered}
        onClick={() => setOpen(!open)}
      >
        <span className="@max-2xl:sr-only">{advance.open}</span>
      </Button>
      {open && (
        <section
          data-advance
          aria-label={advance.title}
          className="absolute inset-x-0 bottom-full z-20 mb-2 flex max-h-[50dvh] flex-col gap-3 overflow-y-auto rounded-card border border-line bg-raised p-4 shadow-float @2xl:right-auto @2xl:w-150"
        >
          <div className="flex items-start justify-between gap-4">
            <h2 className="text-base font-semibold">{advance.title}</h2>
            <IconButton
              label={advance.close}
              className="-mt-2 -mr-2"
              icon={X}
              onClick={() => setOpen(false)}
            />
          </div>
          <QuestionList questions={questions} />
        </section>
      )}
    </>
  );
}

function QuestionList({ questions }: { questions: readonly string[] }) {
  return (
    <>
      <p className="max-w-[65ch] text-sm text-muted">{texts.advance.hint}</p>
      <ol className="flex max-w-[70ch] list-decimal flex-col gap-2 pl-6 text-sm marker:text-muted">
        {questions.map(text => (
          <li key={text}>{text}</li>
        ))}
      </ol>
    </>
  );
}
