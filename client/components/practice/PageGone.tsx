import { Unlink } from 'lucide-react';
import { practice } from '../../texts/practice.ts';
import { AddressLink } from './AddressLink.tsx';
import { SimplePage } from './SimplePage.tsx';

/** The one clear page for every key that opens nothing: deleted, mistyped and never given out look alike on purpose. */
export function PageGone() {
  const { gone } = practice;
  return (
    <SimplePage
      icon={Unlink}
      tone="warning"
      title={gone.title}
      body={
        <>
          <p>{gone.body}</p>
          <p>{gone.checked}</p>
        </>
      }
    >
      <AddressLink href="/roles" variant="primary" size="lg">
        {practice.roles}
      </AddressLink>
    </SimplePage>
  );
}
