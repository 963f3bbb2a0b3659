import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { HELM_ARCHIVES, HELM_VERSION, helmArchive, isHelm3, verifyChecksum } from './helm.mjs';

describe('isHelm3', () => {
  it.each([
    { version: 'v3.19.5+g4a19a5b', is3: true },
    { version: 'v4.0.1+g12500dd', is3: false },
    { version: 'v33.1.0', is3: false },
    { version: 'of an unknown version', is3: false },
  ])('says $is3 of $version', ({ version, is3 }) => {
    expect(isHelm3(version)).toBe(is3);
  });
});

describe('helmArchive', () => {
  it.each([
    { os: 'linux', arch: 'x64', platform: 'linux-amd64' },
    { os: 'linux', arch: 'arm64', platform: 'linux-arm64' },
    { os: 'darwin', arch: 'arm64', platform: 'darwin-arm64' },
  ])('names the archive of $platform and its checksum', ({ os, arch, platform }) => {
    expect(helmArchive(os, arch)).toEqual({
      platform,
      url: `https://get.helm.sh/helm-${HELM_VERSION}-${platform}.tar.gz`,
      checksum: HELM_ARCHIVES[platform],
    });
  });

  it('refuses a machine whose checksum is not known', () => {
    expect(() => helmArchive('linux', 's390x')).toThrow('no download is known for linux s390x');
  });
});

describe('verifyChecksum', () => {
  const content = Buffer.from('helm');

  it('refuses content that was changed', () => {
    expect(() => verifyChecksum(content, HELM_ARCHIVES['linux-amd64'], 'the archive')).toThrow(
      'the archive has checksum',
    );
  });

  it('takes content that is as expected', () => {
    const expected = createHash('sha256').update(content).digest('hex');
    expect(() => verifyChecksum(content, expected, 'the archive')).not.toThrow();
  });
});
