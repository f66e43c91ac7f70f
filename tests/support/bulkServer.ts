import { BulkActions } from '../../server/features/bulk/BulkActions.ts';
import { Interviews } from '../../server/interviews/interviews.ts';
import { StaffInterviews } from '../../server/interviews/staffInterviews.ts';
import type { Store } from '../../server/store/store.ts';
import type { StaffMember } from '../../shared/protocol/http.ts';

export const BULK_OWNER: StaffMember = {
  ...{ userId: 'olga', name: 'Olga', email: 'olga@example.org', role: 'owner', disabled: false, teams: [] },
};

/** A server's changes of many interviews, without a job queue: `run` starts one. Calls `onAppend` after each write to a log. */
export function bulkServer(store: Store, onAppend: () => void = () => {}): BulkActions {
  const interviews = new Interviews({ store: store.interviews });
  interviews.subscribe(({ local }) => local && onAppend());
  return new BulkActions({
    store: store.bulk,
    list: store.interviewList,
    interviews: new StaffInterviews(interviews),
    told: store.toldSeats,
    workloads: store.workloads,
    mails: { remindNow: async () => 0 },
    mailConfigured: false,
    runner: { add: () => {}, poll: () => {} },
    memberOf: async () => BULK_OWNER,
    timeZone: async () => 'UTC',
  });
}

export const runNow = (bulk: BulkActions, bulkId: string): Promise<void> =>
  bulk.run(bulkId, { attempt: 1, signal: new AbortController().signal, progress: () => {} });
