/** Parses entries separated by `|`: a written form, and how it is spoken. */
function spokenForms(table: string): ReadonlyMap<string, string> {
  return new Map(
    table.split('|').map(entry => {
      const [written = '', ...spoken] = entry.trim().split(' ');
      return [written, spoken.join(' ')];
    }),
  );
}

/** Abbreviations with a period that does not end a sentence, in lower case. */
export const ABBREVIATIONS = spokenForms(`
  e.g. for example | i.e. that is | etc. et cetera | vs. versus | vs versus | cf. compare |
  approx. approximately | mr. mister | mrs. missus | ms. miz | dr. doctor | prof. professor | a.m. A M |
  p.m. P M | u.s. U S | u.k. U K | ph.d. P H D
`);

/** Abbreviations that end a sentence when a capital letter follows. */
export const ABBREVIATIONS_THAT_MAY_END: ReadonlySet<string> = new Set(
  'etc. a.m. p.m. u.s. u.k. ph.d.'.split(' '),
);

/** Units after a number, as in `200 ms` or `200ms`. Case-sensitive. */
export const UNITS = spokenForms(`
  ms milliseconds | µs microseconds | μs microseconds | us microseconds | ns nanoseconds | s seconds |
  sec seconds | min minutes | h hours | kB kilobytes | KB kilobytes | MB megabytes | GB gigabytes |
  TB terabytes | kbit/s kilobits per second | Mbit/s megabits per second | Mbps megabits per second |
  Hz hertz | kHz kilohertz | MHz megahertz | GHz gigahertz | mm millimeters | cm centimeters |
  km kilometers | km/h kilometers per hour | kg kilograms | px pixels | fps frames per second |
  rps requests per second | % per cent | °C degrees | ° degrees | × times | k thousand | K thousand |
  x times
`);

/** Words in capitals that are read as words. Other words of up to four capitals are spelled out. */
export const SPOKEN_CAPITALS: ReadonlySet<string> = new Set(
  (
    'ACID AJAX ALL AND ANY ARE ASK BASE BASH BUT CAN CAP CORS CRUD DID DO DOES DRY EACH FOR FROM GET GO GUI HAS HEAD HOW IF IN INTO IS ' +
    'JOIN JSON KISS LAN LIFO FIFO LIKE MAY MORE MUST NASA NEW NO NOT NOW NULL OF OFF ON ONE ONLY OPEN OR ORDER OUR OUT OVER PIN POST PUT ' +
    'RAM READ REST ROM SAAS SAFE SAID SAML SAYS SET SHOW SMART SO SOLID SOME STAR STOP SWOT TEAM TEXT THAT THE THEN THIS TO TRUE TWO UP ' +
    'VERY WAS WE WHAT WHEN WHO WHY WITH YAML YES YOU YOUR'
  ).split(' '),
);

export const SPELLED_CAPITALS: ReadonlySet<string> = new Set(['HTTPS', 'XHTML']);

/** Words that the synthesizer mispronounces, in lower case. */
export const RESPELLED = spokenForms(`
  json jason | saas sass | paas pass | oauth oh auth | oauth2 oh auth 2 | mysql my S Q L | nosql no S Q L |
  postgresql post gress Q L | postgres post gress | graphql graph Q L | sqlite S Q light | redis reddis |
  nginx engine X | kubernetes koobernetties | k8s koobernetties | schema skeema | schemas skeemas |
  async ay sink | enum ee num | enums ee nums | utf-8 U T F 8 | webrtc web R T C | websocket web socket |
  websockets web sockets | wifi why fie | wi-fi why fie | c# C sharp | f# F sharp | c++ C plus plus |
  .net dot net | api A P I | apis A P I's | url U R L | urls U R L's | okrs O K R's | git ghit |
  github ghit hub | gitlab ghit lab | résumé rezz oo may | lead leed
`);

/** After these words, `read` is spoken as `red`. */
export const BEFORE_PAST_READ: ReadonlySet<string> = new Set(
  'have has had having was were is are be been being never already get got'.split(' '),
);

export const SIGNS = spokenForms(`
  & and | + plus | = equals | == equals | === equals | != is not | < less than | > greater than |
  <= at most | >= at least | ≤ at most | ≥ at least | @ at | % per cent | ~ about | ≈ about | × times |
  ± plus or minus | / slash | \\ backslash | § section | € euros | £ pounds | $ dollars | ° degrees | → to
`);

export const CURRENCIES = spokenForms('$ dollars | € euros | £ pounds');

/** Letters that Unicode does not decompose into a letter and an accent. */
export const PLAIN_LETTERS = spokenForms(`
  ß ss | æ ae | Æ Ae | œ oe | Œ Oe | ø o | Ø O | ł l | Ł L | đ d | Đ D | ð d | þ th | ı i
`);
