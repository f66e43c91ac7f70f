import { z } from 'zod';
import type { InterviewId } from '../../../shared/ids.ts';
import type { ReportQuestion } from '../../../shared/protocol/readerRoutes.ts';
import { REPORT_LIMITS } from '../../../shared/report/reportContent.ts';
import { Button } from '../../components/ui/Button.tsx';
import { Form } from '../../components/ui/Form.tsx';
import { TextArea } from '../../components/ui/TextArea.tsx';
import { useForm } from '../../hooks/useForm.ts';
import { useStoredText } from '../../hooks/useStoredText.ts';
import { readReport } from '../../texts/readReport.ts';
import { OwnPart, useReader } from './readerContext.tsx';

const texts = readReport.ask;

type AskBackProps = { interviewId: InterviewId; question: ReportQuestion | undefined };

export function AskBack({ interviewId, question }: AskBackProps) {
  return (
    <OwnPart title={question ? texts.asked : texts.title} about={question ? undefined : texts.about}>
      {question ? <Asked question={question} /> : <AskForm interviewId={interviewId} />}
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

function AskForm({ interviewId }: Pick<AskBackProps, 'interviewId'>) {
  const session = useReader();
  const { text, change, sent } = useStoredText(`vivavoce.report-question.${interviewId}`);
  const form = useForm({
    initial: { question: text },
    schema: Asking,
    onSubmit: async ({ question }) => {
      await session.askBack(question);
      sent();
    },
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
          onChange={({ target }) => {
            form.change({ question: target.value });
            change(target.value);
          }}
          onBlur={onBlur}
        />
        <Button type="submit" pending={form.submitting} className="self-start">
          {texts.send}
        </Button>
      </Form>
    </div>
  );
}
