import { CircleSlash, KeyRound } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { DisplayName, Email } from '../../../shared/interview/fields.ts';
import { QuestionId } from '../../../shared/kit/kitIds.ts';
import { PracticeLength, PracticePurpose } from '../../../shared/practice/practice.ts';
import { OFFER_META, PracticeOffer } from '../../../shared/protocol/practiceRoutes.ts';
import type { Slug } from '../../../shared/protocol/siteRoutes.ts';
import {
  AddressLink,
  OpeningPractice,
  PracticeFrame,
  RolesLink,
  SimplePage,
} from '../../components/practice/PracticeFrame.tsx';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { Banner, ErrorBanner } from '../../components/ui/Banner.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { Card } from '../../components/ui/Card.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import { StartFormSkeleton } from '../../components/ui/PageSkeletons.tsx';
import { RadioCards } from '../../components/ui/RadioCards.tsx';
import { Select } from '../../components/ui/Select.tsx';
import { Skeleton } from '../../components/ui/Skeleton.tsx';
import { StartLayout } from '../../components/ui/StartLayout.tsx';
import { TextField } from '../../components/ui/TextField.tsx';
import { pageMeta } from '../../core/pageMeta.ts';
import { callPractice } from '../../core/practice/practiceApi.ts';
import { practiceHref } from '../../core/practice/practiceLocation.ts';
import { withProof } from '../../core/practice/proof.ts';
import { usePractice } from '../../hooks/practice/practiceContext.ts';
import { useForm } from '../../hooks/useForm.ts';
import { useLasting } from '../../hooks/useLasting.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { useRequest } from '../../hooks/useRequest.ts';
import { practice } from '../../texts/practice.ts';

const texts = practice.start;
/** How long the proof of work may run before the page mentions it. */
const WORTH_A_WORD_MS = 1_000;

interface StartPageProps {
  slug: Slug;
  question: QuestionId | undefined;
  /** The private page that will list the attempt. If undefined, the server creates a new private page. */
  page: string | undefined;
  /** True if practice of the question starts without the form, which is shown only after a failure. */
  now: boolean;
}

export function StartPage({ now, ...props }: StartPageProps) {
  const { slug, question, page } = props;
  const { location } = usePractice();
  const start = useStart(slug, page);
  /** The address loses the flag, so that a reload and the browser's "back" don't start again. */
  const [questionNow] = useState(() => (now ? question : undefined));
  const [refusal, setRefusal] = useState<unknown>();
  const started = useRef(false);
  useEffect(() => {
    if (!questionNow || started.current) return;
    started.current = true;
    location.replace({ ...(page && { page }), role: slug, question: questionNow });
    start({ length: 'question', questionId: questionNow, purpose: 'self' }).catch(setRefusal);
  }, [questionNow, location, page, slug, start]);
  return questionNow && refusal === undefined ? (
    <OpeningPractice />
  ) : (
    <StartOffer {...props} refusal={refusal} />
  );
}

type Chosen = z.infer<typeof Chosen>;

/** Returns a function that starts an attempt and opens it. */
function useStart(slug: Slug, page: string | undefined): (chosen: Chosen) => Promise<void> {
  const { proof, enter } = usePractice();
  useEffect(() => proof.prepare(), [proof]);
  return useCallback(
    async ({ questionId, length, ...chosen }: Chosen) => {
      const answer = await withProof(proof, done =>
        callPractice('practice.start', {
          slug,
          length,
          ...(length === 'question' && questionId && { questionId }),
          ...chosen,
          ...(page && { page }),
          proof: done,
        }),
      );
      const { interviewId, place } = answer;
      enter(
        answer.page,
        {
          interviewId,
          length,
          purpose: chosen.purpose,
          slug,
          ...(length === 'question' && questionId && { questionId }),
        },
        place,
      );
    },
    [proof, enter, slug, page],
  );
}

type StartOfferProps = Omit<StartPageProps, 'now'> & { refusal: unknown };

function StartOffer({ slug, ...props }: StartOfferProps) {
  const { request, retry } = useRequest(
    useCallback((signal: AbortSignal) => callPractice('practice.offer', { slug }, signal), [slug]),
    useState(() => offerOf(slug))[0],
  );
  const role = request.state === 'done' ? request.value.role : undefined;
  usePageTitle(role ? texts.title(role) : texts.titleSimple);
  if (request.state === 'failed' && (request.error.code === 'not-found' || request.error.code === 'invalid'))
    return (
      <SimplePage icon={CircleSlash} title={practice.unknown.title} body={<p>{practice.unknown.body}</p>}>
        <RolesLink />
      </SimplePage>
    );
  return (
    <PracticeFrame>
      {request.state === 'done' ? (
        <Offered offer={request.value} {...props} />
      ) : request.state === 'loading' ? (
        <StartSkeleton slug={slug} />
      ) : (
        <ErrorState title={practice.unavailable} error={request.error} onRetry={retry} />
      )}
    </PracticeFrame>
  );
}

/** Returns the role's offer that the server wrote into the page, if there is one. */
function offerOf(slug: Slug): PracticeOffer | undefined {
  const offer = pageMeta(OFFER_META, PracticeOffer);
  return offer?.slug === slug ? offer : undefined;
}

type OfferedProps = Omit<StartOfferProps, 'slug'> & { offer: PracticeOffer };

function Offered(props: OfferedProps) {
  const { offer } = props;
  return (
    <StartLayout
      title={<PageHeading className="sm:text-2xl! low:text-xl!">{texts.title(offer.role)}</PageHeading>}
      slug={offer.slug}
    >
      <StartForm {...props} />
    </StartLayout>
  );
}

const Chosen = z.object({
  length: PracticeLength,
  questionId: QuestionId.optional(),
  purpose: PracticePurpose,
  name: DisplayName.optional(),
  email: Email.optional(),
});

interface Values {
  length: PracticeLength;
  questionId: string;
  purpose: PracticePurpose;
  name: string;
  email: string;
}

function StartForm({ offer, question, page, refusal }: OfferedProps) {
  const known = offer.questions.some(({ questionId }) => questionId === question);
  const initial: Values = {
    length: firstLength(offer, question !== undefined),
    questionId: (known ? question : offer.questions[0]?.questionId) ?? '',
    purpose: 'self',
    name: '',
    email: '',
  };
  const start = useStart(offer.slug, page);
  const form = useForm({ initial, schema: Chosen, toInput, onSubmit: start });
  const { values, change, field } = form;
  const working = useLasting(form.submitting, WORTH_A_WORD_MS);
  const gone = question !== undefined && !known;
  const questions = values.length === 'question' && (
    <Select
      label={texts.question}
      value={values.questionId}
      options={optionsOf(offer)}
      onChange={event => change({ questionId: event.target.value })}
    />
  );
  return (
    <Card padding="none">
      <form ref={form.formRef} onSubmit={form.submit} noValidate className="flex flex-col" data-start>
        <div className="flex flex-col gap-4 p-4 sm:gap-6 sm:p-6 low:gap-4 low:p-4">
          {gone && <Banner tone="warning">{texts.questionGone}</Banner>}
          {gone && questions}
          {page && <Banner>{texts.samePage}</Banner>}
          <RadioCards
            legend={texts.length}
            columns={1}
            options={lengthsOf(offer, values.questionId)}
            value={values.length}
            onChange={length => change({ length })}
          />
          {!gone && questions}
          <RadioCards
            legend={texts.purpose}
            options={PracticePurpose.options.map(value => ({ value, ...texts.purposes[value] }))}
            value={values.purpose}
            onChange={purpose => change({ purpose })}
          />
          {!page && (
            <>
              <TextField
                label={texts.name}
                hint={
                  values.purpose === 'self' ? texts.nameHint : `${texts.nameHint} ${texts.nameHintEvaluated}`
                }
                optional
                autoComplete="name"
                {...field('name')}
              />
              {offer.sendsMail ? (
                <TextField
                  label={texts.email}
                  hint={texts.emailHint}
                  optional
                  type="email"
                  autoComplete="email"
                  {...field('email')}
                />
              ) : (
                <p className="flex gap-3 text-sm">
                  <KeyRound className="mt-0.5 size-4 shrink-0 text-accent-ink" />
                  {texts.noEmail}
                </p>
              )}
            </>
          )}
          {page && (
            <AddressLink href={practiceHref({ page })} variant="quiet" className="self-center">
              {texts.toPage}
            </AddressLink>
          )}
        </div>
        <div
          data-join-bar
          className="z-10 flex flex-col gap-3 rounded-b-card border-t border-line bg-sunken px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] bottom-0 min-[34rem]:sticky tall:sticky sm:px-6 sm:pt-4 sm:pb-[max(1rem,env(safe-area-inset-bottom))] low:px-4 low:pt-2 low:pb-[max(0.5rem,env(safe-area-inset-bottom))]"
        >
          <ErrorBanner
            title={texts.failed}
            error={form.failure ?? (form.submitting || gone ? undefined : refusal)}
          />
          <Button type="submit" variant="primary" size="lg" pending={form.submitting} className="w-full">
            {texts.begin}
          </Button>
          <p role="status" className="text-center text-sm text-muted empty:hidden">
            {working ? texts.working : ''}
          </p>
        </div>
      </form>
    </Card>
  );
}

function toInput({ name, email, questionId, ...rest }: Values): unknown {
  return {
    ...rest,
    questionId: questionId || undefined,
    name: name.trim() || undefined,
    email: email.trim() || undefined,
  };
}

function firstLength({ lengths }: PracticeOffer, preselected: boolean): PracticeLength {
  const wanted: PracticeLength = preselected ? 'question' : 'short';
  return lengths.find(({ length }) => length === wanted)?.length ?? lengths[0]?.length ?? 'full';
}

/** Lists questions of the interview before those of the guide, with headings if there are both. */
function optionsOf({ questions }: PracticeOffer) {
  const { questionsOf } = texts;
  const options = questions.map(({ questionId, title, guide }) => ({
    value: questionId as string,
    label: shortened(title),
    group: questionsOf[guide ? 'guide' : 'interview'],
  }));
  const groups = [questionsOf.interview, questionsOf.guide].map(group =>
    options.filter(option => option.group === group),
  );
  return groups.every(({ length }) => length > 0)
    ? groups.flat()
    : options.map(({ value, label }) => ({ value, label }));
}

const LABEL_LENGTH = 90;

/** Cuts a long text between words, because browsers show an option as wide as its text. */
function shortened(text: string): string {
  return text.length <= LABEL_LENGTH ? text : `${text.slice(0, text.lastIndexOf(' ', LABEL_LENGTH))} …`;
}

function lengthsOf({ lengths, questions }: PracticeOffer, chosenId: string) {
  const chosen = questions.find(({ questionId }) => questionId === chosenId);
  return lengths
    .filter(({ length }) => length !== 'question' || questions.length > 0)
    .map(({ length, minutes, questions: number }) => ({
      value: length,
      label: practice.lengths[length],
      hint: texts.lengthHint(number, length === 'question' && chosen ? chosen.minutes : minutes),
    }));
}

function StartSkeleton({ slug }: { slug: Slug }) {
  return (
    <StartLayout title={<Skeleton className="h-10 w-4/5" />} slug={slug}>
      <StartFormSkeleton />
    </StartLayout>
  );
}
