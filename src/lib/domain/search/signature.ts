/**
 * A signature of a short text: one bit for each two neighbouring characters in
 * it. A text that holds another has all of its bits, so that most of those that
 * do not are told by a comparison or two.
 */
export const SIGNATURE_WORDS = 4;

const WORD_BITS = 32;

/** Texts of fewer characters have too few bits to tell anything. */
export const SIGNED_LENGTH = 3;

/**
 * @param text folded as the texts that it is compared with
 * @returns words of 32 bits
 */
export function signatureOf(text: string): number[] {
  const words = new Array<number>(SIGNATURE_WORDS).fill(0);
  for (let at = 1; at < text.length; at++) {
    const pair = Math.imul(text.charCodeAt(at - 1), 0x9e3779b1) ^ Math.imul(text.charCodeAt(at), 0x85ebca77);
    const bit = (Math.imul(pair, 0xc2b2ae3d) >>> 16) % (SIGNATURE_WORDS * WORD_BITS);
    const word = Math.floor(bit / WORD_BITS);
    words[word] = (words[word] ?? 0) | (1 << (bit % WORD_BITS));
  }
  return words;
}
