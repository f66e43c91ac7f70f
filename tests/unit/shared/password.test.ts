import { describe, expect, it } from 'vitest';
import { isMadeOf, Password } from '../../../shared/protocol/password.ts';

describe('password strength', () => {
  it.each([
    'correct horse battery',
    'a good long one',
    'four quiet words here',
    'lantern-mosaic-7',
    'пять разных слов',
    '雨上がりの静かな朝の道',
    'monkey business tariff',
    'Passwordless harbours',
    '90210 Elm & Fifth',
  ])('accepts a password that is hard to guess: %s', password => {
    expect(Password.safeParse(password).success).toBe(true);
  });

  it.each([
    'aaaaaaaaaa',
    '          ',
    'ababababab',
    'abc abc abc',
    '1234567890',
    '0987654321',
    '12345678901234567890',
    'abcdefghijkl',
    'qwertyuiop',
    'poiuytrewq',
    '1q2w3e4r5t',
    '1qaz2wsx3edc',
    '1122334455',
    'password123',
    'Password2026!',
    'P@ssw0rd1234',
    'passwordpassword',
    'pass word pass word',
    '123password456',
    'iloveyou2026',
    'Welcome123!',
    'letmeinletmein',
    'Vivavoce2026',
    'correct horse battery staple',
    'Qwertyuiop1!',
    'contraseña12',
  ])('rejects a common password with a reason: %s', password => {
    const refused = Password.safeParse(password);
    expect(refused.success).toBe(false);
    expect(refused.error?.issues[0]?.message).toBe('password-common');
  });

  it('requires ten characters and allows 128 of any kind', () => {
    expect(Password.safeParse('nine char').error?.issues[0]).toMatchObject({
      code: 'too_small',
      minimum: 10,
    });
    expect(Password.safeParse(`${'lantern mosaic '.repeat(9)}`.slice(0, 128)).success).toBe(true);
    expect(Password.safeParse(`${'lantern mosaic '.repeat(9)}`.slice(0, 129)).success).toBe(false);
  });
});

describe('a password based on personal data', () => {
  const KNOWN = ['Olga O’Neill', 'olga.oneill@acme-24.example', 'interviews.acme.example', 'Vivavoce'];
  it.each([
    'OlgaOneill2026',
    'olga.oneill@acme-24.example',
    'oneill-acme-1!',
    'ACME acme ACME',
    'vivavoce olga',
  ])('is found: %s', password => expect(isMadeOf(password, KNOWN)).toBe(true));
  it.each(['olga likes lanterns', 'acme-harbour-07', '1029384756', 'correct horse battery'])(
    'is not found: %s',
    password => expect(isMadeOf(password, KNOWN)).toBe(false),
  );
  it('is checked quickly, however the words overlap', () => {
    const name = 'ab abab ababab abababab';
    expect(isMadeOf(`${'ab'.repeat(63)}xy`, [name])).toBe(false);
    expect(isMadeOf('ab'.repeat(63), [name])).toBe(true);
  });
  it('is never found without personal data', () => {
    expect(isMadeOf('correct horse battery', ['', '24'])).toBe(false);
  });
});
