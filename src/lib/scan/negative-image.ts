import type { GreyImage } from './grey-image.ts';

/** The picture with black and white exchanged. */
export function negative({ data, width, height }: GreyImage): GreyImage {
  return { data: data.map((grey) => 255 - grey), width, height };
}
