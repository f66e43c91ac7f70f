import type { ReactNode } from 'react';
import type { Kit } from '../../../../shared/kit/kit.ts';
import { SHORT_PRACTICE_QUESTIONS } from '../../../../shared/practice/practice.ts';
import { practiceEditionOf } from '../../../../shared/practice/practiceEdition.ts';
import type { Publication } from '../../../../shared/protocol/siteRoutes.ts';
import { Banner, ErrorBanner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Dialog } from '../../../components/ui/Dialog.tsx';
import { SkeletonStack } from '../../../components/ui/Skeleton.tsx';
import { toast } from '../../../core/toast.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { publicSideTexts } from '../../../texts/publicSide.ts';
import { uiTexts } from '../../../texts/ui.ts';
import { Loaded } from '../Loaded.tsx';

const texts = publicSideTexts.publish;
const SKELETON = ['h-5 w-1/2', 'h-24 w-full', 'h-5 w-1/2', 'h-24 w-full'];

export function PublishDialog({ publication, onClose }: { publication: Publication; onClose: () => void }) {
  const { kitId, level, role } = publication;
  const name = publicSideTexts.name(role, level);
  const read = useRouteQuery('kits.read', { kitId });
  const change = useRouteMutation('publications.change', ['publications.list']);
  const publish = (version: number) =>
    change.mutate(
      { kitId, published: true, version },
      {
        onSuccess: () => {
          toast.success(publicSideTexts.madePublic(name));
          onClose();
        },
        // Reads the kit again, because the shown version may be outdated.
        onError: () => void read.refetch(),
      },
    );
  const version = read.data?.version;
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      size="md"
      title={texts.title(name)}
      description={texts.description}
      footer={
        <>
          <Button onClick={onClose}>{uiTexts.cancel}</Button>
          <Button
            variant="primary"
            disabled={version === undefined}
            pending={change.isPending}
            onClick={() => version !== undefined && publish(version)}
          >
            {texts.confirm}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5 pb-1">
        <ErrorBanner title={publicSideTexts.changeFailed} error={change.error} />
        <a
          href={`/site-preview/${kitId}`}
          target="_blank"
          rel="noreferrer"
          className="self-start text-sm font-medium underline underline-offset-2"
        >
          {texts.preview}
        </a>
        <Loaded
          query={read}
          failed={texts.failed}
          skeleton={<SkeletonStack className="gap-3" rows={SKELETON} />}
        >
          {({ kit }) => <WhatStrangersGet kit={kit} />}
        </Loaded>
      </div>
    </Dialog>
  );
}

function WhatStrangersGet({ kit }: { kit: Kit }) {
  const { guide, competencies } = kit;
  const { questions } = practiceEditionOf(kit);
  return (
    <>
      <Part title={texts.asked(questions.length)} about={questions.length > 0 && texts.askedAbout}>
        {questions.length < SHORT_PRACTICE_QUESTIONS && (
          <Banner tone="warning">{texts.little(questions.length)}</Banner>
        )}
        <ol className="flex list-decimal flex-col gap-2 pl-6 text-sm" data-asked>
          {questions.map(({ id, text, probes }) => (
            <li key={id} className="pl-1 wrap-anywhere">
              {text}
              {probes.map(probe => (
                <p key={probe.id} className="text-muted">
                  {texts.followUp(probe.text)}
                </p>
              ))}
            </li>
          ))}
        </ol>
      </Part>
      <Part title={texts.guide(guide.questions.length)} about={texts.guideAbout}>
        <ul className="flex list-disc flex-col gap-1 pl-6 text-sm" data-guide>
          {guide.questions.map(({ id, title, question }) => (
            <li key={id} className="pl-1 wrap-anywhere">
              {title || question}
            </li>
          ))}
          {guide.preparation.map(({ title }) => (
            <li key={title} className="pl-1 wrap-anywhere">
              {texts.preparation(title)}
            </li>
          ))}
        </ul>
      </Part>
      <Part title={texts.competencies(competencies.length)}>
        <ul className="flex list-disc flex-col gap-1 pl-6 text-sm">
          {competencies.map(({ id, name, description }) => (
            <li key={id} className="pl-1 wrap-anywhere">
              {name}
              {description && <span className="text-muted">: {description}</span>}
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}

function Part({ title, about, children }: { title: string; about?: string | false; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold">{title}</h3>
      {about && <p className="text-sm text-muted">{about}</p>}
      {children}
    </section>
  );
}
