import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const FORBIDDEN: [string, RegExp][] = [
  ['a colour', /(?<![&\w])#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b|\b(?:rgb|hsl|oklch)a?\(/i],
  ['a product name', /leasehold|red ?hat/i],
  ['a picture', /\.(?:svg|png|jpe?g|gif|webp|ico)\b/i],
  ['an outside address', /https?:\/\//i],
];

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(tsx?|css)$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.startsWith('test'))
    .map((file) => join(folder, file));
}

describe('the sources', () => {
  const files = [...sources('src'), 'index.html'];

  it('are looked at', () => expect(files.length).toBeGreaterThan(40));

  it.each(FORBIDDEN)('contain no brand: %s', (_what, pattern) => {
    expect(files.filter((file) => pattern.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});
