import { describe, expect, it } from 'vitest';
import { browserOf } from './browser.ts';

const IOS = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';

describe('browserOf', () => {
  it.each([
    { name: 'Chrome', agent: `${WINDOWS} Chrome/140.0.0.0 Safari/537.36`, browser: 'chromium' },
    { name: 'Edge', agent: `${WINDOWS} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`, browser: 'chromium' },
    { name: 'Chrome on a Mac', agent: `${MAC} Chrome/140.0.0.0 Safari/537.36`, browser: 'chromium' },
    {
      name: 'Chrome on Android',
      agent:
        'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
      browser: 'chromium-android',
    },
    {
      name: 'Firefox',
      agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0',
      browser: 'firefox',
    },
    {
      name: 'Firefox on Android',
      agent: 'Mozilla/5.0 (Android 15; Mobile; rv:141.0) Gecko/141.0 Firefox/141.0',
      browser: 'firefox-android',
    },
    { name: 'Safari on an iPhone', agent: `${IOS} Version/18.3 Mobile/15E148 Safari/604.1`, browser: 'safari-ios' },
    { name: 'Chrome on an iPhone', agent: `${IOS} CriOS/140.0 Mobile/15E148 Safari/604.1`, browser: 'ios-app' },
    { name: 'Firefox on an iPhone', agent: `${IOS} FxiOS/141.0 Mobile/15E148 Safari/605.1.15`, browser: 'ios-app' },
    { name: 'a page inside an iPhone app', agent: `${IOS} Mobile/15E148`, browser: 'ios-app' },
    { name: 'Safari on a Mac', agent: `${MAC} Version/18.3 Safari/605.1.15`, browser: 'safari-macos' },
    {
      name: 'Safari on an iPad that says it is a Mac',
      agent: `${MAC} Version/18.3 Safari/605.1.15`,
      touch: 5,
      browser: 'safari-ios',
    },
    { name: 'anything else', agent: 'curl/8.0', browser: 'other' },
  ])('knows $name', ({ agent, touch = 0, browser }) => {
    expect(browserOf(agent, touch)).toBe(browser);
  });
});
