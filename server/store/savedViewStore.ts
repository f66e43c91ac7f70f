import type { SavedViewId } from '../../shared/ids.ts';
import { SavedView } from '../../shared/protocol/savedViewRoutes.ts';
import { DatabaseStore } from './database.ts';
import { deleteRows, findRow, findRows, insertRows, updateRows } from './rows.ts';

/** Named filters of the list of interviews, each of one member of staff. */
export class SavedViewStore extends DatabaseStore {
  /** Lists a member's views, oldest first. */
  async of(userId: string): Promise<SavedView[]> {
    const rows = await findRows(this.kysely, 'savedViews', { userId }, 'createdAt', 'viewId');
    return rows.map(({ viewId, name, query }) => SavedView.parse({ viewId, name, query }));
  }

  /** Adds a view. Rejects with a unique violation if the member has a view with this name. */
  async create(userId: string, view: SavedView): Promise<void> {
    await insertRows(this.kysely, 'savedViews', { ...view, userId, createdAt: Date.now() });
  }

  /** Changes a member's view and returns it, or undefined if the member has no such view. */
  async change(
    userId: string,
    viewId: SavedViewId,
    changes: Partial<Pick<SavedView, 'name' | 'query'>>,
  ): Promise<SavedView | undefined> {
    return this.inTransaction(async transaction => {
      const row = await findRow(transaction, 'savedViews', { userId, viewId });
      if (!row) return undefined;
      const { name, query } = { ...row, ...changes };
      await updateRows(transaction, 'savedViews', { viewId }, { name, query });
      return SavedView.parse({ viewId, name, query });
    });
  }

  async delete(userId: string, viewId: SavedViewId): Promise<void> {
    await deleteRows(this.kysely, 'savedViews', { userId, viewId });
  }
}
