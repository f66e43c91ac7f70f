import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { KitId } from '../../../../shared/kit/kitIds.ts';
import type { Publication } from '../../../../shared/protocol/siteRoutes.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { callRoute } from '../../../core/api.ts';
import { moved } from '../../../core/editor/fieldPath.ts';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { publicSideTexts, publicSideTexts as texts } from '../../../texts/publicSide.ts';
import { PageSection } from '../ConsolePage.tsx';
import { moveWithFocus } from '../editor/fieldFocus.ts';
import { AddressDialog } from './AddressDialog.tsx';
import { PublicationRow } from './PublicationRow.tsx';
import { useDragOrder } from './useDragOrder.ts';

type PublicationsProps = { publicSide: boolean; publications: readonly Publication[] };
export function Publications({ publicSide, publications }: PublicationsProps) {
  const [editedAddress, setEditedAddress] = useState<Publication>();
  const published = publications.filter(one => one.published);
  const others = publications.filter(one => !one.published);
  return (
    <>
      <PageSection title={texts.published.title}>
        {!publicSide && published.length > 0 && <Banner>{texts.published.hidden}</Banner>}
        {published.length > 0 ? (
          <PublishedList publications={published} isShown={publicSide} onAddress={setEditedAddress} />
        ) : (
          <p className="rounded-card border border-dashed border-line-strong/60 px-5 py-6 text-sm text-muted">
            {texts.published.none}
          </p>
        )}
      </PageSection>
      {others.length > 0 && (
        <PageSection title={texts.unpublished.title}>
          <Card padding="none">
            <ul className="divide-y divide-line">
              {others.map(publication => (
                <li key={publication.kitId} data-kit={publication.kitId}>
                  <PublicationRow publication={publication} isShown={false} onAddress={setEditedAddress} />
                </li>
              ))}
            </ul>
          </Card>
        </PageSection>
      )}
      {editedAddress && (
        <AddressDialog
          publication={editedAddress}
          publications={publications}
          onClose={() => setEditedAddress(undefined)}
        />
      )}
    </>
  );
}

interface PublishedListProps {
  publications: readonly Publication[];
  isShown: boolean;
  onAddress: (publication: Publication) => void;
}

function PublishedList({ publications: published, isShown, onAddress }: PublishedListProps) {
  const mayChange = useStaffMay('site.change');
  const list = useRef<HTMLOListElement>(null);
  const [announced, setAnnounced] = useState('');
  const { publications, order } = useOrder(published);
  const count = publications.length;
  const move = (from: number, to: number) => {
    const publication = publications[from];
    if (!publication || to < 0 || to >= count) return;
    moveWithFocus(() => order(moved(publications, from, to).map(({ kitId }) => kitId)));
    setAnnounced(texts.move.movedTo(texts.name(publication.role, publication.level), to + 1, count));
  };
  const { begin, dragged, offsetOf } = useDragOrder(list, move);
  return (
    <>
      <Card padding="none">
        <ol ref={list} className="flex flex-col">
          {publications.map((publication, index) => (
            <li
              key={publication.kitId}
              data-kit={publication.kitId}
              data-drag-row
              style={{ translate: `0 ${offsetOf(index)}px` }}
              className={
                index === dragged
                  ? 'relative z-10 rounded-card border border-line-strong bg-raised shadow-float'
                  : dragged === undefined
                    ? 'border-line not-first:border-t'
                    : 'border-line transition-[translate] not-first:border-t'
              }
            >
              <PublicationRow
                publication={publication}
                isShown={isShown}
                onAddress={onAddress}
                order={
                  mayChange && count > 1
                    ? {
                        index,
                        count,
                        onMove: by => move(index, index + by),
                        onDrag: event => begin(event, index),
                      }
                    : undefined
                }
              />
            </li>
          ))}
        </ol>
      </Card>
      <p role="status" className="sr-only">
        {announced}
      </p>
    </>
  );
}

const ORDER_KEY = ['publications.order'] as const;

/** Shows a new order before the server stores it. Requests run in sequence, so the last order wins. */
function useOrder(published: readonly Publication[]) {
  const client = useQueryClient();
  const [wanted, setWanted] = useState<readonly KitId[]>();
  const { mutate } = useMutation({
    mutationKey: ORDER_KEY,
    scope: { id: ORDER_KEY[0] },
    mutationFn: (kitIds: readonly KitId[]) => callRoute('publications.order', { kitIds: [...kitIds] }),
    onError: error => toast.error(publicSideTexts.move.failed, errorMessage(error)),
    onSettled: async () => {
      // The count includes the mutation that is settling, so it is 1 for the last mutation.
      const isLast = () => client.isMutating({ mutationKey: ORDER_KEY }) === 1;
      if (isLast()) await client.invalidateQueries({ queryKey: ['publications.list'] });
      if (isLast()) setWanted(undefined);
    },
  });
  const positionOf = ({ kitId, position }: Publication) => wanted?.indexOf(kitId) ?? position;
  return {
    publications: published.toSorted((one, other) => positionOf(one) - positionOf(other)),
    order: (kitIds: readonly KitId[]) => {
      setWanted(kitIds);
      mutate(kitIds);
    },
  };
}
