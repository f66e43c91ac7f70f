import { describe, expect, it } from 'vitest';
import {
  actionFor,
  DEFAULT_KEYMAP,
  PANEL_ACTIONS,
  parseKeymap,
  ratingOf,
  remapped,
} from '../../../client/core/rubric/keymap.ts';

describe('the keys of the rating panel', () => {
  it('rate, note, flag, and undo in upper and lower case', () => {
    expect(actionFor(DEFAULT_KEYMAP, '3')).toBe('rate-3');
    expect(actionFor(DEFAULT_KEYMAP, 'n')).toBe('rate-N');
    expect(actionFor(DEFAULT_KEYMAP, 'N')).toBe('rate-N');
    expect(actionFor(DEFAULT_KEYMAP, 'C')).toBe('note');
    expect(actionFor(DEFAULT_KEYMAP, 'x')).toBeUndefined();
    expect(PANEL_ACTIONS.map(ratingOf).filter(value => value !== undefined)).toEqual([1, 2, 3, 4, 5, 'N']);
  });

  it('do nothing once they are turned off', () => {
    const off = { ...DEFAULT_KEYMAP, enabled: false };
    for (const key of ['1', 'n', 'c', 'u', ']']) expect(actionFor(off, key)).toBeUndefined();
  });

  it('can be changed, and the old key is free again', () => {
    const outcome = remapped(DEFAULT_KEYMAP, 'rate-5', 'E');
    if (!('keymap' in outcome)) throw new Error('E is free.');
    expect(actionFor(outcome.keymap, 'e')).toBe('rate-5');
    expect(actionFor(outcome.keymap, '5')).toBeUndefined();
    expect(parseKeymap(JSON.stringify(outcome.keymap))).toEqual(outcome.keymap);
  });

  it('are rejected when the panel or room already uses them, or when they are no characters', () => {
    expect(remapped(DEFAULT_KEYMAP, 'flag', 'c')).toEqual({ refusal: { reason: 'taken', by: 'note' } });
    for (const key of ['m', 'V', 'p', 'Q', 'L', '?', ' '])
      expect(remapped(DEFAULT_KEYMAP, 'flag', key)).toEqual({ refusal: { reason: 'room' } });
    expect(remapped(DEFAULT_KEYMAP, 'flag', 'Enter')).toEqual({ refusal: { reason: 'not-a-character' } });
  });

  it('can be set to their current key', () => {
    expect(remapped(DEFAULT_KEYMAP, 'flag', 'f')).toEqual({ keymap: DEFAULT_KEYMAP });
  });

  it('are the defaults when nothing valid was stored', () => {
    const twice = { ...DEFAULT_KEYMAP, keys: { ...DEFAULT_KEYMAP.keys, flag: 'c' } };
    for (const kept of [null, '', '{', '{"enabled":true}', JSON.stringify(twice)])
      expect(parseKeymap(kept)).toEqual(DEFAULT_KEYMAP);
  });
});
