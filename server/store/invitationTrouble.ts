import { type RawBuilder, sql } from 'kysely';
import type { InvitationTrouble } from '../../shared/protocol/interviewList.ts';

/**
 * SQL for why no one can open an interview, or why a candidate who hasn't opened their link may not know of it,
 * or null. If a candidate may not know for several reasons, the alphabetically first one.
 */
export function invitationTrouble(): RawBuilder<InvitationTrouble | null> {
  return sql<InvitationTrouble | null>`case
    when phase = 'lobby' and begun = 0 and lead_until <= scheduled_at then 'no-lead'
    when phase = 'lobby' and begun = 0 and present_candidate = 0 and candidate_joined = 0 then (
      select min(case
        when told.state = 'invited' then case when mail.state in ('failed', 'bounced') then 'bounced' end
        when seat.address is null then 'no-address'
        when interviews.mailed = 0 then 'not-sent' end)
      from candidate_seats as seat
      left join told_seats as told on told.seat_id = seat.seat_id
      left join mails as mail on mail.mail_id = told.mail_id
      where seat.interview_id = interviews.interview_id and seat.deleted_at is null) end`;
}
