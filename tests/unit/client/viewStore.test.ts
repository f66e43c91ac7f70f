import { describe, expect, it } from 'vitest';
import { ViewStore } from '../../../client/core/interviewClient.ts';
import { exampleView, SEATS } from './exampleView.ts';

function storeAt(version: number): ViewStore {
  const store = new ViewStore();
  store.replace(version, exampleView(SEATS.grace, [SEATS.grace]));
  return store;
}

describe('the view a page holds', () => {
  it('takes a patch that follows the last version, and keeps what the patch does not touch', () => {
    const store = storeAt(4);
    const before = store.view.get();
    expect(store.apply(5, { title: 'Second round' })).toBe(true);
    expect(store.view.get()?.title).toBe('Second round');
    expect(store.view.get()?.seats).toBe(before?.seats);
  });

  it('refuses a patch after a gap, and stays as it was', () => {
    const store = storeAt(4);
    const before = store.view.get();
    expect(store.apply(6, { title: 'Second round' })).toBe(false);
    expect(store.view.get()).toBe(before);
  });

  it('passes over a patch it has seen already', () => {
    const store = storeAt(4);
    expect(store.apply(4, { title: 'Older' })).toBe(true);
    expect(store.view.get()?.title).toBe('Backend Developer');
  });

  it('refuses a patch that would make it no view', () => {
    const store = storeAt(4);
    expect(store.apply(5, { phase: 'nowhere' })).toBe(false);
    expect(store.view.get()?.phase).toBe('open');
    // The next whole view puts it right.
    store.replace(9, exampleView(SEATS.grace, []));
    expect(store.apply(10, { title: 'Second round' })).toBe(true);
  });

  it('takes no patch on a new connection before the whole view has come, and shows the old one meanwhile', () => {
    const store = storeAt(4);
    store.forgetVersion();
    expect(store.apply(5, { title: 'Second round' })).toBe(false);
    expect(store.view.get()?.title).toBe('Backend Developer');
  });

  it('tells its watchers once per change', () => {
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
