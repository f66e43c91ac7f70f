import { z } from 'zod';
import { SavedViewId } from '../ids.ts';
import { nothing } from '../schemaOf.ts';
import { route } from './routeRow.ts';

export const SAVED_VIEWS_MAX = 20;
export const VIEW_NAME_LENGTH = 40;

/** A named filter of the list of interviews. Only its member sees it. */
export const SavedView = z.strictObject({
  viewId: SavedViewId,
  name: z.string().trim().min(1).max(VIEW_NAME_LENGTH),
  /** Parameters of the list's address. The page ignores those that it doesn't know. */
  query: z.string().max(2_000),
});
export type SavedView = z.infer<typeof SavedView>;
const { viewId, name, query } = SavedView.shape;

export const SAVED_VIEW_ROUTES = {
  /** Lists the member's own views, oldest first. */
  'views.list': route('GET /api/views', 'interviews.read', nothing, { views: z.array(SavedView) }),
  'views.create': route('POST /api/views', 'interviews.read', { name, query }, { view: SavedView }),
  'views.change': route(
    'PATCH /api/views/:viewId',
    'interviews.read',
    { viewId, name: name.optional(), query: query.optional() },
    { view: SavedView },
  ),
  'views.delete': route('DELETE /api/views/:viewId', 'interviews.read', { viewId }),
} as const;
