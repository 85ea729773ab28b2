import { foldCode } from '../catalogue/problem.ts';

/**
 * What documents and the movements that name them are found by: two numbers with
 * the same key are one. Typed by hand, a number may stand between spaces.
 */
export const documentKey = (number: string): string => foldCode(number.trim());
