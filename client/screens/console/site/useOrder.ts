import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { KitId } from '../../../../shared/kit/kitIds.ts';
import type { Publication } from '../../../../shared/protocol/siteRoutes.ts';
import { callRoute } from '../../../core/api.ts';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { publicSideTexts } from '../../../texts/publicSide.ts';

const ORDER_KEY = ['publications.order'] as const;

/**
 * The published kits in their order, and how to put them into another. That shows at once; orders are sent one after the other, so that
 * the last one stays, and the server's is shown again once it has answered all of them.
 */
export function useOrder(published: readonly Publication[]) {
  const client = useQueryClient();
  const [wanted, setWanted] = useState<readonly KitId[]>();
  const { mutate } = useMutation({
    mutationKey: ORDER_KEY,
    scope: { id: ORDER_KEY[0] },
    mutationFn: (kitIds: readonly KitId[]) => callRoute('publications.order', { kitIds: [...kitIds] }),
    onError: error => toast.error(publicSideTexts.move.failed, errorMessage(error)),
    onSettled: async () => {
      // This one counts until it has settled.
      const isLast = () => client.isMutating({ mutationKey: ORDER_KEY }) === 1;
      if (isLast()) await client.invalidateQueries({ queryKey: ['publications.list'] });
      if (isLast()) setWanted(undefined);
    },
  });
  const placeOf = ({ kitId, position }: Publication) => wanted?.indexOf(kitId) ?? position;
  return {
    publications: published.toSorted((one, other) => placeOf(one) - placeOf(other)),
    order: (kitIds: readonly KitId[]) => {
      setWanted(kitIds);
      mutate(kitIds);
    },
  };
}
