import { z } from 'zod';
import type { ReportQuestion } from '../../../shared/protocol/readerRoutes.ts';
import { REPORT_LIMITS } from '../../../shared/report/reportContent.ts';
import { useReader } from '../../hooks/report/useReaderSession.ts';
import { useForm } from '../../hooks/useForm.ts';
import { readReport } from '../../texts/readReport.ts';
import { Button } from '../ui/Button.tsx';
import { Form } from '../ui/Form.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import { OwnPart } from './OwnPart.tsx';

const texts = readReport.ask;

/** The one question back to who wrote it, and their answer. */
export function AskBack({ question }: { question: ReportQuestion | undefined }) {
  return (
    <OwnPart title={question ? texts.asked : texts.title} about={question ? undefined : texts.about}>
      {question ? <Asked question={question} /> : <AskForm />}
    </OwnPart>
  );
}

function Asked({ question: { answer, text } }: { question: ReportQuestion }) {
  return (
    <dl className="flex max-w-[66ch] flex-col gap-4">
      <div>
        <dt className="sr-only">{texts.asked}</dt>
        <dd className="whitespace-pre-wrap wrap-anywhere">{text}</dd>
      </div>
      <div className="flex flex-col gap-1">
        <dt className="text-sm font-medium text-muted">{texts.answer}</dt>
        <dd className={answer ? 'whitespace-pre-wrap wrap-anywhere' : 'text-muted'}>
          {answer ?? texts.waiting}
        </dd>
      </div>
    </dl>
  );
}

const Asking = z.object({ question: z.string().trim().min(1).max(REPORT_LIMITS.question) });

function AskForm() {
  const session = useReader();
  const form = useForm({
    initial: { question: '' },
    schema: Asking,
    onSubmit: ({ question }) => session.askBack(question),
  });
  const { value, error, onBlur } = form.field('question');
  return (
    <div className="max-w-[66ch]">
      <Form form={form} failed={texts.failed}>
        <TextArea
          label={texts.label}
          rows={4}
          maxLength={REPORT_LIMITS.question}
          value={value}
          error={error}
          onChange={event => form.change({ question: event.target.value })}
          onBlur={onBlur}
        />
        <Button type="submit" pending={form.submitting} className="self-start">
          {texts.send}
        </Button>
      </Form>
    </div>
  );
}
