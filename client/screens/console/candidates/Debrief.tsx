import { AtSign, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { InterviewId } from '../../../../shared/ids.ts';
import {
  DEBRIEF_TEXT,
  type DebriefComment,
  type DebriefPerson,
} from '../../../../shared/protocol/debriefRoutes.ts';
import { ErrorBanner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { Menu, MenuItem } from '../../../components/ui/Menu.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { TextArea } from '../../../components/ui/TextArea.tsx';
import { useUnsaved } from '../../../hooks/useLeaveGuard.ts';
import { useMember } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { useRouteMutation, withToasts } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { candidateTexts } from '../../../texts/candidates.ts';
import { formatMoment } from '../../../texts/times.ts';
import { uiTexts } from '../../../texts/ui.ts';
import { PageSection } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';

const texts = candidateTexts.debrief;

/** Comments of those who rated an interview. Says when the member can read them. */
export function Debrief({ interviewId }: { interviewId: InterviewId }) {
  const query = useRouteQuery('debrief.read', { interviewId });
  const place = useRef<HTMLDivElement>(null);
  const isLoaded = query.data !== undefined;
  // Links to this part find it only now, because the page has loaded after its address was opened.
  useEffect(() => {
    if (isLoaded && window.location.hash === '#debrief') place.current?.scrollIntoView();
  }, [isLoaded]);
  return (
    <div ref={place} className="scroll-mt-4">
      <PageSection title={texts.title}>
        <Loaded
          query={query}
          failed={texts.loadFailed}
          skeleton={<SkeletonRows count={1} row="h-16 w-full" className="gap-2" />}
        >
          {({ state, comments, people }) => (
            <Card className="flex flex-col gap-5">
              {state === 'open' ? (
                <>
                  <Comments comments={comments} />
                  <NewComment interviewId={interviewId} people={people} />
                </>
              ) : (
                <p className="text-sm text-muted">{texts.states[state]}</p>
              )}
            </Card>
          )}
        </Loaded>
      </PageSection>
    </div>
  );
}

function Comments({ comments }: { comments: readonly DebriefComment[] }) {
  const now = useNow(60_000);
  const remove = useRouteMutation('debrief.remove', ['debrief.read']);
  if (comments.length === 0) return <p className="text-sm text-muted">{texts.none}</p>;
  return (
    <ul className="flex flex-col gap-4">
      {comments.map(({ commentId, byName, own, at, text, mentions }) => (
        <li key={commentId} className="flex flex-col gap-1 text-sm">
          <div className="flex items-center justify-between gap-2">
            <p className="text-muted">
              <span className="font-medium text-ink">{byName}</span>, {formatMoment(at, now)}
            </p>
            {own && (
              <IconButton
                label={texts.remove}
                onClick={() => remove.mutate({ commentId }, withToasts(texts.removed, texts.removeFailed))}
              >
                <Trash2 className="size-4" />
              </IconButton>
            )}
          </div>
          <p className="break-words whitespace-pre-line">
            {partsOf(text, mentions).map(({ key, part, isMention }) =>
              isMention ? (
                <span key={key} className="font-medium text-accent-ink">
                  {part}
                </span>
              ) : (
                part
              ),
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

interface NewCommentProps {
  interviewId: InterviewId;
  people: readonly DebriefPerson[];
}

function NewComment({ interviewId, people }: NewCommentProps) {
  const member = useMember();
  const [text, setText] = useState('');
  const add = useRouteMutation('debrief.add', ['debrief.read']);
  const others = people.filter(person => person.userId !== member?.userId);
  const mention = (name: string) =>
    setText(before => `${before}${before === '' || /\s$/.test(before) ? '' : ' '}@${name} `);
  useUnsaved(() => (text.trim() === '' ? undefined : uiTexts.discard));
  const submit = () => add.mutate({ interviewId, text }, { onSuccess: () => setText('') });
  return (
    <div className="flex flex-col gap-3">
      <ErrorBanner title={texts.failed} error={add.error} />
      <TextArea
        label={texts.label}
        hint={texts.hint}
        maxLength={DEBRIEF_TEXT}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" disabled={text.trim() === ''} pending={add.isPending} onClick={submit}>
          {texts.add}
        </Button>
        {others.length > 0 && (
          <Menu trigger={<Button icon={AtSign}>{texts.mention}</Button>}>
            {others.map(person => (
              <MenuItem key={person.userId} icon={AtSign} onSelect={() => mention(person.name)}>
                {person.name}
              </MenuItem>
            ))}
          </Menu>
        )}
      </div>
    </div>
  );
}

/** Splits a text at mentions. */
function partsOf(text: string, mentions: readonly string[]) {
  const names = mentions.toSorted((a, b) => b.length - a.length).map(name => escaped(`@${name}`));
  const parts = names.length === 0 ? [text] : text.split(new RegExp(`(${names.join('|')})`, 'i'));
  return parts.map((part, index) => ({ key: `${index} ${part}`, part, isMention: index % 2 === 1 }));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
