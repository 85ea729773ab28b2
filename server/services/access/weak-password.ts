/** Of the lists of leaked passwords, what has twelve characters and more; words of this house. */
const common = new Set(
  `123456789012 1234567890123 12345678901234 0123456789012 098765432109 111111111111 000000000000
  password1234 password12345 password123456 passwordpassword passw0rd1234 motdepasse12 motdepasse123
  motdepasse1234 motdepassemotdepasse azertyuiop12 azertyuiop123 azertyuiopqsdfghjklm qwertyuiop12 qwertyuiop123
  qwertyuiop[] qwertyuiopasdfghjkl 1q2w3e4r5t6y 1qaz2wsx3edc 1qaz2wsx3edc4rfv zaq12wsxcde3 q1w2e3r4t5y6
  iloveyou1234 jetaime12345 bonjour12345 soleil123456 loulou123456 welcome12345 administrator administrateur
  administrator1 changemeplease letmein12345 abcdefghijkl abcdefghijklm abcd12345678 abc123456789
  a1b2c3d4e5f6 aa1234567890 qazwsxedcrfv football1234 princess1234 superman1234 dragon123456
  douchette1234 douchettedouchette entrepot1234 magasin12345`.split(/\s+/)
);

/** So much must be left of a password once login and words of the context are taken out, in UTF-16 units. */
const MEANINGFUL_LENGTH = 6;

/** What anybody would think of first for this program and trade; docs/security-asvs.md lists them. */
const contextWords = /douchette|entrepot|entrepôt|magasin|warehouse|stock|admin/g;

/** Would it be among the first that somebody tries? A known one, one small piece over and over, or little but the login and words of the context. */
export function isWeakPassword(password: string, login: string | null): boolean {
  const folded = password.toLowerCase();
  if (common.has(folded) || /^(.{1,4})\1+$/u.test(folded)) return true;
  const ownWords = (login === null ? folded : folded.replaceAll(login, '')).replaceAll(contextWords, '');
  return ownWords.length < MEANINGFUL_LENGTH;
}
