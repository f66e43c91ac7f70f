import { describe, expect, it } from 'vitest';
import { ViewStore } from '../../../client/core/interviewClient.ts';
import { exampleView, SEATS } from './exampleView.ts';

function storeAt(version: number): ViewStore {
  const store = new ViewStore();
  store.replace(version, exampleView(SEATS.grace, [SEATS.grace]));
  return store;
}

describe('the view of a page', () => {
  it('applies a patch that follows the last version, and keeps the rest', () => {
    const store = storeAt(4);
    const before = store.view.get();
    expect(store.apply(5, { title: 'Second round' })).toBe(true);
    expect(store.view.get()?.title).toBe('Second round');
    expect(store.view.get()?.seats).toBe(before?.seats);
  });

  it('rejects a patch after a gap, and does not change', () => {
    const store = storeAt(4);
    const before = store.view.get();
    expect(store.apply(6, { title: 'Second round' })).toBe(false);
    expect(store.view.get()).toBe(before);
  });

  it('skips a patch that it has already applied', () => {
    const store = storeAt(4);
    expect(store.apply(4, { title: 'Older' })).toBe(true);
    expect(store.view.get()?.title).toBe('Backend Developer');
  });

  it('rejects a patch that would make it invalid', () => {
    const store = storeAt(4);
    expect(store.apply(5, { phase: 'nowhere' })).toBe(false);
    expect(store.view.get()?.phase).toBe('open');
    // The next full view corrects it.
    store.replace(9, exampleView(SEATS.grace, []));
    expect(store.apply(10, { title: 'Second round' })).toBe(true);
  });

  it('applies no patch on a new connection before the full view has arrived, and shows the old one until then', () => {
    const store = storeAt(4);
    store.forgetVersion();
    expect(store.apply(5, { title: 'Second round' })).toBe(false);
    expect(store.view.get()?.title).toBe('Backend Developer');
  });

  it('notifies its listeners once per change', () => {
    const store = storeAt(1);
    let told = 0;
    store.view.subscribe(() => {
      told += 1;
    });
    store.apply(2, { watching: 3 });
    store.apply(2, { watching: 3 });
    store.apply(7, { watching: 4 });
    expect(told).toBe(1);
  });
});
