import { z } from 'zod';
import { reasonMessage } from '../errorReasons.ts';

/** Follows NIST SP 800-63B: long enough, not common or personal, and no required kinds of characters. */
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const;

export const Password = z
  .string()
  .min(PASSWORD_LENGTH.min)
  .max(PASSWORD_LENGTH.max)
  .refine(password => !isCommonPassword(password), reasonMessage('password-common'))
  .meta({ examples: ['seven calm lanterns'] });

/** Words from leaked passwords. People repeat them or surround them with digits and punctuation. */
const COMMON_WORDS = new Set(
  `abcdef abcdefg access account admin administrator amanda andrew angel anthony apple arsenal ashley asshole austin banana
  barcelona baseball basketball batman beautiful blessed blink bonjour brandon butterfly buster carlos cccccc changeme changemenow
  charlie cheese chelsea chicken chocolate christian christmas company computer cookie cowboys daniel default diamond doctor dragon
  elephant eminem everton familia family flower football forever freedom friends fuckyou gabriel george ginger guest hannah happiness
  hardcore harley hello helloworld hockey hottie hunter iloveyou internet interview interviews jackson jasmine jennifer jessica jesus
  jesuschrist jonathan jordan joshua junior justin killer letmein liverpool lovely loveme manager manchester maggie master matrix
  matthew melissa mercedes metallica michael michelle midnight monkey monster mustang nicholas nicole nintendo nothing october orange
  pakistan passport passw password passwort patrick peanut pepper playboy please pokemon portugal princess qazwsx qazwsxedc
  qwaszx qwert qwerty qwertyui qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm azerty azertyuiop rainbow ranger realmadrid recruiter
  rockyou samantha samsung scooter secret sebastian secure security september shadow snoopy soccer sophie spiderman starwars steelers
  stephanie summer sunflower sunshine superman superstar system taylor tennis test tester testing thomas thunder tigger tinkerbell
  trustno twilight unknown user username vanessa victoria vivavoce welcome whatever william winter yankees
  passwordpassword mypassword thepassword newpassword yourpassword adminadmin adminpassword temppassword defaultpassword
  iloveyousomuch ilovemyself letmeinnow letmeinplease welcomehome welcometo opensesame correcthorsebatterystaple
  motdepasse contrasena contraseña kennwort parola senha geheim hallo hallowelt schatz ficken bienvenue soleil doudou azertyui teamo tequiero
  estrella mariposa futebol flamengo juventus ciaociao francesco giuseppe stalker gfhjkm qwertz qwertzuiop yxcvbnm`.split(
    /\s+/,
  ),
);

const COMMON_EXACT = new Set(
  `1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4t5 q1w2e3r4t5y6 1qaz2wsx3edc zaq12wsxcde3 zaq1xsw2cde3 1qazxsw23edc qweasdzxc123 123qweasdzxc qwe123asd456
  a1b2c3d4e5 abc123abc123 qwe123qwe123 qweqweqwe1 1029384756 0192837465 3141592653 31415926535 2718281828 1123581321 1357924680 2468013579
  147258369a 1472583690 7894561230 7418529630 9638527410 0147258369 0123698745 1234554321 1234567899 1234567891 12345678910 123456789123
  11223344556 1122334455 1212121212 5555566666 1111122222`.split(/\s+/),
);

/** Keyboard rows and the alphabet. A password that follows one, forward or backward, counts as common. */
const ROWS = [
  '0123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'azertyuiop',
];
const WALKS = ROWS.flatMap(row => [row.repeat(13), [...row.repeat(13)].toReversed().join('')]);

const SPOKEN: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const REPEATED_PERIOD_MAX = 4;

/** True for common passwords, whatever their case, with digits for letters, or with a year at the end. */
function isCommonPassword(password: string): boolean {
  const plain = password.normalize('NFKC').toLowerCase();
  const dense = plain.replace(/[\s\p{P}\p{S}]/gu, '') || plain;
  if (isRepeated(plain) || isRepeated(dense) || COMMON_EXACT.has(dense)) return true;
  if (WALKS.some(walk => walk.includes(dense))) return true;
  return [lettersOf(plain), lettersOf(asSpoken(trimmed(plain)))].some(isCommonWord);
}

/** True when a password consists only of words from `texts`, digits, and punctuation. */
export function isMadeOf(password: string, texts: readonly string[]): boolean {
  const words = new Set(
    texts
      .flatMap(text => [lettersOf(text), ...text.split(/[^\p{L}\p{N}]+/u).map(lettersOf)])
      .filter(word => word.length > 1),
  );
  const letters = lettersOf(password);
  // `reached[n]`: the first `n` letters are whole words. A regular expression could take exponential time.
  const reached = [true];
  for (let to = 1; to <= letters.length; to += 1)
    reached[to] = [...words].some(
      word => reached[to - word.length] === true && letters.startsWith(word, to - word.length),
    );
  return letters.length > 0 && reached[letters.length] === true;
}

function isRepeated(text: string): boolean {
  for (let period = 1; period <= REPEATED_PERIOD_MAX; period += 1)
    if (text.length > period && text === text.slice(0, period).repeat(text.length).slice(0, text.length))
      return true;
  return false;
}

function isCommonWord(letters: string): boolean {
  for (let times = 1; times <= 4; times += 1) {
    const word = letters.slice(0, letters.length / times);
    if (word.repeat(times) === letters && COMMON_WORDS.has(word)) return true;
  }
  return false;
}

function trimmed(text: string): string {
  return text.replace(/^[\d\p{P}\p{S}\s]+|[\d\p{P}\p{S}\s]+$/gu, '');
}

function asSpoken(text: string): string {
  return [...text].map(character => SPOKEN[character] ?? character).join('');
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '');
}
