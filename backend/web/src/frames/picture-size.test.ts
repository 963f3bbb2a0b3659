import { describe, expect, it } from 'vitest';
import { pictureSize } from './picture-size.ts';

describe('pictureSize', () => {
  it.each([
    { name: 'scales a wide picture down', camera: [640, 480], asked: 320, size: [320, 240] },
    { name: 'keeps the shape of an upright picture', camera: [480, 640], asked: 320, size: [320, 427] },
    { name: 'never enlarges', camera: [320, 240], asked: 640, size: [320, 240] },
  ])('$name', ({ camera: [width = 0, height = 0], asked, size }) => {
    expect(Object.values(pictureSize({ width, height }, asked))).toEqual(size);
  });
});
