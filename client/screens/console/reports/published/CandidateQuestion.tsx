import type { InterviewId } from '../../../../../shared/ids.ts';
import type { ReportQuestion } from '../../../../../shared/protocol/reportRoutes.ts';
import { REPORT_LIMITS } from '../../../../../shared/report/reportContent.ts';
import { Banner } from '../../../../components/ui/Banner.tsx';
import { Button } from '../../../../components/ui/Button.tsx';
import { TextArea } from '../../../../components/ui/TextArea.tsx';
import { errorMessage } from '../../../../core/errorMessage.ts';
import { toast } from '../../../../core/toast.ts';
import { useKeptText } from '../../../../hooks/useKeptText.ts';
import { useMember } from '../../../../hooks/useMember.ts';
import { useRouteMutation } from '../../../../hooks/useRouteMutation.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';

const texts = reportEditorTexts.after;

interface CandidateQuestionProps {
  interviewId: InterviewId;
  question: ReportQuestion;
}

/** The one question that the candidate asked back, and its answer. */
export function CandidateQuestion({ interviewId, question }: CandidateQuestionProps) {
  const member = useMember();
  const { text, change, sent } = useKeptText(
    `vivavoce.report-answer.${member?.userId ?? ''}.${interviewId}`,
    question.answer,
  );
  const answer = useRouteMutation('reports.answer', ['reports.read']);
  const unchanged = text.trim() === '' || text.trim() === question.answer;
  const send = () =>
    answer.mutate(
      { interviewId, answer: text.trim() },
      {
        onSuccess: () => {
          sent();
          toast.success(texts.answered);
        },
      },
    );
  return (
    <div className="flex flex-col gap-2" data-candidate-question>
      <h3 className="text-sm font-medium">
        {texts.question}{' '}
        <span className="font-normal text-muted">{texts.askedAt(question.askedAt, Date.now())}</span>
      </h3>
      <p className="border-l-2 border-line-strong pl-3 text-sm break-words whitespace-pre-wrap">
        {question.text}
      </p>
      <TextArea
        label={texts.answer}
        hint={texts.answerHint}
        maxLength={REPORT_LIMITS.answer}
        value={text}
        onChange={({ target }) => change(target.value)}
      />
      <Button
        size="sm"
        variant="primary"
        className="self-start"
        disabled={unchanged}
        pending={answer.isPending}
        onClick={send}
      >
        {question.answer === undefined ? texts.send : texts.change}
      </Button>
      {answer.error && (
        <Banner tone="danger" title={texts.answerFailed}>
          {errorMessage(answer.error)}
        </Banner>
      )}
    </div>
  );
}
