import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Select } from '../../../client/components/ui/Select.tsx';

it('a select is described by its own hint and by the remark that its caller names', () => {
  const options = [{ value: 'a', label: 'A' }];
  const select = (props: { hint?: string; error?: string }) =>
    renderToStaticMarkup(
      createElement(Select, {
        ...{ id: 'level', label: 'Level', options, ...props },
        ...{ 'aria-describedby': 'remark', 'aria-invalid': true },
      }),
    );
  expect(select({})).toContain('aria-describedby="remark"');
  expect(select({})).toContain('aria-invalid="true"');
  expect(select({ hint: 'Of five' })).toContain('aria-describedby="level-hint remark"');
  expect(select({ error: 'Choose one' })).toContain('aria-describedby="level-error remark"');
});
