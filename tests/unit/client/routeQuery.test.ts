import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { routeQuery } from '../../../client/hooks/useRouteQuery.ts';

const ADA = { userId: 'ada' };
const BEN = { userId: 'ben' };
const openWork = { interviews: [] };

function shownFor(keepPrevious?: true) {
  const client = new QueryClient();
  client.setQueryData(['staff.openWork', ADA], openWork);
  const query = (params: typeof ADA) => ({
    ...routeQuery('staff.openWork', params, { ...(keepPrevious && { keepPrevious }) }),
    enabled: false,
  });
  const observer = new QueryObserver<unknown>(client, query(ADA) as never);
  expect(observer.getCurrentResult().data).toEqual(openWork);
  observer.setOptions(query(BEN) as never);
  return observer.getCurrentResult().data;
}

it('what was read about one member is not shown for the next', () => {
  expect(shownFor()).toBeUndefined();
});

it('a caller can ask to keep what was shown until the next answer', () => {
  expect(shownFor(true)).toEqual(openWork);
});
