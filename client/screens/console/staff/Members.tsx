import type { StaffMember } from '../../../../shared/protocol/http.ts';
import { Card } from '../../../components/ui/Card.tsx';
import { consoleTexts } from '../../../texts/console.ts';
import { Member } from './Member.tsx';

const texts = consoleTexts.staff;

export function Members({ members }: { members: readonly StaffMember[] }) {
  return (
    <section aria-labelledby="members" className="flex flex-col gap-3">
      <h2 id="members" className="text-base font-semibold">
        {texts.members}
      </h2>
      <Card padding="none">
        <ul className="divide-y divide-line">
          {members.map(member => (
            <Member key={member.userId} member={member} />
          ))}
        </ul>
      </Card>
    </section>
  );
}
