import { expect, test } from 'vitest';
import { pointInVideo } from './point-in-video';

/** 1280 × 720 shown on a phone of 360 × 720: as high as the screen, cut off at both sides. */
const video = {
  videoWidth: 1280,
  videoHeight: 720,
  getBoundingClientRect: () => ({ left: 0, top: 0, width: 360, height: 720 }) as DOMRect
};

test('a tap in the middle is the middle of the picture', () => {
  expect(pointInVideo(video, { clientX: 180, clientY: 360 })).toEqual({ x: 0.5, y: 0.5 });
});

test('the edge of the screen is inside the picture, whose sides are cut off', () => {
  expect(pointInVideo(video, { clientX: 0, clientY: 0 })).toEqual({ x: 0.359375, y: 0 });
  expect(pointInVideo(video, { clientX: 360, clientY: 720 })).toEqual({ x: 0.640625, y: 1 });
});

test('before there is a picture there is no place in it', () => {
  expect(pointInVideo({ ...video, videoWidth: 0 }, { clientX: 1, clientY: 1 })).toBeNull();
});
