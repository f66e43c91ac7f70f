import { expect, it } from 'vitest';
import { placeOf } from '../../../shared/time/zoneNames.ts';

it('names places as they are called now, whatever the browser calls their zone', () => {
  expect(placeOf('Asia/Calcutta')).toBe('Kolkata');
  expect(placeOf('Europe/Kiev')).toBe('Kyiv');
  expect(placeOf('Asia/Saigon')).toBe('Ho Chi Minh');
  expect(placeOf('America/Argentina/Ushuaia')).toBe('Ushuaia, Argentina');
  expect(placeOf('UTC')).toBe('UTC');
});
